/// Samples of one channel, one by one, into batches.
///
/// A run of samples that lie exactly one period apart becomes one batch, up to where `cut` is
/// called; other samples become batches of one value. A hole in the run, or a restart of the clock,
/// is marked on the batch that follows it. Not thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "analysis/core/sample_batch.hpp"

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

  /// A step longer than both this and `kGapPeriods` usual ones is a gap: one lost radio frame of a
  /// fast manikin is not, two seconds of a manikin that reports once a second are not either.
  static constexpr std::int64_t kShortestGap_us = 250'000;
  static constexpr std::int64_t kGapPeriods = 4;

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
  /// Ends the batch under construction: the next sample starts another one.
  void cut();
  /// What comes next was taken after the device restarted.
  void restart() {
    cut();
    after_restart_ = true;
  }

 private:
  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::min();

  [[nodiscard]] bool add_off_run(std::int64_t t_us, float value, std::vector<SampleBatch>& batches,
                                 BatchBuilder& builder);
  [[nodiscard]] bool is_gap(std::int64_t step_us) const;
  void remember(std::int64_t step_us, std::int64_t times);

  Channel channel_;
  bool started_ = false;
  bool after_restart_ = false;
  bool open_ = false;
  std::size_t batch_ = 0;           ///< where the open one lies in `batches`
  std::int64_t last_us_ = 0;        ///< time of the last sample
  std::int64_t next_us_ = kNever;   ///< when the next sample of the open run is due
  std::int64_t run_period_us_ = 0;  ///< of the open batch; 0 while it holds one sample
  std::int64_t run_steps_ = 0;      ///< of that length taken since the batch was opened

  static constexpr std::size_t kRemembered = 8;
  std::array<std::int64_t, kRemembered> steps_us_{};  ///< the last steps, in a ring
  std::size_t step_count_ = 0;
};

}  // namespace sternum
