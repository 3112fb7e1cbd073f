// Manikins on serial ports, played on pseudo terminals.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "firmware-bridge/bridge.hpp"
#include "firmware-bridge/protocol/down_decoder.hpp"
#include "tests/bridge/event_log.hpp"
#include "tests/bridge/played_manikin.hpp"
#include "tests/bridge/pseudo_terminal.hpp"

namespace sternum {
namespace {

using testing::HasSubstr;
using Clock = std::chrono::steady_clock;

class SerialManikins : public testing::Test {
 protected:
  explicit SerialManikins(BridgeOptions options = {}) : bridge_(log_, options) {}
  void SetUp() override { bridge_.start(); }
  void TearDown() override { bridge_.stop(); }

  void add(const std::string& name) { bridge_.add_serial({ports_.path(name), 115200}); }
  /// Streams until the manikin has been told `times` in all; answers how long that took.
  double stream_until_told(const PseudoTerminal& terminal, PlayedManikin& manikin,
                           std::size_t times) {
    const auto from = Clock::now();
    EXPECT_TRUE(log_.await([&] { return log_.count("manikin") >= times; },
                           [&] { terminal.write(manikin.due()); }));
    return std::chrono::duration<double>(Clock::now() - from).count();
  }
  void stream_until_batches(const PseudoTerminal& terminal, PlayedManikin& manikin,
                            const std::string& id, std::size_t batches) {
    EXPECT_TRUE(log_.await([&] { return log_.batches(id) >= batches; },
                           [&] { terminal.write(manikin.due()); }));
  }
  void report(const char* what, double seconds_taken) {
    RecordProperty(what, fmt::format("{:.2f} s", seconds_taken));
    fmt::print("  {}: {:.2f} s\n", what, seconds_taken);
  }

