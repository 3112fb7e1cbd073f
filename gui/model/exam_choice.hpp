/// What the next attempts are for: free practice, a rehearsal of an exam, an exam, a retest.
///
/// The last choice stays until another is made. Whose last exam by the scheme was failed is
/// proposed a retest, as far as this console has seen it or was told. Not thread-safe.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "gui/model/station_port.hpp"

namespace sternum {

class ExamChoice {
 public:
  /// Sees which schemes there are and what exams have come to.
  void follow(const StationSnapshot& station);
  /// What a stored exam came to. The newest counts, in whatever order they are told.
  void remember(AttemptId attempt, const std::string& trainee, const std::string& scheme_id,
                Verdict verdict);

  /// Null: free practice.
  [[nodiscard]] const Scheme* scheme() const { return scheme_.get(); }
  [[nodiscard]] AttemptPurpose purpose() const {
    return scheme_ ? purpose_ : AttemptPurpose::Practice;
  }
  [[nodiscard]] bool is_exam() const { return purpose() != AttemptPurpose::Practice; }
  /// Empty or unknown: free practice.
  void choose_scheme(std::string_view id, const StationSnapshot& station);
  /// The chosen scheme stays when it is a checklist; else the first that is one.
  void choose_checklist(const StationSnapshot& station);
  void choose_purpose(AttemptPurpose purpose, const StationSnapshot& station);
  /// Practice, exam, retest, and round; the first scheme of CPR when there was none.
  void next_purpose(const StationSnapshot& station);
  /// None, the first scheme, and so on, and round.
  void next_scheme(const StationSnapshot& station);

  /// For this trainee: an exam becomes a retest when the last one was failed, unless this very
  /// trainee was granted another.
  [[nodiscard]] AttemptPurpose purpose_for(const std::string& trainee) const;
  void grant_exam(const std::string& trainee) { granted_ = trainee; }
  [[nodiscard]] bool failed_before(const std::string& trainee) const;

 private:
  std::shared_ptr<const Scheme> scheme_;
  AttemptPurpose purpose_ = AttemptPurpose::Exam;
  std::string granted_;
  struct Outcome {
    AttemptId attempt = 0;
    Verdict verdict = Verdict::Invalid;
  };
  std::map<std::pair<std::string, std::string>, Outcome> last_;  ///< by trainee and scheme
};

}  // namespace sternum
