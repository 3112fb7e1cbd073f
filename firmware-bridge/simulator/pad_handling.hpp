/// What happens to an accelerometer pad besides compressions: knocks, and being laid and moved.
///
/// Seen by the accelerometer alone: the chest below does not move. Knocks come at random, at any
/// time. The pad is handled within the pauses that it is told of: it travels some hundred
/// millimetres within seconds and turns against gravity meanwhile. Times in µs, ascending; the same
/// seed and pauses give the same knocks. Not thread-safe; never blocks.
#pragma once

#include <cstdint>
#include <deque>

#include "firmware-bridge/simulator/random_stream.hpp"
#include "firmware-bridge/simulator/sensors.hpp"

namespace sternum {

class PadHandling {
 public:
  PadHandling(const PadOptions& options, std::uint64_t seed);

  /// Nobody compresses between the two. To be told in ascending time, before it begins.
  void pause(std::int64_t from_us, std::int64_t to_us);
  /// What this adds to the acceleration, in g.
  [[nodiscard]] double at(std::int64_t t_us);

 private:
  /// A move of the pad, or a knock: there and back, or on to another place.
  struct Move {
    std::int64_t from_us = 0;
    std::int64_t to_us = 0;
    double way_mm = 0.0;  ///< for a knock: there and back
    double turn_g = 0.0;  ///< how much more or less of gravity it feels half way
    bool is_knock = false;
  };
  void plan_knock();
  [[nodiscard]] static double felt_g(const Move& move, std::int64_t t_us);

  PadOptions options_;
  RandomStream knocks_;
  RandomStream handling_;
  Move knock_;
  std::deque<Move> moves_;
  bool is_first_pause_ = true;
};

}  // namespace sternum
