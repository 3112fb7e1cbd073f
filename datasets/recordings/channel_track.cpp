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

void ChannelTrack::close() {
  usual_.remember(run_period_us_, run_steps_);
  open_ = false;
  next_us_ = kNever;
  run_period_us_ = 0;
  run_steps_ = 0;
}

void ChannelTrack::expect(const SamplesRemark& remark) {
  close();
  remarked_ = remark.flags;
  remarked_left_ = remark.count;
  remark_begins_ = true;
}

/// What precedes a sample that opens a batch, or may.
BatchFlag ChannelTrack::flags_after(std::int64_t step_us) {
  const bool is_remarked = std::exchange(remark_begins_, false);
  if (!started_) return is_remarked ? remarked_ : BatchFlag::None;
  usual_.remember(run_period_us_, std::exchange(run_steps_, 0));
  const bool restarted = is_remarked ? has(remarked_, BatchFlag::FollowsReboot) : after_restart_;
  if (is_remarked) {
    if (!restarted) usual_.remember(step_us);
    return remarked_;
  }
  if (restarted) return BatchFlag::FollowsGap | BatchFlag::FollowsReboot;
  const bool is_gap = usual_.is_gap(step_us);
  usual_.remember(step_us);
  return is_gap ? BatchFlag::FollowsGap : BatchFlag::None;
}

void ChannelTrack::open(std::int64_t t_us, float value, BatchFlag flags,
                        std::vector<SampleBatch>& batches, BatchBuilder& builder) {
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
}

bool ChannelTrack::add_off_run(std::int64_t t_us, float value, std::vector<SampleBatch>& batches,
                               BatchBuilder& builder) {
  const std::int64_t step_us = t_us - last_us_;
  if (started_ && step_us <= 0) return false;
  const bool second_of_batch = open_ && run_period_us_ == 0;
  const bool is_remarked = remarked_left_ > 0;
  const bool continues_remarked =
      is_remarked && !remark_begins_ && open_ && run_period_us_ > 0 && step_us == run_period_us_;
  const BatchFlag flags = flags_after(step_us);
  started_ = true;
  after_restart_ = false;
  last_us_ = t_us;

  if (continues_remarked) {
    batches[batch_].values.push_back(value);
  } else if (second_of_batch && flags == BatchFlag::None) {
    SampleBatch& batch = batches[batch_];
    batch.period = microseconds(step_us);
    batch.values.push_back(value);
    run_period_us_ = step_us;
    if (!is_remarked) next_us_ = t_us + step_us;
  } else {
    open(t_us, value, flags, batches, builder);
  }
  if (is_remarked && --remarked_left_ == 0) close();
  return true;
}

}  // namespace sternum
