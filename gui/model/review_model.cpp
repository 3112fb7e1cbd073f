#include "gui/model/review_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "gui/model/numbers.hpp"

namespace sternum {

namespace {

std::string n_of_m(Language language, int n, int of) {
  return fmt::format(fmt::runtime(tr(language, "{} of {}")), n, of);
}

MetricRow fraction_row(Language language, std::string label, std::optional<double> fraction, int n,
                       int of) {
  return {std::move(label), percent(fraction), fraction ? n_of_m(language, n, of) : "", fraction,
          false};
}

}  // namespace

ReviewModel::ReviewModel(std::shared_ptr<const Review> review) : review_(std::move(review)) {
  const AttemptResult& result = review_->result;
  length_s_ = std::max(1.0, result.span.length().seconds());
  verdicts_.reserve(result.compressions.size());
  for (const Compression& compression : result.compressions) {
    verdicts_.push_back(judge(compression, *review_->guideline));
    if (!result.measures_depth) verdicts_.back().shallow = verdicts_.back().deep = false;
  }
  costliest_.resize(result.score.reasons.size());
  std::iota(costliest_.begin(), costliest_.end(), 0);
  std::stable_sort(costliest_.begin(), costliest_.end(), [&](int a, int b) {
    return result.score.reasons[static_cast<std::size_t>(a)].points >
           result.score.reasons[static_cast<std::size_t>(b)].points;
  });
}

double ReviewModel::seconds_at(DeviceTime time) const {
  return (time - review_->result.span.from).seconds();
}

std::optional<int> ReviewModel::nearest_compression(double second) const {
  const auto& compressions = result().compressions;
  if (compressions.empty()) return std::nullopt;
  const auto after =
      std::lower_bound(compressions.begin(), compressions.end(), second,
                       [this](const Compression& c, double s) { return seconds_at(c.peak) < s; });
  if (after == compressions.begin()) return 0;
  const auto before = std::prev(after);
  const bool take_before = after == compressions.end() ||
                           second - seconds_at(before->peak) <= seconds_at(after->peak) - second;
  return static_cast<int>((take_before ? before : after) - compressions.begin());
}

std::optional<int> ReviewModel::compression_of(const LostPoints& lost) const {
  const int count = static_cast<int>(result().compressions.size());
  if (!is_about_breaths(lost.rule) && lost.first_index && *lost.first_index < count) {
    return lost.first_index;
  }
  return nearest_compression(seconds_at(lost.span.from));
}

std::optional<int> ReviewModel::cycle_of(int compression) const {
  const auto& cycles = result().cycles;
  for (std::size_t i = 0; i < cycles.size(); ++i) {
    const int first = cycles[i].first_compression;
    if (compression >= first && compression < first + cycles[i].compression_count) {
      return static_cast<int>(i);
    }
  }
  return std::nullopt;
}

std::optional<double> ReviewModel::mean_depth_mm(const Cycle& cycle) const {
  if (!result().measures_depth) return std::nullopt;
  const auto& compressions = result().compressions;
  double sum = 0.0;
  int count = 0;
  for (int i = 0; i < cycle.compression_count; ++i) {
    const auto at = static_cast<std::size_t>(cycle.first_compression + i);
    if (at >= compressions.size()) break;
    sum += compressions[at].depth.mm();
    ++count;
  }
  if (count == 0) return std::nullopt;
  return sum / count;
}

Points ReviewModel::points_lost() const {
  Points points;
  for (const LostPoints& lost : result().score.reasons) points += lost.points;
  return points;
}

double ReviewModel::gap_s() const {
  double sum = 0.0;
  for (const TimeSpan& gap : result().gaps) sum += gap.length().seconds();
  return sum;
}

std::vector<MetricRow> ReviewModel::metric_rows(Language language) const {
  const Metrics& m = result().metrics;
  const Guideline& g = guideline();
  std::vector<MetricRow> rows;
  rows.push_back(fraction_row(language, tr(language, "Depth in target"), m.depth_in_target,
                              m.depth_in_target_count, m.compression_count));
  rows.push_back(fraction_row(language, tr(language, "Rate in target"), m.rate_in_target,
                              m.rate_in_target_count, m.rate_count));
  rows.push_back(fraction_row(language, tr(language, "Full recoil"), m.full_recoil,
                              m.full_recoil_count, m.residual_count));
  rows.push_back(
      {tr(language, "Flow fraction"), percent(m.flow_fraction),
       fmt::format(fmt::runtime(tr(language, "at least {}")), percent(g.flow_fraction_floor)),
       m.flow_fraction, m.flow_fraction && *m.flow_fraction < g.flow_fraction_floor});
  rows.push_back(fraction_row(language, tr(language, "Breaths in target"), m.breath_in_target,
                              m.breath_in_target_count, m.breath_count));
  const bool pause_long = m.longest_pause && *m.longest_pause > g.longest_breath_pause;
  rows.push_back({tr(language, "Longest pause"),
                  m.longest_pause ? fmt::format(fmt::runtime(tr(language, "{} s")),
                                                tenths(m.longest_pause->seconds()))
                                  : kNotMeasured,
                  fmt::format(fmt::runtime(tr(language, "at most {} s")),
                              whole(g.longest_breath_pause.seconds())),
                  std::nullopt, pause_long});
  return rows;
}

bool is_about_breaths(Rule rule) {
  return rule == Rule::BreathTooSmall || rule == Rule::BreathTooLarge ||
         rule == Rule::BreathsMissing;
}

std::string unjudged_text(Language language, Unjudged what) {
  switch (what) {
    case Unjudged::Recoil:
      return tr(language, "recoil");
    case Unjudged::Breaths:
      return tr(language, "breaths");
    case Unjudged::Rate:
      return tr(language, "rate");
    case Unjudged::Depth:
      return tr(language, "depth");
    case Unjudged::BreathVolume:
      return tr(language, "breath volume");
  }
  return {};
}

}  // namespace sternum
