#include "datasets/recordings/channel_track.hpp"

#include <algorithm>
#include <utility>

namespace sternum {

void BatchBuilder::recycle(std::vector<SampleBatch>& batches) {
  for (auto& batch : batches) {
    batch.values.clear();
    spare_.push_back(std::move(batch.values));
  }
  batches.clear();
}

std::vector<float> BatchBuilder::empty_buffer() {
  if (spare_.empty()) return {};
  auto buffer = std::move(spare_.back());
  spare_.pop_back();
  return buffer;
}

/// The usual step is the median of the last ones, so that a gap does not hide the next one. Without
/// a step to compare with, nothing can be called a gap.
bool ChannelTrack::is_gap(std::int64_t step_us) const {
  if (step_us <= kShortestGap_us || step_count_ == 0) return false;
  auto sorted = steps_us_;
  const auto known = static_cast<std::ptrdiff_t>(std::min(step_count_, kRemembered));
  std::nth_element(sorted.begin(), sorted.begin() + known / 2, sorted.begin() + known);
  return step_us > kGapPeriods * sorted[static_cast<std::size_t>(known / 2)];
}

void ChannelTrack::remember(std::int64_t step_us, std::int64_t times) {
  for (auto i = std::min(times, static_cast<std::int64_t>(kRemembered)); i > 0; --i) {
    steps_us_[step_count_ % kRemembered] = step_us;
    ++step_count_;
  }
}

void ChannelTrack::cut() {
  remember(run_period_us_, run_steps_);
  open_ = false;
  next_us_ = kNever;
  run_period_us_ = 0;
  run_steps_ = 0;
}

bool ChannelTrack::add_off_run(std::int64_t t_us, float value, std::vector<SampleBatch>& batches,
                               BatchBuilder& builder) {
  const std::int64_t step_us = t_us - last_us_;
  if (started_ && step_us <= 0) return false;
  BatchFlag flags = BatchFlag::None;
  const bool second_of_batch = open_ && run_period_us_ == 0;
  if (started_ && after_restart_) {
    flags = BatchFlag::FollowsGap | BatchFlag::FollowsReboot;
  } else if (started_) {
    remember(run_period_us_, std::exchange(run_steps_, 0));
    if (is_gap(step_us)) flags = BatchFlag::FollowsGap;
    remember(step_us, 1);
  }
  started_ = true;
  after_restart_ = false;
  last_us_ = t_us;

  if (second_of_batch && flags == BatchFlag::None) {
    SampleBatch& batch = batches[batch_];
    batch.period = microseconds(step_us);
    batch.values.push_back(value);
    run_period_us_ = step_us;
    next_us_ = t_us + step_us;
    return true;
  }
  open_ = true;
  next_us_ = kNever;
  run_period_us_ = 0;
  batch_ = batches.size();
  SampleBatch& batch = batches.emplace_back();
  batch.channel = channel_;
  batch.flags = flags;
  batch.first = DeviceTime::from_us(t_us);
  batch.values = builder.empty_buffer();
  batch.values.push_back(value);
  return true;
}

}  // namespace sternum
