#include "firmware-bridge/transport/dbus_pump.hpp"

#include <poll.h>
#include <unistd.h>

#include <boost/asio/post.hpp>
#include <chrono>
#include <limits>
#include <utility>

namespace sternum {
namespace {

constexpr int kMessagesAtOnce = 32;
using BusDescriptor = boost::asio::posix::stream_descriptor;

}  // namespace

DbusPump::DbusPump(boost::asio::io_context& context, std::shared_ptr<sdbus::IConnection> connection,
                   std::function<void()> on_broken)
    : context_(context),
      connection_(std::move(connection)),
      on_broken_(std::move(on_broken)),
      descriptor_(context),
      timeout_(context) {
  const int fd = ::dup(connection_->getEventLoopPollData().fd);
  boost::system::error_code ignored;
  if (fd >= 0) descriptor_.assign(fd, ignored);
}

void DbusPump::close() {
  closed_ = true;
  timeout_.cancel();
  boost::system::error_code ignored;
  descriptor_.close(ignored);
  connection_.reset();
}

void DbusPump::run_soon() {
  if (closed_ || std::exchange(posted_, true)) return;
  boost::asio::post(context_, [self = shared_from_this()] {
    self->posted_ = false;
    self->process();
  });
}

void DbusPump::process() {
  const auto connection = connection_;  // a message may lead to our being closed
  try {
    for (int i = 0; i < kMessagesAtOnce && !closed_; ++i) {
      if (connection->processPendingRequest()) continue;
      if (!closed_) wait();
      return;
    }
  } catch (const sdbus::Error&) {
    return broken();
  }
  run_soon();
}

void DbusPump::wait() {
  const sdbus::IConnection::PollData poll = connection_->getEventLoopPollData();
  const auto on_ready = [](std::shared_ptr<DbusPump> self, bool DbusPump::*waits) {
    return [self = std::move(self), waits](const boost::system::error_code& failure) {
      (*self).*waits = false;
      if (!failure && !self->closed_) self->process();
    };
  };
  if ((poll.events & POLLIN) != 0 && !std::exchange(reads_, true)) {
    descriptor_.async_wait(BusDescriptor::wait_read,
                           on_ready(shared_from_this(), &DbusPump::reads_));
  }
  if ((poll.events & POLLOUT) != 0 && !std::exchange(writes_, true)) {
    descriptor_.async_wait(BusDescriptor::wait_write,
                           on_ready(shared_from_this(), &DbusPump::writes_));
  }
  timeout_.cancel();
  if (poll.timeout_usec == std::numeric_limits<std::uint64_t>::max()) return;
  // Both clocks are CLOCK_MONOTONIC.
  timeout_.expires_at(std::chrono::steady_clock::time_point(
      std::chrono::microseconds(static_cast<std::int64_t>(poll.timeout_usec))));
  timeout_.async_wait([self = shared_from_this()](const boost::system::error_code& cancelled) {
    if (!cancelled && !self->closed_) self->process();
  });
}

void DbusPump::broken() {
  if (closed_) return;
  const auto on_broken = on_broken_;
  close();
  on_broken();
}

}  // namespace sternum
