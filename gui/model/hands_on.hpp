/// How long everybody of a class has had their hands on a chest, and how often.
///
/// From the attempts of the class that ended or were interrupted, begin to end by the clock, and
/// from those that run. Pure.
#pragma once

#include <vector>

#include "datasets/records/class_record.hpp"
#include "gui/model/class_queue.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

/// `attempts`: the newest first. Those that began before the class was created are not of it.
[[nodiscard]] HandsOnTimes hands_on_times(ClassKey key, const std::vector<AttemptRecord>& attempts,
                                          const StationSnapshot& station);

}  // namespace sternum
