#include "firmware-bridge/adapters/text_line.hpp"

#include <gtest/gtest.h>

namespace sternum {
namespace {

void expect_sample(std::string_view line, std::int64_t t_us, float depth_mm,
                   std::optional<float> volume_ml = std::nullopt) {
  const TextLine expected = TextSample{t_us, depth_mm, volume_ml};
  EXPECT_EQ(read_text_line(line), expected) << line;
}
void expect_remark(std::string_view line) {
  EXPECT_EQ(read_text_line(line), TextLine(TextRemark{})) << line;
}
void expect_damage(std::string_view line) {
  EXPECT_EQ(read_text_line(line), TextLine(TextDamage{})) << line;
}

TEST(TextLine, ReadsTimeDepthAndAFlagThatMeansNothing) {
  expect_sample("12345:51,0", 12'345'000, 51.0F);
  expect_sample("12345:51,1", 12'345'000, 51.0F);
  expect_sample("12345:51,-7", 12'345'000, 51.0F);
  expect_sample("12345:51", 12'345'000, 51.0F);
}

TEST(TextLine, ReadsTimeDepthAndVolume) {
  expect_sample("12345,51.5", 12'345'000, 51.5F);
  expect_sample("12345,51.5,420", 12'345'000, 51.5F, 420.0F);
  expect_sample("12345,51.5,0", 12'345'000, 51.5F, 0.0F);
  expect_sample("12345,51.5,", 12'345'000, 51.5F);
}

TEST(TextLine, ReadsSpacesSignsAndFractions) {
  expect_sample("  12345 : 51 , 0  ", 12'345'000, 51.0F);
  expect_sample("12345\t,\t-0.25,\t+3.5\t", 12'345'000, -0.25F, 3.5F);
  expect_sample("12345.678,.5,1.", 12'345'678, 0.5F, 1.0F);
  expect_sample("0.0019,0", 1, 0.0F);
  expect_sample("7.,0", 7'000, 0.0F);
}

TEST(TextLine, ReadsTheHighestTimeOfA32BitClock) {
  expect_sample("4294967295,1", 4'294'967'295'000, 1.0F);
}

TEST(TextLine, PassesOverRemarks) {
  for (const char* line : {"", "   ", "# anything at all, 1:2,3", "#", "t_ms,depth_mm", "Ready.",
                           "# identity", "#models"}) {
    expect_remark(line);
  }
}

TEST(TextLine, ReadsWhatAManikinCallsItself) {
  EXPECT_EQ(read_text_line("# id ANNE-7"), TextLine(TextId{"ANNE-7"}));
  EXPECT_EQ(read_text_line("#id\t 胸廓 7  "), TextLine(TextId{"胸廓 7"}));
  EXPECT_EQ(read_text_line("# model Foam chest 2"), TextLine(TextModel{"Foam chest 2"}));
  expect_damage("# id");
  expect_damage("# id \xFF");
  expect_damage("# id " + std::string(65, 'x'));
  expect_damage("# model \x07");
}

TEST(TextLine, RefusesWhatIsNotQuiteASample) {
  for (const char* line :
       {"12345",        "12345:",         ":51,0",      ",51",          "12345:51,0,0",
        "12345,51,1,2", "12345:51,",      "12345:51,x", "12345:51,1.5", "12345:51,0:7",
        "12345,51:0",   "-5,51",          "+5,51",      "1e3,51",       "12345,5e1",
        "12345,nan",    "12345,inf",      "12345,0x10", "12345,--1",    "12345,+-1",
        "12345,1.2.3",  "12345,.",        "12345,-",    "12 345,51",    "12345,5 1",
        "12345;51;0",   "12345,51,x",     ".,1",        ".5,1",         "1..2,3",
        "\x01\x02",     "12345:51,0\x01", "123\xFF,51"}) {
    expect_damage(line);
  }
}

TEST(TextLine, RefusesWhatMakesNoSense) {
  for (const char* line :
       {"12345:501,0", "12345:-501,0", "12345,51,20001", "9007199254741,1",
        "99999999999999999999,1", "1,99999999999999999999999999999999999999999999"}) {
    expect_damage(line);
  }
}

TEST(TextLine, TwoLinesWithoutTheEndBetweenThemAreNoSample) {
  expect_damage("12345:51,012355:52,0");
  expect_damage("12345,51,42012355,52,421");
}

}  // namespace
}  // namespace sternum
