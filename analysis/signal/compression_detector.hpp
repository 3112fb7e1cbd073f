/// Finds chest compressions in a stream of sternum depth.
///
/// Depth is mm, positive downward, near zero at the chest's rest. Samples come in ascending device
/// time, at 20 to 1000 Hz, uniform or not. The compressions found depend on the samples alone, bit
/// for bit, however the stream was cut into batches. A gap longer than `bridged_hole`, or a reboot,
/// ends the compression in progress without reporting it, and the next one is reported only if its
/// whole descent was seen. Samples that are not finite or not later than the one before are passed
/// over. Not thread-safe; never blocks; allocates only while constructing.
///
/// A zig-zag finds the turns: a swing is a compression when the chest went down by `smallest_swing`
/// and came back up by as much, so that taps, bounces and the dip between two humps are none.
///
///   Recoiled ──deeper by smallest_swing──▶ Descending ──up by smallest_swing──▶ Recoiling
///      ▲                                   (turned, once up a little: `peak()`)     │
///      └────────── at rest and still, or on the way down again: reported ◀──────────┘
///
/// What is measured then is measured on the stretch around the turn, not on one sample: depth and
/// residual are vertices (`turning_point.hpp`), onset and release are extrapolated from where the
/// trace crosses three levels of the swing (`foot.hpp`).
/// Depth and residual count from `rest()` (`chest_rest.hpp`).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/core/sample_batch.hpp"
#include "analysis/signal/chest_rest.hpp"
#include "analysis/signal/compression.hpp"
#include "analysis/signal/foot.hpp"
#include "analysis/signal/recent_trace.hpp"
#include "analysis/signal/sample_pacer.hpp"
#include "analysis/signal/sample_run.hpp"
#include "analysis/signal/still_moment.hpp"
#include "analysis/signal/turning_point.hpp"

namespace sternum {

struct CompressionDetectorOptions {
  /// A compression's swing, descent and rise, is at least this deep.
  Millimetres smallest_swing = millimetres(15.0);
  /// From the release of a compression to the onset of the next: this or longer ends the run
  /// (Kramer-Johansen 2007; choosing 2 or 3 s changes verdicts).
  Duration run_gap = seconds(1.0);
  /// Missing samples no longer than this are coarse sampling (20 Hz), not a gap.
  Duration bridged_hole = milliseconds(60);
};

/// The deepest point of a compression that is not over yet.
struct CompressionPeak {
  DeviceTime time;
  Millimetres depth;
  std::optional<PerMinute> rate;

  friend bool operator==(const CompressionPeak&, const CompressionPeak&) = default;
};

class CompressionDetector {
 public:
  explicit CompressionDetector(CompressionDetectorOptions options = {});

  /// Takes one sample; answers the compression that it completes. `flags` are those of the sample's
  /// batch when it is the batch's first sample, else `None`.
  [[nodiscard]] std::optional<Compression> step(DeviceTime time, double depth_mm,
                                                BatchFlag flags = BatchFlag::None);

  /// The same for many, whose values must be finite: `found(time, compression)` is told of every
  /// compression and the time of the sample that completes it. Evenly spaced runs are the quickest.
  template <class Found>
  void read(SampleRun run, Found&& found) {
    while (!run.values.empty()) {
      SampleRun block = run.front(std::min(run.values.size(), kBlock));
      run.drop(block.values.size());
      while (const auto compression = take_from(block)) {
        found(block.first - block.period, *compression);
      }
    }
  }

  /// The same for a batch: appends what it completes, oldest first.
  void push(const SampleBatch& batch, std::vector<Compression>& completed);

  /// Says that nothing follows: answers the compression, if any, whose chest is back at rest, or
  /// has all but stopped rising, and only had not been so for long enough. One that is cut off in
  /// the midst of its rise is not answered.
  [[nodiscard]] std::optional<Compression> finish();

  /// The peak of the compression under way, from the moment the chest has turned until the
  /// compression is complete: for answering the trainee at once. A second, higher hump takes it
  /// back for that long. The compression's own depth, measured with more points behind the peak, is
  /// better.
  [[nodiscard]] std::optional<CompressionPeak> peak() const;

  /// Where the chest rests, in the channel's mm: the zero that depth and residual are counted from.
  [[nodiscard]] Millimetres rest() const { return millimetres(rest_.mm()); }

 private:
  /// As many samples are looked at together, at most.
  static constexpr std::size_t kBlock = 512;

  enum class Phase : std::uint8_t { Recoiled, Descending, Recoiling };

