/// The virtual device's end of a line that stands: a serial port, a pty, a TCP connection.
///
/// Runs on the io_context it is given; touched by its thread only. Writing never waits: when the
/// other end takes nothing, what waits is thrown away, whole frames of it, for what is newer.
/// `on_broken` comes at most once; no call comes after `close` or destruction.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "analysis/core/result.hpp"

namespace sternum {

struct DevicePortEvents {
  std::function<void(std::span<const std::byte>)> on_bytes;
  std::function<void(const std::string& reason)> on_broken;
};

class DevicePort {
 public:
  virtual ~DevicePort() = default;
  /// `frames` are whole frames.
  virtual void send(std::span<const std::byte> frames) = 0;
  virtual void close() = 0;
  /// What a console would open: "/dev/pts/3", "/dev/ttyUSB0", "127.0.0.1:7000".
  [[nodiscard]] virtual const std::string& address() const = 0;
};

/// A new pseudo terminal in raw mode. While nobody reads it, it keeps about the last second.
[[nodiscard]] Result<std::unique_ptr<DevicePort>> open_pty(boost::asio::io_context& context,
                                                           DevicePortEvents events);
/// Raw, 8 data bits, no parity, no flow control.
[[nodiscard]] Result<std::unique_ptr<DevicePort>> open_serial_device(
    boost::asio::io_context& context, const std::string& device, unsigned baud,
    DevicePortEvents events);
/// Takes over a connected socket.
[[nodiscard]] std::unique_ptr<DevicePort> adopt_connection(boost::asio::ip::tcp::socket socket,
                                                           std::string address,
                                                           DevicePortEvents events);

}  // namespace sternum
