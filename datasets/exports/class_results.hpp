/// What a class came to: its record, and for each trainee on its list what counts.
///
/// **Which attempt counts.** Of a trainee's attempts of this class that are exams or retests, for
/// each exam scheme the newest one that has a verdict other than *invalid*; where there is none,
/// the newest invalid one. So a retest takes the place of the exam before it, an invalid recording
/// takes nothing away, and an interrupted exam counts once the instructor has judged it. Verdicts
/// are those after overruling. Practice never counts, nor does a discarded attempt. Of several
/// schemes the worst verdict is the trainee's (fail, borderline, invalid, pass), and the lowest
/// score.
/// **Hands-on time** is that of all attempts of the class, practice too, by the clock, as the
/// console shows it. A value, and pure functions; `load_class_results` blocks on the disk. Errors
/// are the reader's.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"
#include "analysis/exam/examination.hpp"
#include "datasets/records/station_database.hpp"

namespace sternum {

/// The attempt that counts of one scheme.
struct ExamOutcome {
  AttemptId attempt = 0;
  bool is_retest = false;
  std::string scheme_id{};
  std::string scheme_edition{};
  std::string guideline_id{};
  std::optional<double> score{};  ///< 0–100, after overruling
  Verdict verdict = Verdict::Invalid;
  std::string manikin_id{};
  std::optional<std::int64_t> calibration_id{};
  std::string examiner{};  ///< the number of whoever entered something last; may be empty
  friend bool operator==(const ExamOutcome&, const ExamOutcome&) = default;
};

struct TraineeResult {
  std::string name{};
  std::string organisation{};
  bool absent = false;
  MemberOutcome outcome{};
  std::vector<ExamOutcome> exams{};  ///< one for each scheme, in the order of their first attempts
  int attempts = 0;
  double hands_on_s = 0.0;
  friend bool operator==(const TraineeResult&, const TraineeResult&) = default;

  [[nodiscard]] std::optional<Verdict> verdict() const;  ///< empty: not examined
  [[nodiscard]] std::optional<double> practical_score() const;
  [[nodiscard]] bool is_retested() const;
  [[nodiscard]] bool has_passed() const { return verdict() == Verdict::Pass; }
  /// 持证: passed, or holding a certificate of this class. Whoever else was there is counted as
  /// 普及.
  [[nodiscard]] bool is_certified() const {
    return has_passed() || !outcome.certificate_number.empty();
  }
  /// Came, whatever the list says: somebody with an attempt was there.
  [[nodiscard]] bool was_present() const { return !absent || attempts > 0; }
};

struct ClassResults {
  ClassId id = 0;
  ClassRecord record{};  ///< its members are `trainees`
  std::vector<TraineeResult> trainees{};
  /// Of the audit trail, where the file keeps one.
  std::optional<std::string> audit_hash{};
  friend bool operator==(const ClassResults&, const ClassResults&) = default;

  [[nodiscard]] int present() const;
  [[nodiscard]] int passed() const;
  [[nodiscard]] int certified() const;
};

/// What an exam came to with all that its sheet holds now. Asked only of exams on whose sheet
/// something was entered after their end, since the score is stored as it was at the end.
using Rejudge = std::function<Result<std::optional<double>>(const AttemptRecord&)>;

/// Without `rejudge`, scores are those at the end.
[[nodiscard]] Result<ClassResults> load_class_results(const StationReader& reader, ClassId id,
                                                      const Rejudge& rejudge = {});

}  // namespace sternum
