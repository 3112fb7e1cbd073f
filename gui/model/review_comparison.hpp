/// Two attempts over each other: which ones can be, how their times meet, and their numbers side by
/// side. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/model/review_model.hpp"

namespace sternum {

/// An attempt that another one can be held against.
struct Comparable {
  AttemptId id = 0;
  int number = 0;              ///< of its trainee
  bool best_of_class = false;  ///< somebody else's: the best practice of that day
  friend bool operator==(const Comparable&, const Comparable&) = default;
};
/// The trainee's other attempts with a score, the one just before it first, and then the best of
/// the class. `attempts`: newest first.
[[nodiscard]] std::vector<Comparable> comparable_attempts(
    const AttemptRecord& shown, const std::vector<AttemptRecord>& attempts);

/// What must be added to `other`'s seconds so that both begin to press at the same place.
[[nodiscard]] double onset_shift_s(const ReviewModel& shown, const ReviewModel& other);

struct ComparedRow {
  std::string label;
  std::string then;  ///< the other attempt's
  std::string now;
  std::string change;  ///< "+20"; empty unless both were measured
  bool worse = false;
};
[[nodiscard]] std::vector<ComparedRow> compared_rows(Language language, const ReviewModel& shown,
                                                     const ReviewModel& other);

/// Depth or rate as a straight line over the attempt, as `Metrics::fatigue` has it: its height at
/// the first and at the last compression.
struct FatigueLine {
  double from_s = 0.0;
  double to_s = 0.0;
  double at_from = 0.0;
  double at_to = 0.0;
};
[[nodiscard]] std::optional<FatigueLine> depth_fatigue_mm(const ReviewModel& review);
[[nodiscard]] std::optional<FatigueLine> rate_fatigue_per_min(const ReviewModel& review);

}  // namespace sternum
