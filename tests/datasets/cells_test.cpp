// Numbers out of CSV cells, held against the C library's own reading.
#include "datasets/recordings/cells.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <string>

namespace sternum {
namespace {

CellKind kind_of(const std::string& text) {
  float value = 0.0F;
  return read_value_cell(text.data(), text.data() + text.size(), value).kind;
}

float value_of(const std::string& text) {
  float value = -12345.0F;
  EXPECT_EQ(read_value_cell(text.data(), text.data() + text.size(), value).kind, CellKind::Number)
      << text;
  return value;
}

void expect_nearest_float(const std::string& text) {
  const float nearest = std::strtof(text.c_str(), nullptr);
  RC_ASSERT(std::bit_cast<std::uint32_t>(value_of(text)) == std::bit_cast<std::uint32_t>(nearest));
}

RC_GTEST_PROP(Cells, ReadTheFloatNearestToAnyDecimal, ()) {
  const auto digits = *rc::gen::inRange<std::int64_t>(-99'999'999'999'999, 99'999'999'999'999);
  const auto shift = *rc::gen::inRange(0, 14);
  const auto decimals = *rc::gen::inRange(0, 15);
  expect_nearest_float(
      fmt::format("{:.{}f}", static_cast<double>(digits) / std::pow(10.0, shift), decimals));
}

RC_GTEST_PROP(Cells, ReadEveryFloatBackFromItsShortestText, ()) {
  const auto value = std::bit_cast<float>(*rc::gen::arbitrary<std::uint32_t>());
  RC_PRE(std::isfinite(value));
  RC_ASSERT(std::bit_cast<std::uint32_t>(value_of(fmt::format("{}", value))) ==
            std::bit_cast<std::uint32_t>(value));
}

// Halfway between two floats, in decimal: rounding twice would go wrong just beside them.
RC_GTEST_PROP(Cells, RoundTheMiddleBetweenTwoFloatsToEven, ()) {
  const auto mantissa = *rc::gen::inRange<std::uint32_t>(1U << 23, 1U << 24);
  const auto middle = (static_cast<double>(mantissa) + 0.5) / 4096.0;
  const auto nudge = *rc::gen::element(-1e-9, 0.0, 1e-9);
  expect_nearest_float(fmt::format("{:.13f}", middle));
  expect_nearest_float(fmt::format("{:.10f}", middle + nudge));
}

TEST(Cells, KeepTheSignOfZero) {
  EXPECT_TRUE(std::signbit(value_of("-0")));
  EXPECT_TRUE(std::signbit(value_of("-0.000")));
  EXPECT_FALSE(std::signbit(value_of("0")));
}

TEST(Cells, TakeBlanksSignsAndExponents) {
  EXPECT_EQ(value_of(" 1.5\t"), 1.5F);
  EXPECT_EQ(value_of("+1.5"), 1.5F);
  EXPECT_EQ(value_of("15e-1"), 1.5F);
  EXPECT_EQ(value_of(".5"), 0.5F);
  EXPECT_EQ(value_of("5."), 5.0F);
  EXPECT_EQ(value_of("1e-60"), 0.0F);
  EXPECT_EQ(value_of("1e-400"), 0.0F);
}

TEST(Cells, TellWhatIsNoMeasurement) {
  EXPECT_EQ(kind_of(""), CellKind::Empty);
  EXPECT_EQ(kind_of("  "), CellKind::Empty);
  EXPECT_EQ(kind_of(",5"), CellKind::Empty);
  for (const char* text : {"x", "1x", "1 2", "0x10", "-", "+-1", "--1", ".", "1e", "\"5\""}) {
    EXPECT_EQ(kind_of(text), CellKind::NotANumber) << text;
  }
  for (const char* text : {"nan", "NaN", "-nan", "inf", "-Infinity", "1e39", "1e400"}) {
    EXPECT_EQ(kind_of(text), CellKind::NotFinite) << text;
  }
}

TEST(Cells, TakeOnlyWholeMicrosecondsForATime) {
  const auto read = [](const std::string& text, std::int64_t& t_us) {
    return read_time_cell(text.data(), text.data() + text.size(), t_us).kind;
  };
  std::int64_t t_us = 0;
  EXPECT_EQ(read("4294967295", t_us), CellKind::Number);
  EXPECT_EQ(t_us, 4'294'967'295);
  EXPECT_EQ(read(" -20 ", t_us), CellKind::Number);
  EXPECT_EQ(t_us, -20);
  EXPECT_EQ(read("0001125899906842624", t_us), CellKind::Number);
  EXPECT_EQ(t_us, std::int64_t{1} << 50);
  EXPECT_EQ(read("1125899906842625", t_us), CellKind::NotANumber);
  EXPECT_EQ(read("99999999999999999999", t_us), CellKind::NotANumber);
  EXPECT_EQ(read("1.5", t_us), CellKind::NotANumber);
  EXPECT_EQ(read("1e6", t_us), CellKind::NotANumber);
  EXPECT_EQ(read("", t_us), CellKind::Empty);
}

}  // namespace
}  // namespace sternum
