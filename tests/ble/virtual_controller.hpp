/// A Bluetooth controller without a radio, and the manikins in its reach, behind /dev/vhci.
///
/// The kernel sees an adapter (Bluetooth Core 5.3, vol. 4, part E, low energy only); manikins
/// advertise, are connected to and speak at their connection events. One can be carried out of
/// reach, which the host learns by its supervision timeout, and be switched off and on; the adapter
/// can be pulled and plugged. Runs on the io_context that it is given and is touched by its thread
/// only. (A link that falls before anything was said is not played: Debian's kernel 6.1.192 does
/// not survive it, with list_del in hci_chan_del from l2cap_sock_release.)
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "analysis/core/result.hpp"
#include "tests/ble/ble_peripheral.hpp"

namespace sternum::ble {

class VirtualController {
 public:
  explicit VirtualController(boost::asio::io_context& context);
  ~VirtualController() { unplug(); }

  /// Fails where /dev/vhci is missing.
  [[nodiscard]] Result<void> plug();
  /// Every link ends without a word.
  void unplug();

  /// `index` in the order of adding.
  void add(PeripheralOptions options);
  [[nodiscard]] Peripheral& peripheral(std::size_t index) { return *remotes_.at(index)->device; }
  /// Out of reach, and back.
  void carry_away(std::size_t index);
  void bring_back(std::size_t index);
  /// At once, without a word; when it is on again, it has forgotten everything.
  void switch_off(std::size_t index);
  [[nodiscard]] bool is_connected(std::size_t index) const {
    return remotes_.at(index)->handle != 0;
  }

 private:
  using Clock = std::chrono::steady_clock;
  struct Remote {
    std::unique_ptr<Peripheral> device;
    bool in_reach = false;
    bool forgot_link = false;  ///< switched off since; the host finds out by its timeout
    std::uint16_t handle = 0;  ///< of the connection; 0: none
    std::chrono::microseconds interval{30000};
    std::chrono::milliseconds supervision{420};
    Clock::time_point next_event;
    Clock::time_point heard_at;  ///< by the host
    Octets incoming;             ///< of an L2CAP frame that comes in pieces
    bool asked_for_interval = false;
  };
  struct Connecting {
    Address to{};
    bool by_accept_list = false;
    std::uint16_t interval = 24;
    std::uint16_t supervision = 42;
  };

  void forget_links();
  void read();
  void take(std::span<const std::uint8_t> packet);
  void obey(std::uint16_t opcode, std::span<const std::uint8_t> parameters);
  void obey_low_energy(std::uint16_t opcode, std::span<const std::uint8_t> parameters);
  void take_data(std::span<const std::uint8_t> packet);
  void take_frame(Remote& remote, std::span<const std::uint8_t> frame);
  void tick();
  void advertise();
  void meet(Remote& remote);
  void hold_event(Remote& remote, Clock::time_point now);
  void end_link(Remote& remote, std::uint8_t reason);

  void send(const Octets& packet);
  void event(std::uint8_t code, const Octets& parameters);
  void meta(std::uint8_t code, const Octets& parameters);
  void complete(std::uint16_t opcode, const Octets& parameters);
  void status(std::uint16_t opcode, std::uint8_t code);
  void send_frame(const Remote& remote, std::uint16_t channel, const Octets& payload);
  [[nodiscard]] Remote* by_handle(std::uint16_t handle);

  boost::asio::io_context& context_;
  boost::asio::posix::stream_descriptor vhci_;
  boost::asio::steady_timer ticker_;
  std::array<std::uint8_t, 2048> buffer_{};
  std::vector<std::unique_ptr<Remote>> remotes_;
  bool scans_ = false;
  bool scans_actively_ = false;
  bool scans_for_accepted_ = false;
  std::set<Address> accepted_;
  std::optional<Connecting> connecting_;
  Clock::time_point next_advertising_;
  std::uint16_t next_handle_ = 0x0040;
  /// Of the adapter that is plugged in: what was begun with an earlier one finds out.
  std::shared_ptr<const bool> plugged_;
};

}  // namespace sternum::ble
