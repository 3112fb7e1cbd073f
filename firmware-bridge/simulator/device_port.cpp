#include "firmware-bridge/simulator/device_port.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/serial_port.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

namespace sternum {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kMostWaiting = 16 * 1024;

/// Reads for ever and writes what is handed over, on any stream of Asio's.
template <class Stream>
class StreamLine : public std::enable_shared_from_this<StreamLine<Stream>> {
 public:
  StreamLine(Stream stream, DevicePortEvents events)
      : stream_(std::move(stream)), events_(std::move(events)) {}

  void read() {
    stream_.async_read_some(
        asio::buffer(incoming_),
        [self = this->shared_from_this()](const error_code& failure, std::size_t size) {
          if (self->is_closed_) return;
          if (failure) return self->end(failure);
          self->events_.on_bytes(std::span<const std::byte>(self->incoming_.data(), size));
          if (!self->is_closed_) self->read();
        });
  }

  void send(std::span<const std::byte> frames) {
    if (is_closed_) return;
    if (waiting_.size() + frames.size() > kMostWaiting) waiting_.clear();
    waiting_.insert(waiting_.end(), frames.begin(), frames.end());
    if (writing_.empty()) write();
  }

  void close() {
    is_closed_ = true;
    error_code ignored;
    stream_.close(ignored);
  }

 private:
  void write() {
    writing_.swap(waiting_);
    waiting_.clear();
    asio::async_write(stream_, asio::buffer(writing_),
                      [self = this->shared_from_this()](const error_code& failure, std::size_t) {
                        if (self->is_closed_) return;
                        if (failure) return self->end(failure);
                        self->writing_.clear();
                        if (!self->waiting_.empty()) self->write();
                      });
  }

  void end(const error_code& failure) {
    close();
    events_.on_broken(failure == asio::error::eof ? "the other end closed the line"
                                                  : failure.message());
  }

  Stream stream_;
  DevicePortEvents events_;
  std::array<std::byte, 512> incoming_{};
  std::vector<std::byte> waiting_;
  std::vector<std::byte> writing_;
  bool is_closed_ = false;
};

template <class Stream>
class StreamPort : public DevicePort {
 public:
  StreamPort(Stream stream, std::string address, DevicePortEvents events)
      : address_(std::move(address)),
        line_(std::make_shared<StreamLine<Stream>>(std::move(stream), std::move(events))) {
    line_->read();
  }
  ~StreamPort() override { line_->close(); }

  void send(std::span<const std::byte> frames) override { line_->send(frames); }
  void close() override { line_->close(); }
  [[nodiscard]] const std::string& address() const override { return address_; }

 private:
  std::string address_;
  std::shared_ptr<StreamLine<Stream>> line_;
};

/// Closes a descriptor that Asio does not own.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

using PtyMaster = asio::posix::stream_descriptor;

/// Keeps the slave's side open itself, so that a console may come and go without the master
/// noticing, and throws away what nobody has read for a second, so that the next one starts fresh.
class PtyPort final : public StreamPort<PtyMaster> {
 public:
  PtyPort(PtyMaster master, Descriptor slave, std::string address, DevicePortEvents events)
      : StreamPort(std::move(master), std::move(address), std::move(events)),
        slave_(std::move(slave)) {}

  void send(std::span<const std::byte> frames) override {
    discard_unread();
    StreamPort::send(frames);
  }

 private:
  using Clock = std::chrono::steady_clock;

  void discard_unread() {
    int unread = 0;
    if (::ioctl(slave_.get(), FIONREAD, &unread) != 0) return;
    const auto now = Clock::now();
    if (unread == 0 || unread < unread_) last_read_ = now;
    if (now - last_read_ > std::chrono::seconds(1)) {
      ::tcflush(slave_.get(), TCIFLUSH);
      unread = 0;
      last_read_ = now;
    }
    unread_ = unread;
  }

  Descriptor slave_;
  int unread_ = 0;
  Clock::time_point last_read_ = Clock::now();
};

tl::unexpected<Error> system_failure(std::string what, std::string where) {
  what += ": ";
  what += std::strerror(errno);
  return failure(std::move(what), std::move(where));
}

}  // namespace

Result<std::unique_ptr<DevicePort>> open_pty(asio::io_context& context, DevicePortEvents events) {
  Descriptor master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (master.get() < 0 || ::grantpt(master.get()) != 0 || ::unlockpt(master.get()) != 0) {
    return system_failure("cannot make a pseudo terminal", "/dev/ptmx");
  }
  std::array<char, 128> name{};
  if (::ptsname_r(master.get(), name.data(), name.size()) != 0) {
    return system_failure("cannot name the pseudo terminal", "/dev/ptmx");
  }
  const std::string address = name.data();
  Descriptor slave(::open(address.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
  termios settings{};
  if (slave.get() < 0 || ::tcgetattr(slave.get(), &settings) != 0) {
    return system_failure("cannot open the pseudo terminal", address);
  }
  ::cfmakeraw(&settings);
  if (::tcsetattr(slave.get(), TCSANOW, &settings) != 0) {
    return system_failure("cannot set the pseudo terminal raw", address);
  }
  error_code problem;
  PtyMaster stream(context);
  stream.assign(master.get(), problem);
  if (problem) return failure(problem.message(), address);
  static_cast<void>(master.release());
  return std::make_unique<PtyPort>(std::move(stream), std::move(slave), address, std::move(events));
}

Result<std::unique_ptr<DevicePort>> open_serial_device(asio::io_context& context,
                                                       const std::string& device, unsigned baud,
                                                       DevicePortEvents events) {
  error_code problem;
  asio::serial_port port(context);
  port.open(device, problem);
  if (problem) return failure("cannot open the port: " + problem.message(), device);
  port.set_option(asio::serial_port::baud_rate(baud), problem);
  if (problem) {
    return failure("the port cannot do " + std::to_string(baud) + " baud: " + problem.message(),
                   device, "choose a usual rate such as 115200");
  }
  using serial = asio::serial_port;
  port.set_option(serial::character_size(8), problem);
  port.set_option(serial::parity(serial::parity::none), problem);
  port.set_option(serial::stop_bits(serial::stop_bits::one), problem);
  port.set_option(serial::flow_control(serial::flow_control::none), problem);
  if (problem) return failure("cannot set the port up: " + problem.message(), device);
  return std::make_unique<StreamPort<asio::serial_port>>(std::move(port), device,
                                                         std::move(events));
}

std::unique_ptr<DevicePort> adopt_connection(asio::ip::tcp::socket socket, std::string address,
                                             DevicePortEvents events) {
  error_code ignored;
  socket.set_option(asio::ip::tcp::no_delay(true), ignored);
  return std::make_unique<StreamPort<asio::ip::tcp::socket>>(std::move(socket), std::move(address),
                                                             std::move(events));
}

}  // namespace sternum
