/// Points of a race on the projector: for quality alone, so that nobody wins by being fast.
///
/// A session has places: for each of the guideline's cycles its compressions and its breaths, say
/// five times thirty and two. The n-th compression of a round fills its n-th place, right or wrong;
/// what comes beyond the last place fills none. A place counts when what fills it was right: a
/// compression inside the bands of depth and rate and let go of, a breath inside the band of
/// volume. What was not measured is not held against anybody; where no breaths are measured the
/// compressions carry all the points. All places together are 100 points.
///
/// A place counts from when it is *due*: at the slowest pace that is still right, after a lead-in.
/// So whoever does everything right has the same points at the same time, at 100 a minute or at
/// 120, and pressing faster or more never gives more. When the attempt is over all places are due.
/// The first compression of a run has no rate: its depth and release decide. What a hole in the
/// recording swallowed has filled no place: nobody knows how it was.
///
/// `race_points` is a pure function; `RaceLog` is not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/scoring/guideline.hpp"
#include "analysis/scoring/performance.hpp"
#include "analysis/scoring/points.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

struct RaceRules {
  /// Of the 100 points, those for breaths; the others are for compressions.
  double breath_points = 20.0;
  /// To kneel down and begin: nothing is due before.
  Duration lead_in = seconds(5.0);
};

struct RaceStanding {
  Points points;  ///< 0–100
  int round = 0;  ///< of the guideline's cycles, the one under way, from 1; 0 before the first
  friend bool operator==(const RaceStanding&, const RaceStanding&) = default;
};

/// `elapsed`: since the attempt's start; empty when it is over.
[[nodiscard]] RaceStanding race_points(const Guideline& guideline, const Performance& performance,
                                       std::optional<Duration> elapsed,
                                       const RaceRules& rules = {});

/// A snapshot holds the last seconds of an attempt; this keeps what was in those before.
class RaceLog {
 public:
  /// At least once in the length of a snapshot's strip.
  void update(const StationSnapshot& station);
  /// Where a seat's running or last attempt stands by now; nothing without one.
  [[nodiscard]] RaceStanding standing_of(const Seat& seat, const Guideline& guideline) const;

 private:
  struct Run {
    std::string attempt;  ///< another one begins anew
    std::vector<Compression> compressions;
    std::vector<TimeSpan> gaps;
  };
  std::map<std::string, Run> runs_;  ///< by manikin id
};

}  // namespace sternum
