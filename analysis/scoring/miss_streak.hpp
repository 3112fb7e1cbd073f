/// How one kind of fault has gone lately: what tells the coach that a correction is due.
///
/// ```
///   Quiet ──misses_before_prompt misses in a row──▶ Due ──good_before_clear good ones in a row, or
///     ▲                                              │    forget()
///     └──────────────────────────────────────────────┘
/// ```
/// Holding a correction back for several misses follows the CPRmeter. Not thread-safe; does not
/// allocate.
#pragma once

#include "analysis/scoring/guideline.hpp"

namespace sternum {

class MissStreak {
 public:
  /// `value` is what was measured.
  void add(const Guideline::Feedback& limits, bool missed, double value) {
    if (missed) {
      good_ = 0;
      if (++misses_ >= limits.misses_before_prompt) due_ = due_in_set_ = true;
      ++missed_in_set_;
      sum_in_set_ += value;
    } else {
      misses_ = 0;
      if (++good_ >= limits.good_before_clear) due_ = false;
    }
  }
  /// The compressions, or breaths, are over for now: the next ones count anew.
  void forget() {
    misses_ = good_ = 0;
    due_ = false;
  }
  void begin_set() {
    due_in_set_ = false;
    missed_in_set_ = 0;
    sum_in_set_ = 0.0;
  }

  [[nodiscard]] int misses() const { return misses_; }  ///< in a row, up to now
  [[nodiscard]] bool is_due() const { return due_; }
  /// Whether it is due and the last ones were all missed, so that saying so is news of now.
  [[nodiscard]] bool is_due_now(const Guideline::Feedback& limits) const {
    return due_ && misses_ >= limits.misses_before_prompt;
  }
  [[nodiscard]] bool was_due_in_set() const { return due_in_set_; }
  /// Of those of the set that missed; 0 without any.
  [[nodiscard]] double mean_missed_in_set() const {
    return missed_in_set_ == 0 ? 0.0 : sum_in_set_ / missed_in_set_;
  }

 private:
  int misses_ = 0;
  int good_ = 0;
  bool due_ = false;
  bool due_in_set_ = false;
  int missed_in_set_ = 0;
  double sum_in_set_ = 0.0;
};

}  // namespace sternum
