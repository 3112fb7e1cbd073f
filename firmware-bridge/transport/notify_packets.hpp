/// Reads notifications from the descriptor that BlueZ's AcquireNotify hands over: one packet each.
///
/// Shared between its owner and the wait in flight; after `close` it calls nobody. Lives on the
/// thread of the io_context; never blocks. An empty notification is no end: only a descriptor that
/// hung up is.
#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include "firmware-bridge/transport/bluez.hpp"

namespace sternum {

class NotifyPackets : public std::enable_shared_from_this<NotifyPackets> {
 public:
  /// Takes over `fd`.
  NotifyPackets(boost::asio::io_context& context, int fd, BluezSubscriber subscriber);
  void start() { wait(); }
  void close();

 private:
  void wait();
  void read();
  void end();

  boost::asio::posix::stream_descriptor descriptor_;
  BluezSubscriber subscriber_;
  std::array<std::byte, 1024> buffer_{};  ///< an attribute is at most 512 bytes long
  bool closed_ = false;
};

}  // namespace sternum
