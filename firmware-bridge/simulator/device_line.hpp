/// A line of a virtual device that is kept standing: opened, lost, opened again.
///
///   Closed ──opened──▶ Open          a pty is open from the start and stays so
///     ▲ └─failed: retry─┐ │          serial: every second
///     └◀────────────────┴─┘ broken   TCP: after 0.1 s, doubling up to 1 s
///
/// Runs on the io_context it is given; touched by its thread only. No event comes after `stop`,
/// which the destructor calls. Connections go where the endpoint says and nowhere else.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "analysis/core/result.hpp"
#include "firmware-bridge/simulator/virtual_device.hpp"

namespace sternum {

struct DeviceLineEvents {
  /// `address` is what a console would open.
  std::function<void(const std::string& address)> on_open;
  /// It broke, or could not be opened; told once until it stands again.
  std::function<void(const Error& reason)> on_closed;
  std::function<void(std::span<const std::byte>)> on_bytes;
};

class DeviceLine {
 public:
  DeviceLine(boost::asio::io_context& context, DeviceEndpoint endpoint, DeviceLineEvents events);
  ~DeviceLine();
  DeviceLine(const DeviceLine&) = delete;
  DeviceLine& operator=(const DeviceLine&) = delete;

  /// Fails when a pseudo terminal cannot be made; other lines are tried until they stand.
  [[nodiscard]] Result<void> start();
  void stop();
  [[nodiscard]] bool is_open() const;
  /// What a console would open; empty before it first stood.
  [[nodiscard]] const std::string& address() const;
  /// `frames` are whole frames; lost while the line is closed.
  void send(std::span<const std::byte> frames);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace sternum