  PortFolder ports_;
  EventLog log_;
  Bridge bridge_;
};

/// For what has nothing to do with silence: a busy machine must not look like a silent manikin.
class SerialManikinsOfAPatientBridge : public SerialManikins {
 protected:
  SerialManikinsOfAPatientBridge() : SerialManikins({.silence = seconds(30.0)}) {}
};

TEST_F(SerialManikins, AreHeardAndSpokenTo) {
  const PseudoTerminal terminal;
  ports_.plug("ttyM0", terminal);
  add("ttyM0");
  PlayedManikin manikin("A");
  report("first sample after opening", [&] {
    const auto from = Clock::now();
    stream_until_batches(terminal, manikin, "A", 1);
    return std::chrono::duration<double>(Clock::now() - from).count();
  }());
  EXPECT_THAT(log_.events().front(), HasSubstr("manikin A on serial"));

  bridge_.send("A", Identify{7});
  DownDecoder ear;
  std::vector<DownMessage> said;
  EXPECT_TRUE(log_.await([&] {
    ear.push(terminal.read(), said);
    return said.size() >= 2;
  }));
  EXPECT_EQ(said, (std::vector<DownMessage>{StartStreaming{}, Identify{7}}));
}

TEST_F(SerialManikins, AreFoundAgainOnTheSamePort) {
  add("ttyM0");
  PlayedManikin manikin("A");
  {
    const PseudoTerminal terminal;
    ports_.plug("ttyM0", terminal);
    stream_until_batches(terminal, manikin, "A", 5);
  }
  ports_.unplug("ttyM0");
  ASSERT_TRUE(log_.await([&] { return log_.count("silent A") >= 1; }));
  EXPECT_THAT(log_.last_reason(), HasSubstr("unplugged"));

  const PseudoTerminal terminal;
  ports_.plug("ttyM0", terminal);
  report("found again on the same port", stream_until_told(terminal, manikin, 2));
  const std::size_t before = log_.batches("A");
  stream_until_batches(terminal, manikin, "A", before + 5);
  EXPECT_GE(bridge_.statistics("A").value().reconnects, 1U);
}

TEST_F(SerialManikins, AreFoundAgainOnAnotherPort) {
  const PseudoTerminal bystander;
  ports_.plug("ttyM5", bystander);
  add("ttyM0");
  PlayedManikin manikin("A");
  {
    const PseudoTerminal terminal;
    ports_.plug("ttyM0", terminal);
    stream_until_batches(terminal, manikin, "A", 5);
  }
  ports_.unplug("ttyM0");
  ASSERT_TRUE(log_.await([&] { return log_.count("silent A") >= 1; }));

  const PseudoTerminal terminal;
  ports_.plug("ttyM1", terminal);
  report("found again on another port", stream_until_told(terminal, manikin, 2));
  EXPECT_THAT(log_.events().back(), HasSubstr("ttyM1"));
  EXPECT_FALSE(bystander.is_open()) << "a port that was there all along is somebody else's";
}

TEST_F(SerialManikinsOfAPatientBridge, AreFoundOnEveryPortOfAGlob) {
  const PseudoTerminal first;
  const PseudoTerminal second;
  ports_.plug("ttyM0", first);
  add("ttyM*");
  PlayedManikin a("A");
  stream_until_told(first, a, 1);
  ports_.plug("ttyM1", second);
  PlayedManikin b("B");
  ASSERT_TRUE(log_.await([&] { return log_.batches("B") > 0; },
                         [&] {
                           first.write(a.due());
                           second.write(b.due());
                         }));
  EXPECT_EQ(log_.count("silent"), 0U);
}

TEST_F(SerialManikinsOfAPatientBridge, GoOnAfterAReboot) {
  const PseudoTerminal terminal;
  ports_.plug("ttyM0", terminal);
  add("ttyM0");
  PlayedManikin manikin("A");
  stream_until_batches(terminal, manikin, "A", 10);
  manikin.reboot();
  stream_until_told(terminal, manikin, 2);
  const std::size_t before = log_.batches("A");
  stream_until_batches(terminal, manikin, "A", before + 5);

  const auto samples = log_.samples("A");
  int after_reboot = 0;
  for (std::size_t i = 1; i < samples.size(); ++i) {
    EXPECT_GT(samples[i].first, samples[i - 1].last());
    if (has(samples[i].flags, BatchFlag::FollowsReboot)) ++after_reboot;
  }
  EXPECT_EQ(after_reboot, 1);
  EXPECT_EQ(bridge_.statistics("A").value().reboots, 1U);
}

TEST_F(SerialManikins, AreSilentWhenPoweredOffAndReturn) {
  const PseudoTerminal terminal;
  ports_.plug("ttyM0", terminal);
  add("ttyM0");
  PlayedManikin manikin("A");
  stream_until_batches(terminal, manikin, "A", 5);
  const auto last_byte = Clock::now();
  ASSERT_TRUE(log_.await([&] { return log_.count("silent A") >= 1; }));
  report("silence noticed", std::chrono::duration<double>(Clock::now() - last_byte).count());
  report("back after silence", stream_until_told(terminal, manikin, 2));
}

TEST_F(SerialManikinsOfAPatientBridge, AreNotDisturbedByNoiseOnAnotherPort) {
  const PseudoTerminal good;
  const PseudoTerminal noisy;
  ports_.plug("ttyM0", good);
  ports_.plug("ttyM1", noisy);
  add("ttyM*");
  PlayedManikin manikin("A");
  std::mt19937 random(3);
  ASSERT_TRUE(log_.await([&] { return log_.batches("A") >= 50; },
                         [&] {
                           good.write(manikin.due());
                           std::vector<std::byte> noise(4096);
                           for (std::byte& byte : noise)
                             byte = static_cast<std::byte>(random() & 0xFFU);
                           noisy.write(noise);
                         }));
  EXPECT_EQ(log_.count("silent"), 0U);
  EXPECT_EQ(log_.count("manikin"), 1U) << "noise is no manikin";
  EXPECT_EQ(bridge_.statistics("A").value().batches_lost, 0U);
}

TEST_F(SerialManikins, ThatCannotBeUnderstoodAreTold) {
  EventLog log;
  Bridge bridge(log, {.greeting = milliseconds(300)});
  bridge.start();
  const PseudoTerminal terminal;
  bridge.add_serial({terminal.path(), 9600});
  const std::vector<std::byte> wrong_speed(64, std::byte{0xF8});
  EXPECT_TRUE(log.await([&] { return log.count("notice serial " + terminal.path()) == 1; },
                        [&] { terminal.write(wrong_speed); }));
  EXPECT_THAT(log.events().back(), HasSubstr("baud rate"));
}

TEST_F(SerialManikins, KeepTheirTextManikinsNameWhenTheyComeBack) {
  add("ttyM0");
  int line = 0;
  const auto print_line = [&](const PseudoTerminal& terminal) {
    const std::string text = fmt::format("{}:{},0\n", 20 * line, line % 50);
    ++line;
    terminal.write(std::as_bytes(std::span(text)));
  };
  {
    const PseudoTerminal terminal;
    ports_.plug("ttyM0", terminal);
    ASSERT_TRUE(log_.await([&] { return log_.count("manikin ttyM0") == 1; },
                           [&] { print_line(terminal); }));
  }
  ports_.unplug("ttyM0");
  ASSERT_TRUE(log_.await([&] { return log_.count("silent ttyM0") == 1; }));
  const PseudoTerminal terminal;
  ports_.plug("ttyM0", terminal);
  EXPECT_TRUE(
      log_.await([&] { return log_.count("manikin ttyM0") == 2; }, [&] { print_line(terminal); }));
}

}  // namespace
}  // namespace sternum
