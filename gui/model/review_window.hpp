/// The stretch of an attempt that the debrief's chart shows: all of it, or a part looked at
/// closely.
///
/// Seconds from the attempt's start. The stretch never leaves the attempt and is never shorter than
/// two seconds (or the attempt, if that is shorter). A plain value.
#pragma once

#include <algorithm>

namespace sternum {

class ReviewWindow {
 public:
  static constexpr double kShortest_s = 2.0;
  /// A lost point is looked at this closely, unless the eye is closer already.
  static constexpr double kClose_s = 12.0;

  ReviewWindow() = default;
  explicit ReviewWindow(double length_s) : length_s_(length_s), to_s_(length_s) {}

  [[nodiscard]] double from_s() const { return from_s_; }
  [[nodiscard]] double to_s() const { return to_s_; }
  [[nodiscard]] double span_s() const { return to_s_ - from_s_; }
  [[nodiscard]] bool is_zoomed() const { return span_s() < length_s_ - 1e-9; }
  [[nodiscard]] bool shows(double second) const { return from_s_ <= second && second <= to_s_; }
  [[nodiscard]] double middle_s() const { return (from_s_ + to_s_) / 2; }

  void show_all() {
    from_s_ = 0.0;
    to_s_ = length_s_;
  }
  /// `factor` above 1: closer. What is at `around_s` stays where it is on the screen.
  void zoom(double factor, double around_s) {
    const double span = std::clamp(span_s() / factor, std::min(kShortest_s, length_s_), length_s_);
    const double share = std::clamp((around_s - from_s_) / span_s(), 0.0, 1.0);
    place(around_s - share * span, span);
  }
  /// Later by `by_s`.
  void scrub(double by_s) { place(from_s_ + by_s, span_s()); }
  /// Moves only as far as it must, so that `second` is in sight and not at the edge.
  void reveal(double second) {
    const double margin = span_s() * 0.1;
    if (second < from_s_ + margin) place(second - margin, span_s());
    if (second > to_s_ - margin) place(second + margin - span_s(), span_s());
  }
  /// Close, with `second` in the middle.
  void look_at(double second) {
    const double span = std::min(span_s(), std::min(kClose_s, length_s_));
    place(second - span / 2, span);
  }

 private:
  void place(double from_s, double span) {
    from_s_ = std::clamp(from_s, 0.0, std::max(0.0, length_s_ - span));
    to_s_ = from_s_ + span;
  }

  double length_s_ = 1.0;
  double from_s_ = 0.0;
  double to_s_ = 1.0;
};

}  // namespace sternum
