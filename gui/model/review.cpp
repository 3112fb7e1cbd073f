#include "gui/model/review.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

#include "analysis/attempt/attempt.hpp"
#include "datasets/guidelines/guideline_file.hpp"
#include "gui/model/feedback_history.hpp"

namespace sternum {
namespace {

Guideline guideline_of(const AttemptStart& started, const Guideline& current,
                       const std::filesystem::path& guidelines) {
  if (started.guideline_id == current.id && started.guideline_hash == current.hash) return current;
  auto found = find_guideline(started.guideline_id, guidelines);
  return found ? std::move(*found) : current;
}

}  // namespace

AttemptOptions attempt_options_of(const AttemptStart& started) {
  constexpr std::int64_t kMsPerDay = 86'400'000;
  AttemptOptions options;
  options.channels = started.channels;
  options.start = started.start;
  if (started.stiffness_n_per_mm) {
    options.stiffness = newtons_per_millimetre(*started.stiffness_n_per_mm);
  }
  options.calibration = CalibrationDates{
      started.calibrated_on_day, static_cast<std::uint32_t>(started.started_at_ms / kMsPerDay)};
  return options;
}

Result<Review> load_review(const StationReader& reader, AttemptId id, const Guideline& current,
                           const std::filesystem::path& guidelines) {
  auto record = reader.attempt(id);
  if (!record) return tl::unexpected(record.error());
  auto inputs = reader.inputs(id);
  if (!inputs) return tl::unexpected(inputs.error());

  Review review;
  review.record = std::move(*record);
  review.guideline =
      std::make_shared<const Guideline>(guideline_of(review.record.started, current, guidelines));
  review.guideline_changed = review.guideline->id != review.record.started.guideline_id ||
                             review.guideline->hash != review.record.started.guideline_hash;

  AttemptOptions options = attempt_options_of(review.record.started);
  // The strip of a review is the whole attempt. An event may be older than the first sample.
  const auto first = std::ranges::find_if(*inputs, [](const AttemptInput& input) {
    return !std::holds_alternative<AttemptEvent>(input);
  });
  if (first != inputs->end()) {
    options.strip_length = end_of(inputs->back()) - begin_of(*first) + seconds(1.0);
  }
  Attempt attempt(*review.guideline, options);
  for (const AttemptInput& input : *inputs) attempt.push(input);
  review.strip = attempt.snapshot().strip;
  review.result = attempt.finish();
  review.feedback = compare_feedback_of(reader, review.record.started.trainee);
  return review;
}

}  // namespace sternum
