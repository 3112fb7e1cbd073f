/// Writes sample batches as a CSV recording that `RecordingReader` reads back to the same values,
/// bit for bit.
///
/// Batches of the channels named may come in any interleaving within one second; rows come out in
/// ascending time, one per instant. Flags are remarked on (`remark.hpp`) where the steps in time
/// would not let a reader guess them, so that most recordings hold rows alone. Reports stand where
/// they came: behind the samples that came before them. The file appears under its name only when
/// `finish` succeeds: until then it is `<name>.partial`, removed when the writer dies unfinished.
/// No name of a person is ever written. Not thread-safe; blocks on the disk.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "analysis/attempt/attempt_input.hpp"
#include "analysis/core/channel.hpp"
#include "analysis/core/device_report.hpp"
#include "analysis/core/result.hpp"
#include "analysis/core/sample_batch.hpp"
#include "datasets/recordings/remark.hpp"

namespace sternum {

class RecordingWriter {
 public:
  /// `channels` may be empty for a manikin that sends reports alone.
  [[nodiscard]] static Result<RecordingWriter> create(const std::filesystem::path& file,
                                                      std::vector<Channel> channels);
  ~RecordingWriter();
  RecordingWriter(RecordingWriter&&) noexcept;
  RecordingWriter& operator=(RecordingWriter&&) noexcept;

  [[nodiscard]] Result<void> write(const SampleBatch& batch);
  [[nodiscard]] Result<void> write(const ReportedCompression& report);
  [[nodiscard]] Result<void> write(const ReportedBreath& report);
  [[nodiscard]] Result<void> write(const AttemptEvent& event);
  [[nodiscard]] Result<void> write(const AttemptInput& input);
  /// Of the chest, as the manikin tells it.
  [[nodiscard]] Result<void> write_stiffness(float n_per_mm);
  /// What decides how an attempt is analysed; before its first sample.
  [[nodiscard]] Result<void> write_start(DeviceTime start);
  [[nodiscard]] Result<void> write_calibration(const CalibrationRemark& calibration);
  [[nodiscard]] Result<void> write_uncertainty(const UncertaintyRemark& uncertainty);
  [[nodiscard]] Result<void> finish();

 private:
  RecordingWriter();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
