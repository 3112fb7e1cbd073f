#include "gui/model/review.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "analysis/attempt/attempt.hpp"
#include "gui/model/feedback_history.hpp"
#include "gui/model/judged_attempt.hpp"
#include "gui/model/review_progress.hpp"
#include "gui/model/station_rules.hpp"

namespace sternum {
namespace {

std::shared_ptr<const SeatExam> exam_of(const Review& review, std::shared_ptr<const Scheme> scheme,
                                        std::vector<SheetEntry> sheet) {
  const AttemptStart& started = review.record.started;
  auto examination = std::make_shared<const Examination>(
      examination_of(review.result, *scheme, *review.guideline, sheet, started.uncertainty));
  return std::make_shared<const SeatExam>(SeatExam{std::move(scheme), started.purpose,
                                                   std::move(sheet), std::move(examination),
                                                   review.guideline});
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

Result<std::optional<Calibration>> calibration_of(const StationReader& reader,
                                                  const AttemptRecord& record) {
  if (!record.calibration_id) return std::nullopt;
  const auto checks = reader.calibrations(record.started.manikin_id);
  if (!checks) return tl::unexpected(checks.error());
  const auto found = std::ranges::find(*checks, *record.calibration_id, &Calibration::id);
  return found == checks->end() ? std::nullopt : std::optional(*found);
}

Result<Review> load_review(const StationReader& reader, AttemptId id, const Guideline& current,
                           const std::filesystem::path& data_folder) {
  auto record = reader.attempt(id);
  if (!record) return tl::unexpected(record.error());
  auto inputs = reader.inputs(id);
  if (!inputs) return tl::unexpected(inputs.error());

  auto sheet = reader.sheet(id);
  if (!sheet) return tl::unexpected(sheet.error());

  auto calibration = calibration_of(reader, *record);
  if (!calibration) return tl::unexpected(calibration.error());

  Review review;
  review.record = std::move(*record);
  review.calibration = std::move(*calibration);
  const AttemptStart& started = review.record.started;
  const bool is_current =
      started.guideline_id == current.id && started.guideline_hash == current.hash;
  StoredRules rules;
  if (!is_current || !started.scheme_id.empty()) {
    auto stored = stored_rules(reader, started, data_folder);
    if (!stored) return tl::unexpected(stored.error());
    rules = std::move(*stored);
  }
  review.guideline = std::make_shared<const Guideline>(
      is_current ? current : std::move(rules.guideline).value_or(current));
  review.guideline_changed = review.guideline->id != started.guideline_id ||
                             review.guideline->hash != started.guideline_hash;

  AttemptOptions options = attempt_options_of(started);
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
  review.feedback = compare_feedback_of(reader, started.trainee);
  review.progress = progress_of(reader, started.trainee);
  if (rules.scheme) {
    review.scheme_changed = rules.scheme->hash != started.scheme_hash;
    review.exam = exam_of(review, std::make_shared<const Scheme>(std::move(*rules.scheme)),
                          std::move(*sheet));
  }
  return review;
}

Review with_entry(const Review& review, SheetEntry entry) {
  Review next = review;
  std::vector<SheetEntry> sheet = review.exam->sheet;
  sheet.push_back(std::move(entry));
  next.exam = exam_of(next, review.exam->scheme, std::move(sheet));
  next.record.verdict = next.exam->examination->verdict;
  return next;
}

}  // namespace sternum
