// From TOML to the values that judge. The format is described in README.md beside this file.
#include <fmt/format.h>

#include "datasets/guidelines/guideline_file.hpp"
#include "datasets/rule_files/checked_table.hpp"
#include "datasets/rule_files/rule_text.hpp"

namespace sternum {
namespace {

constexpr int kFormat = 1;

// What no guideline for any age or species of manikin exceeds: beyond, the unit is wrong.
constexpr Plausible kDepth = {10, 200, "mm"};
constexpr Plausible kRate = {30, 300, "per minute"};
constexpr Plausible kLeaning = {0.5, 50, "mm"};
constexpr Plausible kVolume = {10, 3000, "ml"};
constexpr Plausible kInflation = {0.1, 10, "s"};
constexpr Plausible kForce = {1, 500, "N"};
constexpr Plausible kHandOffset = {1, 100, "mm"};
constexpr Plausible kHeadTilt = {-30, 90, "degrees"};
constexpr Plausible kPause = {0.5, 120, "s"};
constexpr Plausible kPercent = {1, 100, "%"};
constexpr Plausible kAttempt = {5, 7200, "s"};
constexpr Plausible kCompressions = {1, 1000, ""};
constexpr Plausible kBreaths = {0, 20, ""};
constexpr Plausible kCycles = {1, 100, ""};
constexpr Plausible kPatience = {1, 100, ""};

/// One entry of the file: a value or a range, and where it comes from.
void check_source(const CheckedTable& entry) {
  (void)entry.text("source");
  (void)entry.one_of("confidence", {"P", "S", "B"});
}

double value_of(const CheckedTable& sheet, std::string_view key, const Plausible& plausible) {
  const CheckedTable entry = sheet.table(key);
  entry.only({"value", "source", "confidence"});
  check_source(entry);
  return entry.number("value", plausible);
}

int count_of(const CheckedTable& sheet, std::string_view key, const Plausible& plausible) {
  const CheckedTable entry = sheet.table(key);
  entry.only({"value", "source", "confidence"});
  check_source(entry);
  return entry.whole_number("value", plausible);
}

template <class Unit>
auto range_of(const CheckedTable& sheet, std::string_view key, const Plausible& plausible,
              Unit unit) {
  const CheckedTable entry = sheet.table(key);
  entry.only({"low", "high", "source", "confidence"});
  check_source(entry);
  const double low = entry.number("low", plausible);
  const double high = entry.number("high", plausible);
  if (low > high) {
    entry.complain("low", fmt::format("'{}' is {}, above its high end {}", key, low, high),
                   "swap low and high");
  }
  return TargetRange<decltype(unit(low))>{unit(low), unit(high)};
}

AgeProfile age_of(const CheckedTable& sheet) {
  const std::string name = sheet.one_of("age", {"adult", "child", "infant"});
  for (const AgeProfile age : {AgeProfile::Child, AgeProfile::Infant}) {
    if (name == age_name(age)) return age;
  }
  return AgeProfile::Adult;
}

Guideline::Feedback read_feedback(const CheckedTable& sheet) {
  sheet.only({"depth_mm", "rate_per_min", "leaning_threshold_mm", "breath_volume_ml",
              "misses_before_prompt", "good_before_clear", "hands_off_s",
              "hands_off_at_breaths_s"});
  Guideline::Feedback feedback;
  feedback.depth = range_of(sheet, "depth_mm", kDepth, millimetres);
  feedback.rate = range_of(sheet, "rate_per_min", kRate, per_minute);
  feedback.leaning_threshold = millimetres(value_of(sheet, "leaning_threshold_mm", kLeaning));
  feedback.breath_volume = range_of(sheet, "breath_volume_ml", kVolume, millilitres);
  feedback.misses_before_prompt = count_of(sheet, "misses_before_prompt", kPatience);
  feedback.good_before_clear = count_of(sheet, "good_before_clear", kPatience);
  feedback.hands_off = seconds(value_of(sheet, "hands_off_s", kPause));
  feedback.hands_off_at_breaths = seconds(value_of(sheet, "hands_off_at_breaths_s", kPause));
  return feedback;
}

Guideline read_guideline(const CheckedTable& sheet) {
  constexpr double kMostFormats = 1e6;
  const int format = sheet.whole_number("format", {1, kMostFormats, ""});
  if (format > kFormat) {
    sheet.complain("format", fmt::format("this file has format {}", format),
                   fmt::format("this version reads format {}: update it", kFormat));
  }
  sheet.only({"format",
              "id",
              "edition",
              "body",
              "age",
              "title",
              "depth_mm",
              "rate_per_min",
              "leaning_threshold_mm",
              "leaning_force_n",
              "hand_offset_mm",
              "head_tilt_deg",
              "breath_volume_ml",
              "inflation_s",
              "longest_breath_pause_s",
              "no_flow_gap_s",
              "flow_fraction_floor_pct",
              "initial_breaths",
              "compressions_per_cycle",
              "breaths_per_cycle",
              "cycles",
              "attempt_length_s",
              "feedback"});
  Guideline g;
  g.id = sheet.text("id");
  g.edition = sheet.text("edition");
  if (sheet.holds("body")) g.body = sheet.text("body");
  if (sheet.holds("age")) g.age = age_of(sheet);
  const CheckedTable title = sheet.table("title");
  title.only({"zh", "en"});
  g.title_zh = title.text("zh");
  g.title_en = title.text("en");
  g.depth = range_of(sheet, "depth_mm", kDepth, millimetres);
  g.rate = range_of(sheet, "rate_per_min", kRate, per_minute);
  g.leaning_threshold = millimetres(value_of(sheet, "leaning_threshold_mm", kLeaning));
  g.breath_volume = range_of(sheet, "breath_volume_ml", kVolume, millilitres);
  g.inflation = range_of(sheet, "inflation_s", kInflation, seconds);
  if (sheet.holds("leaning_force_n")) {
    g.leaning_force = newtons(value_of(sheet, "leaning_force_n", kForce));
  }
  if (sheet.holds("hand_offset_mm")) {
    g.hand_offset = millimetres(value_of(sheet, "hand_offset_mm", kHandOffset));
  }
  if (sheet.holds("head_tilt_deg")) {
    g.head_tilt = range_of(sheet, "head_tilt_deg", kHeadTilt, degrees);
  }
  g.longest_breath_pause = seconds(value_of(sheet, "longest_breath_pause_s", kPause));
  g.no_flow_gap = seconds(value_of(sheet, "no_flow_gap_s", kPause));
  g.flow_fraction_floor = value_of(sheet, "flow_fraction_floor_pct", kPercent) / 100.0;
  if (sheet.holds("initial_breaths")) {
    g.initial_breaths = count_of(sheet, "initial_breaths", kBreaths);
  }
  g.compressions_per_cycle = count_of(sheet, "compressions_per_cycle", kCompressions);
  g.breaths_per_cycle = count_of(sheet, "breaths_per_cycle", kBreaths);
  g.cycles = count_of(sheet, "cycles", kCycles);
  g.attempt_length = seconds(value_of(sheet, "attempt_length_s", kAttempt));
  g.feedback = read_feedback(sheet.table("feedback"));
  return g;
}

}  // namespace

Result<Guideline> parse_guideline(std::string_view toml, const std::string& origin) {
  const auto document = parse_toml(toml, origin);
  if (!document) return tl::unexpected(document.error());
  Complaint complaint(origin);
  Guideline guideline = read_guideline(CheckedTable(*document, complaint));
  if (const auto error = complaint.first()) return tl::unexpected(*error);
  guideline.hash = sha256_hex(toml);
  return guideline;
}

std::vector<Error> check_guideline(std::string_view toml, const std::string& origin) {
  const auto document = parse_toml(toml, origin);
  if (!document) return {document.error()};
  Complaint complaint(origin);
  (void)read_guideline(CheckedTable(*document, complaint));
  return complaint.in_the_order_of_lines();
}

}  // namespace sternum
