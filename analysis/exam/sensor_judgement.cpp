#include "analysis/exam/sensor_judgement.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sternum {
namespace {

constexpr double kDepthStep_mm = 0.5;
constexpr double kVolumeStep_ml = 10.0;

/// Every whole step up to the first that reaches `uncertainty`, down and up.
std::vector<double> offsets(double uncertainty, double step) {
  std::vector<double> offsets;
  const int steps = uncertainty > 0.0 ? static_cast<int>(std::ceil(uncertainty / step)) : 0;
  for (int i = 1; i <= steps; ++i) {
    offsets.push_back(-step * i);
    offsets.push_back(step * i);
  }
  return offsets;
}

class SensorJudge {
 public:
  explicit SensorJudge(const ExamInput& input) : input_(input) {}

  SensorJudgement judge() {
    const Scheme& scheme = input_.scheme;
    judgement_.items.resize(scheme.items.size());
    if (!scheme.measures_cpr) return std::move(judgement_);
    judgement_.grade = grade(input_.guideline, input_.performance, scheme.grading);
    least_lost_ = most_lost_ = judgement_.grade.lost.value_or(0.0);

    const Measures measures(input_.guideline, input_.performance, scheme.sets);
    for_sensors([](Measure) { return true; },
                [&](const SensorRule& rule, SensorItem& item) {
                  item.as_measured = find(rule, measures);
                  item.within_uncertainty = item.as_measured.won;
                });
    judge_shifted_depths();
    judge_shifted_volumes();
    judge_quality();
    return std::move(judgement_);
  }

 private:
  template <class Wanted, class Judge>
  void for_sensors(Wanted&& wanted, Judge&& judge) {
    for (std::size_t i = 0; i < judgement_.items.size(); ++i) {
      const SchemeItem& item = input_.scheme.items[i];
      if (item.judge != ItemJudge::Sensor || !wanted(item.sensor.measure)) continue;
      judge(item.sensor, judgement_.items[i]);
    }
  }

  void judge_shifted_depths() {
    if (!input_.performance.measures_depth) return;
    const auto uncertainty =
        input_.uncertainty.depth.value_or(input_.scheme.assumed_uncertainty.depth);
    std::vector<Compression> compressions(input_.performance.compressions.begin(),
                                          input_.performance.compressions.end());
    Performance shifted = input_.performance;
    shifted.compressions = compressions;
    judge_shifted(offsets(uncertainty.mm(), kDepthStep_mm), shifted, depends_on_depth,
                  [&](double offset_mm) {
                    for (std::size_t i = 0; i < compressions.size(); ++i) {
                      compressions[i].depth =
                          input_.performance.compressions[i].depth + millimetres(offset_mm);
                    }
                  });
  }

  void judge_shifted_volumes() {
    if (!input_.performance.measures_breaths || !input_.performance.measures_volume) return;
    const auto uncertainty =
        input_.uncertainty.volume.value_or(input_.scheme.assumed_uncertainty.volume);
    std::vector<Breath> breaths(input_.performance.breaths.begin(),
                                input_.performance.breaths.end());
    Performance shifted = input_.performance;
    shifted.breaths = breaths;
    judge_shifted(offsets(uncertainty.ml(), kVolumeStep_ml), shifted, depends_on_volume,
                  [&](double offset_ml) {
                    for (std::size_t i = 0; i < breaths.size(); ++i) {
                      breaths[i].volume =
                          input_.performance.breaths[i].volume + millilitres(offset_ml);
                    }
                  });
  }

  /// Depths and volumes cost apart from each other, so that their worst and best add up.
  template <class Shift>
  void judge_shifted(const std::vector<double>& offsets, const Performance& shifted,
                     bool (*depends)(Measure), Shift&& shift) {
    const double lost = judgement_.grade.lost.value_or(0.0);
    double most_lost = lost;
    double least_lost = lost;
    bool has_items = false;
    for_sensors(depends, [&](const SensorRule&, SensorItem&) { has_items = true; });
    for (const double offset : offsets) {
      shift(offset);
      if (is_graded()) {
        const double now =
            points_lost(input_.guideline, shifted, input_.scheme.grading).value_or(lost);
        most_lost = std::max(most_lost, now);
        least_lost = std::min(least_lost, now);
      }
      if (!has_items) continue;
      const Measures measures(input_.guideline, shifted, input_.scheme.sets);
      for_sensors(depends, [&](const SensorRule& rule, SensorItem& item) {
        item.within_uncertainty = item.within_uncertainty.or_else(find(rule, measures).won);
      });
    }
    most_lost_ += most_lost - lost;
    least_lost_ -= lost - least_lost;
  }

  /// Whether the quality of CPR matters at all, for its own points or for an item's.
  [[nodiscard]] bool is_graded() const {
    return judgement_.grade.lost &&
           (input_.scheme.quality > Points{} ||
            std::ranges::any_of(input_.scheme.items, [](const SchemeItem& item) {
              return item.judge == ItemJudge::Sensor &&
                     item.sensor.measure == Measure::QualityScore;
            }));
  }

  void judge_quality() {
    const auto won = [](double lost) { return std::clamp(1.0 - lost / 100.0, 0.0, 1.0); };
    const bool none = input_.performance.compressions.empty();
    if (none) {
      judgement_.quality = WonShare::exactly(0.0);
    } else if (judgement_.grade.lost) {
      judgement_.quality = WonShare{won(most_lost_), won(least_lost_)};
    }
    const auto is_quality = [](Measure measure) { return measure == Measure::QualityScore; };
    for_sensors(is_quality, [&](const SensorRule& rule, SensorItem& item) {
      const auto reading = [&](double lost) {
        return Reading::of((kFullMarks - rounded_loss(std::clamp(lost, 0.0, 100.0))).points());
      };
      if (none) {
        item.as_measured = find(rule, Reading::not_done());
      } else if (judgement_.grade.lost) {
        item.as_measured = find(rule, reading(*judgement_.grade.lost));
      }
      item.within_uncertainty = item.as_measured.won;
      if (none || !judgement_.grade.lost) return;
      Reading range = reading(most_lost_);
      range.high = reading(least_lost_).low;
      item.within_uncertainty = item.within_uncertainty.or_else(find(rule, range).won);
    });
  }

  const ExamInput& input_;
  SensorJudgement judgement_;
  double most_lost_ = 0.0;
  double least_lost_ = 0.0;
};

}  // namespace

SensorJudgement judge_by_sensors(const ExamInput& input) { return SensorJudge(input).judge(); }

}  // namespace sternum
