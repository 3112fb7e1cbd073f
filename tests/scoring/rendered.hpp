// Hand-made attempts as a manikin would send them: samples of depth, acceleration, volume and flow.
#pragma once

#include <cmath>
#include <numbers>
#include <vector>

#include "analysis/core/sample_batch.hpp"
#include "tests/scoring/hand_made.hpp"

namespace sternum::hand_made {

/// What a script's trainee does to the manikin, at any instant.
class Rendered {
 public:
  explicit Rendered(const Script& script) : script_(script) {}

  /// The chest goes down and up along half cosines.
  [[nodiscard]] double depth_mm(DeviceTime t) const {
    double base = 0.0;
    for (const Compression& c : script_.compressions) {
      if (t < c.onset) break;
      const double after = c.residual ? c.residual->mm() : 0.0;
      if (t < c.peak) return between(base, c.depth.mm(), t, c.onset, c.peak);
      if (t < c.release) return between(c.depth.mm(), after, t, c.peak, c.release);
      base = after;
    }
    return base;
  }

  /// The same motion's second derivative, in g.
  [[nodiscard]] double acceleration_g(DeviceTime t) const {
    const Duration h = milliseconds(1);
    const double mm_per_s2 =
        (depth_mm(t + h) - 2.0 * depth_mm(t) + depth_mm(t - h)) / (h.seconds() * h.seconds());
    return mm_per_s2 / 9806.65;
  }

  /// A breath flows in evenly and out again within a second.
  [[nodiscard]] double volume_ml(DeviceTime t) const {
    for (const Breath& b : script_.breaths) {
      if (t < b.start || t >= b.end + seconds(1.0)) continue;
      if (t < b.end) return between(0.0, b.volume.ml(), t, b.start, b.end);
      return between(b.volume.ml(), 0.0, t, b.end, b.end + seconds(1.0));
    }
    return 0.0;
  }

  [[nodiscard]] double flow_ml_s(DeviceTime t) const {
    const Duration h = milliseconds(1);
    return (volume_ml(t + h) - volume_ml(t - h)) / (2.0 * h.seconds());
  }

  [[nodiscard]] double value(Channel channel, DeviceTime t) const {
    switch (channel) {
      case Channel::Depth:
        return depth_mm(t);
      case Channel::Force:  // of a chest of 8 N/mm
        return 8.0 * depth_mm(t);
      case Channel::Acceleration:
        return acceleration_g(t);
      case Channel::AirwayVolume:
        return volume_ml(t);
      case Channel::AirwayFlow:
        return flow_ml_s(t);
      default:  // something else at each instant
        return 100.0 + 1e-3 * static_cast<double>(t.us() % 9'973);
    }
  }

  /// One channel from `from_s` to `to_s`, `per_batch` samples a batch; the script's holes are
  /// missing from it and told by a flag.
  [[nodiscard]] std::vector<SampleBatch> batches(Channel channel, double hertz, double from_s,
                                                 double to_s, std::size_t per_batch = 10) const {
    std::vector<SampleBatch> batches;
    const Duration period = seconds(1.0 / hertz);
    bool hole = false;
    SampleBatch open;
    const auto finish = [&] {
      if (!open.values.empty()) batches.push_back(open);
      open = {};
    };
    for (DeviceTime t = at(from_s); t <= at(to_s); t = t + period) {
      if (lost(t)) {
        finish();
        hole = true;
        continue;
      }
      if (open.values.empty()) {
        open.channel = channel;
        open.first = t;
        open.period = period;
        open.flags = hole ? BatchFlag::FollowsGap : BatchFlag::None;
        hole = false;
      }
      open.values.push_back(static_cast<float>(value(channel, t)));
      if (open.values.size() == per_batch) finish();
    }
    finish();
    return batches;
  }

 private:
  [[nodiscard]] bool lost(DeviceTime t) const {
    for (const TimeSpan& gap : script_.gaps) {
      if (gap.from <= t && t < gap.to) return true;
    }
    return false;
  }

  static double between(double a, double b, DeviceTime t, DeviceTime from, DeviceTime to) {
    const double share = (t - from).seconds() / (to - from).seconds();
    return a + (b - a) * 0.5 * (1.0 - std::cos(std::numbers::pi * share));
  }

  const Script& script_;
};

}  // namespace sternum::hand_made
