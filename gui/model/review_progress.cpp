#include "gui/model/review_progress.hpp"

#include <algorithm>

#include "gui/model/feedback_history.hpp"

namespace sternum {

namespace {

constexpr std::size_t kNewestShown = 30;
/// Looked through for those: some were interrupted.
constexpr std::size_t kOfOneTrainee = 500;

}  // namespace

std::vector<ProgressPoint> progress_of(const StationReader& reader, const std::string& trainee) {
  std::vector<ProgressPoint> points;
  const auto records = reader.attempts(AttemptQuery{.most = kOfOneTrainee, .trainee = trainee});
  if (!records) return points;
  for (const AttemptRecord& record : *records) {
    if (record.state != AttemptState::Ended) continue;
    const auto stored = reader.attempt(record.id);
    if (!stored) continue;
    if (const auto attempt = coached_attempt_of(stored->result_json)) {
      points.push_back({record.id, record.number,
                        record.started.purpose != AttemptPurpose::Practice, attempt->measures});
    }
    if (points.size() == kNewestShown) break;
  }
  std::ranges::reverse(points);
  return points;
}

}  // namespace sternum
