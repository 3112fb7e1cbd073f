#include "firmware-bridge/simulator/simulated_source.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <thread>

#include "firmware-bridge/protocol/codec.hpp"
#include "tests/simulator/received.hpp"

namespace sternum {
namespace {

using namespace std::chrono_literals;

class Console final : public ByteSourceListener {
 public:
  void on_open() override {
    ++opened;
    EXPECT_TRUE(received.messages.empty());
  }
  void on_bytes(std::span<const std::byte> bytes) override {
    EXPECT_EQ(opened, 1);
    ++calls;
    const std::size_t before = received.messages.size();
    received.take(bytes);
    largest_burst = std::max(largest_burst, received.messages.size() - before);
  }
  void on_closed(const std::string&, bool) override { ++closed; }

  Received received;
  int opened = 0;
  int closed = 0;
  int calls = 0;
  std::size_t largest_burst = 0;
};

/// Runs the context until `done`; false when that took unreasonably long.
bool run_until(boost::asio::io_context& context, const std::function<bool()>& done) {
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  context.restart();
  while (!done()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    context.run_one_for(100ms);
  }
  return true;
}

TEST(SimulatedSource, OpensThenSaysHelloThenStreams) {
  boost::asio::io_context context;
  Console console;
  const auto source = make_simulated_source(context, {}, {});
  EXPECT_EQ(source->name(), "virtual manikin SIM-0001 (good)");
  source->start(console);
  EXPECT_EQ(console.opened, 0) << "listeners are not called from within start";
  ASSERT_TRUE(run_until(context, [&] { return console.received.messages.size() >= 20; }));
  EXPECT_TRUE(std::holds_alternative<Hello>(console.received.messages.front()));
  EXPECT_EQ(console.closed, 0);
}

TEST(SimulatedSource, StreamsTheManikinsOwnSamples) {
  boost::asio::io_context context;
  Console console;
  const auto source = make_simulated_source(context, {}, {});
  source->start(console);
  ASSERT_TRUE(run_until(context, [&] { return console.received.all<WireBatch>().size() >= 40; }));
  VirtualManikin manikin({});
  std::vector<WireBatch> batches;
  std::vector<WireBatch> expected;
  const auto received = console.received.all<WireBatch>();
  while (expected.size() < received.size() && manikin.next(batches)) {
    expected.insert(expected.end(), batches.begin(), batches.end());
  }
  expected.resize(received.size());
  EXPECT_EQ(received, expected);
}

TEST(SimulatedSource, IsNeverAheadOfTime) {
  boost::asio::io_context context;
  Console console;
  const auto source = make_simulated_source(context, {}, {});
  const auto began = std::chrono::steady_clock::now();
  source->start(console);
  ASSERT_TRUE(run_until(context, [&] { return console.received.all<WireBatch>().size() >= 40; }));
  const auto took = std::chrono::steady_clock::now() - began;
  const WireBatch last = console.received.all<WireBatch>().back();
  EXPECT_GE(took, std::chrono::microseconds(last.t_us + last.period_us));
}

TEST(SimulatedSource, MakesUpForAtMostASecondAfterItsProcessSlept) {
  boost::asio::io_context context;
  Console console;
  const auto source = make_simulated_source(context, {}, {});
  source->start(console);
  ASSERT_TRUE(run_until(context, [&] { return console.received.messages.size() >= 5; }));
  std::this_thread::sleep_for(2500ms);  // the suspension itself
  const std::size_t before = console.received.all<WireBatch>().size();
  ASSERT_TRUE(
      run_until(context, [&] { return console.received.all<WireBatch>().size() > before; }));
  const auto batches = console.received.all<WireBatch>();
  EXPECT_LE(console.largest_burst, 2U * 50U + 6U);
  EXPECT_GE(console.largest_burst, 2U * 45U);
  // In order and without a hole.
  EXPECT_EQ(batches.back().sequence, (batches.size() - 1) / 2);
}

TEST(SimulatedSource, ObeysWhatIsWrittenToIt) {
  boost::asio::io_context context;
  Console console;
  const auto source = make_simulated_source(context, {}, {});
  source->start(console);
  ASSERT_TRUE(run_until(context, [&] { return !console.received.all<WireBatch>().empty(); }));
  std::vector<std::byte> bytes;
  append_frame(DownMessage{StopStreaming{}}, bytes);
  source->write(bytes);
  const std::size_t samples = console.received.all<WireBatch>().size();
  const std::size_t hellos = console.received.all<Hello>().size();
  ASSERT_TRUE(
      run_until(context, [&] { return console.received.all<Hello>().size() >= hellos + 1; }));
  EXPECT_EQ(console.received.all<WireBatch>().size(), samples);
}

TEST(SimulatedSource, IsQuietAfterStop) {
  boost::asio::io_context context;
  Console console;
  const auto source = make_simulated_source(context, {}, {});
  source->start(console);
  ASSERT_TRUE(run_until(context, [&] { return console.calls >= 3; }));
  source->stop();
  const int calls = console.calls;
  context.restart();
  context.run();  // nothing is left to wait for
  EXPECT_EQ(console.calls, calls);
}

TEST(SimulatedSource, CanGoAwayBeforeItHasOpened) {
  boost::asio::io_context context;
  Console console;
  auto source = make_simulated_source(context, {}, {});
  source->start(console);
  source.reset();
  context.run();
  EXPECT_EQ(console.opened, 0);
}

}  // namespace
}  // namespace sternum
