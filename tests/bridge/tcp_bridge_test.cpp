// Manikins that connect over TCP, on loopback.
#include <arpa/inet.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <random>

#include "firmware-bridge/bridge.hpp"
#include "tests/bridge/event_log.hpp"
#include "tests/bridge/played_manikin.hpp"

namespace sternum {
namespace {

using testing::HasSubstr;

/// The manikin's end of a connection.
class Socket {
 public:
  explicit Socket(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::fcntl(fd_, F_SETFL, O_NONBLOCK);
  }
  ~Socket() { ::close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  void write(std::span<const std::byte> bytes) const {
    (void)::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  /// Whether the console has closed the connection.
  [[nodiscard]] bool ended() const {
    std::array<std::byte, 256> unread{};
    ssize_t got = 0;
    while ((got = ::recv(fd_, unread.data(), unread.size(), 0)) > 0) continue;
    return got == 0 || (got < 0 && errno == ECONNRESET);
  }

 private:
  int fd_;
};

class TcpManikins : public testing::Test {
 protected:
  explicit TcpManikins(Duration silence = seconds(1.0))
      : bridge_(log_, {.silence = silence, .greeting = seconds(3.0), .connections = 3}) {}
  void SetUp() override {
    bridge_.start();
    port_ = bridge_.listen(0, "127.0.0.1").value();
  }
  void TearDown() override { bridge_.stop(); }

  void stream_until_batches(const Socket& socket, PlayedManikin& manikin, const std::string& id,
                            std::size_t batches) {
    EXPECT_TRUE(log_.await([&] { return log_.batches(id) >= batches; },
                           [&] { socket.write(manikin.due()); }));
  }

  EventLog log_;
  Bridge bridge_;
  std::uint16_t port_ = 0;
};

/// For what has nothing to do with silence: a busy machine must not look like a silent manikin.
class TcpManikinsOfAPatientBridge : public TcpManikins {
 protected:
  TcpManikinsOfAPatientBridge() : TcpManikins(seconds(30.0)) {}
};

TEST_F(TcpManikins, ConnectAndStream) {
  const Socket first(port_);
  const Socket second(port_);
  PlayedManikin a("A");
  PlayedManikin b("B");
  ASSERT_TRUE(log_.await([&] { return log_.batches("A") >= 20 && log_.batches("B") >= 20; },
                         [&] {
                           first.write(a.due());
                           second.write(b.due());
                         }));
  EXPECT_EQ(log_.count("manikin A on tcp 127.0.0.1:"), 1U);
  EXPECT_EQ(bridge_.statistics("A").value().batches_lost, 0U);
}

TEST_F(TcpManikins, AreToldOfCompletelyHoweverSeldomTheBridgeLooks) {
  for (const auto pause : {std::chrono::milliseconds(0), std::chrono::milliseconds(30)}) {
    bridge_.sleep_between_looks(pause);
    const std::string id = pause.count() == 0 ? "A" : "B";
    const std::size_t before = log_.batches(id);
    const Socket socket(port_);
    socket.write(frame_of(hello_of(id)));
    for (std::uint32_t i = 0; i < 200; ++i) socket.write(frame_of(depth_batch(i)));
    ASSERT_TRUE(log_.await([&] { return log_.batches(id) == before + 200; }));
    EXPECT_TRUE(log_.await([&] { return log_.calls_all_told() == log_.calls(); }))
        << "who waits for that word waits for nothing longer";
    EXPECT_EQ(bridge_.statistics(id).value().batches_lost, 0U);
  }
}

TEST_F(TcpManikins, ReturnOnANewConnection) {
  PlayedManikin manikin("A");
  {
    const Socket socket(port_);
    stream_until_batches(socket, manikin, "A", 3);
  }
  ASSERT_TRUE(log_.await([&] { return log_.count("silent A") >= 1; }));
  EXPECT_THAT(log_.last_reason(), HasSubstr("closed the connection"));
  const Socket socket(port_);
  ASSERT_TRUE(log_.await([&] { return log_.count("manikin A") >= 2; },
                         [&] { socket.write(manikin.due()); }));
  EXPECT_TRUE(log_.await([&] { return bridge_.statistics("A").value().reconnects >= 1; }));
}

TEST_F(TcpManikins, ReturnWhileTheOldConnectionHangs) {
  const Socket old_socket(port_);
  PlayedManikin manikin("A");
  stream_until_batches(old_socket, manikin, "A", 3);
  const Socket new_socket(port_);
  ASSERT_TRUE(log_.await([&] { return log_.count("manikin A") >= 2; },
                         [&] { new_socket.write(manikin.due()); }));
  EXPECT_EQ(log_.count("conflict"), 0U);
  EXPECT_TRUE(
      log_.await([&] { return old_socket.ended(); }, [&] { new_socket.write(manikin.due()); }))
      << "what hangs is closed";
}

TEST_F(TcpManikinsOfAPatientBridge, WithTheSameIdAreTold) {
  const Socket first(port_);
  PlayedManikin one("A", 1);
  stream_until_batches(first, one, "A", 3);
  {
    const Socket second(port_);
    PlayedManikin other("A", 2);
    ASSERT_TRUE(log_.await([&] { return log_.count("conflict A") == 1; },
                           [&] {
                             first.write(one.due());
                             second.write(other.due());
                           }));
  }
  ASSERT_TRUE(
      log_.await([&] { return log_.count("resolved A") == 1; }, [&] { first.write(one.due()); }));
  EXPECT_EQ(log_.count("manikin A"), 1U);
  EXPECT_EQ(bridge_.statistics("A").value().reboots, 0U);
}

TEST_F(TcpManikins, ThatDoNotGreetAreClosed) {
  const Socket mute(port_);
  const Socket noisy(port_);
  std::mt19937 random(11);
  ASSERT_TRUE(log_.await([&] { return mute.ended() && noisy.ended(); },
                         [&] {
                           std::vector<std::byte> noise(8192);
                           for (std::byte& byte : noise)
                             byte = static_cast<std::byte>(random() & 0xFFU);
                           noisy.write(noise);
                         }));
  EXPECT_EQ(log_.count("notice 127.0.0.1: a connection sent no Hello"), 1U)
      << "told once for one place";
  EXPECT_EQ(log_.count("manikin"), 0U);
}

TEST_F(TcpManikins, BeyondTheLimitAreTurnedAway) {
  const Socket first(port_);
  PlayedManikin manikin("A");
  stream_until_batches(first, manikin, "A", 1);
  std::vector<std::unique_ptr<Socket>> crowd;
  for (int i = 0; i < 10; ++i) crowd.push_back(std::make_unique<Socket>(port_));
  ASSERT_TRUE(log_.await([&] { return log_.count("notice 127.0.0.1: more than 3") == 1; },
                         [&] { first.write(manikin.due()); }));
  ASSERT_TRUE(log_.await(
      [&] { return std::ranges::all_of(crowd, [](const auto& s) { return s->ended(); }); },
      [&] { first.write(manikin.due()); }));
  EXPECT_FALSE(first.ended());

  const Socket late(port_);
  PlayedManikin other("B");
  ASSERT_TRUE(log_.await([&] { return log_.batches("B") >= 1; },
                         [&] {
                           first.write(manikin.due());
                           late.write(other.due());
                         }))
      << "there is room again";
}

TEST_F(TcpManikins, CannotBeListenedForOnAPortInUse) {
  const auto again = bridge_.listen(port_, "127.0.0.1");
  ASSERT_FALSE(again.has_value());
  EXPECT_THAT(again.error().message(), HasSubstr("listens on this port already"));
  EXPECT_FALSE(again.error().remedy.empty());
}

TEST_F(TcpManikins, CannotBeListenedForWhereThereIsNoAddress) {
  EXPECT_FALSE(bridge_.listen(0, "nowhere").has_value());
  EXPECT_FALSE(bridge_.listen(0, "192.0.2.1").has_value());
}

}  // namespace
}  // namespace sternum
