// One manikin, two consoles that can reach it: over loopback, each with a bridge of its own.
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <map>
#include <mutex>
#include <thread>

#include "firmware-bridge/simulator/virtual_device.hpp"
#include "tests/bridge/event_log.hpp"

namespace sternum {
namespace {

/// A console's ear: whom the manikin said it belongs to, whenever that changed.
class Holders final : public BridgeListener {
 public:
  void on_manikin(const Hello& hello, const std::string&) override {
    const std::lock_guard lock(mutex_);
    held_by_.push_back(hello.held_by);
  }
  void on_silent(const std::string&, const std::string&) override {
    const std::lock_guard lock(mutex_);
    ++silent_;
  }
  void on_samples(const std::string&, const SampleBatch& batch) override {
    const std::lock_guard lock(mutex_);
    ++batches_;
    if (has(batch.flags, BatchFlag::FollowsGap)) ++gaps_;
  }

  /// "–" before the manikin was seen.
  [[nodiscard]] std::string held_by() const {
    const std::lock_guard lock(mutex_);
    return held_by_.empty() ? "–" : held_by_.back();
  }
  [[nodiscard]] std::size_t batches() const {
    const std::lock_guard lock(mutex_);
    return batches_;
  }
  [[nodiscard]] std::size_t gaps() const {
    const std::lock_guard lock(mutex_);
    return gaps_;
  }
  [[nodiscard]] std::size_t silent() const {
    const std::lock_guard lock(mutex_);
    return silent_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> held_by_;
  std::size_t batches_ = 0;
  std::size_t gaps_ = 0;
  std::size_t silent_ = 0;
};

BridgeOptions named(const std::string& console) {
  BridgeOptions options;
  // A busy machine must not look like a silent manikin.
  options.silence = seconds(30.0);
  options.console = console;
  return options;
}

class Ownership : public testing::Test {
 protected:
  Ownership()
      : first_(std::in_place, first_heard_, named("room 1")),
        second_(second_heard_, named("room 2")) {}

  void SetUp() override {
    first_->start();
    second_.start();
    first_port_ = first_->listen(0, "127.0.0.1").value();
    second_port_ = second_.listen(0, "127.0.0.1").value();
  }
  void TearDown() override {
    context_.stop();
    if (device_thread_.joinable()) device_thread_.join();
    first_.reset();
    second_.stop();
  }

  /// The manikin knows the way to both; the first console has it before the second is reached.
  void switch_on() {
    VirtualManikinOptions options;
    options.id = "A";
    options.cycles = 0;
    std::vector<DeviceEndpoint> lines;
    lines.emplace_back(TcpEndpoint{"127.0.0.1", first_port_});
    lines.emplace_back(TcpEndpoint{"127.0.0.1", second_port_});
    device_ = run_virtual_device(context_, std::move(lines), options, {}, {}).value();
    device_thread_ = std::thread([this] { context_.run(); });
  }

  static bool await(const std::function<bool()>& reached) {
    const auto deadline = std::chrono::steady_clock::now() + kDeadline;
    while (!reached()) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      std::this_thread::yield();
    }
    return true;
  }

  /// Whichever asked first has it: the one whose name the other is told.
  [[nodiscard]] bool first_has_it() const { return second_heard_.held_by() == "room 1"; }
  [[nodiscard]] bool second_has_it() const { return first_heard_.held_by() == "room 2"; }

  Holders first_heard_;
  Holders second_heard_;
  std::optional<Bridge> first_;
  Bridge second_;
  std::uint16_t first_port_ = 0;
  std::uint16_t second_port_ = 0;
  boost::asio::io_context context_;
  std::unique_ptr<VirtualDevice> device_;
  std::thread device_thread_;
};

TEST_F(Ownership, TheSecondConsoleIsToldWhoHasTheManikin) {
  switch_on();
  ASSERT_TRUE(await([&] { return first_has_it() || second_has_it(); }));
  const bool first = first_has_it();
  Holders& holder = first ? first_heard_ : second_heard_;
  Holders& other = first ? second_heard_ : first_heard_;
  const std::size_t batches = holder.batches();
  const std::size_t leaked = other.batches();
  ASSERT_TRUE(await([&] { return holder.batches() >= batches + 100; }));
  EXPECT_EQ(holder.held_by(), "");
  EXPECT_EQ(holder.gaps(), 0U) << "whoever has it loses nothing by the other's asking";
  EXPECT_EQ(other.batches(), leaked) << "and the other gets nothing to measure";
  EXPECT_EQ(other.silent(), 0U) << "it is in sight all the while";
}

TEST_F(Ownership, ChangesWhenItIsAskedForAndBothAreTold) {
  switch_on();
  ASSERT_TRUE(await([&] { return first_has_it() || second_has_it(); }));
  const bool first = first_has_it();
  Holders& robbed = first ? first_heard_ : second_heard_;
  Holders& taker = first ? second_heard_ : first_heard_;
  const std::string name = first ? "room 2" : "room 1";
  (first ? second_ : *first_).send("A", StartStreaming{name, true});
  ASSERT_TRUE(await([&] { return robbed.held_by() == name && taker.held_by().empty(); }));
  const std::size_t batches = taker.batches();
  const std::size_t left = robbed.batches();
  EXPECT_TRUE(await([&] { return taker.batches() >= batches + 20; }));
  EXPECT_EQ(robbed.batches(), left);
}

TEST_F(Ownership, PassesByItselfWhenTheConsoleThatHasItIsClosed) {
  switch_on();
  ASSERT_TRUE(await([&] { return first_has_it() || second_has_it(); }));
  if (second_has_it()) {
    first_->send("A", StartStreaming{"room 1", true});
    ASSERT_TRUE(await([&] { return first_has_it(); }));
  }
  first_.reset();
  ASSERT_TRUE(await([&] { return second_heard_.held_by().empty(); }));
  const std::size_t batches = second_heard_.batches();
  EXPECT_TRUE(await([&] { return second_heard_.batches() >= batches + 20; }));
}

}  // namespace
}  // namespace sternum
