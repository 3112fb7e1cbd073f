/// The door at which manikins knock: accepts TCP connections and makes each a `ByteSource`.
///
/// `bind` may be called on any thread and takes the port at once; everything else happens on the
/// thread of the io_context. No call comes after `stop`.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "analysis/core/result.hpp"
#include "firmware-bridge/transport/byte_source.hpp"

namespace sternum {

class TcpListener {
 public:
  using OnConnection = std::function<void(std::unique_ptr<ByteSource>)>;
  using OnTrouble = std::function<void(const Error&)>;

  /// Port 0 takes a free one.
  [[nodiscard]] static Result<std::unique_ptr<TcpListener>> bind(boost::asio::io_context& context,
                                                                 const std::string& address,
                                                                 std::uint16_t port);
  ~TcpListener();

  [[nodiscard]] std::uint16_t port() const { return port_; }
  /// `on_trouble` hears when connections cannot be accepted for want of descriptors or memory;
  /// accepting is tried again.
  void start(OnConnection on_connection, OnTrouble on_trouble);
  void stop();

 private:
  TcpListener(boost::asio::io_context& context, boost::asio::ip::tcp::acceptor acceptor);
  void accept();
  void retry_later();

  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer retry_;
  std::uint16_t port_ = 0;
  OnConnection on_connection_;
  OnTrouble on_trouble_;
  std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

}  // namespace sternum
