#include "datasets/exports/exam_json.hpp"

#include <optional>
#include <utility>

#include "datasets/exports/sheet_json.hpp"

namespace sternum {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}
Json or_null(const std::optional<Points>& value) {
  return value ? Json(value->points()) : Json(nullptr);
}
Json or_null(const std::optional<DeviceTime>& value) {
  return value ? Json(value->us()) : Json(nullptr);
}

std::string at(const std::vector<std::string>& texts, std::size_t i) {
  return i < texts.size() ? texts[i] : std::string();
}

Json overruling_json(const std::optional<SheetEntry>& overruling) {
  if (!overruling) return nullptr;
  return {{"met", overruling->overruled_to_met},
          {"reason", overruling->reason},
          {"who", overruling->who},
          {"utc_ms", overruling->utc_ms}};
}

Json items_json(const SpokenExamination& exam) {
  Json list = Json::array();
  for (std::size_t i = 0; i < exam.examination.items.size(); ++i) {
    const ItemResult& item = exam.examination.items[i];
    list.push_back(
        {{"id", item.id},
         {"outcome", outcome_name(item.outcome)},
         {"measured", or_null(item.measured)},
         {"set", or_null(item.set)},
         {"t_us", or_null(item.at)},
         {"points", item.points.points()},
         {"out_of", item.out_of.points()},
         {"before_overruling",
          item.before_overruling ? Json(outcome_name(*item.before_overruling)) : Json(nullptr)},
         {"overruling", overruling_json(item.overruling)},
         {"text", at(exam.items, i)}});
  }
  return list;
}

Json score_json(const SpokenExamination& exam) {
  const Examination& e = exam.examination;
  Json ledger = Json::array();
  for (std::size_t i = 0; i < e.ledger.size(); ++i) {
    const LedgerEntry& entry = e.ledger[i];
    ledger.push_back({{"rule", entry.rule},
                      {"t_us", or_null(entry.at)},
                      {"points_lost", entry.lost.points()},
                      {"text", at(exam.ledger, i)},
                      {"compression", or_null(entry.compression)},
                      {"breath", or_null(entry.breath)},
                      {"measured", or_null(entry.measured)},
                      {"limit", or_null(entry.limit)}});
  }
  Json not_measured = Json::array();
  for (const Unjudged what : e.not_measured) not_measured.push_back(unjudged_name(what));
  return {{"total", or_null(e.total)},
          {"ledger", std::move(ledger)},
          {"not_measured", std::move(not_measured)},
          {"quality", or_null(e.quality)},
          {"quality_out_of", e.quality_out_of.points()}};
}

}  // namespace

void add_exam(nlohmann::ordered_json& root, const SpokenExamination& exam) {
  const Examination& e = exam.examination;
  root["practice"] = std::move(root["score"]);
  root["score"] = score_json(exam);
  root["scheme"] = {{"id", e.scheme_id}, {"edition", e.scheme_edition}, {"hash", e.scheme_hash}};
  root["verdict"] = verdict_name(e.verdict);
  root["because"] = e.because;
  root["verdict_before_overruling"] = verdict_name(e.before_overruling);
  root["score_overruling"] = overruling_json(e.score_overruling);
  root["items"] = items_json(exam);
  Json tips = Json::array();
  for (std::size_t i = 0; i < e.tips.size(); ++i) {
    tips.push_back({{"rule", e.tips[i].rule},
                    {"points", e.tips[i].gain.points()},
                    {"times", e.tips[i].times},
                    {"text", at(exam.tips, i)}});
  }
  root["tips"] = std::move(tips);
}

}  // namespace sternum
