/// The lanes of the debrief's chart: depth, rate and breaths against one time axis.
#pragma once

#include <optional>

#include "gui/views/view.hpp"

namespace sternum {

/// Seconds from the attempt's start to x, for the stretch that is shown. What is outside it lies
/// outside the lane: lanes clip.
class TimeAxis {
 public:
  TimeAxis(Box lane, const ReviewWindow& shown) : from_(lane.x), width_(lane.w), shown_(shown) {}
  [[nodiscard]] float x(double second) const {
    return from_ + width_ * static_cast<float>((second - shown_.from_s()) / shown_.span_s());
  }
  [[nodiscard]] double second(float x) const {
    return shown_.from_s() + static_cast<double>((x - from_) / width_) * shown_.span_s();
  }
  [[nodiscard]] double units_per_second() const {
    return static_cast<double>(width_) / shown_.span_s();
  }
  [[nodiscard]] const ReviewWindow& shown() const { return shown_; }
  /// Whether any of this stretch is in sight.
  [[nodiscard]] bool shows(double from_s, double to_s) const {
    return to_s >= shown_.from_s() && from_s <= shown_.to_s();
  }

 private:
  float from_;
  float width_;
  ReviewWindow shown_;
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
