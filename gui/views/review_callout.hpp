/// The selected compression: marked in its lanes, its values beside it.
#pragma once

#include <optional>

#include "gui/views/review_lanes.hpp"

namespace sternum {

/// Answers where the values stand; empty when nothing is selected.
std::optional<Box> draw_selected_compression(const View& view, const ReviewModel& review,
                                             const TimeAxis& axis, Box depths, Box rates,
                                             Box lanes);

}  // namespace sternum
