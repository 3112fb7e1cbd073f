#include "firmware-bridge/transport/notify_packets.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <span>
#include <utility>

namespace sternum {
namespace {

/// Others are to have their turn, too.
constexpr int kPacketsAtOnce = 32;

bool hung_up(int fd) {
  pollfd state{fd, POLLIN, 0};
  return ::poll(&state, 1, 0) < 0 || (state.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

}  // namespace

NotifyPackets::NotifyPackets(boost::asio::io_context& context, int fd, BluezSubscriber subscriber)
    : descriptor_(context, fd), subscriber_(std::move(subscriber)) {
  boost::system::error_code ignored;
  descriptor_.non_blocking(true, ignored);
}

void NotifyPackets::close() {
  if (std::exchange(closed_, true)) return;
  boost::system::error_code ignored;
  descriptor_.close(ignored);
}

void NotifyPackets::wait() {
  descriptor_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                         [self = shared_from_this()](const boost::system::error_code& failure) {
                           if (self->closed_) return;
                           if (failure) return self->end();
                           self->read();
                         });
}

void NotifyPackets::read() {
  for (int i = 0; i < kPacketsAtOnce && !closed_; ++i) {
    const ssize_t size = ::read(descriptor_.native_handle(), buffer_.data(), buffer_.size());
    if (size > 0) {
      subscriber_.on_bytes(
          std::span<const std::byte>(buffer_).first(static_cast<std::size_t>(size)));
      continue;
    }
    if (size < 0 && errno == EINTR) continue;
    if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) break;
    if (size < 0 || hung_up(descriptor_.native_handle())) return end();
  }
  if (!closed_) wait();
}

void NotifyPackets::end() {
  close();
  subscriber_.on_end();
}

}  // namespace sternum
