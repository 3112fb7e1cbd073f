/// Whether anything moves in the room, so that a console nobody uses costs next to nothing.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "gui/model/station_port.hpp"

namespace sternum {

/// A chest that went no farther than this to and fro in so long does not move: more than a sensor's
/// noise and its steps, less than a hand that is laid on it.
inline constexpr float kStill_mm = 3.0F;
inline constexpr Duration kStillFor = seconds(1.0);

/// Nobody is examined, no manikin was touched lately, and no chest has moved in the last second.
/// Cheap enough for every look at the station.
[[nodiscard]] bool is_still(const StationSnapshot& station);

/// Chests that nobody has moved for as long as their strip reaches back stand still on the screen:
/// neither their flat trace scrolls nor do the frames count up that it comes in. They are looked at
/// anew once a minute, and when anything moves, is lost, or lies elsewhere. Not thread-safe.
class RestingSeats {
 public:
  /// The snapshot as it is to be shown; itself, while no seat rests.
  [[nodiscard]] std::shared_ptr<const StationSnapshot> shown(
      std::shared_ptr<const StationSnapshot> station);

 private:
  /// Of a seat, what runs on while it rests.
  struct Stream {
    std::shared_ptr<const LiveSnapshot> live;
    LinkStatistics statistics;
    double measured_rate_hz = 0.0;
  };
  [[nodiscard]] static bool stands_for(const Stream& held, const Seat& seat);

  std::map<std::string, Stream> resting_;  ///< by manikin id
};

}  // namespace sternum
