#include "datasets/exports/class_results.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace sternum {
namespace {

/// The graver, the later.
int gravity_of(Verdict verdict) {
  constexpr std::array kByGravity = {Verdict::Pass, Verdict::Invalid, Verdict::Borderline,
                                     Verdict::Fail};
  return static_cast<int>(std::ranges::find(kByGravity, verdict) - kByGravity.begin());
}

bool is_examined(const AttemptRecord& attempt) {
  return attempt.started.purpose != AttemptPurpose::Practice && attempt.verdict.has_value() &&
         attempt.state != AttemptState::Running && attempt.state != AttemptState::Discarded;
}

/// `attempts`: the oldest first.
std::vector<const AttemptRecord*> counting(const std::vector<const AttemptRecord*>& attempts) {
  std::vector<const AttemptRecord*> counting;
  for (const AttemptRecord* attempt : attempts) {
    if (!is_examined(*attempt)) continue;
    const auto same = std::ranges::find_if(counting, [&](const AttemptRecord* other) {
      return other->started.scheme_id == attempt->started.scheme_id;
    });
    if (same == counting.end()) {
      counting.push_back(attempt);
    } else if (attempt->verdict != Verdict::Invalid || (*same)->verdict == Verdict::Invalid) {
      *same = attempt;
    }
  }
  return counting;
}

Result<ExamOutcome> outcome_of(const StationReader& reader, const AttemptRecord& attempt,
                               const Rejudge& rejudge) {
  ExamOutcome outcome;
  outcome.attempt = attempt.id;
  outcome.is_retest = attempt.started.purpose == AttemptPurpose::Retest;
  outcome.scheme_id = attempt.started.scheme_id;
  outcome.scheme_edition = attempt.started.scheme_edition;
  outcome.guideline_id = attempt.started.guideline_id;
  outcome.score = attempt.score;
  outcome.verdict = *attempt.verdict;
  outcome.manikin_id = attempt.started.manikin_id;
  outcome.calibration_id = attempt.calibration_id;
  const auto sheet = reader.sheet(attempt.id);
  if (!sheet) return tl::unexpected(sheet.error());
  bool is_changed = attempt.state == AttemptState::Interrupted && !sheet->empty();
  for (const SheetEntry& entry : *sheet) {
    if (!entry.who.empty()) outcome.examiner = entry.who;
    is_changed = is_changed || entry.kind == SheetEntry::Kind::Overruled ||
                 (attempt.ended_at_ms && entry.utc_ms >= *attempt.ended_at_ms);
  }
  if (is_changed && rejudge) {
    const auto score = rejudge(attempt);
    if (!score) return tl::unexpected(score.error());
    outcome.score = *score;
  }
  return outcome;
}

double hands_on_s(const AttemptRecord& attempt) {
  if (!attempt.ended_at_ms) return 0.0;
  const std::int64_t length_ms = *attempt.ended_at_ms - attempt.started.started_at_ms;
  return static_cast<double>(std::max<std::int64_t>(0, length_ms)) * 1e-3;
}

}  // namespace

std::optional<Verdict> TraineeResult::verdict() const {
  std::optional<Verdict> worst;
  for (const ExamOutcome& exam : exams) {
    if (!worst || gravity_of(exam.verdict) > gravity_of(*worst)) worst = exam.verdict;
  }
  return worst;
}

std::optional<double> TraineeResult::practical_score() const {
  std::optional<double> lowest;
  for (const ExamOutcome& exam : exams) {
    if (exam.score && (!lowest || *exam.score < *lowest)) lowest = exam.score;
  }
  return lowest;
}

bool TraineeResult::is_retested() const {
  return std::ranges::any_of(exams, &ExamOutcome::is_retest);
}

int ClassResults::present() const {
  return static_cast<int>(std::ranges::count_if(trainees, &TraineeResult::was_present));
}
int ClassResults::passed() const {
  return static_cast<int>(std::ranges::count_if(trainees, &TraineeResult::has_passed));
}
int ClassResults::certified() const {
  return static_cast<int>(std::ranges::count_if(trainees, &TraineeResult::is_certified));
}

Result<ClassResults> load_class_results(const StationReader& reader, ClassId id,
                                        const Rejudge& rejudge) {
  auto stored = reader.stored_class(id);
  if (!stored) return tl::unexpected(stored.error());
  const auto attempts = reader.attempts_of_class(id);
  if (!attempts) return tl::unexpected(attempts.error());
  std::map<std::string, std::vector<const AttemptRecord*>> of_trainee;
  for (const AttemptRecord& attempt : *attempts) {
    of_trainee[attempt.started.trainee].push_back(&attempt);
  }

  ClassResults results;
  results.id = id;
  for (std::size_t i = 0; i < stored->record.members.size(); ++i) {
    ClassMember& member = stored->record.members[i];
    TraineeResult& trainee = results.trainees.emplace_back();
    const auto& own = of_trainee[member.name];
    for (const AttemptRecord* attempt : own) {
      if (attempt->state == AttemptState::Running) continue;
      ++trainee.attempts;
      trainee.hands_on_s += hands_on_s(*attempt);
    }
    for (const AttemptRecord* attempt : counting(own)) {
      auto outcome = outcome_of(reader, *attempt, rejudge);
      if (!outcome) return tl::unexpected(outcome.error());
      trainee.exams.push_back(std::move(*outcome));
    }
    trainee.name = std::move(member.name);
    trainee.organisation = std::move(member.organisation);
    trainee.absent = member.absent;
    trainee.outcome = std::move(stored->outcomes[i]);
  }
  results.record = std::move(stored->record);
  results.record.members.clear();
  return results;
}

}  // namespace sternum
