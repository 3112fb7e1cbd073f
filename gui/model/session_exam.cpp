#include "gui/model/session_exam.hpp"

#include <utility>

#include "gui/model/judged_attempt.hpp"

namespace sternum {
namespace {

constexpr std::int64_t kRenewEvery_ms = 250;

}  // namespace

SessionExam::SessionExam(ExamRules rules, AttemptPurpose purpose, MeasurementUncertainty stated)
    : rules_(std::move(rules)), purpose_(purpose), stated_(stated) {
  publish();
}

void SessionExam::enter(SheetEntry entry) {
  sheet_.push_back(std::move(entry));
  sheet_has_grown_ = true;
  publish();
}

void SessionExam::renew(const Attempt& attempt, std::int64_t now_ms) {
  const bool is_due = !renewed_at_ms_ || now_ms - *renewed_at_ms_ >= kRenewEvery_ms;
  if (!sheet_has_grown_ && !(has_input_ && is_due)) return;
  renewed_at_ms_ = now_ms;
  sheet_has_grown_ = has_input_ = false;
  Attempt so_far = attempt;
  show(judge(so_far.finish()));
}

Examination SessionExam::judge(const AttemptResult& result) const {
  return examination_of(result, *rules_.scheme, *rules_.guideline, sheet_, stated_);
}

void SessionExam::show(Examination examination) {
  examination_ = std::make_shared<const Examination>(std::move(examination));
  publish();
}

void SessionExam::publish() {
  seen_ = std::make_shared<const SeatExam>(
      SeatExam{rules_.scheme, purpose_, sheet_, examination_, rules_.guideline});
}

}  // namespace sternum
