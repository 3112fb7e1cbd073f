#include "firmware-bridge/bridge.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <thread>

#include "firmware-bridge/transport/replay_source.hpp"
#include "tests/bridge/event_log.hpp"
#include "tests/bridge/played_manikin.hpp"
#include "tests/bridge/pseudo_terminal.hpp"

namespace sternum {
namespace {

/// A manikin that never ends, as fast as it goes.
void add_endless(Bridge& bridge, const std::string& id) {
  bridge.add_source([id](boost::asio::io_context& context) {
    auto sequence = std::make_shared<std::uint32_t>(0);
    return make_replay_source(context,
                              [id, sequence](std::vector<UpMessage>& next) {
                                if (*sequence % 50 == 0) next.emplace_back(hello_of(id));
                                next.emplace_back(depth_batch((*sequence)++));
                                return true;
                              },
                              {id, 0.0});
  });
}

TEST(Bridge, CanBeStoppedTwiceAndIsStoppedByItsEnd) {
  EventLog log;
  Bridge bridge(log);
  bridge.start();
  bridge.start();
  bridge.stop();
  bridge.stop();
  bridge.start();
  EXPECT_FALSE(bridge.listen(0, "127.0.0.1").has_value()) << "stopped for good";
}

TEST(Bridge, MayNeverBeStarted) {
  EventLog log;
  Bridge bridge(log);
  bridge.add_serial({"/dev/ttyUSB*"});
  add_endless(bridge, "A");
  EXPECT_TRUE(bridge.listen(0, "127.0.0.1").has_value());
  EXPECT_EQ(bridge.statistics("A"), std::nullopt);
}

TEST(Bridge, TakesWhatWasAddedBeforeItsStart) {
  EventLog log;
  Bridge bridge(log);
  add_endless(bridge, "A");
  bridge.start();
  EXPECT_TRUE(log.await([&] { return log.batches("A") >= 10; }));
}

TEST(Bridge, CallsNobodyAfterStop) {
  EventLog log;
  const PortFolder ports;
  const PseudoTerminal terminal;
  ports.plug("ttyM0", terminal);
  Bridge bridge(log);
  bridge.start();
  add_endless(bridge, "A");
  bridge.add_serial({ports.path("ttyM*")});
  PlayedManikin manikin("B");
  ASSERT_TRUE(log.await([&] { return log.batches("A") >= 10 && log.batches("B") >= 1; },
                        [&] { terminal.write(manikin.due()); }));
  bridge.stop();
  const std::size_t calls = log.calls();
  terminal.write(manikin.due());
  add_endless(bridge, "C");
  EXPECT_FALSE(terminal.is_open());
  EXPECT_EQ(log.calls(), calls);
  EXPECT_GT(bridge.statistics("A").value().samples, 0U) << "what was counted stays";
}

TEST(Bridge, IsAskedByManyThreadsAtOnce) {
  EventLog log;
  Bridge bridge(log);
  bridge.start();
  for (const char* id : {"A", "B", "C"}) add_endless(bridge, id);
  std::atomic<bool> enough = false;
  std::vector<std::thread> askers;
  for (int i = 0; i < 4; ++i) {
    askers.emplace_back([&, i] {
      std::uint64_t samples = 0;
      while (!enough) {
        const auto statistics = bridge.statistics("A");
        if (!statistics) continue;
        EXPECT_GE(statistics->samples, samples) << "counters only rise";
        samples = statistics->samples;
        bridge.send("B", Identify{1});
        if (i == 0) bridge.add_serial({"/dev/sternum-no-such-port0"});
        std::this_thread::yield();
      }
    });
  }
  EXPECT_TRUE(log.await([&] {
    return log.batches("A") >= 500 && log.batches("B") >= 500 && log.batches("C") >= 500;
  }));
  enough = true;
  for (std::thread& asker : askers) asker.join();
}

TEST(Bridge, IsSpokenToFromInsideACall) {
  /// Answers every manikin as the console does: with a command, and a look at the statistics.
  class Answering final : public BridgeListener {
   public:
    void on_manikin(const Hello& hello, const std::string&) override {
      bridge->send(hello.id, Identify{1});
    }
    void on_silent(const std::string&, const std::string&) override {}
    void on_samples(const std::string& id, const SampleBatch&) override {
      if (bridge->statistics(id)) ++asked;
    }
    Bridge* bridge = nullptr;
    std::atomic<int> asked = 0;
  } answering;
  EventLog clock;
  Bridge bridge(answering);
  answering.bridge = &bridge;
  add_endless(bridge, "A");
  bridge.start();
  EXPECT_TRUE(clock.await([&] { return answering.asked > 100; }));
  bridge.stop();
}

}  // namespace
}  // namespace sternum
