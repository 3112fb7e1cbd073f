#include "firmware-bridge/simulator/virtual_device.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <functional>

#include "firmware-bridge/protocol/codec.hpp"
#include "tests/simulator/received.hpp"

namespace sternum {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;

bool run_device_until(asio::io_context& context, const std::function<bool()>& done) {
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  context.restart();
  while (!done()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    context.run_one_for(20ms);
  }
  return true;
}

std::vector<std::byte> frame_of(const DownMessage& message) {
  std::vector<std::byte> bytes;
  append_frame(message, bytes);
  return bytes;
}

/// What the device told about its line.
struct Log {
  std::vector<std::string> opened;
  std::vector<Error> closed;
  std::vector<DownMessage> commands;

  VirtualDeviceEvents events() {
    return {[this](const std::string& address) { opened.push_back(address); },
            [this](const Error& reason) { closed.push_back(reason); },
            [this](const DownMessage& command) { commands.push_back(command); }};
  }
};

/// A console's end of a terminal, read without waiting.
class Terminal {
 public:
  explicit Terminal(const std::string& path)
      : fd_(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK)) {}
  ~Terminal() { ::close(fd_); }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  void read_into(Received& received) const {
    std::array<std::byte, 4096> bytes{};
    const ssize_t size = ::read(fd_, bytes.data(), bytes.size());
    if (size > 0) received.take(std::span(bytes).first(static_cast<std::size_t>(size)));
  }
  [[nodiscard]] bool write(const std::vector<std::byte>& bytes) const {
    return ::write(fd_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  }

 private:
  int fd_;
};

/// A console's end of a connection: reads into `received` until it ends.
class Connection {
 public:
  Connection(asio::io_context& context, tcp::acceptor& acceptor) : socket_(context) {
    acceptor.async_accept(socket_, [this](const boost::system::error_code& problem) {
      if (!problem) read();
    });
  }
  void close() { socket_.close(); }
  void write(const std::vector<std::byte>& bytes) { asio::write(socket_, asio::buffer(bytes)); }

  Received received;

 private:
  void read() {
    socket_.async_read_some(asio::buffer(bytes_), [this](const auto& problem, std::size_t size) {
      if (problem) return;
      received.take(std::span(bytes_).first(size));
      read();
    });
  }

