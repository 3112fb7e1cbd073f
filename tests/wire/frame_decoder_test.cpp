#include "firmware-bridge/protocol/frame_decoder.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/wire/bytes.hpp"

namespace sternum {
namespace {

using testing::Bytes;
using testing::bytes;
using testing::bytes_of;
using testing::plain_frame;
using testing::operator+;
using Payloads = std::vector<Bytes>;

void push(FrameDecoder& decoder, std::span<const std::byte> input, Payloads& payloads) {
  while (const auto payload = decoder.next(input)) {
    payloads.emplace_back(payload->begin(), payload->end());
  }
}

struct Decoded {
  Payloads payloads;
  FrameDecoder::Damage damage;
  bool operator==(const Decoded&) const = default;
};

Decoded decode_in_one_piece(const Bytes& input) {
  FrameDecoder decoder;
  Decoded decoded;
  push(decoder, input, decoded.payloads);
  decoded.damage = decoder.damage();
  return decoded;
}

const Bytes kFirst = bytes_of("first");
const Bytes kSecond = bytes({0x00, 0x01, 0x00, 0xFF});
const Bytes kThird = bytes_of("third");

TEST(FrameDecoder, FindsTheFramesOfAStream) {
  const auto decoded =
      decode_in_one_piece(plain_frame(kFirst) + plain_frame(kSecond) + plain_frame(kThird));
  EXPECT_EQ(decoded.payloads, (Payloads{kFirst, kSecond, kThird}));
  EXPECT_EQ(decoded.damage, FrameDecoder::Damage{});
}

TEST(FrameDecoder, WaitsForTheDelimiter) {
  FrameDecoder decoder;
  Payloads payloads;
  Bytes frame = plain_frame(kFirst);
  frame.pop_back();
  push(decoder, frame, payloads);
  EXPECT_TRUE(payloads.empty());
  push(decoder, bytes({0}), payloads);
  EXPECT_EQ(payloads, Payloads{kFirst});
}

TEST(FrameDecoder, FindsTheSameFramesHoweverTheStreamIsCutInTwo) {
  const Bytes stream = plain_frame(kFirst) + plain_frame(kSecond) + bytes_of("damage") +
                       bytes({0}) + plain_frame(kThird);
  const auto whole = decode_in_one_piece(stream);
  ASSERT_EQ(whole.payloads.size(), 3U);
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    FrameDecoder decoder;
    Decoded decoded;
    push(decoder, std::span(stream).first(cut), decoded.payloads);
    push(decoder, std::span(stream).subspan(cut), decoded.payloads);
    decoded.damage = decoder.damage();
    EXPECT_EQ(decoded, whole) << "cut at " << cut;
  }
}

TEST(FrameDecoder, LosesNothingButTheFrameInWhichAByteIsDamaged) {
  const Bytes before = plain_frame(kFirst);
  const Bytes damaged = plain_frame(kSecond);
  const Bytes behind = plain_frame(kThird);
  for (std::size_t i = 0; i + 1 < damaged.size(); ++i) {
    for (int flip = 1; flip < 256; ++flip) {
      Bytes stream = before + damaged + behind;
      stream[before.size() + i] ^= static_cast<std::byte>(flip);
      const auto decoded = decode_in_one_piece(stream);
      ASSERT_EQ(decoded.payloads, (Payloads{kFirst, kThird})) << "byte " << i << " by " << flip;
      ASSERT_GE(decoded.damage.crc_failures, 1U);
    }
  }
}

TEST(FrameDecoder, LosesTwoFramesWhenTheDelimiterBetweenThemIsGone) {
  Bytes stream = plain_frame(kFirst);
  stream.pop_back();
  const auto decoded = decode_in_one_piece(stream + plain_frame(kSecond) + plain_frame(kThird));
  EXPECT_EQ(decoded.payloads, Payloads{kThird});
  EXPECT_EQ(decoded.damage.crc_failures, 1U);
}

TEST(FrameDecoder, PassesOverEmptyFrames) {
  const auto decoded = decode_in_one_piece(bytes({0, 0, 0}) + plain_frame(kFirst) + bytes({0, 0}));
  EXPECT_EQ(decoded.payloads, Payloads{kFirst});
  EXPECT_EQ(decoded.damage, FrameDecoder::Damage{});
}

TEST(FrameDecoder, CountsARunTooShortForACrc) {
  const auto decoded = decode_in_one_piece(bytes({0x04, 0x11, 0x22, 0x33, 0x00}));
  EXPECT_TRUE(decoded.payloads.empty());
  EXPECT_EQ(decoded.damage.crc_failures, 1U);
}

/// A payload whose frame is `size` bytes long, delimiter included.
Bytes payload_of_frame(std::size_t size) {
  for (std::size_t length = size - size / 254 - 8; length < size; ++length) {
    Bytes payload(length, std::byte{0x5A});
    if (plain_frame(payload).size() == size) return payload;
  }
  return {};
}

TEST(FrameDecoder, TakesTheLongestFrameAndSkipsALongerOne) {
  const Bytes longest = payload_of_frame(kLongestFrame);
  const Bytes longer = payload_of_frame(kLongestFrame + 1);
  ASSERT_FALSE(longest.empty());
  ASSERT_FALSE(longer.empty());
  const auto decoded =
      decode_in_one_piece(plain_frame(longest) + plain_frame(longer) + plain_frame(kThird));
  EXPECT_EQ(decoded.payloads, (Payloads{longest, kThird}));
  EXPECT_EQ(decoded.damage, (FrameDecoder::Damage{.crc_failures = 0, .oversized = 1}));
}

TEST(FrameDecoder, CountsAnEndlessRunOnceAndGoesOnBehindIt) {
  FrameDecoder decoder;
  Payloads payloads;
  const Bytes noise(1000, std::byte{0x33});
  for (int i = 0; i < 1000; ++i) push(decoder, noise, payloads);
  EXPECT_EQ(decoder.damage().oversized, 1U);
  push(decoder, bytes({0}) + plain_frame(kFirst), payloads);
  EXPECT_EQ(payloads, Payloads{kFirst});
  EXPECT_EQ(decoder.damage(), (FrameDecoder::Damage{.crc_failures = 0, .oversized = 1}));
}

TEST(FrameDecoder, ForgetsHalfAFrameOnReset) {
  FrameDecoder decoder;
  Payloads payloads;
  const Bytes cut = plain_frame(kFirst);
  push(decoder, std::span(cut).first(4), payloads);
  decoder.reset();
  push(decoder, plain_frame(kSecond), payloads);
  EXPECT_EQ(payloads, Payloads{kSecond});
  EXPECT_EQ(decoder.damage(), FrameDecoder::Damage{});
}

RC_GTEST_PROP(FrameDecoder, GivesTheSameHoweverAStreamOfFramesAndNoiseIsCut, ()) {
  Bytes stream;
  const int parts = *rc::gen::inRange(1, 8);
  for (int i = 0; i < parts; ++i) {
    const auto length = *rc::gen::oneOf(rc::gen::inRange<std::size_t>(0, 40),
                                        rc::gen::inRange<std::size_t>(1900, 2300));
    const auto values = *rc::gen::container<std::vector<std::uint8_t>>(
        length, rc::gen::oneOf(rc::gen::just<std::uint8_t>(7), rc::gen::arbitrary<std::uint8_t>()));
    Bytes part;
    for (const auto value : values) part.push_back(std::byte{value});
    stream = stream + (*rc::gen::arbitrary<bool>() ? plain_frame(part) : part);
  }
  const auto whole = decode_in_one_piece(stream);

  FrameDecoder decoder;
  Decoded decoded;
  for (std::span<const std::byte> rest = stream; !rest.empty();) {
    const auto size =
        std::min(rest.size(), *rc::gen::oneOf(rc::gen::inRange<std::size_t>(1, 6),
                                              rc::gen::inRange<std::size_t>(1, 3000)));
    push(decoder, rest.first(size), decoded.payloads);
    rest = rest.subspan(size);
  }
  decoded.damage = decoder.damage();
  RC_ASSERT(decoded == whole);
}

}  // namespace
}  // namespace sternum
