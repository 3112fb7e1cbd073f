// Bytes that manikins in the field send. They were written once, by hand; never make them anew:
// a console that fails here no longer understands them.
#include <gtest/gtest.h>

#include "firmware-bridge/protocol/batch_assembler.hpp"
#include "firmware-bridge/protocol/codec.hpp"
#include "firmware-bridge/protocol/down_decoder.hpp"
#include "firmware-bridge/protocol/manikin_decoder.hpp"
#include "tests/wire/bytes.hpp"
#include "tests/wire/files.hpp"
#include "tests/wire/recording_sink.hpp"

namespace sternum {
namespace {

using testing::Bytes;
using testing::bytes_of;
using testing::RecordingSink;

Bytes frozen(const std::string& name) {
  return bytes_of(testing::text_of_file("tests/wire/frozen/" + name + ".bin"));
}

struct Understood {
  std::vector<UpMessage> messages;
  LinkStatistics statistics;
};

Understood understand(const Bytes& bytes) {
  ManikinDecoder decoder("text-1");
  RecordingSink sink;
  decoder.push(bytes, sink);
  return {sink.messages, decoder.statistics()};
}

Hello frozen_hello() {
  return {.id = "胸廓-0042",
          .model = "Chest 2",
          .firmware = "1.4.0",
          .boot = 3'735'928'559U,
          .channels = {{Channel::Depth, -2.0F, 80.0F, 100.0F, 0.5F},
                       {Channel::AirwayVolume, 0.0F, 1500.0F, 50.0F, 10.0F}},
          .calibrated_on_day = 20'000,
          .stiffness_n_per_mm = 8.8F};
}

WireBatch samples() {
  WireBatch batch{Channel::Depth, 4'294'967'295U, 9'007'199'254'740'991, 10'000, {}};
  for (int i = 0; i < 10; ++i) batch.values.push_back(static_cast<float>(i) * 5.5F - 1.0F);
  return batch;
}

WireBatch samples_256() {
  WireBatch batch{Channel::AirwayVolume, 300, 1'020'000, 784, {}};
  for (int i = 0; i < 256; ++i) batch.values.push_back(static_cast<float>(i));
  return batch;
}

void expect_frozen(const std::string& name, const UpMessage& message) {
  const Bytes bytes = frozen(name);
  const auto decoded = understand(bytes);
  EXPECT_EQ(decoded.messages, std::vector<UpMessage>{message}) << name;
  EXPECT_EQ(decoded.statistics, (LinkStatistics{.bytes = bytes.size(), .frames = 1})) << name;
}

TEST(FrozenBytes, OfEveryMessageAreUnderstood) {
  expect_frozen("hello", frozen_hello());
  expect_frozen("samples", samples());
  expect_frozen("samples-256", samples_256());
  expect_frozen("compression", CompressionReport{12, 5'400'000, 52.5F, 0.0F, 112.25F});
  expect_frozen("compression-unmeasured",
                CompressionReport{13, 5'940'000, 51.0F, std::nullopt, std::nullopt});
  expect_frozen("breath", BreathReport{2, 23'000'000, 900'000, 520.0F});
  expect_frozen("status", Status{0, true, {"strap loose", "电池"}, 17});
  expect_frozen("touch", Touch{7'000'000});
}

TEST(FrozenBytes, OfAMessageFromTheFutureAreCounted) {
  const Bytes bytes = frozen("unknown-message");
  const auto decoded = understand(bytes);
  EXPECT_TRUE(decoded.messages.empty());
  EXPECT_EQ(decoded.statistics, (LinkStatistics{.bytes = bytes.size(), .unknown = 1}));
}

TEST(FrozenBytes, OfADamagedStreamGiveUpWhatIsIntact) {
  const Bytes bytes = frozen("damaged");
  const auto decoded = understand(bytes);
  EXPECT_EQ(decoded.messages, (std::vector<UpMessage>{frozen_hello(), samples_256(), samples()}));
  EXPECT_EQ(decoded.statistics,
            (LinkStatistics{.bytes = bytes.size(), .frames = 3, .crc_failures = 3}));
}

TEST(FrozenBytes, OfATextManikinAreUnderstood) {
  const auto decoded = understand(frozen("text"));
  ASSERT_EQ(decoded.messages.size(), 8U);
  EXPECT_EQ(std::get<Hello>(decoded.messages[0]),
            (Hello{.id = "FOAM-1", .channels = {{.channel = Channel::Depth}}}));
  const auto depth = [](std::uint32_t sequence, std::int64_t t_ms, float depth_mm) {
    return UpMessage(WireBatch{Channel::Depth, sequence, t_ms * 1000, 0, {depth_mm}});
  };
  EXPECT_EQ(decoded.messages[1], depth(0, 4'294'967'290, 50.0F));
  EXPECT_EQ(decoded.messages[2], depth(1, 4'294'967'295, 51.0F));
  EXPECT_EQ(decoded.messages[3], depth(2, 4, 52.5F));
  EXPECT_EQ(std::get<Hello>(decoded.messages[4]).channels.size(), 2U);
  EXPECT_EQ(decoded.messages[5], depth(3, 14, 53.0F));
  EXPECT_EQ(decoded.messages[6],
            UpMessage(WireBatch{Channel::AirwayVolume, 0, 14'000, 0, {420.0F}}));
  EXPECT_EQ(decoded.messages[7], depth(5, 34, 54.0F));
  EXPECT_EQ(decoded.statistics.malformed, 1U);
}

TEST(FrozenBytes, OfTheConsolesCommandsAreUnderstood) {
  DownDecoder decoder;
  std::vector<DownMessage> commands;
  decoder.push(frozen("down"), commands);
  EXPECT_EQ(commands, (std::vector<DownMessage>{StartStreaming{}, StopStreaming{}, Identify{3},
                                                Calibrate{50.5F}}));
}

}  // namespace
}  // namespace sternum
