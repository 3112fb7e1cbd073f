#include "gui/model/feedback_history.hpp"

#include <nlohmann/json.hpp>
#include <vector>

namespace sternum {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kNewest = 50;
/// Looked through for those: some were interrupted.
constexpr std::size_t kOfOneTrainee = 500;

const Json* member(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

std::optional<double> number(const Json* object, const char* key) {
  const Json* value = object == nullptr ? nullptr : member(*object, key);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  return value->get<double>();
}

std::optional<double> share(const Json* object, const char* key) {
  const auto percent = number(object, key);
  return percent ? std::optional(*percent / 100.0) : std::nullopt;
}

CoachMode mode_of(const Json& result) {
  const Json* coach = member(result, "coach");
  const Json* name = coach == nullptr ? nullptr : member(*coach, "mode");
  if (name == nullptr || !name->is_string()) return CoachMode::Full;
  return coach_mode_of(name->get_ref<const std::string&>()).value_or(CoachMode::Full);
}

}  // namespace

std::optional<CoachedAttempt> coached_attempt_of(const std::string& result_json) {
  const Json result = Json::parse(result_json, nullptr, false);
  const Json* metrics = member(result, "metrics");
  if (metrics == nullptr) return std::nullopt;
  CoachedAttempt attempt{mode_of(result), {}};
  FeedbackMeasures& measures = attempt.measures;
  // An exam's "score" is its scheme's; what it is compared by stands beside it.
  const Json* practice = member(result, "practice");
  measures.score = number(practice != nullptr ? practice : member(result, "score"), "total");
  measures.depth_in_target = share(metrics, "depth_in_target_pct");
  measures.rate_in_target = share(metrics, "rate_in_target_pct");
  measures.full_recoil = share(metrics, "full_recoil_pct");
  measures.all_in_target = share(metrics, "all_in_target_pct");
  measures.flow_fraction = number(metrics, "flow_fraction");
  measures.breath_in_target = share(metrics, "breath_in_target_pct");
  if (const auto mm = number(metrics, "mean_depth_mm")) measures.mean_depth = millimetres(*mm);
  if (const auto rate = number(metrics, "mean_rate_per_min")) {
    measures.mean_rate = per_minute(*rate);
  }
  return attempt;
}

FeedbackComparison compare_feedback_of(const StationReader& reader, const std::string& trainee) {
  std::vector<CoachedAttempt> attempts;
  const auto records = reader.attempts(AttemptQuery{.most = kOfOneTrainee, .trainee = trainee});
  if (!records) return {};
  for (const AttemptRecord& record : *records) {
    if (record.state != AttemptState::Ended) continue;
    const auto stored = reader.attempt(record.id);
    if (!stored) continue;
    if (auto attempt = coached_attempt_of(stored->result_json)) attempts.push_back(*attempt);
    if (attempts.size() == kNewest) break;
  }
  return compare_feedback(attempts);
}

}  // namespace sternum
