#include "gui/model/review_comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/model/numbers.hpp"

namespace sternum {

namespace {

std::string signed_whole(double value) {
  const auto rounded = std::llround(value);
  return rounded < 0 ? fmt::format("−{}", -rounded) : fmt::format("+{}", rounded);
}

ComparedRow share_row(std::string label, std::optional<double> then, std::optional<double> now) {
  ComparedRow row{std::move(label), percent(then), percent(now), {}, false};
  if (then && now) {
    const double change = std::round(*now * 100) - std::round(*then * 100);
    row.change = signed_whole(change);
    row.worse = change < 0;
  }
  return row;
}

std::optional<double> score_of(const ReviewModel& review) {
  const auto& total = review.result().score.total;
  return total ? std::optional(total->points()) : std::nullopt;
}

/// The line of least squares goes through the means.
template <class Value>
std::optional<FatigueLine> line_with_slope(const ReviewModel& review,
                                           std::optional<double> per_minute_of_time,
                                           const Value& value_of) {
  const auto& compressions = review.result().compressions;
  if (!per_minute_of_time || compressions.empty()) return std::nullopt;
  double sum_s = 0.0;
  double sum = 0.0;
  int count = 0;
  for (const Compression& compression : compressions) {
    if (!compression.rate) continue;
    sum_s += review.seconds_at(compression.peak);
    sum += value_of(compression);
    ++count;
  }
  if (count == 0) return std::nullopt;
  const double slope = *per_minute_of_time / 60.0;
  const auto at = [&](double second) { return sum / count + slope * (second - sum_s / count); };
  FatigueLine line;
  line.from_s = review.seconds_at(compressions.front().peak);
  line.to_s = review.seconds_at(compressions.back().peak);
  line.at_from = at(line.from_s);
  line.at_to = at(line.to_s);
  return line;
}

}  // namespace

std::vector<Comparable> comparable_attempts(const AttemptRecord& shown,
                                            const std::vector<AttemptRecord>& attempts) {
  std::vector<Comparable> found;
  const AttemptRecord* best = nullptr;
  const std::string day = day_and_time(shown.started.started_at_ms).substr(0, 10);
  for (const AttemptRecord& attempt : attempts) {
    if (attempt.id == shown.id || attempt.state != AttemptState::Ended || !attempt.score) continue;
    if (attempt.started.trainee == shown.started.trainee) {
      found.push_back({attempt.id, attempt.number, false});
    } else if (attempt.started.purpose == AttemptPurpose::Practice &&
               day_and_time(attempt.started.started_at_ms).substr(0, 10) == day &&
               (best == nullptr || *attempt.score > *best->score)) {
      best = &attempt;
    }
  }
  // The one before it, then those before that, then what came after.
  std::ranges::stable_partition(found,
                                [&](const Comparable& c) { return c.number < shown.number; });
  if (best != nullptr) found.push_back({best->id, best->number, true});
  return found;
}

double onset_shift_s(const ReviewModel& shown, const ReviewModel& other) {
  const auto& a = shown.result().compressions;
  const auto& b = other.result().compressions;
  if (a.empty() || b.empty()) return 0.0;
  return shown.seconds_at(a.front().onset) - other.seconds_at(b.front().onset);
}

std::vector<ComparedRow> compared_rows(Language language, const ReviewModel& shown,
                                       const ReviewModel& other) {
  const Metrics& now = shown.result().metrics;
  const Metrics& then = other.result().metrics;
  std::vector<ComparedRow> rows = {
      share_row(tr(language, "Depth in target"), then.depth_in_target, now.depth_in_target),
      share_row(tr(language, "Rate in target"), then.rate_in_target, now.rate_in_target),
      share_row(tr(language, "Full recoil"), then.full_recoil, now.full_recoil),
      share_row(tr(language, "Flow fraction"), then.flow_fraction, now.flow_fraction),
      share_row(tr(language, "Breaths in target"), then.breath_in_target, now.breath_in_target)};
  const auto before = score_of(other);
  const auto after = score_of(shown);
  ComparedRow score{tr(language, "Score"), whole(before), whole(after), {}, false};
  if (before && after) {
    const double change = std::round(*after) - std::round(*before);
    score.change = signed_whole(change);
    score.worse = change < 0;
  }
  rows.push_back(std::move(score));
  return rows;
}

std::optional<FatigueLine> depth_fatigue_mm(const ReviewModel& review) {
  if (!review.result().measures_depth) return std::nullopt;
  return line_with_slope(review, review.result().metrics.fatigue.depth_mm_per_min,
                         [](const Compression& c) { return c.depth.mm(); });
}

std::optional<FatigueLine> rate_fatigue_per_min(const ReviewModel& review) {
  return line_with_slope(review, review.result().metrics.fatigue.rate_per_min_per_min,
                         [](const Compression& c) { return c.rate->per_minute(); });
}

}  // namespace sternum
