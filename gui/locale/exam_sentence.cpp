#include "gui/locale/exam_sentence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "gui/locale/overruling_reasons.hpp"

namespace sternum {
namespace {

constexpr std::string_view kItemPrefix = "item:";

const SchemeItem* item_of(const std::string& rule, const Scheme& scheme) {
  if (!rule.starts_with(kItemPrefix)) return nullptr;
  const std::string_view id = std::string_view(rule).substr(kItemPrefix.size());
  const auto item = std::ranges::find(scheme.items, id, &SchemeItem::id);
  return item == scheme.items.end() ? nullptr : &*item;
}

/// The sentence of one miss: {0} its number or how many are missing, {1} measured, {2} limit.
const char* miss_pattern(Language language, Rule rule) {
  switch (rule) {
    case Rule::TooShallow:
      return tr(language, "Compression {0}: {1} mm deep, at least {2} mm wanted.");
    case Rule::TooDeep:
      return tr(language, "Compression {0}: {1} mm deep, at most {2} mm wanted.");
    case Rule::TooSlow:
      return tr(language, "Compression {0}: at {1}/min, at least {2}/min wanted.");
    case Rule::TooFast:
      return tr(language, "Compression {0}: at {1}/min, at most {2}/min wanted.");
    case Rule::NotReleased:
      return tr(language, "Compression {0}: {1} mm left at release, under {2} mm wanted.");
    case Rule::LeaningForce:
      return tr(language, "Compression {0}: {1} N left at release, under {2} N wanted.");
    case Rule::HandsOffTooLong:
      return tr(language, "{1} s without compressions, at most {2} s wanted.");
    case Rule::BreathTooSmall:
      return tr(language, "Breath {0}: {1} ml, at least {2} ml wanted.");
    case Rule::BreathTooLarge:
      return tr(language, "Breath {0}: {1} ml, at most {2} ml wanted.");
    case Rule::BreathsMissing:
      return tr(language, "{0} of {2} breaths not given.");
    case Rule::CompressionsMissing:
      return tr(language, "{0} of {2} compressions not given.");
  }
  return "";
}

/// What to do about it: {0} points, {1} how often.
const char* advice(Language language, Rule rule) {
  switch (rule) {
    case Rule::TooShallow:
      return tr(language, "Press deeper. Compressions too shallow: {1}, points lost: {0}.");
    case Rule::TooDeep:
      return tr(language, "Press less deep. Compressions too deep: {1}, points lost: {0}.");
    case Rule::TooSlow:
      return tr(language, "Press faster. Compressions too slow: {1}, points lost: {0}.");
    case Rule::TooFast:
      return tr(language, "Press more slowly. Compressions too fast: {1}, points lost: {0}.");
    case Rule::NotReleased:
    case Rule::LeaningForce:
      return tr(language,
                "Let the chest rise fully. Compressions not released: {1}, points lost: {0}.");
    case Rule::HandsOffTooLong:
      return tr(language, "Keep pauses short. Pauses too long: {1}, points lost: {0}.");
    case Rule::BreathTooSmall:
      return tr(language, "Give more air. Breaths too small: {1}, points lost: {0}.");
    case Rule::BreathTooLarge:
      return tr(language, "Give less air. Breaths too large: {1}, points lost: {0}.");
    case Rule::BreathsMissing:
      return tr(language, "Give every breath. Pauses with too few: {1}, points lost: {0}.");
    case Rule::CompressionsMissing:
      return tr(language, "Press as often as asked for. Sets with too few: {1}, points lost: {0}.");
  }
  return "";
}

/// Volumes are told whole, everything else to a tenth: 49.6 mm must not read as 50. Limits are told
/// as they are written.
std::string measured_text(Rule rule, double value) {
  const bool is_volume = rule == Rule::BreathTooSmall || rule == Rule::BreathTooLarge;
  return is_volume ? fmt::format("{:.0f}", value) : fmt::format("{:.1f}", value);
}

std::string item_sentence(Language language, const SchemeItem& item, const LedgerEntry& entry,
                          const Examination& examination) {
  const std::string& name = title(language, item);
  const auto result = std::ranges::find(examination.items, item.id, &ItemResult::id);
  if (result != examination.items.end() && result->overruling) {
    return fmt::format(fmt::runtime(tr(language, "{0}: overruled by the instructor ({1}).")), name,
                       overruling_reason(language, result->overruling->reason));
  }
  if (!entry.measured) return fmt::format(fmt::runtime(tr(language, "{0}: not done.")), name);
  const std::string value = value_text(language, item, entry.measured);
  if (result != examination.items.end() && result->set) {
    return fmt::format(fmt::runtime(tr(language, "{0}: {1} in set {2}.")), name, value,
                       *result->set);
  }
  return fmt::format(fmt::runtime(tr(language, "{0}: {1}.")), name, value);
}

}  // namespace

std::string sentence(Language language, const LedgerEntry& entry, const Examination& examination,
                     const Scheme& scheme) {
  if (const SchemeItem* item = item_of(entry.rule, scheme)) {
    return item_sentence(language, *item, entry, examination);
  }
  const auto rule = rule_of_name(entry.rule);
  if (!rule) return entry.rule;
  const double measured = entry.measured.value_or(0.0);
  const double limit = entry.limit.value_or(0.0);
  const bool is_missing = *rule == Rule::BreathsMissing || *rule == Rule::CompressionsMissing;
  const double which = is_missing     ? limit - measured
                       : entry.breath ? *entry.breath + 1
                                      : entry.compression.value_or(-1) + 1;
  return fmt::format(fmt::runtime(miss_pattern(language, *rule)), which,
                     measured_text(*rule, measured), limit);
}

std::string ledger_title(Language language, const std::string& rule, const Scheme& scheme) {
  if (const SchemeItem* item = item_of(rule, scheme)) return title(language, *item);
  const auto known = rule_of_name(rule);
  return known ? title(language, *known) : rule;
}

std::string sentence(Language language, const Tip& tip, const Scheme& scheme) {
  const std::string gain = fmt::format("{:.1f}", tip.gain.points());
  if (const SchemeItem* item = item_of(tip.rule, scheme)) {
    return fmt::format(fmt::runtime(tr(language, "Next time: {0} ({1} points).")),
                       title(language, *item), gain);
  }
  const auto rule = rule_of_name(tip.rule);
  return rule ? fmt::format(fmt::runtime(advice(language, *rule)), gain, tip.times) : tip.rule;
}

std::string word(Language language, Verdict verdict) {
  switch (verdict) {
    case Verdict::Pass:
      return tr(language, "Passed");
    case Verdict::Fail:
      return tr(language, "Not passed");
    case Verdict::Borderline:
      return tr(language, "Borderline: the instructor decides");
    case Verdict::Invalid:
      return tr(language, "Invalid recording: may be taken again");
  }
  return {};
}

std::string word(Language language, ItemOutcome outcome) {
  switch (outcome) {
    case ItemOutcome::Met:
      return tr(language, "met");
    case ItemOutcome::Missed:
      return tr(language, "missed");
    case ItemOutcome::PartlyMet:
      return tr(language, "partly met");
    case ItemOutcome::Borderline:
      return tr(language, "borderline");
    case ItemOutcome::Undecided:
      return tr(language, "not decided yet");
    case ItemOutcome::NotMeasured:
      return tr(language, "not measured");
  }
  return {};
}

const std::string& title(Language language, const Scheme& scheme) {
  return language == Language::Chinese ? scheme.title_zh : scheme.title_en;
}

const std::string& title(Language language, const SchemeItem& item) {
  return language == Language::Chinese ? item.title_zh : item.title_en;
}

std::string value_text(Language language, const SchemeItem& item,
                       const std::optional<double>& measured) {
  if (!measured) return {};
  const std::string_view unit =
      item.judge == ItemJudge::Sensor ? measure_unit(item.sensor.measure) : "s";
  const bool is_whole = unit.empty() && item.sensor.measure != Measure::QualityScore;
  const std::string number = is_whole || unit == "ml" ? fmt::format("{:.0f}", *measured)
                                                      : fmt::format("{:.1f}", *measured);
  if (unit == "/min") return fmt::format(fmt::runtime(tr(language, "{}/min")), number);
  if (unit == "s") return fmt::format(fmt::runtime(tr(language, "{} s")), number);
  return unit.empty() ? number : fmt::format("{} {}", number, unit);
}

}  // namespace sternum
