#include "gui/model/scored_recording.hpp"

#include <optional>
#include <utility>

#include "datasets/recordings/read_ahead.hpp"

namespace sternum {

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
      if (step != nullptr && step->stiffness_n_per_mm && !options.stiffness) {
        options.stiffness = newtons_per_millimetre(*step->stiffness_n_per_mm);
      }
      attempt.emplace(guideline, std::move(options));
    }
    if (step == nullptr) break;
    for (const auto& report : step->reports.compressions) attempt->push(report);
    for (const auto& report : step->reports.breaths) attempt->push(report);
    for (const auto& batch : step->batches) attempt->push(batch);
  }
  return attempt->finish();
}

}  // namespace sternum
