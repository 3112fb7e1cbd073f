#include "firmware-bridge/transport/serial_source.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "firmware-bridge/transport/serial_device.hpp"
#include "tests/bridge/event_log.hpp"
#include "tests/bridge/pseudo_terminal.hpp"

namespace sternum {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Everything a source said, and the one thread that it lives on: the test's own.
class SerialPortTest : public testing::Test, protected ByteSourceListener {
 protected:
  std::unique_ptr<ByteSource> open(const std::string& path, unsigned baud = 115200) {
    auto source = make_serial_source(context_, path, baud);
    source->start(*this);
    return source;
  }
  /// Runs the source until `reached`.
  template <class Condition>
  bool run_until(Condition reached) {
    const auto deadline = std::chrono::steady_clock::now() + kDeadline;
    while (!reached() && std::chrono::steady_clock::now() < deadline) {
      context_.restart();
      context_.run_one_for(std::chrono::milliseconds(20));
    }
    return reached();
  }

  void on_open() override { ++opened_; }
  void on_bytes(std::span<const std::byte> bytes) override {
    received_.insert(received_.end(), bytes.begin(), bytes.end());
  }
  void on_closed(const std::string& reason, bool final) override {
    closed_.push_back(reason);
    EXPECT_FALSE(final) << "a serial port can always come back";
  }
  void on_notice(const Error& error) override { notices_.push_back(error.message()); }

