/// A `DevicePlayer` in real time: its bytes come when they are due.
///
/// Runs on the io_context it is given; touched by its thread only. When the process was suspended,
/// the device slept too: at most one second of it is made up for in a burst, the rest of the time
/// has not passed for it. Bytes are whole frames; no call comes after `stop` or destruction.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>

#include "firmware-bridge/simulator/device_player.hpp"

namespace sternum {

class PacedDevice {
 public:
  using OnBytes = std::function<void(std::span<const std::byte>)>;
  using OnCommand = std::function<void(const DownMessage&)>;

  PacedDevice(boost::asio::io_context& context, VirtualManikinOptions options,
              Impairments impairments, OnBytes on_bytes, OnCommand on_command = {});
  ~PacedDevice();

  /// Switches the device on. Once.
  void start();
  void stop();
  void announce();
  void hear(std::span<const std::byte> bytes);
  /// A command that was decoded elsewhere; `on_command` is not called for it.
  void obey(const DownMessage& command);
  [[nodiscard]] const Hello& hello() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace sternum
