/// The attribute server of a virtual manikin: answers what a central asks (Bluetooth Core 5.3,
/// vol. 3, part F), for a table of services that does not change.
///
/// Pure: packets in, packets out; no clock, no thread. What it does not know it refuses as the
/// specification says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace sternum::ble {

using Octets = std::vector<std::uint8_t>;

struct Attribute {
  std::uint16_t handle = 0;
  Octets type;            ///< 2 or 16 octets, least significant first
  Octets value;           ///< what is read
  std::uint16_t end = 0;  ///< of a service: its last handle
};

struct AttServerOptions {
  std::string name;
  std::string model;
  std::string firmware;
  std::uint8_t battery_percent = 80;
  std::uint16_t mtu = 247;  ///< the largest that it agrees to
};

class AttServer {
 public:
  using OnWrite = std::function<void(std::span<const std::uint8_t>)>;
  using OnSubscribed = std::function<void(bool)>;

  AttServer(const AttServerOptions& options, OnWrite on_write, OnSubscribed on_subscribed);

  /// The answer; empty where none is due.
  [[nodiscard]] Octets answer(std::span<const std::uint8_t> request);
  [[nodiscard]] bool subscribed() const { return subscribed_; }
  [[nodiscard]] std::uint16_t mtu() const { return mtu_; }
  [[nodiscard]] Octets notification(std::span<const std::uint8_t> value) const;
  /// A new connection: nothing is agreed on yet.
  void reset();

 private:
  std::uint16_t add(Octets type, Octets value);
  void add_service(const Octets& uuid);
  void end_service();
  std::uint16_t add_characteristic(std::uint8_t properties, const Octets& uuid, Octets value);
  [[nodiscard]] Octets groups(std::span<const std::uint8_t> request) const;
  [[nodiscard]] Octets find_services(std::span<const std::uint8_t> request) const;
  [[nodiscard]] Octets read_by_type(std::span<const std::uint8_t> request) const;
  [[nodiscard]] Octets information(std::span<const std::uint8_t> request) const;
  [[nodiscard]] Octets read(std::span<const std::uint8_t> request) const;
  [[nodiscard]] Octets write(std::span<const std::uint8_t> request);

  std::vector<Attribute> attributes_;
  std::uint16_t service_ = 0;
  std::uint16_t down_ = 0;
  std::uint16_t up_ = 0;
  std::uint16_t switch_ = 0;  ///< the descriptor that turns notifications on
  std::uint16_t most_mtu_;
  std::uint16_t mtu_ = 23;
  bool subscribed_ = false;
  OnWrite on_write_;
  OnSubscribed on_subscribed_;
};

/// "53c90001-7c1d-4b5e-9a44-8f6b2a1d0c37", least significant octet first.
[[nodiscard]] Octets uuid_octets(const std::string& uuid);

}  // namespace sternum::ble
