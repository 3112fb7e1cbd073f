/// Reads and writes one open stream of Asio: a serial port, a socket.
///
/// Shared between its owner and the operations in flight, so that the owner may let go at any time;
/// after `close` it calls nobody. Lives on the thread of its io_context; never blocks. What a peer
/// that does not read leaves unsent is bounded: beyond it, writes are dropped.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/error_code.hpp>

namespace sternum {

template <class Stream>
class ByteStream : public std::enable_shared_from_this<ByteStream<Stream>> {
 public:
  using OnBytes = std::function<void(std::span<const std::byte>)>;
  using OnEnd = std::function<void(const boost::system::error_code&)>;

  explicit ByteStream(Stream stream) : stream_(std::move(stream)) {}

  /// `on_end` comes once, when nothing can be read any more; the owner then closes.
  void start(OnBytes on_bytes, OnEnd on_end) {
    on_bytes_ = std::move(on_bytes);
    on_end_ = std::move(on_end);
    read();
  }

  void write(std::vector<std::byte> bytes) {
    if (closed_ || bytes.empty() || unsent_ + bytes.size() > kMostUnsent) return;
    unsent_ += bytes.size();
    queue_.push_back(std::move(bytes));
    if (queue_.size() == 1) write_front();
  }

  void close() {
    if (closed_) return;
    closed_ = true;
    boost::system::error_code ignored;
    stream_.close(ignored);
  }

  [[nodiscard]] Stream& stream() { return stream_; }

 private:
  static constexpr std::size_t kMostUnsent = 65536;

  void read() {
    stream_.async_read_some(boost::asio::buffer(buffer_),
                            [self = this->shared_from_this()](
                                const boost::system::error_code& error, std::size_t size) {
                              if (self->closed_) return;
                              if (size > 0) self->on_bytes_(std::span(self->buffer_).first(size));
                              if (self->closed_) return;
                              if (error) {
                                self->on_end_(error);
                              } else {
                                self->read();
                              }
                            });
  }

  /// A failed write is not reported: the read fails too, and says so.
  void write_front() {
    boost::asio::async_write(
        stream_, boost::asio::buffer(queue_.front()),
        [self = this->shared_from_this()](const boost::system::error_code& error, std::size_t) {
          if (self->closed_ || error) return;
          self->unsent_ -= self->queue_.front().size();
          self->queue_.pop_front();
          if (!self->queue_.empty()) self->write_front();
        });
  }

  Stream stream_;
  OnBytes on_bytes_;
  OnEnd on_end_;
  std::array<std::byte, 4096> buffer_{};
  std::deque<std::vector<std::byte>> queue_;
  std::size_t unsent_ = 0;
  bool closed_ = false;
};

}  // namespace sternum
