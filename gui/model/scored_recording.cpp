#include "gui/model/scored_recording.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace sternum {

Result<AttemptResult> score_recording(RecordingReader& reader, const Guideline& guideline,
                                      AttemptOptions options) {
  options.channels = reader.channels();
  std::optional<Attempt> attempt;
  std::vector<SampleBatch> batches;
  for (;;) {
    const auto more = reader.next(batches);
    if (!more) return tl::unexpected(more.error());
    if (!attempt) {  // what is remarked on in front of the first row is known now
      if (const auto stiffness = reader.stiffness_n_per_mm(); stiffness && !options.stiffness) {
        options.stiffness = newtons_per_millimetre(*stiffness);
      }
      const RecordedAttempt& recorded = reader.attempt();
      if (!options.start) options.start = recorded.start;
      if (const auto& told = recorded.calibration; told && !options.calibration) {
        options.calibration = CalibrationDates{told->calibrated_on_day, told->recorded_on_day};
      }
      attempt.emplace(guideline, std::move(options));
    }
    for (const AttemptInput& report : reader.reports().in_order) attempt->push(report);
    for (const auto& batch : batches) attempt->push(batch);
    if (!*more) break;
  }
  return attempt->finish();
}

}  // namespace sternum
