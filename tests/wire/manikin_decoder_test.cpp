#include "firmware-bridge/protocol/manikin_decoder.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>

#include "firmware-bridge/protocol/codec.hpp"
#include "tests/wire/bytes.hpp"
#include "tests/wire/recording_sink.hpp"

namespace sternum {
namespace {

using testing::Bytes;
using testing::bytes;
using testing::bytes_of;
using testing::RecordingSink;
using testing::operator+;

struct UpStream {
  std::vector<UpMessage> messages;
  LinkStatistics statistics;
  bool operator==(const UpStream&) const = default;
};

/// Through a fresh decoder, in pieces of `piece` bytes; 0: in one.
UpStream decode(const Bytes& stream, std::size_t piece = 0) {
  ManikinDecoder decoder("text-1");
  RecordingSink sink;
  for (std::span<const std::byte> rest = stream; !rest.empty();) {
    const auto size = piece == 0 ? rest.size() : std::min(piece, rest.size());
    decoder.push(rest.first(size), sink);
    rest = rest.subspan(size);
  }
  return {sink.messages, decoder.statistics()};
}

Bytes frames_of(const std::vector<UpMessage>& messages) {
  Bytes stream;
  for (const UpMessage& message : messages) append_frame(message, stream);
  return stream;
}

const std::vector<UpMessage> kMessages = {
    Hello{.id = "ANNE-7", .boot = 3, .channels = {{Channel::Depth, 0.0F, 70.0F, 100.0F, 0.5F}}},
    WireBatch{Channel::Depth, 0, 1'000'000, 10'000, {1.0F, 2.0F}},
    CompressionReport{1, 1'020'000, 50.0F, 1.0F, 110.0F},
    BreathReport{1, 1'500'000, 900'000, 500.0F},
    Status{90, false, {}, 0},
    Touch{2'000'000},
    WireBatch{Channel::Depth, 1, 1'020'000, 10'000, {3.0F, 4.0F}}};

const Bytes kText = bytes_of("\n# id FOAM-1\n100:1,0\n110:2,0\n120:3,0\n");

TEST(ManikinDecoder, UnderstandsFrames) {
  const Bytes stream = frames_of(kMessages);
  const auto decoded = decode(stream);
  EXPECT_EQ(decoded.messages, kMessages);
  EXPECT_EQ(decoded.statistics,
            (LinkStatistics{.bytes = stream.size(), .frames = kMessages.size()}));
}

TEST(ManikinDecoder, UnderstandsText) {
  const auto decoded = decode(kText);
  ASSERT_EQ(decoded.messages.size(), 4U);
  EXPECT_EQ(std::get<Hello>(decoded.messages[0]).id, "FOAM-1");
  EXPECT_EQ(std::get<WireBatch>(decoded.messages[3]),
            (WireBatch{Channel::Depth, 2, 120'000, 0, {3.0F}}));
  EXPECT_EQ(decoded.statistics, (LinkStatistics{.bytes = kText.size(), .frames = 3}));
}

TEST(ManikinDecoder, FindsFramesBehindWhatABootloaderPrints) {
  const Bytes chatter =
      bytes_of("ets Jun  8 2016 00:22:57\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x13\r\n");
  const auto decoded = decode(chatter + bytes({0}) + frames_of(kMessages));
  EXPECT_EQ(decoded.messages, kMessages);
  EXPECT_EQ(decoded.statistics.crc_failures, 1U);
}

TEST(ManikinDecoder, FindsTextBehindNoise) {
  const auto decoded = decode(bytes({0xFF, 0x00, 0x80, 0x00, 0x0A, 0x11}) + kText);
  EXPECT_EQ(decoded.messages.size(), 4U);
}

TEST(ManikinDecoder, StaysWithFramesWhateverTextComesBetween) {
  const auto decoded = decode(frames_of(kMessages) + kText + bytes({0}) + frames_of(kMessages));
  EXPECT_EQ(decoded.messages.size(), 2 * kMessages.size());
  EXPECT_TRUE(std::ranges::none_of(decoded.messages, [](const UpMessage& message) {
    const auto* hello = std::get_if<Hello>(&message);
    return hello != nullptr && hello->id != "ANNE-7";
  }));
}

TEST(ManikinDecoder, StaysWithTextWhateverFramesComeBetween) {
  const auto decoded = decode(kText + frames_of(kMessages) + bytes_of("\n130:4,0\n"));
  EXPECT_EQ(decoded.messages.size(), 5U);
  EXPECT_GE(decoded.statistics.malformed, 1U);
}

TEST(ManikinDecoder, ListensAnewAfterTheLinkWasCut) {
  ManikinDecoder decoder("text-1");
  RecordingSink sink;
  const Bytes frames = frames_of(kMessages);
  decoder.push(frames, sink);
  decoder.push(std::span(frames).first(20), sink);
  decoder.reset();
  decoder.push(kText, sink);
  EXPECT_EQ(sink.messages.size(), kMessages.size() + 4);
  decoder.push(bytes_of("13"), sink);
  decoder.reset();
  decoder.push(frames, sink);
  EXPECT_EQ(sink.messages.size(), 2 * kMessages.size() + 4);
  EXPECT_EQ(decoder.statistics().frames, 2 * kMessages.size() + 3);
  EXPECT_EQ(decoder.statistics().crc_failures, 0U);
}

TEST(ManikinDecoder, IsNotWonOverByZerosInAnIntactFrame) {
  const auto decoded = decode(bytes({1, 1, 1, 1, 1, 0}) + kText);
  EXPECT_EQ(decoded.messages.size(), 4U);
}

TEST(ManikinDecoder, LosesExactlyTheDamagedFramesOfALongStream) {
  std::mt19937 random(20);
  Bytes stream;
  std::vector<UpMessage> intact;
  std::uint64_t damaged = 0;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    const WireBatch batch{
        Channel::Depth, i, i * 20'000, 10'000, {static_cast<float>(i % 60), 1.5F}};
    Bytes frame;
    append_frame(batch, frame);
    if (random() % 50 == 0) {
      // Not into a zero: that would make two damaged runs of one frame.
      auto& hit = frame[random() % (frame.size() - 1)];
      hit ^= hit == std::byte{1} ? std::byte{2} : std::byte{1};
      ++damaged;
    } else {
      intact.emplace_back(batch);
    }
    stream = std::move(stream) + frame;
  }
  ASSERT_GT(damaged, 50U);
  const auto decoded = decode(stream, 64);
  EXPECT_EQ(decoded.messages, intact);
  EXPECT_EQ(
      decoded.statistics,
      (LinkStatistics{.bytes = stream.size(), .frames = intact.size(), .crc_failures = damaged}));
}

TEST(ManikinDecoder, MakesNothingOfNoise) {
  std::mt19937 random(7);
  Bytes noise(1'000'000);
  for (auto& byte : noise) byte = static_cast<std::byte>(random());
  const auto decoded = decode(noise, 4096);
  EXPECT_TRUE(decoded.messages.empty());
  EXPECT_GT(decoded.statistics.crc_failures, 1000U);
}

/// Frames, text and noise, one behind another.
Bytes any_stream() {
  Bytes stream;
  const int parts = *rc::gen::inRange(1, 8);
  for (int i = 0; i < parts; ++i) {
    switch (*rc::gen::inRange(0, 5)) {
      case 0:
        stream =
            stream + frames_of({kMessages.begin(), kMessages.begin() + *rc::gen::inRange(1, 8)});
        break;
      case 1:
        stream = stream + kText;
        break;
      case 2:
        stream = stream + Bytes(*rc::gen::inRange<std::size_t>(0, 2500), std::byte{0x35});
        break;
      default:
        for (const auto value : *rc::gen::container<std::vector<std::uint8_t>>(rc::gen::oneOf(
                 rc::gen::elementOf(std::vector<std::uint8_t>{0, 10, 13, 44, 49, 58}),
                 rc::gen::arbitrary<std::uint8_t>()))) {
          stream.push_back(std::byte{value});
        }
    }
  }
  return stream;
}

RC_GTEST_PROP(ManikinDecoder, GivesTheSameMessagesAndCountsHoweverTheBytesAreCut, ()) {
  const Bytes stream = any_stream();
  const auto whole = decode(stream);
  for (const std::size_t piece :
       {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{100}}) {
    RC_ASSERT(decode(stream, piece) == whole);
  }
}

}  // namespace
}  // namespace sternum
