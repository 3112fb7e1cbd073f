#include "firmware-bridge/protocol/crc32.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/wire/bytes.hpp"

namespace sternum {
namespace {

using testing::Bytes;
using testing::bytes_of;

TEST(Crc32, HasThePublishedCheckValue) { EXPECT_EQ(crc32(bytes_of("123456789")), 0xCBF43926U); }

TEST(Crc32, HasThePublishedValuesOfOtherTexts) {
  EXPECT_EQ(crc32({}), 0x00000000U);
  EXPECT_EQ(crc32(bytes_of("a")), 0xE8B7BE43U);
  EXPECT_EQ(crc32(bytes_of("The quick brown fox jumps over the lazy dog")), 0x414FA339U);
  EXPECT_EQ(crc32(Bytes(32, std::byte{0})), 0x190A55ADU);
  EXPECT_EQ(crc32(Bytes(32, std::byte{0xFF})), 0xFF6CAB0BU);
}

RC_GTEST_PROP(Crc32, IsWhatOneBitAtATimeGives, (const std::vector<std::uint8_t>& values)) {
  Bytes input;
  for (const auto value : values) input.push_back(std::byte{value});
  const auto offset = *rc::gen::inRange<std::size_t>(0, input.size() + 1);
  const auto part = std::span<const std::byte>(input).subspan(offset);
  RC_ASSERT(crc32(part) == testing::plain_crc32(part));
}

TEST(Crc32, NoticesEveryFlipOfOneBitInAFrame) {
  Bytes input = testing::counting(0, 63);
  const std::uint32_t intact = crc32(input);
  for (std::size_t bit = 0; bit < input.size() * 8; ++bit) {
    input[bit / 8] ^= std::byte{1} << (bit % 8);
    EXPECT_NE(crc32(input), intact) << "bit " << bit;
    input[bit / 8] ^= std::byte{1} << (bit % 8);
  }
}

}  // namespace
}  // namespace sternum
