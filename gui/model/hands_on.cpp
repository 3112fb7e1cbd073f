#include "gui/model/hands_on.hpp"

#include <algorithm>
#include <set>

namespace sternum {

HandsOnTimes hands_on_times(ClassKey key, const std::vector<AttemptRecord>& attempts,
                            const StationSnapshot& station) {
  HandsOnTimes times;
  std::set<AttemptId> told;  // by the list, or not of this class
  for (const AttemptRecord& attempt : attempts) {
    if (attempt.started.started_at_ms < key) break;
    if (attempt.started.class_key != key) {
      told.insert(attempt.id);
      continue;
    }
    if (attempt.state != AttemptState::Ended && attempt.state != AttemptState::Interrupted)
      continue;
    told.insert(attempt.id);
    HandsOn& had = times[attempt.started.trainee];
    ++had.attempts;
    if (!attempt.ended_at_ms) continue;
    const std::int64_t length_ms = *attempt.ended_at_ms - attempt.started.started_at_ms;
    had.seconds += static_cast<double>(std::max<std::int64_t>(0, length_ms)) * 1e-3;
  }
  for (const Seat& seat : station.seats) {
    if (seat.phase == AttemptPhase::Idle || seat.trainee.empty()) continue;
    // An attempt that has ended counts by its seat until the list knows of its end.
    if (seat.attempt_id && told.contains(*seat.attempt_id)) continue;
    if (!seat.attempt_id && seat.phase == AttemptPhase::Done) continue;
    HandsOn& has = times[seat.trainee];
    ++has.attempts;
    has.seconds += seat.attempt_s;
  }
  return times;
}

}  // namespace sternum
