/// Whether anything moves in the room, so that a console nobody uses costs next to nothing.
#pragma once

#include "gui/model/station_port.hpp"

namespace sternum {

/// Nobody is examined, no manikin was touched lately, and no chest has moved in the last second.
/// Cheap enough for every look at the station.
[[nodiscard]] bool is_still(const StationSnapshot& station);

}  // namespace sternum
