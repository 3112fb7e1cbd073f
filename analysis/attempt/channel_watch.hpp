/// Keeps count of how one channel's samples came: how dense, with which holes.
///
/// Only samples from the attempt's start on count. A function of the samples and their flags, not
/// of how they were cut into runs; a few additions for each run. Not thread-safe; does not
/// allocate.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "analysis/attempt/sample_hold.hpp"
#include "analysis/core/device_time.hpp"

namespace sternum {

class ChannelWatch {
 public:
  /// Longer steps do not tell a sensor's pace: one that sends on change is silent while nothing
  /// changes. Slower sensors have none shorter.
  static constexpr Duration kLongestStep = milliseconds(125);

  /// An unannounced step this long is a leap of the clock: no pause of an attempt lasts as long
  /// without a sample.
  static constexpr Duration kLeap = seconds(60.0);

  /// How often something happened, from when to when, and its length in all.
  struct Tally {
    int count = 0;
    TimeSpan span;
    Duration length;
    void add(TimeSpan one) {
      if (count++ == 0) span.from = one.from;
      span.to = one.to;
      length += one.length();
    }
  };

  void note(const SampleRun& run, DeviceTime start) {
    DeviceTime first = run.first;
    std::int64_t count = static_cast<std::int64_t>(run.values.size());
    const DeviceTime last = run.last();
    if (first < start) [[unlikely]] {
      if (last < start) {
        last_ = last;
        return;
      }
      const std::int64_t before =
          ((start - first).us() + run.period.us() - 1) / std::max<std::int64_t>(run.period.us(), 1);
      first = first + run.period * before;
      count -= before;
    } else if (run.flags != BatchFlag::None) [[unlikely]] {
      note_break(run.flags, first, start);
    } else if (samples_ > 0) {
      note_step({*last_, first});
    }
    if (samples_ == 0) first_ = first;
    if (count > 1) {
      if (run.period <= kLongestStep) {
        steps_ += count - 1;
        stepped_ += run.period * (count - 1);
      } else {
        longest_silence_ = std::max(longest_silence_, run.period);
      }
    }
    samples_ += count;
    last_ = last;
  }

  [[nodiscard]] std::int64_t samples() const { return samples_; }
  /// From the first sample to the last; requires one.
  [[nodiscard]] TimeSpan span() const { return {first_, *last_}; }
  /// Samples per second while they come densely; empty when they never do.
  [[nodiscard]] std::optional<double> pace_hz() const {
    if (steps_ == 0 || stepped_ <= Duration{}) return std::nullopt;
    return static_cast<double>(steps_) / stepped_.seconds();
  }
  /// Holes that the sender admits to, however short.
  [[nodiscard]] const Tally& holes() const { return holes_; }
  /// Share of the channel's time of which the samples are missing.
  [[nodiscard]] double lost() const {
    const double usual_s = steps_ > 0 ? stepped_.seconds() / static_cast<double>(steps_) : 0.0;
    const double length_s = samples_ > 0 ? span().length().seconds() : 0.0;
    const double missing_s = holes_.length.seconds() - usual_s * holes_.count;
    return length_s > 0.0 ? std::clamp(missing_s / length_s, 0.0, 1.0) : 0.0;
  }
  [[nodiscard]] const Tally& restarts() const { return restarts_; }
  /// Steps longer than `kLongestStep` that nobody admitted to, and the longest of them.
  [[nodiscard]] Duration longest_silence() const { return longest_silence_; }
  /// Such steps of more than `kLeap`.
  [[nodiscard]] const Tally& leaps() const { return leaps_; }

 private:
  void note_step(TimeSpan step) {
    if (step.length() <= kLongestStep) [[likely]] {
      ++steps_;
      stepped_ += step.length();
      return;
    }
    longest_silence_ = std::max(longest_silence_, step.length());
    if (step.length() > kLeap) leaps_.add(step);
  }
  void note_break(BatchFlag flags, DeviceTime first, DeviceTime start) {
    if (!last_) return;
    const TimeSpan hole{std::max(*last_, start), first};
    if (has(flags, BatchFlag::FollowsReboot)) {
      restarts_.add(hole);
    } else if (has(flags, BatchFlag::FollowsGap)) {
      holes_.add(hole);
    } else if (samples_ > 0) {
      note_step({*last_, first});
    }
  }

  std::int64_t samples_ = 0;
  std::int64_t steps_ = 0;
  Duration stepped_;
  DeviceTime first_;
  std::optional<DeviceTime> last_;
  Tally holes_;
  Tally restarts_;
  Tally leaps_;
  Duration longest_silence_;
};

}  // namespace sternum
