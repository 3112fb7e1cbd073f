#include "analysis/scoring/fatigue.hpp"

namespace sternum {
namespace {

/// The slope of a line through points that are added one by one, without keeping them: Welford's
/// update, so that hours of device time do not cost digits.
class Line {
 public:
  void add(double x, double y) {
    ++count_;
    const double dx = x - mean_x_;
    mean_x_ += dx / count_;
    mean_y_ += (y - mean_y_) / count_;
    xx_ += dx * (x - mean_x_);
    xy_ += dx * (y - mean_y_);
  }
  [[nodiscard]] double slope() const { return xy_ / xx_; }

 private:
  double count_ = 0.0;
  double mean_x_ = 0.0;
  double mean_y_ = 0.0;
  double xx_ = 0.0;
  double xy_ = 0.0;
};

}  // namespace

Fatigue find_fatigue(std::span<const Compression> compressions, bool depth_is_measured,
                     FatigueOptions options) {
  Line depth;
  Line rate;
  int count = 0;
  DeviceTime first;
  DeviceTime last;
  for (const Compression& c : compressions) {
    if (!c.rate) continue;
    if (count == 0) first = c.peak;
    last = c.peak;
    ++count;
    const double minutes = (c.peak - first).seconds() / 60.0;
    depth.add(minutes, c.depth.mm());
    rate.add(minutes, c.rate->per_minute());
  }
  Fatigue fatigue;
  if (count < options.least_count || last - first < options.least_time) return fatigue;
  if (depth_is_measured) fatigue.depth_mm_per_min = depth.slope();
  fatigue.rate_per_min_per_min = rate.slope();
  return fatigue;
}

}  // namespace sternum
