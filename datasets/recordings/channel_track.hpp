/// Samples of one channel, one by one, into batches.
///
/// A run of samples that lie exactly one period apart becomes one batch, up to where `cut` is
/// called; other samples become batches of one value. A hole in the run, or a restart of the clock,
/// is marked on the batch that follows it. What is remarked on beforehand counts more than what the
/// steps in time suggest. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "analysis/core/sample_batch.hpp"
#include "datasets/recordings/remark.hpp"
#include "datasets/recordings/usual_step.hpp"

namespace sternum {

/// Batches under construction, and the buffers of earlier ones to build them in.
class BatchBuilder {
 public:
  /// Takes the buffers of the batches in `batches` over and empties it.
  void recycle(std::vector<SampleBatch>& batches);
  [[nodiscard]] std::vector<float> empty_buffer();

 private:
  std::vector<std::vector<float>> spare_;
};

class ChannelTrack {
 public:
  explicit ChannelTrack(Channel channel) : channel_(channel) {}

  /// False, and nothing happens, when the channel already has a value at this time or after it.
  [[nodiscard]] bool add(std::int64_t t_us, float value, std::vector<SampleBatch>& batches,
                         BatchBuilder& builder) {
    if (t_us != next_us_) return add_off_run(t_us, value, batches, builder);
    batches[batch_].values.push_back(value);
    last_us_ = t_us;
    next_us_ += run_period_us_;
    ++run_steps_;
    return true;
  }
  /// When the next value of the run under construction is due; before everything without one.
  [[nodiscard]] std::int64_t due_us() const { return next_us_; }
  /// Of that run.
  [[nodiscard]] std::int64_t period_us() const { return run_period_us_; }
  /// Takes values that come when they are due. Requires a run and at least one of them.
  void carry_on(std::span<const float> values, std::vector<SampleBatch>& batches) {
    const auto count = static_cast<std::int64_t>(values.size());
    auto& taken = batches[batch_].values;
    taken.insert(taken.end(), values.begin(), values.end());
    last_us_ = next_us_ + (count - 1) * run_period_us_;
    next_us_ += count * run_period_us_;
    run_steps_ += count;
  }
  /// Ends the batch under construction: the next sample starts another one. Not one that was
  /// remarked on, which stays whole.
  void cut() {
    if (remarked_left_ == 0) close();
  }
  /// The next values are what `remark` says.
  void expect(const SamplesRemark& remark);
  /// Values that were remarked on are still to come: `batches` must not be taken away.
  /// Time of the last sample; before any, the beginning of time.
  [[nodiscard]] std::int64_t last_us() const { return started_ ? last_us_ : kNever; }
  [[nodiscard]] bool is_expecting() const { return remarked_left_ > 0; }
  /// What comes next was taken after the device restarted.
  void restart() {
    remarked_left_ = 0;
    remark_begins_ = false;
    close();
    after_restart_ = true;
  }

 private:
  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::min();

  [[nodiscard]] bool add_off_run(std::int64_t t_us, float value, std::vector<SampleBatch>& batches,
                                 BatchBuilder& builder);
  void close();
  [[nodiscard]] BatchFlag flags_after(std::int64_t step_us);
  void open(std::int64_t t_us, float value, BatchFlag flags, std::vector<SampleBatch>& batches,
            BatchBuilder& builder);

  Channel channel_;
  bool started_ = false;
  bool after_restart_ = false;
  bool open_ = false;
  std::size_t batch_ = 0;           ///< where the open one lies in `batches`
  std::int64_t last_us_ = 0;        ///< time of the last sample
  std::int64_t next_us_ = kNever;   ///< when the next sample of the open run is due
  std::int64_t run_period_us_ = 0;  ///< of the open batch; 0 while it holds one sample
  std::int64_t run_steps_ = 0;      ///< of that length taken since the batch was opened
  UsualStep usual_;

  BatchFlag remarked_ = BatchFlag::None;
  std::uint32_t remarked_left_ = 0;  ///< values still to come of those remarked on
  bool remark_begins_ = false;       ///< none of them has come yet
};

}  // namespace sternum
