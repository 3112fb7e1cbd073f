#include "datasets/schemes/sensor_rule_parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "datasets/nearest_name.hpp"
#include "datasets/schemes/attainable.hpp"

namespace sternum {
namespace {

constexpr std::array kShockPauses = {Measure::PreShockPause, Measure::PostShockPause,
                                     Measure::PeriShockPause};
constexpr std::array kOfBreaths = {Measure::LongestBreathPause, Measure::BreathCount,
                                   Measure::BreathInTarget,     Measure::BreathInTargetCount,
                                   Measure::MeanBreathVolume,   Measure::MeanInflation};
constexpr std::array kOfTheWholeAttempt = {Measure::Cycles, Measure::PreShockPause,
                                           Measure::PostShockPause, Measure::PeriShockPause,
                                           Measure::QualityScore};

template <class List>
bool is_among(const List& list, Measure measure) {
  return std::ranges::find(list, measure) != list.end();
}

/// What a limit can be at all: outside of it, it is probably in another unit.
Plausible plausible_limit(Measure measure) {
  switch (measure) {
    case Measure::MeanDepth:
      return {10, 200, "mm"};
    case Measure::MeanRate:
    case Measure::DeliveredRate:
      return {20, 300, "per minute"};
    case Measure::MeanBreathVolume:
      return {10, 3000, "ml"};
    case Measure::MeanInflation:
      return {0.1, 10, "s"};
    case Measure::Duration:
      return {5, 7200, "s"};
    case Measure::QualityScore:
      return {1, 100, "points"};
    default:
      break;
  }
  const std::string_view unit = measure_unit(measure);
  if (unit == "%") return {1, 100, "%"};
  if (unit == "s") return {0.5, 120, "s"};
  return {0, 10000, ""};
}

Measure read_measure(const CheckedTable& item, const Scheme& scheme, const Guideline* guideline) {
  const std::size_t before = item.complaints();
  const std::string name = item.text("measure");
  if (item.complaints() > before) return {};
  const auto measure = measure_of_name(name);
  if (!measure) {
    std::vector<std::string_view> names;
    for (const Measure known : all_measures()) names.push_back(measure_name(known));
    const auto nearest = nearest_name(name, names);
    item.complain(
        "measure", fmt::format("the measure \"{}\" is unknown", name),
        nearest ? fmt::format("did you mean {}?", *nearest) : "measures are " + listed(names));
    return {};
  }
  if (!scheme.measures_cpr) {
    item.complain("measure", "a sensor is to judge, but this scheme measures no CPR",
                  "write cpr = true under [run], or judge = \"tick\"");
  } else if (is_among(kShockPauses, *measure) && !scheme.uses_aed) {
    item.complain("measure", fmt::format("'{}' needs a shock, but there is no AED", name),
                  "write aed = true under [run]");
  } else if (guideline != nullptr && guideline->breaths_per_cycle == 0 &&
             is_among(kOfBreaths, *measure)) {
    item.complain("measure",
                  fmt::format("'{}' needs breaths, but {} asks for none", name, guideline->id),
                  "remove the item, or name a guideline with breaths");
  }
  return *measure;
}

Scope read_scope(const CheckedTable& item, const Scheme& scheme, Measure measure) {
  Scope scope;
  const std::string of =
      item.holds("of") ? item.one_of("of", {"attempt", "set", "every_set"}) : "attempt";
  if (of == "every_set") scope.of = Scope::Of::EverySet;
  if (of == "set") {
    constexpr double kMostSets = 100;
    scope.of = Scope::Of::Set;
    scope.set = item.whole_number("set", {1, kMostSets, ""});
    if (scheme.sets > 0 && scope.set > scheme.sets) {
      item.complain("set", fmt::format("there is no set {}", scope.set),
                    fmt::format("this scheme runs {} sets", scheme.sets));
    }
  } else if (item.holds("set")) {
    item.complain("set", "'item.set' means nothing here", "write of = \"set\", or remove it");
  }
  if (measure == Measure::SetDuration && scope.of == Scope::Of::Attempt) {
    item.complain(item.holds("of") ? "of" : "measure",
                  fmt::format("'{}' is the duration of a set", measure_name(measure)),
                  "write of = \"every_set\", or of = \"set\" and set = 1");
  }
  if (is_among(kOfTheWholeAttempt, measure) && scope.of != Scope::Of::Attempt) {
    item.complain("of", fmt::format("a set has no '{}'", measure_name(measure)),
                  "write of = \"attempt\"");
  }
  return scope;
}

void read_limits(const CheckedTable& item, SensorRule& rule) {
  const Plausible plausible = plausible_limit(rule.measure);
  const std::string sign = item.one_of("operator", {">=", ">", "<=", "<", "within"});
  for (const auto comparison : {Comparator::AtLeast, Comparator::MoreThan, Comparator::AtMost,
                                Comparator::LessThan, Comparator::Within}) {
    if (sign == comparison_sign(comparison)) rule.comparison = comparison;
  }
  if (rule.comparison == Comparator::Within) {
    if (item.holds("limit")) {
      item.complain("limit", "'within' has two limits", "write low = and high = instead");
    }
    const std::size_t before = item.complaints();
    rule.limit = item.number("low", plausible);
    rule.upper = item.number("high", plausible);
    if (item.complaints() == before && rule.limit > rule.upper) {
      item.complain("low",
                    fmt::format("'item.low' is {}, above 'item.high' {}", rule.limit, rule.upper),
                    "swap low and high");
    }
  } else {
    for (const char* key : {"low", "high"}) {
      if (!item.holds(key)) continue;
      item.complain(key, fmt::format("'item.{}' belongs to operator = \"within\"", key),
                    "write limit = instead");
    }
    rule.limit = item.number("limit", plausible);
  }
  const Plausible margin{0, plausible.high, plausible.unit};
  if (item.holds("tolerance")) rule.tolerance = item.number("tolerance", margin);
  if (item.holds("fade")) rule.fade = item.number("fade", margin);
}

}  // namespace

SensorRule read_sensor_rule(const CheckedTable& item, const Scheme& scheme,
                            const Guideline* guideline) {
  const std::size_t before = item.complaints();
  SensorRule rule;
  rule.measure = read_measure(item, scheme, guideline);
  if (item.complaints() > before) return rule;  // of what, the rest could not be told
  rule.scope = read_scope(item, scheme, rule.measure);
  read_limits(item, rule);
  if (item.complaints() > before || guideline == nullptr) return rule;
  if (const auto why = why_unattainable(rule, *guideline, scheme)) {
    const bool within = rule.comparison == Comparator::Within;
    item.complain(within ? "low" : "limit",
                  fmt::format("'{}' {} {} fails those who do what {} asks: {}",
                              measure_name(rule.measure), comparison_sign(rule.comparison),
                              within ? fmt::format("{} to {}", rule.limit, rule.upper)
                                     : fmt::format("{}", rule.limit),
                              guideline->id, *why),
                  rule.measure == Measure::SetDuration ? "change the limit, or allow a tolerance"
                                                       : "change the limit");
  }
  return rule;
}

}  // namespace sternum
