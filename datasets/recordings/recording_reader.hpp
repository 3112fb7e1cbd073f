/// Reads a CSV or EDF+ recording as a stream of sample batches.
///
/// Header row: `t_us` and any of the columns of `analysis/core/channel.hpp`, in any order; empty
/// cells mean that the channel has no sample at that time. Lines end in LF or CRLF; a UTF-8
/// byte-order mark is skipped; lines that begin with # are comments, but for the remarks of
/// `remark.hpp`, which tell flags and reports; a recording of reports alone has no other column.
/// Memory does not grow with the
/// recording, but of an EDF+ file, which is known by its first bytes: of that what stands in
/// `edf_recording.hpp` is read as if it were the CSV file that it was made from. Times go through a
/// `DeviceClock`: a wrap and a reboot are accepted and told in `clock_events`; time going backwards
/// otherwise is an error, and so are NaN, unknown or duplicate columns and cells that are no
/// numbers. Every error names file, line and what to do. A step in time far above the recording's
/// usual one is a gap (`BatchFlag::FollowsGap`) unless remarked on otherwise. Not thread-safe;
/// blocks on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/attempt/attempt_input.hpp"
#include "analysis/core/channel.hpp"
#include "analysis/core/device_clock.hpp"
#include "analysis/core/device_report.hpp"
#include "analysis/core/result.hpp"
#include "analysis/core/sample_batch.hpp"
#include "datasets/recordings/remark.hpp"

namespace sternum {

/// A wrap or a reboot in the recording.
struct ClockEvent {
  std::uint64_t line = 0;
  DeviceTime at;
  ClockStep step = ClockStep::Continued;
};

/// What a manikin that measures for itself said, and what happened that no sensor measures.
struct RecordedReports {
  std::vector<ReportedCompression> compressions;
  std::vector<ReportedBreath> breaths;
  /// Those and the events among them, in the order in which they came.
  std::vector<AttemptInput> in_order;
  [[nodiscard]] bool empty() const { return in_order.empty(); }
};

/// What a recording of a station says of its attempt, so that it is analysed as it was then. All
/// empty in other recordings.
struct RecordedAttempt {
  std::optional<DeviceTime> start;  ///< what lies before it is pre-roll
  std::optional<CalibrationRemark> calibration;
  UncertaintyRemark uncertainty;
};

class RecordingReader {
 public:
  [[nodiscard]] static Result<RecordingReader> open(const std::filesystem::path& file);
  ~RecordingReader();
  RecordingReader(RecordingReader&&) noexcept;
  RecordingReader& operator=(RecordingReader&&) noexcept;

  /// In the order of the file's columns; empty when it holds reports alone.
  [[nodiscard]] const std::vector<Channel>& channels() const;

  /// The next batches, in ascending time, into `batches` (cleared first, buffers reused). False at
  /// the end.
  [[nodiscard]] Result<bool> next(std::vector<SampleBatch>& batches);

  /// What was reported in front of the batches of the last `next`, and behind those of the one
  /// before it.
  [[nodiscard]] const RecordedReports& reports() const;

  [[nodiscard]] const std::vector<ClockEvent>& clock_events() const;
  /// Of the chest, in N/mm, where a remark so far told it.
  [[nodiscard]] std::optional<double> stiffness_n_per_mm() const;
  /// As far as remarks so far told it: all of it after the first `next`.
  [[nodiscard]] const RecordedAttempt& attempt() const;

 private:
  RecordingReader();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
