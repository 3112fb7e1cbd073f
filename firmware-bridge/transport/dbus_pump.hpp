/// Lets an io_context drive a connection of sdbus-c++: waits for its descriptor and its timeout,
/// and has it process what came.
///
/// Shared between its owner and the waits in flight; after `close` it does nothing. Lives on the
/// thread of the io_context. `on_broken` comes at most once, when the bus is gone.
#pragma once

#include <functional>
#include <memory>

#include <sdbus-c++/sdbus-c++.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

namespace sternum {

class DbusPump : public std::enable_shared_from_this<DbusPump> {
 public:
  DbusPump(boost::asio::io_context& context, std::shared_ptr<sdbus::IConnection> connection,
           std::function<void()> on_broken);
  /// Processes what is there and waits for more. Also to be called after anything was sent: its
  /// timeout counts, and what could not be written yet.
  void run_soon();
  void close();

 private:
  void process();
  void wait();
  void broken();

  boost::asio::io_context& context_;
  std::shared_ptr<sdbus::IConnection> connection_;
  std::function<void()> on_broken_;
  boost::asio::posix::stream_descriptor descriptor_;  ///< a duplicate, so that each closes its own
  boost::asio::steady_timer timeout_;
  bool posted_ = false;
  bool reads_ = false;
  bool writes_ = false;
  bool closed_ = false;
};

}  // namespace sternum
