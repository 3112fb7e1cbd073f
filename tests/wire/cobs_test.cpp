#include "firmware-bridge/protocol/cobs.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <utility>

#include "tests/wire/bytes.hpp"

namespace sternum {
namespace {

using testing::Bytes;
using testing::bytes;
using testing::counting;
using testing::operator+;

Bytes encoded(const Bytes& plain) {
  Bytes out;
  cobs_append(plain, out);
  return out;
}

std::optional<Bytes> uncobs(const Bytes& encoded) {
  Bytes plain(encoded.size());
  const auto size = cobs_decode(encoded, plain);
  if (!size) return std::nullopt;
  plain.resize(*size);
  return plain;
}

// Cheshire and Baker's own example (their figure 3, an IP header), and the commonly published
// table around the full block.
const std::vector<std::pair<Bytes, Bytes>> kPublished = {
    {bytes({0x45, 0x00, 0x00, 0x2C, 0x4C, 0x79, 0x00, 0x00, 0x40, 0x06, 0x4F, 0x37}),
     bytes({0x02, 0x45, 0x01, 0x04, 0x2C, 0x4C, 0x79, 0x01, 0x05, 0x40, 0x06, 0x4F, 0x37})},
    {bytes({}), bytes({0x01})},
    {bytes({0x00}), bytes({0x01, 0x01})},
    {bytes({0x00, 0x00}), bytes({0x01, 0x01, 0x01})},
    {bytes({0x00, 0x11, 0x00}), bytes({0x01, 0x02, 0x11, 0x01})},
    {bytes({0x11, 0x22, 0x00, 0x33}), bytes({0x03, 0x11, 0x22, 0x02, 0x33})},
    {bytes({0x11, 0x22, 0x33, 0x44}), bytes({0x05, 0x11, 0x22, 0x33, 0x44})},
    {bytes({0x11, 0x00, 0x00, 0x00}), bytes({0x02, 0x11, 0x01, 0x01, 0x01})},
    {counting(0x01, 0xFE), bytes({0xFF}) + counting(0x01, 0xFE)},
    {counting(0x00, 0xFE), bytes({0x01, 0xFF}) + counting(0x01, 0xFE)},
    {counting(0x01, 0xFF), bytes({0xFF}) + counting(0x01, 0xFE) + bytes({0x02, 0xFF})},
    {counting(0x02, 0xFF) + bytes({0x00}),
     bytes({0xFF}) + counting(0x02, 0xFF) + bytes({0x01, 0x01})},
    {counting(0x03, 0xFF) + bytes({0x00, 0x01}),
     bytes({0xFE}) + counting(0x03, 0xFF) + bytes({0x02, 0x01})},
};

TEST(Cobs, EncodesThePublishedExamples) {
  for (const auto& [plain, expected] : kPublished) EXPECT_EQ(encoded(plain), expected);
}

TEST(Cobs, DecodesThePublishedExamples) {
  for (const auto& [expected, run] : kPublished) EXPECT_EQ(uncobs(run), expected);
}

TEST(Cobs, AppendsBehindWhatIsThere) {
  Bytes out = bytes({0xAA});
  cobs_append(bytes({0x11, 0x00}), out);
  EXPECT_EQ(out, bytes({0xAA, 0x02, 0x11, 0x01}));
}

TEST(Cobs, SurvivesEveryLengthOfRunAroundAFullBlock) {
  for (std::size_t before = 0; before <= 1; ++before) {
    for (std::size_t run = 0; run <= 770; ++run) {
      for (std::size_t after = 0; after <= 2; ++after) {
        const Bytes plain =
            Bytes(before, std::byte{0}) + Bytes(run, std::byte{0x5A}) + Bytes(after, std::byte{0});
        const Bytes out = encoded(plain);
        ASSERT_EQ(out, testing::plain_cobs(plain)) << before << " " << run << " " << after;
        ASSERT_EQ(uncobs(out), plain) << before << " " << run << " " << after;
        ASSERT_LE(out.size(), cobs_encoded_bound(plain.size()));
      }
    }
  }
}

TEST(Cobs, ReadsAFullBlockAtTheEndWithOrWithoutAnEmptyOneBehindIt) {
  const Bytes full = bytes({0xFF}) + counting(0x01, 0xFE);
  EXPECT_EQ(uncobs(full), counting(0x01, 0xFE));
  EXPECT_EQ(uncobs(full + bytes({0x01})), counting(0x01, 0xFE));
}

TEST(Cobs, RefusesABlockThatEndsBeyondItsRun) {
  EXPECT_EQ(uncobs(bytes({0x02})), std::nullopt);
  EXPECT_EQ(uncobs(bytes({0x05, 0x11, 0x22, 0x33})), std::nullopt);
  EXPECT_EQ(uncobs(bytes({0x01, 0x03, 0x11})), std::nullopt);
  EXPECT_EQ(uncobs(bytes({0xFF}) + counting(0x01, 0xFD)), std::nullopt);
}

TEST(Cobs, RefusesNothingAtAll) { EXPECT_EQ(uncobs({}), std::nullopt); }

TEST(Cobs, RefusesToDecodeIntoLessRoomThanItMightNeed) {
  Bytes plain(3);
  EXPECT_EQ(cobs_decode(bytes({0x05, 0x11, 0x22, 0x33, 0x44}), plain), std::nullopt);
}

/// Runs of zeros and of other bytes of every length that matters, as well as plain noise.
Bytes any_bytes() {
  Bytes made;
  const int runs = *rc::gen::inRange(0, 6);
  for (int i = 0; i < runs; ++i) {
    const auto length = *rc::gen::oneOf(rc::gen::inRange(0, 8), rc::gen::inRange(250, 260));
    if (*rc::gen::arbitrary<bool>()) {
      made = made + Bytes(static_cast<std::size_t>(length),
                          std::byte{*rc::gen::arbitrary<std::uint8_t>()});
    } else {
      for (int k = 0; k < length; ++k) {
        made.push_back(std::byte{*rc::gen::arbitrary<std::uint8_t>()});
      }
    }
  }
  return made;
}

RC_GTEST_PROP(Cobs, TurnsAnyBytesIntoBytesWithoutAZeroAndBack, ()) {
  const Bytes plain = any_bytes();
  const Bytes out = encoded(plain);
  RC_ASSERT(std::ranges::count(out, std::byte{0}) == 0);
  RC_ASSERT(out == testing::plain_cobs(plain));
  RC_ASSERT(uncobs(out) == plain);
}

RC_GTEST_PROP(Cobs, DecodesOrRefusesAnyRunAsItsDefinitionDoes, ()) {
  Bytes run = any_bytes();
  std::erase(run, std::byte{0});
  RC_ASSERT(uncobs(run) == testing::plain_uncobs(run));
}

}  // namespace
}  // namespace sternum
