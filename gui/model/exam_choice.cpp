#include "gui/model/exam_choice.hpp"

#include <algorithm>

namespace sternum {

void ExamChoice::follow(const StationSnapshot& station) {
  for (const Seat& seat : station.seats) {
    const bool was_examined = seat.phase == AttemptPhase::Done && seat.exam &&
                              seat.exam->purpose != AttemptPurpose::Practice &&
                              seat.exam->examination;
    if (was_examined && seat.attempt_id) {
      remember(*seat.attempt_id, seat.trainee, seat.exam->scheme->id,
               seat.exam->examination->verdict);
    }
  }
  if (!scheme_) return;
  const auto same = std::ranges::find_if(
      station.schemes, [this](const auto& scheme) { return scheme->id == scheme_->id; });
  scheme_ = same == station.schemes.end() ? nullptr : *same;
}

void ExamChoice::remember(AttemptId attempt, const std::string& trainee,
                          const std::string& scheme_id, Verdict verdict) {
  Outcome& last = last_[{trainee, scheme_id}];
  if (attempt >= last.attempt) last = {attempt, verdict};
}

void ExamChoice::choose_scheme(std::string_view id, const StationSnapshot& station) {
  const auto found =
      std::ranges::find_if(station.schemes, [id](const auto& scheme) { return scheme->id == id; });
  scheme_ = found == station.schemes.end() ? nullptr : *found;
}

void ExamChoice::choose_checklist(const StationSnapshot& station) {
  if (scheme_ && !scheme_->measures_cpr) return;
  const auto first = std::ranges::find_if(station.schemes,
                                          [](const auto& scheme) { return !scheme->measures_cpr; });
  if (first != station.schemes.end()) scheme_ = *first;
}

void ExamChoice::choose_purpose(AttemptPurpose purpose, const StationSnapshot& station) {
  purpose_ = purpose;
  if (scheme_ || purpose == AttemptPurpose::Practice || station.schemes.empty()) return;
  // Whoever asks for an exam with manikins in the room means one of CPR.
  const auto first = std::ranges::find_if(station.schemes,
                                          [](const auto& scheme) { return scheme->measures_cpr; });
  scheme_ = first != station.schemes.end() ? *first : station.schemes.front();
}

void ExamChoice::next_purpose(const StationSnapshot& station) {
  switch (purpose()) {
    case AttemptPurpose::Practice:
      return choose_purpose(AttemptPurpose::Exam, station);
    case AttemptPurpose::Exam:
      return choose_purpose(AttemptPurpose::Retest, station);
    case AttemptPurpose::Retest:
      return choose_purpose(AttemptPurpose::Practice, station);
  }
}

void ExamChoice::next_scheme(const StationSnapshot& station) {
  if (station.schemes.empty()) return;
  const auto at = std::ranges::find_if(
      station.schemes, [this](const auto& scheme) { return scheme_ && scheme->id == scheme_->id; });
  if (at == station.schemes.end()) {
    scheme_ = station.schemes.front();
  } else {
    scheme_ = std::next(at) == station.schemes.end() ? nullptr : *std::next(at);
  }
}

bool ExamChoice::failed_before(const std::string& trainee) const {
  if (!scheme_) return false;
  const auto last = last_.find({trainee, scheme_->id});
  return last != last_.end() && last->second.verdict == Verdict::Fail;
}

AttemptPurpose ExamChoice::purpose_for(const std::string& trainee) const {
  const bool proposes = purpose() == AttemptPurpose::Exam && failed_before(trainee);
  return proposes && granted_ != trainee ? AttemptPurpose::Retest : purpose();
}

}  // namespace sternum
