#include "datasets/schemes/attainable.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

namespace sternum {
namespace {

constexpr double kEndless = std::numeric_limits<double>::infinity();
constexpr double kToTheMouthAndBack_s = 2.5;
constexpr double kOneBreath_s = 1.0;

/// What a measure comes to for those who do what is asked, and why not less or more.
struct Reach {
  double low = 0.0;
  double high = kEndless;
  std::string because;
};

class Reaches {
 public:
  Reaches(const SensorRule& rule, const Guideline& guideline, const Scheme& scheme)
      : g_(guideline),
        measure_(rule.measure),
        sets_(rule.scope.of == Scope::Of::Attempt ? scheme.sets : 1),
        whole_attempt_(rule.scope.of == Scope::Of::Attempt),
        length_s_(scheme.length.seconds()),
        pressing_s_(compressions() * 60.0 / g_.rate.high.per_minute()),
        pause_s_(shortest_breath_pause(g_.breaths_per_cycle).seconds()) {}

  [[nodiscard]] Reach reach() const {
    switch (measure_) {
      case Measure::CompressionCount:
      case Measure::DepthInTargetCount:
      case Measure::DeepEnoughCount:
      case Measure::FullRecoilCount:
        return count_of_compressions();
      case Measure::BreathCount:
      case Measure::BreathInTargetCount:
        return count_of_breaths();
      case Measure::MeanDepth:
        return {g_.depth.low.mm(), g_.depth.high.mm(),
                asked("mm", g_.depth.low.mm(), g_.depth.high.mm())};
      case Measure::MeanRate:
        return {g_.rate.low.per_minute(), g_.rate.high.per_minute(),
                asked("per minute", g_.rate.low.per_minute(), g_.rate.high.per_minute())};
      case Measure::MeanBreathVolume:
        return {g_.breath_volume.low.ml(), g_.breath_volume.high.ml(),
                asked("ml", g_.breath_volume.low.ml(), g_.breath_volume.high.ml())};
      case Measure::MeanInflation:
        return {g_.inflation.low.seconds(), g_.inflation.high.seconds(),
                asked("s", g_.inflation.low.seconds(), g_.inflation.high.seconds())};
      case Measure::FlowFraction:
      case Measure::EffectiveCompressions:
        return {0.0, 100.0 * highest_flow_fraction(g_),
                fmt::format("{} leave {:.1f} %", cycle(), 100.0 * highest_flow_fraction(g_))};
      case Measure::DeliveredRate:
        return {
            0.0, delivered_per_minute(),
            fmt::format("{} are {:.1f} compressions per minute", cycle(), delivered_per_minute())};
      case Measure::LongestPause:
      case Measure::LongestBreathPause:
        return {pause_s_, kEndless,
                fmt::format("{} breaths take {} s at least", g_.breaths_per_cycle, pause_s_)};
      case Measure::Duration:
        return duration();
      case Measure::Cycles:
        return cycles();
      default:
        return {};
    }
  }

 private:
  [[nodiscard]] double compressions() const { return g_.compressions_per_cycle; }
  [[nodiscard]] static std::string asked(const char* unit, double low, double high) {
    return fmt::format("the guideline asks for {} to {} {}", low, high, unit);
  }
  [[nodiscard]] std::string cycle() const {
    if (g_.breaths_per_cycle == 0) {
      return fmt::format("compressions at {}/min without breaths", g_.rate.high.per_minute());
    }
    return fmt::format("{} compressions at {}/min and {} s for {} breaths",
                       g_.compressions_per_cycle, g_.rate.high.per_minute(), pause_s_,
                       g_.breaths_per_cycle);
  }
  [[nodiscard]] double delivered_per_minute() const {
    return 60.0 * compressions() / (pressing_s_ + pause_s_);
  }
  [[nodiscard]] bool counts_sets() const { return g_.breaths_per_cycle > 0 && sets_ > 0; }

