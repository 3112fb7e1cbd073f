/// What is drawn over the debrief's bars: the trace itself where the eye is close enough, the line
/// of fatigue, and another attempt, dashed.
#pragma once

#include <functional>
#include <optional>
#include <span>

#include "gui/views/review_lanes.hpp"
#include "gui/widgets/strip_chart.hpp"

namespace sternum {

/// From here on single compressions are wide enough to have a shape.
inline constexpr double kTraceFrom_units_per_s = 24.0;

void draw_trace_of(const View& view, const ReviewModel& review, const TimeAxis& axis,
                   const DepthScale& depth, Box lane);
void draw_fatigue_line(const View& view, const TimeAxis& axis,
                       const std::optional<FatigueLine>& line,
                       const std::function<float(double)>& y_of);
/// `other` begins to press where `review` does.
void draw_compared_depth(const View& view, const ReviewModel& review, const ReviewModel& other,
                         const TimeAxis& axis, const DepthScale& depth, Box lane);
void draw_compared_rate(const View& view, const ReviewModel& review, const ReviewModel& other,
                        const TimeAxis& axis, Box lane);
/// Dashes along `points`, 7 units long and 5 apart.
void draw_dashed(Canvas& canvas, std::span<const Point> points, Colour ink, float thickness);

}  // namespace sternum
