#include "firmware-bridge/transport/tcp_listener.hpp"

#include <chrono>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>

#include "firmware-bridge/transport/tcp_source.hpp"

namespace sternum {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::milliseconds kRetry{250};

tl::unexpected<Error> cannot_listen(const error_code& error, const tcp::endpoint& at) {
  const std::string where = fmt::format("port {}", at.port());
  if (error == boost::asio::error::address_in_use) {
    return failure("another program listens on this port already", where,
                   "close that program or another console, or choose another port");
  }
  if (error == boost::asio::error::access_denied) {
    return failure("no permission to listen on this port", where, "choose a port above 1023");
  }
  return failure(fmt::format("cannot listen on {}: {}", at.address().to_string(), error.message()),
                 where, "choose an address of this computer");
}

}  // namespace

Result<std::unique_ptr<TcpListener>> TcpListener::bind(boost::asio::io_context& context,
                                                       const std::string& address,
                                                       std::uint16_t port) {
  error_code error;
  const auto ip = boost::asio::ip::make_address(address, error);
  if (error) {
    return failure("this is no address to listen on", address, "write it as 0.0.0.0 or 127.0.0.1");
  }
  const tcp::endpoint at(ip, port);
  tcp::acceptor acceptor(context);
  acceptor.open(at.protocol(), error);
  // A console started again at once finds its port in TIME_WAIT, which this lets it have.
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(at, error);
  if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
  if (error) return cannot_listen(error, at);
  return std::unique_ptr<TcpListener>(new TcpListener(context, std::move(acceptor)));
}

TcpListener::TcpListener(boost::asio::io_context& context, tcp::acceptor acceptor)
    : acceptor_(std::move(acceptor)), retry_(context) {
  error_code ignored;
  port_ = acceptor_.local_endpoint(ignored).port();
}

TcpListener::~TcpListener() { stop(); }

void TcpListener::start(OnConnection on_connection, OnTrouble on_trouble) {
  on_connection_ = std::move(on_connection);
  on_trouble_ = std::move(on_trouble);
  accept();
}

void TcpListener::stop() {
  error_code ignored;
  acceptor_.close(ignored);
  retry_.cancel();
}

void TcpListener::accept() {
  acceptor_.async_accept(
      [this, alive = std::weak_ptr(alive_)](const error_code& error, tcp::socket socket) {
        if (alive.expired() || !acceptor_.is_open()) return;
        if (!error) on_connection_(make_tcp_source(std::move(socket)));
        if (!error || error == boost::asio::error::connection_aborted) {
          accept();
          return;
        }
        on_trouble_(Error{fmt::format("cannot accept manikins: {}", error.message()),
                          fmt::format("port {}", port_), "close other programs on this computer"});
        retry_later();
      });
}

void TcpListener::retry_later() {
  retry_.expires_after(kRetry);
  retry_.async_wait([this, alive = std::weak_ptr(alive_)](const error_code& cancelled) {
    if (!cancelled && !alive.expired() && acceptor_.is_open()) accept();
  });
}

}  // namespace sternum
