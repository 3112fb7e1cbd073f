// Guideline files: what is built in, what a base may change, and what its author is told.
#include "datasets/guidelines/guideline_file.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include "tests/datasets/scratch_folder.hpp"

namespace sternum {
namespace {

using test::ScratchFolder;
using test::text_of;
using testing::AllOf;
using testing::HasSubstr;

const std::string& shipped_text() {
  static const std::string text =
      text_of(STERNUM_SOURCE_DIR "/datasets/guidelines/adult-rcsc-2021.toml");
  return text;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

/// The first line that holds `what`, from 1.
int line_of(const std::string& text, const std::string& what) {
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + text.find(what), '\n'));
}

std::string error_of(const std::string& toml) {
  const auto guideline = parse_guideline(toml, "base.toml");
  return guideline ? "accepted" : guideline.error().message();
}

TEST(GuidelineFile, ReadsWhatIsOptionalAndIsValidWithoutIt) {
  const auto full = parse_guideline(shipped_text(), "base.toml");
  ASSERT_TRUE(full.has_value()) << full.error().message();
  EXPECT_EQ(full->leaning_force, newtons(24.5));
  EXPECT_EQ(full->hand_offset, millimetres(20));
  EXPECT_EQ(full->head_tilt, (TargetRange<Degrees>{degrees(15), degrees(60)}));
  std::string text = shipped_text();
  for (const char* key : {"[leaning_force_n]", "[hand_offset_mm]", "[head_tilt_deg]"}) {
    const auto from = text.find(key);
    ASSERT_NE(from, std::string::npos) << key;
    text.erase(from, text.find("\n\n", from) - from);
  }
  const auto old = parse_guideline(text, "base.toml");
  ASSERT_TRUE(old.has_value()) << old.error().message();
  EXPECT_FALSE(old->leaning_force);
  EXPECT_FALSE(old->hand_offset);
  EXPECT_FALSE(old->head_tilt);
  EXPECT_THAT(error_of(replaced(shipped_text(), "value = 24.5", "value = 2450")),
              HasSubstr("check the unit"));
}

TEST(GuidelineFile, TheDefaultSetIsBuiltInWithTheNumbersOfItsCourse) {
  const auto found = find_guideline(kDefaultGuideline);
  ASSERT_TRUE(found.has_value()) << found.error().message();
  const Guideline& g = *found;
  EXPECT_EQ(g.id, kDefaultGuideline);
  EXPECT_EQ(g.edition, "2021");
  EXPECT_THAT(g.title_zh, HasSubstr("中国红十字会"));
  EXPECT_EQ(g.depth, (TargetRange<Millimetres>{millimetres(50), millimetres(60)}));
  EXPECT_EQ(g.rate, (TargetRange<PerMinute>{per_minute(100), per_minute(120)}));
  EXPECT_EQ(g.leaning_threshold, millimetres(5));
  EXPECT_EQ(g.breath_volume, (TargetRange<Millilitres>{millilitres(400), millilitres(600)}));
  EXPECT_TRUE(g.inflation.contains(seconds(1.0)));
  EXPECT_EQ(g.longest_breath_pause, seconds(10));
  EXPECT_EQ(g.no_flow_gap, milliseconds(1500));
  EXPECT_EQ(g.flow_fraction_floor, 0.6);
  EXPECT_EQ(g.compressions_per_cycle, 30);
  EXPECT_EQ(g.breaths_per_cycle, 2);
  EXPECT_EQ(g.cycles, 5);
  EXPECT_EQ(g.attempt_length, seconds(120));
  EXPECT_LT(g.feedback.depth.low, g.depth.low);
  EXPECT_GT(g.feedback.depth.high, g.depth.high);
  EXPECT_EQ(g.feedback.misses_before_prompt, 4);
  EXPECT_EQ(g.feedback.hands_off, seconds(3));
  EXPECT_EQ(g.feedback.hands_off_at_breaths, seconds(10));
}

TEST(GuidelineFile, TheFileBuiltInIsTheFileInTheRepository) {
  const auto in_repository = parse_guideline(shipped_text(), "adult-rcsc-2021.toml");
  ASSERT_TRUE(in_repository.has_value()) << in_repository.error().message();
  EXPECT_EQ(*in_repository, *find_guideline(kDefaultGuideline));
}

// Held against the sha256sum program, which shares no code with ours.
TEST(GuidelineFile, TheHashIsTheSha256OfTheFile) {
  const std::unique_ptr<FILE, int (*)(FILE*)> sum(
      ::popen("sha256sum '" STERNUM_SOURCE_DIR "/datasets/guidelines/adult-rcsc-2021.toml'", "r"),
      ::pclose);
  ASSERT_NE(sum, nullptr);
  std::array<char, 65> hex{};
  ASSERT_EQ(std::fread(hex.data(), 1, 64, sum.get()), 64U);
  EXPECT_EQ(find_guideline(kDefaultGuideline)->hash, hex.data());
}

TEST(GuidelineFile, ABaseReplacesAndAddsSetsInAFolderOfItsOwn) {
  const ScratchFolder folder;
  folder.write("ours.toml", replaced(shipped_text(), "low = 50\n", "low = 45\n"));
  folder.write("more.toml", replaced(shipped_text(), "adult-rcsc-2021", "adult-noon"));
  folder.write("notes.txt", "not TOML");
  EXPECT_EQ(find_guideline(kDefaultGuideline, folder.path())->depth.low, millimetres(45));
  EXPECT_EQ(find_guideline("adult-noon", folder.path())->depth.low, millimetres(50));
  EXPECT_NE(find_guideline(kDefaultGuideline, folder.path())->hash,
            find_guideline(kDefaultGuideline)->hash);
  EXPECT_TRUE(find_guideline(kDefaultGuideline, folder.path() / "none").has_value());
}

TEST(GuidelineFile, AnUnknownIdListsTheKnownOnes) {
  const ScratchFolder folder;
  folder.write("more.toml", replaced(shipped_text(), "adult-rcsc-2021", "adult-noon"));
  const auto found = find_guideline("adult", folder.path());
  ASSERT_FALSE(found.has_value());
  EXPECT_THAT(found.error().message(),
              AllOf(HasSubstr("there is no guideline \"adult\"; known are adult-aha-2025, "),
                    HasSubstr(", adult-noon, adult-rcsc-2021, child-aha-2025, ")));
}

TEST(GuidelineFile, TwoFilesWithOneIdAreRefused) {
  const ScratchFolder folder;
  folder.write("a.toml", shipped_text());
  folder.write("b.toml", shipped_text());
  const auto found = find_guideline(kDefaultGuideline, folder.path());
  ASSERT_FALSE(found.has_value());
  EXPECT_THAT(found.error().message(),
              AllOf(HasSubstr("b.toml"), HasSubstr("already that of a.toml")));
}

TEST(GuidelineFile, ABrokenFileOfTheBaseIsToldRatherThanPassedOver) {
  const ScratchFolder folder;
  folder.write("broken.toml", "id = ");
  const auto found = find_guideline(kDefaultGuideline, folder.path());
  ASSERT_FALSE(found.has_value());
  EXPECT_THAT(found.error().message(), HasSubstr("broken.toml:1:"));
}

TEST(GuidelineFile, AMistakeIsToldWithItsLineAndWhatToDo) {
  const std::string& good = shipped_text();
  const auto place = [&](const std::string& what) {
    return fmt::format("base.toml:{}:", line_of(good, what));
  };
  EXPECT_THAT(error_of(replaced(good, "[rate_per_min]", "[rate_per_minute]")),
              AllOf(HasSubstr(place("[rate_per_min]")),
                    HasSubstr("'rate_per_minute' is unknown; did you mean rate_per_min?")));
  EXPECT_THAT(error_of(replaced(good, "edition = \"2021\"\n", "")),
              HasSubstr("'edition' is missing; add it"));
  EXPECT_THAT(error_of(replaced(good, "low = 50\n", "")),
              AllOf(HasSubstr(place("[depth_mm]")), HasSubstr("'depth_mm.low' is missing")));
  EXPECT_THAT(
      error_of(replaced(good, "low = 50\n", "low = \"50\"\n")),
      AllOf(HasSubstr(place("low = 50")), HasSubstr("'depth_mm.low' is text, not a number")));
  EXPECT_THAT(error_of(replaced(good, "low = 50\n", "low = 65\n")),
              AllOf(HasSubstr(place("low = 50")), HasSubstr("is 65, above its high end 60")));
  EXPECT_THAT(error_of(replaced(good, "high = 60\n", "high = 600\n")),
              AllOf(HasSubstr("'depth_mm.high' is 600 mm"), HasSubstr("check the unit")));
  EXPECT_THAT(error_of(replaced(good, "low = 50\n", "low = 5.0\n")), HasSubstr("5 mm"));
  EXPECT_THAT(error_of(replaced(good, "low = 50\n", "low = nan\n")), HasSubstr("cannot be meant"));
  EXPECT_THAT(error_of(replaced(good, "value = 60\n", "value = 0.6\n")),
              HasSubstr("'flow_fraction_floor_pct.value' is 0.6 %"));
  EXPECT_THAT(error_of(replaced(good, "value = 30\n", "value = 30.5\n")),
              HasSubstr("not a whole number"));
  EXPECT_THAT(error_of(replaced(good, "confidence = \"B\"", "confidence = \"sure\"")),
              HasSubstr("it is one of P, S, B"));
  EXPECT_THAT(error_of(replaced(good, "format = 1", "format = 2")),
              HasSubstr("this file has format 2; this version reads format 1"));
  EXPECT_THAT(error_of(replaced(good, "[cycles]\nvalue = 5", "[cycles]\nvalue = 5\nvalue = 6")),
              HasSubstr("this is no TOML"));
  EXPECT_THAT(error_of(""), HasSubstr("base.toml:"));
  EXPECT_THAT(error_of(good.substr(0, good.find("[feedback.depth_mm]"))),
              HasSubstr("'feedback' is missing"));
}

TEST(GuidelineFile, EveryNumberOfTheShippedSetStandsWithItsSource) {
  const std::string& text = shipped_text();
  for (auto at = text.find("\nsource = "); at != std::string::npos;
       at = text.find("\nsource = ", at + 1)) {
    EXPECT_THAT(error_of(std::string(text).erase(at + 1, text.find('\n', at + 1) - at)),
                HasSubstr("source' is missing"));
  }
}

}  // namespace
}  // namespace sternum
