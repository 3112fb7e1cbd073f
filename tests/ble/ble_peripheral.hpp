/// A virtual manikin with a radio: what it advertises, and what it says and hears on a connection.
///
/// Its chest, trainee and device are the simulator's, as on every other line. It is switched on
/// when a console first listens, says Hello whenever one begins to, and goes on meanwhile; what
/// finds no room in the radio's queue is dropped, the oldest first. How many samples it puts into a
/// frame it chooses by the link that it has then. Runs on the io_context that it is given.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "firmware-bridge/host_time.hpp"
#include "firmware-bridge/simulator/ble_packing.hpp"
#include "firmware-bridge/simulator/paced_device.hpp"
#include "tests/ble/att_server.hpp"

namespace sternum::ble {

using Address = std::array<std::uint8_t, 6>;  ///< least significant octet first

struct PeripheralOptions {
  Address address{};
  std::string name;  ///< as it is advertised, whatever its bytes
  VirtualManikinOptions manikin;
  std::uint16_t mtu = 247;
};

class Peripheral {
 public:
  Peripheral(boost::asio::io_context& context, PeripheralOptions options);

  [[nodiscard]] const Address& address() const { return options_.address; }
  /// The advertising data, and what it answers to an active scan.
  [[nodiscard]] Octets advertisement() const;
  [[nodiscard]] Octets scan_response() const;

  void connected(Duration interval);
  void disconnected();
  void set_interval(Duration interval) { link_.interval = interval; }
  /// An attribute packet of the central; answers what it says at once, if anything.
  [[nodiscard]] Octets hear(std::span<const std::uint8_t> packet) { return server_.answer(packet); }
  /// The next notification that waits; empty: none does.
  [[nodiscard]] Octets next_notification();

  /// Its battery is pulled out: it forgets everything but who it is.
  void switch_off();
  /// When the device's clock was 0, since it was switched on; nothing before.
  [[nodiscard]] std::optional<HostTime> switched_on_at() const { return on_at_; }
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }
  [[nodiscard]] int samples_per_frame() const { return samples_per_frame_; }
  [[nodiscard]] int commands_heard() const { return commands_heard_; }

 private:
  void listened_to(bool by_somebody);
  void take(std::span<const std::byte> frames);

  boost::asio::io_context& context_;
  PeripheralOptions options_;
  AttServer server_;
  BleLink link_;
  std::unique_ptr<PacedDevice> device_;
  std::deque<Octets> frames_;  ///< whole ones
  std::size_t sent_of_first_ = 0;
  std::optional<HostTime> on_at_;
  std::uint32_t times_off_ = 0;
  std::uint64_t dropped_ = 0;
  int samples_per_frame_ = 0;
  int commands_heard_ = 0;
};

}  // namespace sternum::ble
