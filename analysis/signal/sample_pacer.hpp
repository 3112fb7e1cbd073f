/// Turns a sensor's samples, however they are spaced, into points that a detector can step through.
///
/// Three irregularities end here:
///   - holes: a hole that the sender admits to (a flag) and that is longer than `bridged_hole` is a
///     gap, and so is a reboot; wide spacing without a flag is merely slow sampling;
///   - sending on change: a sensor with whole-number steps that sends no value twice is silent
///   while
///     its value stays, so the held value is put back in until one spacing before the next change;
///   - more samples than a detector has use for: neighbours are averaged to points about
///     `point_spacing` apart.
/// A function of the samples alone. Not thread-safe; never blocks or allocates.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "analysis/core/sample_batch.hpp"
#include "analysis/signal/recent_trace.hpp"
#include "analysis/signal/sample_run.hpp"

namespace sternum {

enum class Arrival : std::uint8_t { PassedOver, Continues, AfterGap, AfterReboot };

class SamplePacer {
 public:
  explicit SamplePacer(Duration bridged_hole, Duration point_spacing = milliseconds(4))
      : bridged_us_(bridged_hole.us()), point_spacing_us_(point_spacing.us()) {}

  /// The short cut for almost all samples: evenly spaced, nothing odd. If it is, the sample is its
  /// own point and nothing else need be asked.
  [[nodiscard]] bool is_plain(TracePoint sample, BatchFlag flags) {
    const bool plain = settled_ && flags == BatchFlag::None &&
                       sample.us - last_.us >= point_spacing_us_ && std::isfinite(sample.value);
    if (plain) last_ = sample;
    return plain;
  }

  /// The same for a run, but for its values, whose finiteness is the caller's to see to.
  [[nodiscard]] bool is_plain(const SampleRun& run) const {
    return settled_ && run.flags == BatchFlag::None && run.period.us() >= point_spacing_us_ &&
           run.first.us() - last_.us >= point_spacing_us_;
  }
  /// Takes note of the last sample of what was plain.
  void pass(TracePoint last) { last_ = last; }

  /// Whether the sample counts, and what lies before it. Flags of samples passed over are not lost.
  Arrival arrive(TracePoint sample, BatchFlag flags) {
    if (flags != BatchFlag::None) {
      pending_flags_ = pending_flags_ | flags;
      settled_ = false;
    }
    spacing_us_ = sample.us - last_.us;
    if ((started_ && spacing_us_ <= 0) || !std::isfinite(sample.value)) return Arrival::PassedOver;
    if (!started_ || pending_flags_ != BatchFlag::None) return begin_or_bridge();
    return Arrival::Continues;
  }

  /// After a sample that continues: whether the value before it was held in silence until now.
  [[nodiscard]] bool follows_hold(TracePoint sample) {
    if (!whole_numbers_) return false;
    if (sample.value != std::nearbyint(sample.value)) {
      whole_numbers_ = false;
      return false;
    }
    shortest_us_ = std::min(shortest_us_, spacing_us_);
    const bool silent = 2 * spacing_us_ > 3 * shortest_us_;
    if (silent) return neighbours_ >= kNeighboursToJudge && repeats_ * 20 <= neighbours_;
    ++neighbours_;
    if (sample.value == last_.value) ++repeats_;
    return false;
  }

  [[nodiscard]] TracePoint last() const { return last_; }

  /// Then, from `held = last()`: the next point that stands for the held value, up to one spacing
  /// before `sample`. The first second is filled closely, so that a detector sees the trace settle.
  [[nodiscard]] bool fill_hold(TracePoint sample, TracePoint& held) {
    const std::int64_t until_us = sample.us - shortest_us_;
    if (held.us >= until_us) return false;
    const bool close = held.us < last_.us + kCloselyFilledUs;
    held.us = close ? std::min(held.us + shortest_us_, until_us) : until_us;
    return true;
  }

  /// Whether a point is complete with this sample.
  [[nodiscard]] bool pace(TracePoint sample, TracePoint& point) {
    last_ = sample;
    if (pooled_ == 0 && spacing_us_ >= point_spacing_us_) {
      point = sample;
      settled_ = !whole_numbers_;
      return true;
    }
    settled_ = false;
    if (pooled_ == 0) pool_first_us_ = sample.us;
    ++pooled_;
    pooled_value_ += sample.value;
    pooled_us_ += sample.us - pool_first_us_;
    if (sample.us - pool_first_us_ + spacing_us_ < point_spacing_us_) return false;
    point = {pool_first_us_ + pooled_us_ / pooled_, pooled_value_ / static_cast<double>(pooled_)};
    drop_pool();
    return true;
  }

 private:
  static constexpr std::int64_t kCloselyFilledUs = 1'000'000;
  static constexpr std::int64_t kNeighboursToJudge = 8;

  Arrival begin_or_bridge() {
    const bool reboot = started_ && has(pending_flags_, BatchFlag::FollowsReboot);
    const bool gap =
        !started_ || (has(pending_flags_, BatchFlag::FollowsGap) && spacing_us_ > bridged_us_);
    pending_flags_ = BatchFlag::None;
    if (!reboot && !gap) return Arrival::Continues;
    started_ = true;
    spacing_us_ = point_spacing_us_;
    drop_pool();
    return reboot ? Arrival::AfterReboot : Arrival::AfterGap;
  }
  void drop_pool() {
    pooled_ = 0;
    pooled_us_ = 0;
    pooled_value_ = 0.0;
  }

  std::int64_t bridged_us_;
  std::int64_t point_spacing_us_;
  bool started_ = false;
  bool settled_ = false;  ///< no flag, pool or hold to think of
  BatchFlag pending_flags_ = BatchFlag::None;
  TracePoint last_;
  std::int64_t spacing_us_ = 0;

  bool whole_numbers_ = true;
  std::int64_t shortest_us_ = std::numeric_limits<std::int64_t>::max() / 4;
  std::int64_t neighbours_ = 0;
  std::int64_t repeats_ = 0;

  std::int64_t pooled_ = 0;
  std::int64_t pool_first_us_ = 0;
  std::int64_t pooled_us_ = 0;
  double pooled_value_ = 0.0;
};

}  // namespace sternum
