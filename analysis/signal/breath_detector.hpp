/// Finds rescue breaths in a stream of airway volume.
///
/// Volume is ml above the lungs' rest, at 20 to 1000 Hz, uniform or not. The contract is that of
/// `CompressionDetector`: samples in ascending device time, the same breaths for the same samples,
/// nothing invented across a gap. A breath is answered as soon as the volume has fallen back from
/// its top far enough to be sure of it. Not thread-safe; never blocks; allocates only while
/// constructing.
///
///   Waiting ──rises by smallest_breath──▶ Inflating ──falls by retrace──▶ Waiting: reported
///      ▲                                      │
///      └────────────── no higher for 6 s ─────┘
///
/// A breath begins at the foot of its rise (`foot.hpp`) and ends at its top, or where it comes to a
/// plateau. A second breath on top of the first one's remains counts from where it began.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/core/sample_batch.hpp"
#include "analysis/signal/breath.hpp"
#include "analysis/signal/recent_trace.hpp"
#include "analysis/signal/sample_pacer.hpp"

namespace sternum {

struct BreathDetectorOptions {
  /// Smaller rises are the chest being compressed or noise.
  Millilitres smallest_breath = millilitres(80.0);
  Duration bridged_hole = milliseconds(120);
};

class BreathDetector {
 public:
  explicit BreathDetector(BreathDetectorOptions options = {});

  [[nodiscard]] std::optional<Breath> step(DeviceTime time, double volume_ml,
                                           BatchFlag flags = BatchFlag::None);
  void push(const SampleBatch& batch, std::vector<Breath>& completed);

  /// Says that nothing follows: answers the breath, if any, whose inflation was seen to end.
  [[nodiscard]] std::optional<Breath> finish();

 private:
  enum class Phase : std::uint8_t { Waiting, Inflating };

  std::optional<Breath> take(TracePoint point);
  void break_off();
  void watch_waiting(std::int64_t number, TracePoint point);
  [[nodiscard]] Breath measure() const;
  [[nodiscard]] double start_us(double level_ml, double rise_ml) const;
  [[nodiscard]] double end_us(double top_ml, double rise_ml) const;
  [[nodiscard]] double level_before(double start_us) const;
  [[nodiscard]] double crossing_us(double ml) const;

  BreathDetectorOptions options_;
  SamplePacer pacer_;
  RecentTrace trace_;

  Phase phase_ = Phase::Waiting;
  std::int64_t first_ = 0;  ///< number of the first point after the last gap
  bool blind_ = true;       ///< the lungs were not seen at rest or emptying since then
  bool start_seen_ = false;
  double fell_ml_ = 0.0;  ///< how far the volume fell to `low_`
  TracePoint low_;        ///< where the volume began to rise
  std::int64_t low_number_ = -1;
  TracePoint top_;
  std::int64_t top_number_ = -1;
  TracePoint risen_;  ///< when the volume last rose noticeably
};

}  // namespace sternum
