#include "gui/model/scored_recording.hpp"

#include <optional>
#include <utility>

#include "datasets/recordings/read_ahead.hpp"

namespace sternum {

namespace {

/// What the recording tells, where the caller does not know better.
void take_over(const std::optional<double>& stiffness_n_per_mm, const RecordedAttempt& recorded,
               AttemptOptions& options) {
  if (stiffness_n_per_mm && !options.stiffness) {
    options.stiffness = newtons_per_millimetre(*stiffness_n_per_mm);
  }
  if (!options.start) options.start = recorded.start;
  if (const auto& told = recorded.calibration; told && !options.calibration) {
    options.calibration = CalibrationDates{told->calibrated_on_day, told->recorded_on_day};
  }
}

}  // namespace

Result<AttemptResult> score_recording(RecordingReader& reader, const Guideline& guideline,
                                      AttemptOptions options) {
  options.channels = reader.channels();
  ReadAhead recording(reader);
  std::optional<Attempt> attempt;
  for (;;) {
    const auto next = recording.next();
    if (!next) return tl::unexpected(next.error());
    const ReadAhead::Step* const step = *next;
    if (!attempt) {  // what is remarked on in front of the first row is known now
      if (step != nullptr) take_over(step->stiffness_n_per_mm, step->attempt, options);
      attempt.emplace(guideline, std::move(options));
    }
    if (step == nullptr) break;
    for (const AttemptInput& report : step->reports.in_order) attempt->push(report);
    for (const auto& batch : step->batches) attempt->push(batch);
  }
  return attempt->finish();
}

}  // namespace sternum