  [[nodiscard]] Reach count_of_compressions() const {
    if (counts_sets()) {
      const double count = compressions() * sets_;
      return {count, count,
              fmt::format("{} x {} compressions are asked for", sets_, g_.compressions_per_cycle)};
    }
    if (length_s_ <= 0.0) return {};
    const double count = std::floor(length_s_ * delivered_per_minute() / 60.0) + compressions();
    return {0.0, count,
            fmt::format("{} fit {:.0f} compressions into {} s", cycle(), count, length_s_)};
  }
  [[nodiscard]] Reach count_of_breaths() const {
    if (!counts_sets()) return {};
    const double before = whole_attempt_ ? g_.initial_breaths : 0;
    const double count = before + double{1} * g_.breaths_per_cycle * sets_;
    return {count, count, fmt::format("{} breaths are asked for", count)};
  }
  [[nodiscard]] Reach duration() const {
    const double most = length_s_ > 0.0 ? length_s_ : kEndless;
    if (!counts_sets()) return {0.0, most, fmt::format("the attempt ends after {} s", length_s_)};
    const double least =
        sets_ * (compressions() - 1) * 60.0 / g_.rate.high.per_minute() + (sets_ - 1) * pause_s_;
    return {least, most,
            fmt::format(
                "{} sets of {} take {:.1f} s at least{}", sets_, cycle(), least,
                length_s_ > 0.0 ? fmt::format(" and end after {} s", length_s_) : std::string{})};
  }
  [[nodiscard]] Reach cycles() const {
    if (g_.breaths_per_cycle == 0) return {0.0, 1.0, "without breaths all is one cycle"};
    if (sets_ > 0) return {0.0, double{1} * sets_, fmt::format("the attempt has {} sets", sets_)};
    if (length_s_ <= 0.0) return {};
    const double most = std::ceil(length_s_ / (pressing_s_ + pause_s_));
    return {0.0, most, fmt::format("{} go {:.0f} times into {} s", cycle(), most, length_s_)};
  }

  const Guideline& g_;
  Measure measure_;
  int sets_;
  bool whole_attempt_;
  double length_s_;
  double pressing_s_;
  double pause_s_;
};

/// The values that a rule accepts, from where to where, tolerance included.
std::pair<double, double> accepted(const SensorRule& rule) {
  switch (rule.comparison) {
    case Comparator::AtLeast:
    case Comparator::MoreThan:
      return {rule.limit - rule.tolerance, kEndless};
    case Comparator::AtMost:
    case Comparator::LessThan:
      return {-kEndless, rule.limit + rule.tolerance};
    case Comparator::Within:
      break;
  }
  return {rule.limit - rule.tolerance, rule.upper + rule.tolerance};
}

/// From the first onset to the 30th onset there are 29 intervals; both ends of the rate must pass.
std::optional<std::string> why_set_duration_fails(const SensorRule& rule, const Guideline& g) {
  const int intervals = g.compressions_per_cycle - 1;
  const auto [from, to] = accepted(rule);
  for (const PerMinute rate : {g.rate.high, g.rate.low}) {
    const double takes_s = intervals * 60.0 / rate.per_minute();
    if (rate == g.rate.high ? from <= takes_s : takes_s <= to) continue;
    return fmt::format(
        "{} compressions at {}/min, which the guideline allows, take {:.1f} s ({} intervals)",
        g.compressions_per_cycle, rate.per_minute(), takes_s, intervals);
  }
  return std::nullopt;
}

}  // namespace

Duration shortest_breath_pause(int breaths) {
  return breaths > 0 ? seconds(kToTheMouthAndBack_s + kOneBreath_s * breaths) : Duration{};
}

double highest_flow_fraction(const Guideline& guideline) {
  const double pressing_s =
      guideline.compressions_per_cycle * 60.0 / guideline.rate.high.per_minute();
  const double pause_s = shortest_breath_pause(guideline.breaths_per_cycle).seconds();
  return pressing_s / (pressing_s + pause_s);
}

std::optional<std::string> why_unattainable(const SensorRule& rule, const Guideline& guideline,
                                            const Scheme& scheme) {
  if (rule.measure == Measure::SetDuration) return why_set_duration_fails(rule, guideline);
  const Reach reach = Reaches(rule, guideline, scheme).reach();
  const auto [from, to] = accepted(rule);
  const bool low_enough =
      rule.comparison == Comparator::LessThan ? reach.low < to : reach.low <= to;
  const bool high_enough =
      rule.comparison == Comparator::MoreThan ? reach.high > from : reach.high >= from;
  if (low_enough && high_enough) return std::nullopt;
  return reach.because;
}

}  // namespace sternum