  /// An extreme of the trace: its point's number and what that point says.
  struct Extreme {
    std::int64_t number = -1;
    TracePoint point;
  };

  struct Release {
    double us = 0.0;
    double level_mm = 0.0;
    double uncertainty_mm = 0.0;
  };

  /// Takes a point; true when it completes a compression, which is then in `completed_`.
  bool take(TracePoint point);
  /// Takes samples off the front of `run` until one completes a compression or none is left. Until
  /// then nothing else may come in between.
  std::optional<Compression> take_from(SampleRun& run);
  void skim(SampleRun& run);
  std::size_t skim_recoiled(const SampleRun& run);
  std::size_t skim_descending(const SampleRun& run);
  std::size_t skim_recoiling(const SampleRun& run);
  template <class Look>
  std::size_t pass_over(std::size_t most, Look& look, Extreme& extreme);
  std::optional<Compression> step_oddly(TracePoint sample, BatchFlag flags);
  std::optional<Compression> take_held(TracePoint next);
  void break_off();
  void begin_descent(std::int64_t number, TracePoint point);
  void watch_for_low(std::int64_t number, TracePoint point);
  void learn_rest(std::int64_t number, std::int64_t us);
  bool watch_descent(std::int64_t number, TracePoint point);
  bool watch_recoiling(std::int64_t number, TracePoint point);
  bool complete();
  void learn_from(const TurningPoint& peak);
  void return_to_rest();

  [[nodiscard]] bool is_at_rest() const;
  [[nodiscard]] bool has_slowed() const;
  [[nodiscard]] bool onset_was_seen() const;
  [[nodiscard]] std::optional<FootCrossings> crossings(int direction, double level_mm,
                                                       double swing_mm) const;
  [[nodiscard]] double measure_onset(const std::optional<FootCrossings>& down);
  [[nodiscard]] Release measure_release(double up_mm, const std::optional<FootCrossings>& up);
  [[nodiscard]] TurningPoint deepest_point(double swing_mm) const;
  [[nodiscard]] std::optional<double> middle_of_hold() const;
  [[nodiscard]] bool reaches_hold(int direction, double held_mm) const;
  [[nodiscard]] bool is_in_run(std::int64_t us) const;

  CompressionDetectorOptions options_;
  SamplePacer pacer_;
  RecentTrace trace_;
  std::int64_t foreseen_until_ = 0;  ///< number behind the last point that `trace_` foresees
  ChestRest rest_;
  StillMoment still_;

  Phase phase_ = Phase::Recoiled;
  Compression completed_;
  bool onset_seen_ = false;
  /// SD of a point's noise: first as a still chest shows it, then as the fits see it.
  double noise_mm_ = 0.3;
  int still_moments_ = 0;        ///< that have told it
  bool noise_is_known_ = false;  ///< from a fit
  /// What follows from it: differences that are more than noise.
  struct Noticeable {
    explicit Noticeable(double noise_mm);
    double turned_mm;   ///< the chest has turned
    double still_mm;    ///< spread of a chest that is still
    double risen_mm;    ///< it goes on rising
    double leaving_mm;  ///< it is on its way down again
    double resting_mm;  ///< from its rest to a chest that is not quite there
  };
  Noticeable noticeable_{noise_mm_};
  /// How far peaks have lain deeper than the curves fitted to them, on average.
  double peak_misfit_mm_ = 0.0;
  double misfit_variance_ = 0.08 * 0.08;  ///< of what is known of that
  TurningShape peak_shape_;
  FootHabit onset_habit_;
  FootHabit release_habit_;

  std::int64_t first_ = 0;         ///< number of the first point after the last gap
  bool blind_ = true;              ///< no turn of the chest seen since then
  double highest_mm_ = 0.0;        ///< deepest level while recoiled, before `low_`
  double fell_mm_ = 0.0;           ///< how far the chest rose to `low_`
  std::int64_t low_until_us_ = 0;  ///< until when it stayed near `low_`

  Extreme low_;   ///< highest the chest came since the last peak
  Extreme deep_;  ///< deepest it went since the last release
  std::int64_t descent_us_ = 0;
  double base_mm_ = 0.0;  ///< level that the current descent began from
  TracePoint settling_;   ///< the chest has not risen noticeably above this since

  struct Previous {
    double peak_us = 0.0;
    std::int64_t release_us = 0;
  };
  std::optional<Previous> previous_;  ///< compression of this run
  double floor_mm_ = 0.0;             ///< level since the last release
};

}  // namespace sternum
