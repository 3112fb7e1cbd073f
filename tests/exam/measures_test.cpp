// The frozen names of what an exam can measure.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "analysis/exam/scheme.hpp"

namespace sternum {
namespace {

TEST(Measures, HaveNamesThatReadBackAsTheMeasure) {
  std::set<std::string_view> names;
  for (const Measure measure : all_measures()) {
    EXPECT_EQ(measure_of_name(measure_name(measure)), measure) << measure_name(measure);
    names.insert(measure_name(measure));
  }
  EXPECT_EQ(names.size(), all_measures().size()) << "two measures share a name";
  EXPECT_EQ(measure_of_name("mean_depth"), std::nullopt);
  EXPECT_EQ(measure_of_name(""), std::nullopt);
}

TEST(Measures, AreAllListedOnceAndInTheirOrder) {
  const auto& all = all_measures();
  ASSERT_EQ(all.size(), static_cast<std::size_t>(Measure::QualityScore) + 1);
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(static_cast<std::size_t>(all[i]), i);
}

TEST(Measures, SayTheirUnitAtTheEndOfTheirName) {
  for (const Measure measure : all_measures()) {
    const std::string name(measure_name(measure));
    const std::string_view unit = measure_unit(measure);
    const auto ends = [&](const char* end) { return name.ends_with(end); };
    EXPECT_EQ(unit == "%", ends("_pct")) << name;
    EXPECT_EQ(unit == "s", ends("_s")) << name;
    EXPECT_EQ(unit == "mm", ends("_mm")) << name;
    EXPECT_EQ(unit == "ml", ends("_ml")) << name;
    EXPECT_EQ(unit == "/min", ends("_per_min")) << name;
  }
}

TEST(Measures, AreComparedByTheSignsOfTheFiles) {
  EXPECT_EQ(comparison_sign(Comparator::AtLeast), ">=");
  EXPECT_EQ(comparison_sign(Comparator::MoreThan), ">");
  EXPECT_EQ(comparison_sign(Comparator::AtMost), "<=");
  EXPECT_EQ(comparison_sign(Comparator::LessThan), "<");
  EXPECT_EQ(comparison_sign(Comparator::Within), "within");
  EXPECT_EQ(confidence_letter(Confidence::Primary), "P");
  EXPECT_EQ(confidence_letter(Confidence::Secondary), "S");
  EXPECT_EQ(confidence_letter(Confidence::Background), "B");
}

}  // namespace
}  // namespace sternum
