/// One trainee's attempt: sample batches in, live snapshots and the final result out.
///
/// Batches may come in any interleaving of channels and any cut (each spanning at most `patience`):
/// the attempt holds samples back until nothing older can come and judges what it finds in the
/// order of device time, so that the same samples give the same result, bit for bit, live or
/// replayed. A channel that stays more than `patience` behind the newest sample is taken to be
/// silent and no longer waited for. Samples before `start` (a pre-roll) teach the chest's rest;
/// what they contain is not counted.
///
/// Compressions are found in depth, else acceleration, else force, and breaths in volume, else
/// flow: each from the first sample of the better one. What the manikin reports of itself takes the
/// place of samples as long as there are none, and is compared with them otherwise. Reports and
/// events are judged as they come: the same inputs in the same order give the same result.
///
/// Not thread-safe, not even to look at: samples are taken in many at a time, at the latest when
/// somebody looks. Never blocks; never asks the time; allocates nothing for a sample, only for what
/// is found.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/attempt/attempt_input.hpp"
#include "analysis/attempt/attempt_result.hpp"
#include "analysis/attempt/live_snapshot.hpp"
#include "analysis/core/device_report.hpp"
#include "analysis/core/sample_batch.hpp"
#include "analysis/scoring/attempt_event.hpp"
#include "analysis/scoring/coach.hpp"
#include "analysis/scoring/guideline.hpp"

namespace sternum {

struct AttemptOptions {
  /// The channels that will come; others are ignored. Empty: those that turn up (a channel that
  /// starts late then counts from there), and everything is seen `patience` later.
  std::vector<Channel> channels{};
  /// Compressions and breaths count from here. Empty: from the first sample.
  std::optional<DeviceTime> start{};
  Duration patience = milliseconds(250);
  Duration strip_length = seconds(12.0);
  /// Of the manikin's chest, as its Hello says: then force alone gives depth, too.
  std::optional<NewtonsPerMillimetre> stiffness{};
  /// Empty: nobody can say (a recording), and nothing is made of it.
  std::optional<CalibrationDates> calibration{};
  QualityLimits quality{};
  /// Whose mode an `AttemptEvent` may change.
  CoachOptions coach{};
};

/// What a look from afar tells.
struct Glance {
  std::size_t found = 0;  ///< compressions, breaths and gaps so far
  float moved_mm = 0.0F;  ///< how far the trace went to and fro
};

class Attempt {
 public:
  Attempt(Guideline guideline, AttemptOptions options);
  ~Attempt();
  /// A copy goes on by itself: what it says when it is finished is what the attempt would be if it
  /// ended now. Costs what was found so far, and the strip.
  Attempt(const Attempt& other);
  Attempt& operator=(const Attempt& other);
  Attempt(Attempt&&) noexcept;
  Attempt& operator=(Attempt&&) noexcept;

  void push(const SampleBatch& batch);
  void push(const ReportedCompression& report);
  void push(const ReportedBreath& report);
  void push(const AttemptEvent& event);
  void push(const AttemptInput& input);

  /// What it looks like after the batches so far. Costs the same after hours, but for `breaths`.
  [[nodiscard]] LiveSnapshot snapshot() const;
  /// The same, in the place of what `live` held, and in its memory as far as that reaches.
  void snapshot(LiveSnapshot& live) const;
  /// Whether another snapshot would show anything of note, for much less than one costs. `back`:
  /// how far the trace is followed back, at most as far as the strip.
  [[nodiscard]] Glance glance(Duration back) const;

  /// Ends the attempt: takes in what still waits and sums up. Nothing may be pushed afterwards.
  [[nodiscard]] AttemptResult finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
