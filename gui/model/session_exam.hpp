/// The exam that a seat's attempt is: its rules, what was entered on its sheet, and what it has
/// come to.
///
/// While the attempt runs, what it would come to if it ended now is renewed at most every quarter
/// of a second, and at once when something was entered; after the end the final one is shown as
/// soon as its result is.
/// Not thread-safe; never blocks; never asks the time. Renewing costs a copy of the attempt, its
/// summing up and a whole examination.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/attempt/attempt.hpp"
#include "gui/model/station_port.hpp"
#include "gui/model/station_rules.hpp"

namespace sternum {

class SessionExam {
 public:
  SessionExam(ExamRules rules, AttemptPurpose purpose, MeasurementUncertainty stated);

  [[nodiscard]] const ExamRules& rules() const { return rules_; }
  [[nodiscard]] AttemptPurpose purpose() const { return purpose_; }

  /// `entry` fits the scheme.
  void enter(SheetEntry entry);
  /// The attempt was fed: what it comes to may be another.
  void note_input() { has_input_ = true; }
  /// When it is due. Any clock that goes forward will do.
  void renew(const Attempt& attempt, std::int64_t now_ms);
  /// What the result comes to with all that was entered.
  [[nodiscard]] Examination judge(const AttemptResult& result) const;
  /// What is seen of it from now on.
  void show(Examination examination);

  [[nodiscard]] std::shared_ptr<const SeatExam> seen() const { return seen_; }

 private:
  void publish();

  ExamRules rules_;
  AttemptPurpose purpose_;
  MeasurementUncertainty stated_;
  std::vector<SheetEntry> sheet_;
  std::shared_ptr<const Examination> examination_;
  std::shared_ptr<const SeatExam> seen_;
  bool has_input_ = false;
  bool sheet_has_grown_ = false;
  std::optional<std::int64_t> renewed_at_ms_;
};

}  // namespace sternum
