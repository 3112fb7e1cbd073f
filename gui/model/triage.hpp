/// Who needs help first, in an order that does not jump about.
///
/// Ordered by urgency, then by how long the state has lasted. The order is made anew at most every
/// 2 s; in between, who recovers leaves and who comes joins at the end, so that a chip is where the
/// eye left it. Times are seconds of any one ascending clock. Not thread-safe.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "gui/model/seat_condition.hpp"

namespace sternum {

struct TriageEntry {
  int seat = 0;
  SeatCondition condition;
  double since_s = 0.0;  ///< when the seat came into this state
};

class Triage {
 public:
  static constexpr double kSortEvery_s = 2.0;

  struct Observation {
    int seat = 0;
    SeatCondition condition;
  };
  void update(std::span<const Observation> seats, double now_s);

  /// The seats that need help, most urgent first.
  [[nodiscard]] const std::vector<TriageEntry>& entries() const { return entries_; }
  /// When the seat came into the state it is in; 0 for a seat never seen.
  [[nodiscard]] double since(int seat) const;

 private:
  struct Standing {
    SeatCondition condition;
    double since_s = 0.0;
  };
  void sort(double now_s);

  std::map<int, Standing> standings_;
  std::vector<TriageEntry> entries_;
  double sorted_s_ = -1e9;
};

}  // namespace sternum