  boost::asio::io_context context_;
  PortFolder ports_;
  int opened_ = 0;
  std::vector<std::byte> received_;
  std::vector<std::string> closed_;
  std::vector<std::string> notices_;
};

TEST_F(SerialPortTest, CarriesEveryByteBothWaysUnchanged) {
  const PseudoTerminal terminal;
  const auto source = open(terminal.path());
  std::vector<std::byte> all;
  for (int value = 0; value < 256; ++value) all.push_back(static_cast<std::byte>(value));
  terminal.write(all);
  ASSERT_TRUE(run_until([&] { return received_.size() == all.size(); }));
  EXPECT_EQ(received_, all);

  source->write(all);
  std::vector<std::byte> answer;
  ASSERT_TRUE(run_until([&] {
    const auto some = terminal.read();
    answer.insert(answer.end(), some.begin(), some.end());
    return answer.size() >= all.size();
  }));
  EXPECT_EQ(answer, all);
}

TEST_F(SerialPortTest, RunsAtAnyBaudRate) {
  for (const unsigned baud : {9600U, 74880U, 115200U, 250000U, 1'000'000U}) {
    const PseudoTerminal terminal;
    const auto source = open(terminal.path(), baud);
    EXPECT_EQ(terminal.baud(), baud);
    EXPECT_THAT(source->name(), HasSubstr(std::to_string(baud)));
  }
  EXPECT_EQ(opened_, 5);
}

TEST_F(SerialPortTest, ReopensWhenTheDeviceComesBack) {
  const auto source = open(ports_.path("ttyM0"));
  EXPECT_EQ(opened_, 0);
  {
    const PseudoTerminal terminal;
    ports_.plug("ttyM0", terminal);
    ASSERT_TRUE(run_until([&] { return opened_ == 1; }));
  }
  ASSERT_TRUE(run_until([&] { return closed_.size() == 1; }));
  EXPECT_THAT(closed_.front(), HasSubstr("ttyM0 was unplugged"));
  ports_.unplug("ttyM0");
  const PseudoTerminal terminal;
  ports_.plug("ttyM0", terminal);
  ASSERT_TRUE(run_until([&] { return opened_ == 2; }));
  terminal.write(std::vector{std::byte{42}});
  EXPECT_TRUE(run_until([&] { return received_.size() == 1; }));
  EXPECT_THAT(notices_, ElementsAre()) << "a port that is not there is nothing to complain about";
}

TEST_F(SerialPortTest, SaysOnceThatAnotherProgramUsesThePortAndTakesItWhenFree) {
  const PseudoTerminal terminal;
  const int other = ::open(terminal.path().c_str(), O_RDWR | O_NOCTTY);
  ASSERT_EQ(::flock(other, LOCK_EX | LOCK_NB), 0);
  const auto source = open(terminal.path());
  ASSERT_TRUE(run_until([&] { return !notices_.empty(); }));
  EXPECT_THAT(notices_.front(), HasSubstr("another program uses it"));
  EXPECT_THAT(notices_.front(), HasSubstr("process " + std::to_string(::getpid())))
      << "and which one it is";
  EXPECT_EQ(opened_, 0);
  ::close(other);
  ASSERT_TRUE(run_until([&] { return opened_ == 1; }));
  EXPECT_EQ(notices_.size(), 1U);
}

TEST_F(SerialPortTest, IsNotSharedWithASecondConsole) {
  const PseudoTerminal terminal;
  const auto first = open(terminal.path());
  ASSERT_EQ(opened_, 1);
  const auto second = open_serial(terminal.path(), 115200);
  ASSERT_FALSE(second.has_value());
  EXPECT_THAT(second.error().message(), HasSubstr("another program uses it"));
  first->stop();
  EXPECT_TRUE(open_serial(terminal.path(), 115200).has_value());
}

TEST_F(SerialPortTest, IsNoFileAndNoFolder) {
  std::ofstream(ports_.path("notes.txt")) << "not a port";
  for (const std::string& path :
       {ports_.path("notes.txt"), ports_.path(""), std::string("/dev/null")}) {
    const auto device = open_serial(path, 115200);
    ASSERT_FALSE(device.has_value()) << path;
    EXPECT_EQ(device.error().message(),
              path + ": is not a serial port; name a device such as /dev/ttyUSB0");
  }
  const auto source = open(ports_.path("notes.txt"));
  ASSERT_TRUE(run_until([&] { return !notices_.empty(); }));
  int attempts = 0;
  run_until([&] { return ++attempts > 50; });
  EXPECT_EQ(notices_.size(), 1U) << "told once";
}

TEST_F(SerialPortTest, SaysHowToGetPermission) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may open everything";
  const PseudoTerminal terminal;
  ASSERT_EQ(::chmod(terminal.path().c_str(), 0), 0);
  const auto source = open(terminal.path());
  ASSERT_TRUE(run_until([&] { return !notices_.empty(); }));
  EXPECT_THAT(notices_.front(), HasSubstr("no permission"));
  EXPECT_THAT(notices_.front(), HasSubstr("group dialout"));
  ASSERT_EQ(::chmod(terminal.path().c_str(), S_IRUSR | S_IWUSR), 0);
  ASSERT_TRUE(run_until([&] { return opened_ == 1; }));
  EXPECT_EQ(notices_.size(), 1U) << "told once";
}

TEST_F(SerialPortTest, IsNeverTheTextConsole) {
  const auto console = open_serial("/dev/tty", 115200);
  ASSERT_FALSE(console.has_value());
  EXPECT_THAT(console.error().message(), HasSubstr("text console"));
  EXPECT_THAT(serial_devices("/dev/tty"), ElementsAre());
}

TEST_F(SerialPortTest, HasASpeed) {
  const PseudoTerminal terminal;
  EXPECT_FALSE(open_serial(terminal.path(), 0).has_value());
}

TEST_F(SerialPortTest, SaysNothingAfterStop) {
  const PseudoTerminal terminal;
  const auto source = open(terminal.path());
  terminal.write(std::vector{std::byte{1}});
  source->stop();
  int turns = 0;
  run_until([&] { return ++turns > 5; });
  EXPECT_TRUE(received_.empty());
  EXPECT_TRUE(closed_.empty());
  EXPECT_FALSE(terminal.is_open());
}

}  // namespace
}  // namespace sternum
