/// One channel of a recording as EDF signals, and back, bit for bit.
///
/// A channel has slots, one every `step_us` from `phase_us` on. Where its samples lie exactly in
/// slots and in few runs, the runs are told; else a second signal tells of every slot whether it
/// holds a sample, and how many µs off it is. Values are 16-bit numbers on a decimal or binary grid
/// where every one of them comes back to the same float; else two more signals hold the upper and
/// the lower half of the float's bits, and the first is rounded, for looking at. Slots without a
/// sample hold the value before. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/core/channel.hpp"
#include "analysis/core/result.hpp"
#include "datasets/recordings/edf_file.hpp"
#include "datasets/recordings/recorded_rows.hpp"

namespace sternum {

/// A run of slots that all hold a sample.
struct SlotRun {
  std::int64_t first = 0;
  std::int64_t count = 0;
  friend bool operator==(const SlotRun&, const SlotRun&) = default;
};

/// Where the samples of a channel lie.
struct SlotPlan {
  std::int64_t step_us = 1'000'000;
  std::int64_t phase_us = 0;        ///< of slot 0, from the file's start
  std::vector<std::int64_t> slots;  ///< of each sample, ascending
  std::vector<std::int16_t> slips;  ///< of each sample, µs after its slot's time; empty: all 0
  std::vector<SlotRun> runs;        ///< empty: every slot is marked instead
};

/// Into slots of the channel's own usual step; empty when its samples are not that regular.
[[nodiscard]] std::optional<SlotPlan> plan_on_step(const std::vector<RecordedSample>& samples,
                                                   std::int64_t origin_us);
/// Into slots of a step that divides a second, each sample with its slip. Samples that lie closer
/// than a millisecond for long cannot be had in EDF.
[[nodiscard]] Result<SlotPlan> plan_with_slips(const std::vector<RecordedSample>& samples,
                                               std::int64_t origin_us, Channel channel);

/// Where the records lie that a file has: record `numbers[i]`, of `record_us` each.
struct RecordPlan {
  std::int64_t record_us = 1'000'000;
  std::vector<std::int64_t> numbers;  ///< ascending
};

/// How the values of a channel were stored.
enum class ValueForm : std::uint8_t { Exact, Bits };

struct TrackSignals {
  ValueForm form = ValueForm::Exact;
  std::vector<EdfSignal> signals;  ///< to look at; then marks and bits, as far as they are needed
};
[[nodiscard]] TrackSignals signals_of(const std::vector<RecordedSample>& samples,
                                      const SlotPlan& plan, const RecordPlan& records,
                                      Channel channel);

/// What a file says of a channel: `SlotPlan` without its samples.
struct TrackForm {
  Channel channel = Channel::Depth;
  std::int64_t step_us = 0;
  std::int64_t phase_us = 0;
  ValueForm form = ValueForm::Exact;
  bool is_marked = false;
  std::vector<SlotRun> runs{};
};
[[nodiscard]] Result<std::vector<RecordedSample>> samples_of(const EdfFile& file,
                                                             const TrackForm& form,
                                                             std::int64_t origin_us,
                                                             const std::string& origin);

}  // namespace sternum
