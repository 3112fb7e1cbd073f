#include "firmware-bridge/simulator/device_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <utility>
#include <variant>

#include "firmware-bridge/simulator/device_port.hpp"

namespace sternum {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::milliseconds kSerialDeviceRetry{1000};
constexpr std::chrono::milliseconds kFirstTcpRetry{100};
constexpr std::chrono::milliseconds kLongestTcpRetry{1000};
constexpr std::chrono::milliseconds kTcpPatience{2000};

}  // namespace

/// Lives on through the shared pointers of what it waits for; once stopped it does nothing any
/// more.
struct DeviceLine::State : std::enable_shared_from_this<State> {
  State(asio::io_context& io, DeviceEndpoint to, DeviceLineEvents handlers)
      : context(io),
        endpoint(std::move(to)),
        events(std::move(handlers)),
        retry(io),
        resolver(io),
        socket(io) {}

  Result<void> start() {
    if (std::holds_alternative<PtyEndpoint>(endpoint)) {
      auto pty = open_pty(context, port_events());
      if (!pty) return tl::unexpected<Error>(pty.error());
      port = std::move(*pty);
    }
    asio::post(context, [self = shared_from_this()] {
      if (self->is_stopped) return;
      self->port ? self->opened() : self->open();
    });
    return {};
  }

  void stop() {
    is_stopped = true;
    is_open = false;
    retry.cancel();
    resolver.cancel();
    error_code ignored;
    socket.close(ignored);
    if (port) port->close();
  }

  DevicePortEvents port_events() {
    return {[weak = weak_from_this()](std::span<const std::byte> bytes) {
              if (const auto self = weak.lock(); self && !self->is_stopped) {
                self->events.on_bytes(bytes);
              }
            },
            [weak = weak_from_this()](const std::string& reason) {
              if (const auto self = weak.lock(); self && !self->is_stopped) {
                self->broken({reason, self->address, ""});
              }
            }};
  }

  void open() {
    if (const auto* serial = std::get_if<SerialEndpoint>(&endpoint)) {
      auto opening = open_serial_device(context, serial->device, serial->baud, port_events());
      if (!opening) return broken(opening.error());
      port = std::move(*opening);
      opened();
    } else if (const auto* console = std::get_if<TcpEndpoint>(&endpoint)) {
      connect(*console);
    }
  }

  void connect(const TcpEndpoint& console) {
    // A host that is switched off does not refuse; when it is back, a fresh attempt finds it
    // sooner.
    retry.expires_after(kTcpPatience);
    retry.async_wait([self = shared_from_this()](const error_code& problem) {
      if (problem) return;
      self->resolver.cancel();
      error_code ignored;
      self->socket.close(ignored);
    });
    resolver.async_resolve(
        console.host, std::to_string(console.port),
        [self = shared_from_this()](const error_code& problem, const auto& addresses) {
          if (self->is_stopped) return;
          if (problem) return self->not_connected(problem);
          self->socket = tcp::socket(self->context);
          asio::async_connect(self->socket, addresses,
                              [self](const error_code& refusal, const tcp::endpoint&) {
                                if (self->is_stopped) return;
                                if (refusal) return self->not_connected(refusal);
                                self->connected();
                              });
        });
  }

  void connected() {
    retry.cancel();
    port = adopt_connection(std::exchange(socket, tcp::socket(context)), console_address(),
                            port_events());
    opened();
  }

  void not_connected(const error_code& problem) {
    broken({"cannot reach the console: " + problem.message(), console_address(),
            "check that it listens there"});
  }

  [[nodiscard]] std::string console_address() const {
    const auto& console = std::get<TcpEndpoint>(endpoint);
    return fmt::format("{}:{}", console.host, console.port);
  }

  void opened() {
    failures = 0;
    is_told_closed = false;
    is_open = true;
    address = port->address();
    if (events.on_open) events.on_open(address);
  }

  void broken(const Error& reason) {
    is_open = false;
    retry.expires_after(retry_delay());
    retry.async_wait([self = shared_from_this()](const error_code& problem) {
      if (!problem && !self->is_stopped) self->open();
    });
    ++failures;
    if (!std::exchange(is_told_closed, true) && events.on_closed) events.on_closed(reason);
  }

  [[nodiscard]] std::chrono::milliseconds retry_delay() const {
    if (std::holds_alternative<SerialEndpoint>(endpoint)) return kSerialDeviceRetry;
    return std::min(kFirstTcpRetry * (1 << std::min(failures, 10)), kLongestTcpRetry);
  }

  asio::io_context& context;
  DeviceEndpoint endpoint;
  DeviceLineEvents events;
  asio::steady_timer retry;
  tcp::resolver resolver;
  tcp::socket socket;  ///< only while it is being connected
  std::unique_ptr<DevicePort> port;
  std::string address;
  int failures = 0;
  bool is_open = false;
  bool is_told_closed = false;
  bool is_stopped = false;
};

DeviceLine::DeviceLine(asio::io_context& context, DeviceEndpoint endpoint, DeviceLineEvents events)
    : state_(std::make_shared<State>(context, std::move(endpoint), std::move(events))) {}
DeviceLine::~DeviceLine() { stop(); }

Result<void> DeviceLine::start() { return state_->start(); }
void DeviceLine::stop() { state_->stop(); }
bool DeviceLine::is_open() const { return state_->is_open; }
const std::string& DeviceLine::address() const { return state_->address; }

void DeviceLine::send(std::span<const std::byte> frames) {
  if (state_->is_open) state_->port->send(frames);
}

}  // namespace sternum
