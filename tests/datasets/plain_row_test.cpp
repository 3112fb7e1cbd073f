// The quick way through a row against the library's numbers: the same, or left to the long way.
#include "datasets/recordings/plain_row.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <charconv>
#include <cmath>
#include <string>
#include <vector>

namespace sternum {
namespace {

struct Row {
  const char* next = nullptr;
  std::int64_t t_us = 0;
  float values[2] = {};
  TrackMask present = 0;
};

/// Reads `text`, which needs not be as long as the reading may look.
Row row_of(const std::string& text, std::string& memory) {
  memory = text + std::string(longest_plain_row(3), '#');
  const std::vector<std::size_t> tracks = {0, 0, 1};
  plain::TimeCells times;
  Row row;
  row.next = read_plain_row(memory.data(), tracks, 0, times, row.t_us, row.values, row.present);
  return row;
}

bool is_plain(const std::string& text) {
  std::string memory;
  return row_of(text, memory).next != nullptr;
}

TEST(PlainRow, IsReadToItsEnd) {
  std::string memory;
  const Row row = row_of("12345678901,-52.25,0\n", memory);
  EXPECT_EQ(row.next, memory.data() + 21);
  EXPECT_EQ(row.t_us, 12'345'678'901);
  EXPECT_EQ(row.values[0], -52.25F);
  EXPECT_EQ(row.values[1], 0.0F);
  EXPECT_EQ(row.present, 3U);
}

TEST(PlainRow, KnowsEmptyCellsAndMinusZeroAndBothLineEnds) {
  std::string memory;
  Row row = row_of("0,,-0\r\n", memory);
  EXPECT_EQ(row.next, memory.data() + 7);
  EXPECT_EQ(row.present, 2U);
  EXPECT_TRUE(std::signbit(row.values[1]));
  row = row_of("7,1.5,\n", memory);
  EXPECT_EQ(row.next, memory.data() + 7);
  EXPECT_EQ(row.present, 1U);
}

TEST(PlainRow, ReadsTimesThatFollowEachOtherAsIfTheyStoodAlone) {
  std::string memory;
  plain::TimeCells times;
  std::int64_t told = -1;
  for (const char* text :
       {"0", "10000", "99990000", "99999999", "100000000", "100010000", "199999999", "200000000",
        "99999999", "7", "123456789012345", "123456799012345", "123456799012346", "00000010",
        "1000000010", "00000000010", "10000000010"}) {
    for (const char end : {',', '\n', '\r'}) {
      memory = text + std::string(1, end) + std::string(longest_plain_row(1), '#');
      const char* const stop = times.read(memory.data(), told);
      ASSERT_NE(stop, nullptr) << text;
      EXPECT_EQ(*stop, end);
      EXPECT_EQ(told, std::stoll(text));
    }
    for (const char* wrong :
         {"x", "12x45678", "1234567x", "1234567890123456", "-1", "10000000x10"}) {
      memory = wrong + std::string(",") + std::string(longest_plain_row(1), '#');
      EXPECT_EQ(times.read(memory.data(), told), nullptr) << wrong;
    }
  }
}

TEST(PlainRow, LeavesWhatIsNotPlainToTheLongWay) {
  for (const char* text : {"1,2\n",
                           "1,2,3,4\n",
                           "1;2;3\n",
                           " 1,2,3\n",
                           "1, 2,3\n",
                           "1,2,3 \n",
                           "1,2e1,3\n",
                           "1,+2,3\n",
                           "1,2,x\n",
                           "-1,2,3\n",
                           "1.0,2,3\n",
                           ",2,3\n",
                           "1,--2,3\n",
                           "1,.,3\n",
                           "1,-,3\n",
                           "1,1.2.3,3\n",
                           "1234567890123456,2,3\n",
                           "1,1234567890.1234567,3\n",
                           "#@samples,depth_mm,gap,1\n",
                           "\n",
                           "1,2,3\rx",
                           "1,nan,3\n",
                           "1,2,3"}) {
    EXPECT_FALSE(is_plain(text)) << text;
  }
}

RC_GTEST_PROP(PlainRow, ReadsWhatTheLibraryReads, ()) {
  const auto number = [] {
    const auto digits = *rc::gen::inRange<std::int64_t>(-999'999'999'999, 999'999'999'999);
    const int decimals = *rc::gen::inRange(0, 12);
    const int shorter = *rc::gen::inRange(0, 12);
    return fmt::format("{:.{}f}", static_cast<double>(digits) / std::pow(10.0, decimals + shorter),
                       decimals);
  };
  const auto library = [](const std::string& text) {
    float value = 0.0F;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  };
  const auto t_us = *rc::gen::inRange<std::int64_t>(0, 999'999'999'999'999);
  const std::string a = number();
  const std::string b = number();
  std::string memory;
  const Row row = row_of(fmt::format("{},{},{}\n", t_us, a, b), memory);
  if (row.next == nullptr) return;  // left to the long way
  RC_ASSERT(row.t_us == t_us);
  RC_ASSERT(row.values[0] == library(a));
  RC_ASSERT(row.values[1] == library(b));
}

// Where a text lies in the middle between two floats, or next to it, the last bit decides.
RC_GTEST_PROP(PlainRow, RoundsAsTheLibraryDoesNextToTheMiddleBetweenFloats, ()) {
  const auto below = static_cast<float>(*rc::gen::inRange(1, 1'000'000)) / 4096.0F;
  const double middle =
      0.5 * (static_cast<double>(below) + static_cast<double>(std::nextafter(below, 1e9F)));
  const int decimals = *rc::gen::inRange(6, 13);
  const std::string text = fmt::format("{:.{}f}", middle, decimals);
  std::string memory;
  const Row row = row_of(fmt::format("1,{},2\n", text), memory);
  if (row.next == nullptr) return;  // left to the long way
  float expected = 0.0F;
  std::from_chars(text.data(), text.data() + text.size(), expected);
  RC_ASSERT(row.values[0] == expected);
}

}  // namespace
}  // namespace sternum
