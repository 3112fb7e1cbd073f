#include "firmware-bridge/simulator/pad_handling.hpp"

#include <algorithm>
#include <limits>

#include "firmware-bridge/simulator/smooth_motion.hpp"
#include "firmware-bridge/simulator/standard_gravity.hpp"

namespace sternum {
namespace {

/// Of a knock, as the pad's own low-pass leaves it.
constexpr double kWeakestKnock_g = 0.4;
constexpr double kHardestKnock_g = 1.5;
constexpr double kShortestKnock_s = 0.03;
constexpr double kLongestKnock_s = 0.06;
/// The strongest acceleration of a bump of 1 mm that lasts 1 s, in mm/s²: in its middle.
constexpr double kBumpsAcceleration = 24.0;

constexpr double kShortestMove_s = 1.2;
constexpr double kLongestMove_s = 2.5;
constexpr double kLongestWay_mm = 400.0;
constexpr double kMostTurn_g = 0.4;
/// Hands need this long between handling the pad and compressing on it.
constexpr std::int64_t kHandsChange_us = 400'000;
constexpr double kShareOfPausesWithMoves = 0.5;

std::int64_t whole_us(double seconds) { return static_cast<std::int64_t>(seconds * 1e6 + 0.5); }

}  // namespace

PadHandling::PadHandling(const PadOptions& options, std::uint64_t seed)
    : options_(options),
      knocks_(seed, RandomUse::Knock),
      handling_(seed, RandomUse::Handling),
      knock_{0, std::numeric_limits<std::int64_t>::max(), 0.0, 0.0, true} {
  if (options_.knocks_per_min <= 0.0) return;
  knock_.to_us = 0;
  plan_knock();
}

/// Distances between knocks are uniform from a fifth to nine fifths of their mean.
void PadHandling::plan_knock() {
  const double mean_s = 60.0 / options_.knocks_per_min;
  const double wait_s = mean_s * knocks_.uniform(0.2, 1.8);
  const double length_s = knocks_.uniform(kShortestKnock_s, kLongestKnock_s);
  const double strength_g = knocks_.uniform(kWeakestKnock_g, kHardestKnock_g);
  const double sign = knocks_.chance(0.5) ? 1.0 : -1.0;
  knock_.from_us = knock_.to_us + whole_us(wait_s);
  knock_.to_us = knock_.from_us + whole_us(length_s);
  knock_.way_mm = sign * strength_g * kGravity_mm_s2 * length_s * length_s / kBumpsAcceleration;
}

void PadHandling::pause(std::int64_t from_us, std::int64_t to_us) {
  if (!options_.is_moved) return;
  const bool is_handled = handling_.chance(kShareOfPausesWithMoves) || is_first_pause_;
  is_first_pause_ = false;
  if (!is_handled) return;
  const std::int64_t until_us = to_us - kHandsChange_us;
  std::int64_t at_us = from_us + kHandsChange_us;
  for (;;) {
    Move move;
    move.from_us = at_us;
    move.to_us = at_us + whole_us(handling_.uniform(kShortestMove_s, kLongestMove_s));
    move.way_mm = handling_.uniform(-kLongestWay_mm, kLongestWay_mm);
    move.turn_g = handling_.uniform(-kMostTurn_g, kMostTurn_g);
    if (move.to_us > until_us) return;
    moves_.push_back(move);
    at_us = move.to_us;
  }
}

double PadHandling::felt_g(const Move& move, std::int64_t t_us) {
  if (move.is_knock) {
    return bump(move.way_mm, move.from_us, move.to_us, t_us).acceleration_mm_s2 / kGravity_mm_s2;
  }
  const ChestMotion travel = smooth_step(0.0, move.way_mm, move.from_us, move.to_us, t_us);
  const ChestMotion turn = bump(move.turn_g, move.from_us, move.to_us, t_us);
  return travel.acceleration_mm_s2 / kGravity_mm_s2 + turn.depth_mm;
}

double PadHandling::at(std::int64_t t_us) {
  while (t_us >= knock_.to_us) plan_knock();
  while (!moves_.empty() && t_us >= moves_.front().to_us) moves_.pop_front();
  double felt = 0.0;
  if (t_us > knock_.from_us && options_.knocks_per_min > 0.0) felt += felt_g(knock_, t_us);
  if (!moves_.empty() && t_us > moves_.front().from_us) felt += felt_g(moves_.front(), t_us);
  return felt;
}

}  // namespace sternum