  tcp::socket socket_;
  std::array<std::byte, 4096> bytes_{};
};

const tcp::endpoint kLoopback(asio::ip::address_v4::loopback(), 0);

TEST(VirtualDevice, StreamsOnAPtyThatAnybodyCanOpen) {
  asio::io_context context;
  Log log;
  const auto device = run_virtual_device(context, PtyEndpoint{}, {}, {}, log.events());
  ASSERT_TRUE(device) << device.error().message();
  ASSERT_TRUE(run_device_until(context, [&] { return !log.opened.empty(); }));
  const Terminal terminal(log.opened.front());
  ASSERT_TRUE(terminal.is_open());
  Received received;
  ASSERT_TRUE(run_device_until(context, [&] {
    terminal.read_into(received);
    return received.all<Hello>().size() >= 2;
  }));
  EXPECT_GT(received.all<WireBatch>().size(), 50U);
  EXPECT_EQ(received.statistics().crc_failures, 0U) << "the terminal is not raw";

  ASSERT_TRUE(terminal.write(frame_of(Identify{7})));
  ASSERT_TRUE(run_device_until(context, [&] { return !log.commands.empty(); }));
  EXPECT_EQ(log.commands.front(), DownMessage{Identify{7}});
}

TEST(VirtualDevice, APtyThatNobodyReadForgetsWhatIsOld) {
  asio::io_context context;
  Log log;
  VirtualManikinOptions options;
  options.rate_hz = 500.0;
  const auto device = run_virtual_device(context, PtyEndpoint{}, options, {}, log.events());
  ASSERT_TRUE(device);
  const auto began = std::chrono::steady_clock::now();
  ASSERT_TRUE(
      run_device_until(context, [&] { return std::chrono::steady_clock::now() - began > 4s; }));
  const Terminal terminal(log.opened.front());
  Received received;
  ASSERT_TRUE(run_device_until(context, [&] {
    terminal.read_into(received);
    return received.all<WireBatch>().size() >= 10;
  }));
  EXPECT_GT(received.all<WireBatch>().front().t_us, 500'000);
}

TEST(VirtualDevice, ConnectsToAConsoleAndObeysIt) {
  asio::io_context context;
  tcp::acceptor acceptor(context, kLoopback);
  Connection connection(context, acceptor);
  Log log;
  const std::uint16_t port = acceptor.local_endpoint().port();
  const auto device =
      run_virtual_device(context, TcpEndpoint{"127.0.0.1", port}, {}, {}, log.events());
  ASSERT_TRUE(device);
  ASSERT_TRUE(
      run_device_until(context, [&] { return connection.received.all<WireBatch>().size() >= 10; }));
  EXPECT_EQ(log.opened, std::vector{"127.0.0.1:" + std::to_string(port)});
  EXPECT_TRUE(std::holds_alternative<Hello>(connection.received.messages.front()));
  connection.write(frame_of(StopStreaming{}));
  ASSERT_TRUE(run_device_until(context, [&] { return !log.commands.empty(); }));
  EXPECT_EQ(log.commands.front(), DownMessage{StopStreaming{}});
}

TEST(VirtualDevice, ConnectsAgainWhenTheConsoleComesBackAndSaysHelloFirst) {
  asio::io_context context;
  tcp::acceptor acceptor(context, kLoopback);
  Connection first(context, acceptor);
  Log log;
  const auto device = run_virtual_device(
      context, TcpEndpoint{"127.0.0.1", acceptor.local_endpoint().port()}, {}, {}, log.events());
  ASSERT_TRUE(device);
  ASSERT_TRUE(
      run_device_until(context, [&] { return first.received.all<WireBatch>().size() >= 10; }));
  first.close();
  Connection second(context, acceptor);
  ASSERT_TRUE(
      run_device_until(context, [&] { return second.received.all<WireBatch>().size() >= 10; }));
  EXPECT_EQ(log.opened.size(), 2U);
  EXPECT_EQ(log.closed.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<Hello>(second.received.messages.front()));
  EXPECT_GT(second.received.all<WireBatch>().front().t_us,
            first.received.all<WireBatch>().back().t_us)
      << "the device went on meanwhile";
}

TEST(VirtualDevice, WaitsForAConsoleThatIsNotThereYetAndTellsItOnce) {
  asio::io_context context;
  tcp::acceptor acceptor(context, kLoopback);
  const tcp::endpoint endpoint = acceptor.local_endpoint();
  acceptor.close();
  Log log;
  const auto device =
      run_virtual_device(context, TcpEndpoint{"127.0.0.1", endpoint.port()}, {}, {}, log.events());
  ASSERT_TRUE(device);
  const auto began = std::chrono::steady_clock::now();
  ASSERT_TRUE(
      run_device_until(context, [&] { return std::chrono::steady_clock::now() - began > 1s; }));
  ASSERT_EQ(log.closed.size(), 1U);
  EXPECT_EQ(log.closed.front().where, "127.0.0.1:" + std::to_string(endpoint.port()));

  acceptor = tcp::acceptor(context, endpoint);
  Connection connection(context, acceptor);
  ASSERT_TRUE(run_device_until(context, [&] { return !connection.received.messages.empty(); }));
  EXPECT_EQ(log.opened.size(), 1U);
}

TEST(VirtualDevice, TellsThatASerialPortIsNotThere) {
  asio::io_context context;
  Log log;
  const auto device = run_virtual_device(context, SerialEndpoint{"/dev/no-such-port", 115200}, {},
                                         {}, log.events());
  ASSERT_TRUE(device);
  ASSERT_TRUE(run_device_until(context, [&] { return !log.closed.empty(); }));
  EXPECT_EQ(log.closed.front().where, "/dev/no-such-port");
}

// A pty's slave stands in for a serial device: the device under test takes it as a port.
TEST(VirtualDevice, StreamsOnASerialPort) {
  const int master = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
  ASSERT_GE(master, 0);
  ASSERT_EQ(::grantpt(master), 0);
  ASSERT_EQ(::unlockpt(master), 0);
  std::array<char, 128> name{};
  ASSERT_EQ(::ptsname_r(master, name.data(), name.size()), 0);

  asio::io_context context;
  Log log;
  const auto device =
      run_virtual_device(context, SerialEndpoint{name.data(), 230400}, {}, {}, log.events());
  ASSERT_TRUE(device);
  Received received;
  ASSERT_TRUE(run_device_until(context, [&] {
    std::array<std::byte, 4096> bytes{};
    const ssize_t size = ::read(master, bytes.data(), bytes.size());
    if (size > 0) received.take(std::span(bytes).first(static_cast<std::size_t>(size)));
    return received.all<WireBatch>().size() >= 20;
  }));
  EXPECT_EQ(received.statistics().crc_failures, 0U);
  ::close(master);
  ASSERT_TRUE(run_device_until(context, [&] { return !log.closed.empty(); }));
}

TEST(VirtualDevice, NothingIsLeftToWaitForAfterStop) {
  asio::io_context context;
  Log log;
  const auto device = run_virtual_device(context, PtyEndpoint{}, {}, {}, log.events());
  ASSERT_TRUE(device);
  ASSERT_TRUE(run_device_until(context, [&] { return !log.opened.empty(); }));
  (*device)->stop();
  context.restart();
  context.run();
  EXPECT_EQ(log.closed.size(), 0U);
}

}  // namespace
}  // namespace sternum
