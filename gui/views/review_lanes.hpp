/// The lanes of the debrief's chart: depth, rate and breaths against one time axis.
#pragma once

#include <optional>

#include "gui/views/view.hpp"

namespace sternum {

/// Seconds from the attempt's start to x.
class TimeAxis {
 public:
  TimeAxis(Box lane, double length_s) : from_(lane.x), width_(lane.w), length_s_(length_s) {}
  [[nodiscard]] float x(double second) const {
    return from_ + width_ * static_cast<float>(std::clamp(second / length_s_, 0.0, 1.0));
  }
  [[nodiscard]] double second(float x) const {
    return static_cast<double>((x - from_) / width_) * length_s_;
  }
  [[nodiscard]] double units_per_second() const { return static_cast<double>(width_) / length_s_; }
  [[nodiscard]] double length_s() const { return length_s_; }

 private:
  float from_;
  float width_;
  double length_s_;
};

/// Rate to height: 80 to 140/min, faster ones at the top.
[[nodiscard]] float rate_y(Box lane, double rate_per_min);

void draw_depth_lane(const View& view, const ReviewModel& review, const TimeAxis& axis, Box lane);
void draw_rate_lane(const View& view, const ReviewModel& review, const TimeAxis& axis, Box lane);
void draw_breath_lane(const View& view, const ReviewModel& review, const TimeAxis& axis, Box lane);
/// Hatched across all lanes.
void draw_gap_marks(const View& view, const ReviewModel& review, const TimeAxis& axis, Box lanes);
/// What the longest gap means, beside it and clear of `taken`.
void draw_gap_note(const View& view, const ReviewModel& review, const TimeAxis& axis, Box lanes,
                   const std::optional<Box>& taken);

}  // namespace sternum
