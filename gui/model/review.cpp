#include "gui/model/review.hpp"

#include <memory>
#include <utility>

#include "analysis/attempt/attempt.hpp"
#include "datasets/guidelines/guideline_file.hpp"

namespace sternum {
namespace {

Guideline guideline_of(const AttemptStart& started, const Guideline& current,
                       const std::filesystem::path& guidelines) {
  if (started.guideline_id == current.id && started.guideline_hash == current.hash) return current;
  auto found = find_guideline(started.guideline_id, guidelines);
  return found ? std::move(*found) : current;
}

}  // namespace

Result<Review> load_review(const StationReader& reader, AttemptId id, const Guideline& current,
                           const std::filesystem::path& guidelines) {
  auto record = reader.attempt(id);
  if (!record) return tl::unexpected(record.error());
  auto batches = reader.batches(id);
  if (!batches) return tl::unexpected(batches.error());

  Review review;
  review.record = std::move(*record);
  review.guideline =
      std::make_shared<const Guideline>(guideline_of(review.record.started, current, guidelines));
  review.guideline_changed = review.guideline->id != review.record.started.guideline_id ||
                             review.guideline->hash != review.record.started.guideline_hash;

  AttemptOptions options;
  options.channels = review.record.started.channels;
  options.start = review.record.started.start;
  if (!batches->empty()) {
    // The strip of a review is the whole attempt.
    options.strip_length = batches->back().last() - batches->front().first + seconds(1.0);
  }
  Attempt attempt(*review.guideline, options);
  for (const auto& batch : *batches) attempt.push(batch);
  review.strip = attempt.snapshot().strip;
  review.result = attempt.finish();
  return review;
}

}  // namespace sternum
