#include "gui/model/depth_check.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace sternum {

namespace {

/// A sensor that sends changes alone repeats a value twice a second at least.
constexpr std::size_t kFewestSamples = 3;
constexpr std::size_t kQuarters = 4;

}  // namespace

double DepthCheckResult::error_mm() const {
  const double held_error_mm = held_mm - block_mm;
  return std::abs(rest_mm) > std::abs(held_error_mm) ? rest_mm : held_error_mm;
}

bool DepthCheckResult::agrees() const { return std::abs(error_mm()) <= kDepthAgreement_mm; }

DepthCheck::DepthCheck(const DepthCheckOptions& options) : options_(options) {
  state_.block_mm = options.block_mm;
  state_.corrects = options.corrects;
}

std::optional<double> DepthCheck::take_point() { return std::exchange(point_mm_, std::nullopt); }

void DepthCheck::push(const SampleBatch& batch) {
  if (is_over() || batch.channel != Channel::Depth) return;
  if (has(batch.flags, BatchFlag::FollowsReboot)) {
    begin_step(DepthCheckStep::LetGo);
  } else if (has(batch.flags, BatchFlag::FollowsGap)) {
    window_.clear();
  }
  for (std::size_t i = 0; i < batch.values.size() && !is_over(); ++i) {
    take({batch.time_of(i), static_cast<double>(batch.values[i])});
  }
}

void DepthCheck::take(const Sample& sample) {
  state_.reading_mm = sample.depth_mm;
  if (!step_since_) step_since_ = sample.time;
  const Duration wanted = state_.step == DepthCheckStep::LetGo ? options_.rest : options_.hold;
  window_.push_back(sample);
  while (window_.size() > 1 && sample.time - window_[1].time >= wanted) window_.pop_front();

  const double still_s = still_for_s();
  const bool is_long_enough = still_s >= wanted.seconds() && window_.size() >= kFewestSamples;
  const bool in_place = is_in_place(sample.depth_mm);
  const bool moves = still_s < wanted.seconds() / kQuarters &&
                     sample.time - *step_since_ > microseconds(wanted.us() / 2);
  state_.progress = in_place ? std::min(1.0, still_s / wanted.seconds()) : 0.0;
  if (!in_place) {
    state_.hint = state_.step == DepthCheckStep::LetGo ? DepthCheckHint::NotLetGo
                                                       : DepthCheckHint::NotOnBlock;
  } else {
    state_.hint = moves ? DepthCheckHint::Moving : DepthCheckHint::None;
  }
  if (is_long_enough) {
    const double mean = mean_mm(0);
    if (is_in_place(mean)) return finish_step(mean);
    was_still_elsewhere_ = true;
  }
  if (sample.time - *step_since_ <= options_.patience) return;
  const bool not_reached = state_.step == DepthCheckStep::Press && was_still_elsewhere_;
  fail(not_reached ? DepthCheckFailure::NotReached : DepthCheckFailure::NeverStill);
}

bool DepthCheck::is_in_place(double depth_mm) const {
  const double share = depth_mm / options_.block_mm;
  if (state_.step == DepthCheckStep::LetGo) return std::abs(share) <= options_.rest_share;
  return share >= options_.least_share && share <= 1.0 / options_.least_share;
}

/// How long the newest samples have been still: all of the window, or three, two or one quarter of
/// it.
double DepthCheck::still_for_s() const {
  for (std::size_t quarters = kQuarters; quarters > 0; --quarters) {
    const std::size_t from = window_.size() * (kQuarters - quarters) / kQuarters;
    if (is_still(from)) return (window_.back().time - window_[from].time).seconds();
  }
  return 0.0;
}

bool DepthCheck::is_still(std::size_t from) const {
  const std::size_t count = window_.size() - from;
  if (count < kFewestSamples) return false;
  const double mean = mean_mm(from);
  double squares = 0.0;
  for (std::size_t i = from; i < window_.size(); ++i) {
    squares += (window_[i].depth_mm - mean) * (window_[i].depth_mm - mean);
  }
  if (std::sqrt(squares / static_cast<double>(count)) > options_.noise_mm) return false;

  std::array<double, kQuarters> sums{};
  std::array<std::size_t, kQuarters> counts{};
  for (std::size_t i = from; i < window_.size(); ++i) {
    const std::size_t quarter = (i - from) * kQuarters / count;
    sums[quarter] += window_[i].depth_mm;
    ++counts[quarter];
  }
  double lowest = mean;
  double highest = mean;
  for (std::size_t quarter = 0; quarter < kQuarters; ++quarter) {
    if (counts[quarter] == 0) continue;
    const double quarter_mean = sums[quarter] / static_cast<double>(counts[quarter]);
    lowest = std::min(lowest, quarter_mean);
    highest = std::max(highest, quarter_mean);
  }
  return highest - lowest <= options_.still_mm;
}

double DepthCheck::mean_mm(std::size_t from) const {
  double sum = 0.0;
  for (std::size_t i = from; i < window_.size(); ++i) sum += window_[i].depth_mm;
  return sum / static_cast<double>(window_.size() - from);
}

void DepthCheck::begin_step(DepthCheckStep step) {
  state_.step = step;
  state_.hint = DepthCheckHint::None;
  state_.progress = 0.0;
  window_.clear();
  step_since_.reset();
  was_still_elsewhere_ = false;
}

void DepthCheck::fail(DepthCheckFailure why) {
  if (is_over()) return;
  begin_step(DepthCheckStep::Failed);
  state_.failure = why;
}

void DepthCheck::finish_step(double mean_mm) {
  const bool tells = state_.corrects && !state_.verifies;
  if (state_.step == DepthCheckStep::LetGo) {
    rest_mm_ = mean_mm;
    if (tells) point_mm_ = 0.0;
    begin_step(DepthCheckStep::Press);
  } else if (tells) {
    point_mm_ = options_.block_mm;
    state_.verifies = true;
    begin_step(DepthCheckStep::LetGo);
  } else {
    state_.result = DepthCheckResult{options_.block_mm, rest_mm_, mean_mm};
    begin_step(DepthCheckStep::Done);
    state_.progress = 1.0;
  }
}

}  // namespace sternum
