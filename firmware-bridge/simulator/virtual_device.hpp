/// A virtual manikin on a real line, for consoles in other processes and on other machines.
///
/// Runs on the io_context it is given; make, use and destroy it on its thread (or before it runs).
/// The device is switched on when its line first stands, and then goes on whether anybody listens
/// or not: what is sent meanwhile is lost, as on a radio. It obeys what it hears (`DevicePlayer`).
///
/// It may have several lines, so that more than one console can reach it, but one of them has it:
///
///   Free ──Start over L──▶ had by L ──L broke──▶ Free
///                              └──Start over M, take_over──▶ had by M
///
/// Free, every line is sent everything. Had by one, that one is, and the others hear once a second
/// a Hello that says by whom (`Hello::held_by`). A line that breaks is opened again
/// (`DeviceLine`).
///
/// Connections go where the endpoint says and nowhere else. No event comes after `stop`, which the
/// destructor calls.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "analysis/core/result.hpp"
#include "firmware-bridge/simulator/impaired_encoder.hpp"
#include "firmware-bridge/simulator/virtual_manikin.hpp"

namespace sternum {

struct PtyEndpoint {};
struct SerialEndpoint {
  std::string device;
  unsigned baud = 115200;
};
struct TcpEndpoint {
  std::string host;  ///< a name or an address of either family
  std::uint16_t port = 0;
};
using DeviceEndpoint = std::variant<PtyEndpoint, SerialEndpoint, TcpEndpoint>;

/// Any may be empty.
struct VirtualDeviceEvents {
  /// The line stands; `address` is what a console would open: "/dev/pts/3", "127.0.0.1:7000".
  std::function<void(const std::string& address)> on_open;
  /// It broke, or could not be opened; told once until it stands again.
  std::function<void(const Error& reason)> on_closed;
  std::function<void(const DownMessage& command)> on_command;
};

class VirtualDevice {
 public:
  virtual ~VirtualDevice() = default;
  virtual void stop() = 0;
};

/// Fails when a pseudo terminal cannot be made; other lines are tried until they stand.
[[nodiscard]] Result<std::unique_ptr<VirtualDevice>> run_virtual_device(
    boost::asio::io_context& context, std::vector<DeviceEndpoint> lines,
    VirtualManikinOptions options, Impairments impairments, VirtualDeviceEvents events);
/// The same with one line.
[[nodiscard]] Result<std::unique_ptr<VirtualDevice>> run_virtual_device(
    boost::asio::io_context& context, DeviceEndpoint endpoint, VirtualManikinOptions options,
    Impairments impairments, VirtualDeviceEvents events);

}  // namespace sternum
