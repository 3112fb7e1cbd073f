#include "analysis/exam/sensor_item.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace sternum {
namespace {

constexpr double kSameNumber = 1e-9;

/// How far `value` lies beyond the limits; negative or zero within them.
double beyond(const SensorRule& rule, double value) {
  const double too_little = rule.limit - rule.tolerance - value;
  switch (rule.comparison) {
    case Comparator::AtLeast:
    case Comparator::MoreThan:
      return too_little;
    case Comparator::AtMost:
    case Comparator::LessThan:
      return value - rule.limit - rule.tolerance;
    case Comparator::Within:
      return std::max(too_little, value - rule.upper - rule.tolerance);
  }
  return 0.0;
}

bool is_strict(Comparator comparison) {
  return comparison == Comparator::MoreThan || comparison == Comparator::LessThan;
}

/// Over all values between `low` and `high`. Between them the share rises and falls once at most,
/// so that it is worst at an end, and best at an end or where the limits lie between the ends.
WonShare won_between(const SensorRule& rule, double low, double high) {
  const double at_low = won_share(rule, low);
  const double at_high = won_share(rule, high);
  WonShare won{std::min(at_low, at_high), std::max(at_low, at_high)};
  const bool spans_the_limits = rule.comparison == Comparator::Within &&
                                low < rule.limit - rule.tolerance &&
                                high > rule.upper + rule.tolerance;
  if (spans_the_limits) won.best = 1.0;
  return won;
}

SensorFinding worst_set(const SensorRule& rule, const Measures& measures) {
  SensorFinding worst;
  worst.not_applicable = true;
  WonShare all = WonShare::exactly(1.0);
  double worst_beyond = 0.0;
  for (int set = 0; set < measures.judged_sets(); ++set) {
    SensorFinding found = find(rule, measures.of_set(rule.measure, set));
    if (found.not_applicable) continue;
    // What was not measured or not done at all is worse than any number.
    const double how_far =
        found.measured ? beyond(rule, *found.measured) : std::numeric_limits<double>::infinity();
    const auto badness = [](const WonShare& won, double far) {
      return std::tuple(-won.best, -won.worst, far);
    };
    if (worst.not_applicable || badness(found.won, how_far) > badness(worst.won, worst_beyond)) {
      worst = found;
      worst.set = set + 1;
      worst_beyond = how_far;
    }
    all = {std::min(all.worst, found.won.worst), std::min(all.best, found.won.best)};
  }
  if (measures.judged_sets() == 0) return find(rule, Reading::not_done());
  if (!worst.not_applicable) worst.won = all;
  return worst;
}

}  // namespace

WonShare WonShare::or_else(WonShare other) const {
  return {std::min(worst, other.worst), std::max(best, other.best)};
}

double won_share(const SensorRule& rule, double value) {
  const double far = beyond(rule, value);
  const double slack =
      is_strict(rule.comparison) ? 0.0 : kSameNumber * (1.0 + std::abs(rule.limit));
  if (is_strict(rule.comparison) ? far < 0.0 : far <= slack) return 1.0;
  if (rule.fade <= 0.0) return 0.0;
  return std::clamp(1.0 - far / rule.fade, 0.0, 1.0);
}

SensorFinding find(const SensorRule& rule, const Reading& reading) {
  SensorFinding found;
  switch (reading.kind) {
    case Reading::Kind::Measured:
      found.won = won_between(rule, reading.low, reading.high);
      // A pause is told from end to end, a count by what was seen of it.
      found.measured = std::isfinite(reading.high) ? reading.high : reading.low;
      break;
    case Reading::Kind::NotDone:
      found.won = WonShare::exactly(0.0);
      break;
    case Reading::Kind::NotMeasured:
      break;
    case Reading::Kind::NotApplicable:
      found.not_applicable = true;
      break;
  }
  return found;
}

SensorFinding find(const SensorRule& rule, const Measures& measures) {
  if (rule.scope.of == Scope::Of::Attempt) return find(rule, measures.of_attempt(rule.measure));
  SensorFinding found = rule.scope.of == Scope::Of::EverySet
                            ? worst_set(rule, measures)
                            : find(rule, measures.of_set(rule.measure, rule.scope.set - 1));
  const int set = found.set.value_or(rule.scope.set);
  if (set >= 1 && set <= static_cast<int>(measures.cycles().size())) {
    found.at = measures.cycles()[static_cast<std::size_t>(set) - 1].span.from;
  }
  return found;
}

}  // namespace sternum
