#include "firmware-bridge/simulator/virtual_device.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <utility>

#include "firmware-bridge/simulator/device_port.hpp"
#include "firmware-bridge/simulator/paced_device.hpp"

namespace sternum {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::milliseconds kSerialRetry{1000};
constexpr std::chrono::milliseconds kFirstTcpRetry{100};
constexpr std::chrono::milliseconds kLongestTcpRetry{1000};
constexpr std::chrono::milliseconds kTcpPatience{2000};

/// The device and its line. Lives on through the shared pointers of what it waits for; once stopped
/// it does nothing any more.
class LinkedDevice : public std::enable_shared_from_this<LinkedDevice> {
 public:
  LinkedDevice(asio::io_context& context, DeviceEndpoint endpoint, VirtualManikinOptions options,
               Impairments impairments, VirtualDeviceEvents events)
      : context_(context),
        endpoint_(std::move(endpoint)),
        events_(std::move(events)),
        retry_(context),
        resolver_(context),
        socket_(context),
        device_(
            context, std::move(options), impairments,
            [this](std::span<const std::byte> bytes) {
              if (port_) port_->send(bytes);
            },
            [this](const DownMessage& command) {
              if (events_.on_command) events_.on_command(command);
            }) {}

  Result<void> start() {
    if (std::holds_alternative<PtyEndpoint>(endpoint_)) {
      auto pty = open_pty(context_, port_events());
      if (!pty) return tl::unexpected<Error>(pty.error());
      port_ = std::move(*pty);
    }
    asio::post(context_, [self = shared_from_this()] {
      if (self->is_stopped_) return;
      self->port_ ? self->opened() : self->open();
    });
    return {};
  }

  void stop() {
    is_stopped_ = true;
    device_.stop();
    retry_.cancel();
    resolver_.cancel();
    error_code ignored;
    socket_.close(ignored);
    if (port_) port_->close();
  }

 private:
  DevicePortEvents port_events() {
    return {[weak = weak_from_this()](std::span<const std::byte> bytes) {
              if (const auto self = weak.lock(); self && !self->is_stopped_) {
                self->device_.hear(bytes);
              }
            },
            [weak = weak_from_this()](const std::string& reason) {
              if (const auto self = weak.lock(); self && !self->is_stopped_) {
                self->broken({reason, self->port_->address(), ""});
              }
            }};
  }

  void open() {
    if (const auto* serial = std::get_if<SerialEndpoint>(&endpoint_)) {
      auto port = open_serial_device(context_, serial->device, serial->baud, port_events());
      if (!port) return broken(port.error());
      port_ = std::move(*port);
      opened();
    } else if (const auto* console = std::get_if<TcpEndpoint>(&endpoint_)) {
      connect(*console);
    }
  }

  void connect(const TcpEndpoint& console) {
    // A host that is switched off does not refuse; when it is back, a fresh attempt finds it
    // sooner.
    retry_.expires_after(kTcpPatience);
    retry_.async_wait([self = shared_from_this()](const error_code& problem) {
      if (problem) return;
      self->resolver_.cancel();
      error_code ignored;
      self->socket_.close(ignored);
    });
    resolver_.async_resolve(
        console.host, std::to_string(console.port),
        [self = shared_from_this()](const error_code& problem, const auto& addresses) {
          if (self->is_stopped_) return;
          if (problem) return self->not_connected(problem);
          self->socket_ = tcp::socket(self->context_);
          asio::async_connect(self->socket_, addresses,
                              [self](const error_code& refusal, const tcp::endpoint&) {
                                if (self->is_stopped_) return;
                                if (refusal) return self->not_connected(refusal);
                                self->connected();
                              });
        });
  }

  void connected() {
    retry_.cancel();
    port_ = adopt_connection(std::exchange(socket_, tcp::socket(context_)), console_address(),
                             port_events());
    opened();
  }

  void not_connected(const error_code& problem) {
    broken({"cannot reach the console: " + problem.message(), console_address(),
            "check that it listens there"});
  }

  [[nodiscard]] std::string console_address() const {
    const auto& console = std::get<TcpEndpoint>(endpoint_);
    return fmt::format("{}:{}", console.host, console.port);
  }

  void opened() {
    failures_ = 0;
    is_told_closed_ = false;
    if (std::exchange(is_switched_on_, true)) {
      device_.announce();
    } else {
      device_.start();
    }
    if (events_.on_open) events_.on_open(port_->address());
  }

  void broken(const Error& reason) {
    retry_.expires_after(retry_delay());
    retry_.async_wait([self = shared_from_this()](const error_code& problem) {
      if (!problem && !self->is_stopped_) self->open();
    });
    ++failures_;
    if (!std::exchange(is_told_closed_, true) && events_.on_closed) events_.on_closed(reason);
  }

  [[nodiscard]] std::chrono::milliseconds retry_delay() const {
    if (std::holds_alternative<SerialEndpoint>(endpoint_)) return kSerialRetry;
    return std::min(kFirstTcpRetry * (1 << std::min(failures_, 10)), kLongestTcpRetry);
  }

  asio::io_context& context_;
  DeviceEndpoint endpoint_;
  VirtualDeviceEvents events_;
  asio::steady_timer retry_;
  tcp::resolver resolver_;
  tcp::socket socket_;  ///< only while it is being connected
  std::unique_ptr<DevicePort> port_;
  PacedDevice device_;
  int failures_ = 0;
  bool is_switched_on_ = false;
  bool is_told_closed_ = false;
  bool is_stopped_ = false;
};

class RunningDevice final : public VirtualDevice {
 public:
  explicit RunningDevice(std::shared_ptr<LinkedDevice> device) : device_(std::move(device)) {}
  ~RunningDevice() override { device_->stop(); }
  void stop() override { device_->stop(); }

 private:
  std::shared_ptr<LinkedDevice> device_;
};

}  // namespace

Result<std::unique_ptr<VirtualDevice>> run_virtual_device(asio::io_context& context,
                                                          DeviceEndpoint endpoint,
                                                          VirtualManikinOptions options,
                                                          Impairments impairments,
                                                          VirtualDeviceEvents events) {
  auto device = std::make_shared<LinkedDevice>(context, std::move(endpoint), std::move(options),
                                               impairments, std::move(events));
  if (auto started = device->start(); !started) return tl::unexpected<Error>(started.error());
  return std::make_unique<RunningDevice>(std::move(device));
}

}  // namespace sternum
