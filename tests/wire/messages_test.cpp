// Every message of manikin.proto over the wire and back, and everything that looks like one.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "firmware-bridge/protocol/codec.hpp"
#include "firmware-bridge/protocol/limits.hpp"
#include "firmware-bridge/protocol/up_reader.hpp"
#include "tests/wire/bytes.hpp"
#include "tests/wire/recording_sink.hpp"

namespace sternum {
namespace {

using namespace testing;  // NOLINT: bytes by hand, and a sink
using testing::operator+;

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

struct Read {
  std::vector<UpMessage> messages;
  LinkStatistics statistics;
};

Read read(const Bytes& payload) {
  UpReader reader;
  RecordingSink sink;
  Read result;
  reader.read(payload, sink, result.statistics);
  result.messages = sink.messages;
  return result;
}

/// Of a frame of ours, through the definition of a frame rather than the decoder.
Bytes payload_of(const UpMessage& message) {
  Bytes frame;
  append_frame(message, frame);
  frame.pop_back();
  const Bytes plain = plain_uncobs(frame).value();
  return {plain.begin(), plain.end() - std::ptrdiff_t{kCrcSize}};
}

void expect_understood(const UpMessage& message) {
  const Read result = read(payload_of(message));
  ASSERT_EQ(result.messages.size(), 1U);
  EXPECT_EQ(result.messages.front(), message);
  EXPECT_EQ(result.statistics, LinkStatistics{.frames = 1});
}

void expect_malformed(const UpMessage& message) {
  const Read result = read(payload_of(message));
  EXPECT_TRUE(result.messages.empty());
  EXPECT_EQ(result.statistics, LinkStatistics{.malformed = 1});
}

Hello hello() {
  Hello hello;
  hello.id = "胸廓-0042";
  hello.model = "Chest 2";
  hello.firmware = "1.4.0";
  hello.boot = 77;
  hello.channels = {{Channel::Depth, -2.0F, 80.0F, 100.0F, 0.5F},
                    {Channel::AirwayVolume, 0.0F, 1500.0F, 50.0F, 0.0F}};
  hello.calibrated_on_day = 20'000;
  hello.stiffness_n_per_mm = 8.8F;
  return hello;
}

WireBatch batch() {
  return {Channel::Depth, 4'294'967'295U, 9'007'199'254'740'991, 10'000, {0.0F, -1.5F, 51.25F}};
}

TEST(Messages, AHelloIsReadBack) {
  expect_understood(hello());
  expect_understood(Hello{.id = "A"});
  expect_understood(Hello{.id = "A", .held_by = "教室 2"});
  Hello longest = hello();
  longest.id = longest.model = longest.firmware = std::string(64, 'x');
  longest.channels.clear();
  for (const Channel channel : kAllChannels)
    longest.channels.push_back({channel, 0.0F, 1.0F, 1.0F, 0.1F});
  expect_understood(longest);
}

TEST(Messages, SamplesAreReadBack) {
  expect_understood(batch());
  expect_understood(WireBatch{Channel::HeadTilt, 0, 0, 0, {0.0F}});
  expect_understood(WireBatch{Channel::AirwayFlow, 1, 2, 784, std::vector<float>(256, 1.5F)});
}

TEST(Messages, ReportsStatusAndTouchAreReadBack) {
  expect_understood(CompressionReport{3, 5'000'000, 52.5F, 1.5F, 112.0F});
  expect_understood(CompressionReport{3, 5'000'000, 52.5F, 0.0F, std::nullopt});
  expect_understood(CompressionReport{0, 0, 0.0F, std::nullopt, std::nullopt});
  expect_understood(BreathReport{4, 6'000'000, 900'000, 520.0F});
  expect_understood(BreathReport{4, 6'000'000, 900'000, std::nullopt});
  expect_understood(Status{80, true, {"strap loose", "电池"}, 12});
  expect_understood(Status{});
  expect_understood(Status{0, false, std::vector<std::string>(8, std::string(128, 'f')), 0});
  expect_understood(Touch{7'000'000});
}

TEST(Messages, AbsentAndZeroAreNotTheSame) {
  EXPECT_NE(payload_of(CompressionReport{.residual_mm = 0.0F}), payload_of(CompressionReport{}));
  EXPECT_NE(payload_of(Status{.battery_percent = 0}), payload_of(Status{}));
}

TEST(Messages, SamplesWrittenByHandAreUnderstood) {
  const Bytes samples = number_field(1, 1) + number_field(2, 7) + number_field(3, 1'000'000) +
                        number_field(4, 10'000) + floats_field(5, {1.0F, 2.0F});
  const Read result = read(bytes_field(2, samples));
  EXPECT_EQ(result.messages, std::vector<UpMessage>(
                                 {WireBatch{Channel::Depth, 7, 1'000'000, 10'000, {1.0F, 2.0F}}}));
}

TEST(Messages, UnpackedValuesAreUnderstood) {
  const Bytes samples =
      number_field(1, 1) + number_field(4, 10'000) + float_field(5, 1.0F) + float_field(5, 2.0F);
  const Read result = read(bytes_field(2, samples));
  EXPECT_EQ(result.messages,
            std::vector<UpMessage>({WireBatch{Channel::Depth, 0, 0, 10'000, {1.0F, 2.0F}}}));
}

TEST(Messages, FieldsOfALaterVersionArePassedOver) {
  const Bytes samples =
      number_field(99, 5) + number_field(1, 1) + text_field(77, "later") + floats_field(5, {1.0F});
  const std::vector<UpMessage> expected = {WireBatch{Channel::Depth, 0, 0, 0, {1.0F}}};
  EXPECT_EQ(read(bytes_field(2, samples)).messages, expected);
  EXPECT_EQ(read(number_field(50, 1) + bytes_field(2, samples)).messages, expected);
  EXPECT_EQ(read(bytes_field(2, samples) + number_field(50, 1)).messages, expected);
}

TEST(Messages, SamplesAreUnderstoodThroughALengthOfMoreBytesThanItNeeds) {
  const Bytes samples = number_field(1, 1) + floats_field(5, {1.0F});
  ASSERT_LT(samples.size(), 0x80U);
  Bytes payload = bytes({0x12, static_cast<int>(samples.size()) | 0x80, 0x80, 0x00}) + samples;
  EXPECT_EQ(read(payload).messages.size(), 1U);
}

TEST(Messages, AMessageOfALaterVersionIsCountedAsUnknown) {
  const Read result = read(bytes_field(15, number_field(1, 1)));
  EXPECT_TRUE(result.messages.empty());
  EXPECT_EQ(result.statistics, LinkStatistics{.unknown = 1});
}

TEST(Messages, SamplesOfAnUnknownChannelAreCountedAsUnknown) {
  for (const std::uint64_t channel : {0ULL, 10ULL, 255ULL, 257ULL, 4'294'967'295ULL}) {
    const Read result = read(bytes_field(2, number_field(1, channel) + floats_field(5, {1.0F})));
    EXPECT_TRUE(result.messages.empty()) << channel;
    EXPECT_EQ(result.statistics, LinkStatistics{.unknown = 1}) << channel;
  }
}

TEST(Messages, AnUnknownChannelInAHelloIsLeftOutAndCounted) {
  const Bytes known = bytes_field(5, number_field(1, 1) + float_field(3, 80.0F));
  const Bytes later = bytes_field(5, number_field(1, 42));
  const Read result = read(bytes_field(1, text_field(1, "A") + later + known));
  EXPECT_EQ(result.messages,
            std::vector<UpMessage>(
                {Hello{.id = "A", .channels = {{Channel::Depth, 0.0F, 80.0F, 0.0F, 0.0F}}}}));
  EXPECT_EQ(result.statistics, (LinkStatistics{.frames = 1, .unknown = 1}));
}

TEST(Messages, WhatIsNoProtobufIsMalformed) {
  for (const Bytes& payload :
       {bytes({0xFF}), bytes({0x12, 0x05, 0x08}), bytes({0x12, 0x02, 0x08, 0x80}), bytes({0x12}),
        bytes({0x12, 0x80}), bytes({0x12, 0x80, 0x80}), bytes({0x0A, 0x7F, 0x0A}), bytes({0x00})}) {
    const Read result = read(payload);
    EXPECT_TRUE(result.messages.empty());
    EXPECT_EQ(result.statistics, LinkStatistics{.malformed = 1});
  }
}

TEST(Messages, ValuesOutsideOfAllSenseAreMalformed) {
  for (const float value : {kNaN, kInfinity, -kInfinity, 501.0F, -501.0F, 3e38F}) {
    WireBatch absurd = batch();
    absurd.values[1] = value;
    expect_malformed(absurd);
  }
  for (const Channel channel : kAllChannels) {
    const ValueBounds bounds = bounds_of(channel);
    expect_understood(WireBatch{channel, 0, 0, 1, {bounds.low, bounds.high}});
    expect_malformed(WireBatch{channel, 0, 0, 1, {bounds.low, bounds.high * 1.01F}});
    expect_malformed(WireBatch{channel, 0, 0, 0, {kNaN}});
  }
}

TEST(Messages, BatchesThatBreakTheLimitsAreMalformed) {
  const auto with = [](auto change) {
    WireBatch changed = batch();
    change(changed);
    return changed;
  };
  expect_malformed(with([](auto& b) { b.values.clear(); }));
  expect_malformed(with([](auto& b) { b.period_us = 0; }));
  expect_malformed(with([](auto& b) { b.period_us = 100'001; }));  // spans 200,002 µs
  expect_understood(with([](auto& b) { b.period_us = 100'000; }));
  expect_malformed(with([](auto& b) { b.values.assign(257, 0.0F), b.period_us = 1; }));
  expect_malformed(with([](auto& b) { b.t_us = std::int64_t{1} << 53; }));
  expect_malformed(with([](auto& b) { b.t_us = -1; }));
  expect_malformed(with([](auto& b) { b.values.resize(1), b.period_us = 10'000'001; }));
}

TEST(Messages, HellosThatBreakTheLimitsAreMalformed) {
  const auto with = [](auto change) {
    Hello changed = hello();
    change(changed);
    return changed;
  };
  expect_malformed(with([](auto& h) { h.id = ""; }));
  expect_malformed(with([](auto& h) { h.id = "   "; }));
  expect_malformed(with([](auto& h) { h.id = std::string(65, 'x'); }));
  expect_malformed(with([](auto& h) { h.id = "a\nb"; }));
  expect_malformed(with([](auto& h) { h.id = std::string("a\0b", 3); }));
  expect_malformed(with([](auto& h) { h.id = "a\xC2\x85"; }));
  expect_malformed(with([](auto& h) { h.model = std::string(65, 'x'); }));
  expect_malformed(with([](auto& h) { h.firmware = "\x1B[31m"; }));
  expect_malformed(with([](auto& h) { h.channels.push_back(h.channels.front()); }));
  expect_malformed(with([](auto& h) { h.channels[0].low = 81.0F; }));
  expect_malformed(with([](auto& h) { h.channels[0].high = kNaN; }));
  expect_malformed(with([](auto& h) { h.channels[0].rate_hz = -1.0F; }));
  expect_malformed(with([](auto& h) { h.channels[0].uncertainty = kInfinity; }));
  expect_malformed(with([](auto& h) { h.calibrated_on_day = 3'000'000; }));
  expect_malformed(with([](auto& h) { h.held_by = std::string(65, 'x'); }));
  expect_malformed(with([](auto& h) { h.held_by = "a\nb"; }));
  expect_malformed(with([](auto& h) { h.stiffness_n_per_mm = 0.0F; }));
  expect_malformed(with([](auto& h) { h.stiffness_n_per_mm = kNaN; }));
}

TEST(Messages, TextThatIsNotUtf8IsMalformed) {
  // Latin-1 "Büste", GB18030 "胸", an overlong slash, half a character, a surrogate.
  for (const char* text : {"B\xFCste", "\xD0\xD8", "\xC0\xAF", "\xE8\x83", "\xED\xA0\x80"}) {
    const Read result = read(bytes_field(1, text_field(1, text)));
    EXPECT_TRUE(result.messages.empty());
    EXPECT_EQ(result.statistics, LinkStatistics{.malformed = 1});
    EXPECT_FALSE(is_printable(text));
  }
  EXPECT_TRUE(is_printable("Büste 胸 🫀 \xF4\x8F\xBF\xBF"));
  EXPECT_FALSE(is_printable("\xF4\x90\x80\x80"));
}

TEST(Messages, ReportsThatMakeNoSenseAreMalformed) {
  expect_malformed(CompressionReport{.depth_mm = kNaN});
  expect_malformed(CompressionReport{.residual_mm = kInfinity});
  expect_malformed(CompressionReport{.rate_per_min = -1.0F});
  expect_malformed(CompressionReport{.t_us = std::int64_t{1} << 53});
  expect_malformed(BreathReport{.duration_us = 60'000'001});
  expect_malformed(BreathReport{.volume_ml = 30'000.0F});
  expect_malformed(Status{.battery_percent = 101});
  expect_malformed(Status{.faults = std::vector<std::string>(9, "f")});
  expect_malformed(Status{.faults = {std::string(129, 'f')}});
  expect_malformed(Status{.faults = {"bell\a"}});
  expect_malformed(Touch{std::int64_t{1} << 53});
}

TEST(Messages, AMessageTooLongForAFrameIsNotSent) {
  Bytes frame = bytes({0xAA});
  append_frame(WireBatch{Channel::Depth, 0, 0, 1, std::vector<float>(600, 1.0F)}, frame);
  EXPECT_EQ(frame, bytes({0xAA}));
}

TEST(Messages, AreFramedAsTheDefinitionSays) {
  for (const UpMessage& message : std::vector<UpMessage>{hello(), batch(), Status{}, Touch{1}}) {
    Bytes frame;
    append_frame(message, frame);
    EXPECT_EQ(frame, plain_frame(payload_of(message)));
  }
}

TEST(Messages, AReaderIsNotConfusedByWhatItReadBefore) {
  UpReader reader;
  RecordingSink sink;
  LinkStatistics statistics;
  const WireBatch small{Channel::Force, 2, 3, 0, {4.0F}};
  reader.read(payload_of(batch()), sink, statistics);
  reader.read(bytes({0x12, 0x02, 0x08, 0x80}), sink, statistics);
  reader.read(payload_of(small), sink, statistics);
  reader.read(bytes_field(2, number_field(1, 1) + floats_field(5, {1.0F})) + number_field(50, 1),
              sink, statistics);
  reader.read(payload_of(small), sink, statistics);
  EXPECT_EQ(sink.all<WireBatch>(),
            (std::vector<WireBatch>{batch(), small, {Channel::Depth, 0, 0, 0, {1.0F}}, small}));
}

RC_GTEST_PROP(Messages, AnySensibleBatchIsReadBack, ()) {
  WireBatch any;
  any.channel = *rc::gen::elementOf(kAllChannels);
  any.sequence = *rc::gen::arbitrary<std::uint32_t>();
  any.t_us = *rc::gen::inRange<std::int64_t>(0, kEndOfDeviceTime_us);
  const auto count = *rc::gen::inRange<std::size_t>(1, kMostValues + 1);
  any.period_us =
      *rc::gen::inRange<std::uint32_t>(1, static_cast<std::uint32_t>(200'000 / count) + 1);
  const ValueBounds bounds = bounds_of(any.channel);
  for (std::size_t i = 0; i < count; ++i) {
    const auto share = static_cast<float>(*rc::gen::inRange(0, 1'000'000)) * 1e-6F;
    any.values.push_back(bounds.low + share * (bounds.high - bounds.low));
  }
  RC_ASSERT(read(payload_of(any)).messages == std::vector<UpMessage>{any});
}

RC_GTEST_PROP(Messages, AnyPayloadIsAMessageOrCounted, (const std::vector<std::uint8_t>& values)) {
  Bytes payload;
  for (const auto value : values) payload.push_back(std::byte{value});
  const Read result = read(payload);
  RC_ASSERT(result.messages.size() == result.statistics.frames);
  RC_ASSERT(result.statistics.frames + result.statistics.malformed + result.statistics.unknown >=
            1U);
}

}  // namespace
}  // namespace sternum
