#include "firmware-bridge/transport/tcp_source.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <boost/asio/error.hpp>

#include "firmware-bridge/transport/byte_stream.hpp"

namespace sternum {
namespace {

using boost::asio::ip::tcp;

/// 5 s idle, then three probes 2 s apart; what is sent and not acknowledged counts as long.
/// Failures are ignored: the connection works without, and silence is noticed by the bridge.
void tune(tcp::socket& socket) {
  const auto set = [&](int level, int option, int value) {
    (void)::setsockopt(socket.native_handle(), level, option, &value, sizeof value);
  };
  set(IPPROTO_TCP, TCP_NODELAY, 1);
  set(SOL_SOCKET, SO_KEEPALIVE, 1);
  set(IPPROTO_TCP, TCP_KEEPIDLE, 5);
  set(IPPROTO_TCP, TCP_KEEPINTVL, 2);
  set(IPPROTO_TCP, TCP_KEEPCNT, 3);
  set(IPPROTO_TCP, TCP_USER_TIMEOUT, 11'000);
}

class TcpSource final : public ByteSource {
 public:
  explicit TcpSource(tcp::socket socket) {
    boost::system::error_code gone;
    const tcp::endpoint peer = socket.remote_endpoint(gone);
    address_ = gone ? "a peer already gone" : peer.address().to_string();
    port_ = peer.port();
    tune(socket);
    connection_ = std::make_shared<Connection>(std::move(socket));
  }
  ~TcpSource() override { stop(); }

  [[nodiscard]] std::string name() const override {
    const bool v6 = address_.find(':') != std::string::npos;
    return fmt::format("tcp {}{}{}:{}", v6 ? "[" : "", address_, v6 ? "]" : "", port_);
  }
  [[nodiscard]] std::string fallback_id() const override { return address_; }

  void start(ByteSourceListener& listener) override {
    listener_ = &listener;
    listener_->on_open();
    connection_->start([this](std::span<const std::byte> bytes) { listener_->on_bytes(bytes); },
                       [this](const boost::system::error_code& error) { end(error); });
  }
  void write(std::vector<std::byte> bytes) override { connection_->write(std::move(bytes)); }
  void stop() override { connection_->close(); }

 private:
  using Connection = ByteStream<tcp::socket>;

  void end(const boost::system::error_code& error) {
    connection_->close();
    // A peer that closes before it has read everything resets the connection.
    const bool by_peer =
        error == boost::asio::error::eof || error == boost::asio::error::connection_reset;
    listener_->on_closed(by_peer ? fmt::format("the manikin at {} closed the connection", address_)
                                 : fmt::format("the connection to {} broke", address_),
                         true);
  }

  std::string address_;
  std::uint16_t port_ = 0;
  ByteSourceListener* listener_ = nullptr;
  std::shared_ptr<Connection> connection_;
};

}  // namespace

std::unique_ptr<ByteSource> make_tcp_source(tcp::socket socket) {
  return std::make_unique<TcpSource>(std::move(socket));
}

}  // namespace sternum
