/// Runs a detector over samples, one by one.
#pragma once

#include <utility>
#include <vector>

#include "analysis/signal/acceleration_detector.hpp"
#include "analysis/signal/breath_detector.hpp"
#include "analysis/signal/compression_detector.hpp"
#include "tests/signal/sensor.hpp"

namespace sternum::signal_test {

/// What `detector` completes, with what it was not yet sure of at the end.
template <class Found, class Detector>
std::vector<Found> everything_found(const std::vector<Sample>& samples, Detector detector) {
  std::vector<Found> found;
  for (const Sample& sample : samples) {
    if (const auto one =
            detector.step(DeviceTime::from_us(sample.us), sample.value, sample.flags)) {
      found.push_back(*one);
    }
  }
  if (const auto last = detector.finish()) found.push_back(*last);
  return found;
}

inline std::vector<Compression> detect(const std::vector<Sample>& samples,
                                       CompressionDetector detector = CompressionDetector()) {
  return everything_found<Compression>(samples, std::move(detector));
}

inline std::vector<Compression> detect_in_acceleration(const std::vector<Sample>& samples) {
  return everything_found<Compression>(samples, AccelerationDetector());
}

inline std::vector<Breath> detect_breaths(const std::vector<Sample>& samples) {
  return everything_found<Breath>(samples, BreathDetector());
}

/// Takes the samples between two times out and marks the first one after them.
inline std::vector<Sample> with_gap(const std::vector<Sample>& samples, double from_s, double to_s,
                                    BatchFlag flag = BatchFlag::FollowsGap) {
  std::vector<Sample> left;
  bool lost = false;
  for (const Sample& sample : samples) {
    const double s = static_cast<double>(sample.us) * 1e-6;
    if (s > from_s && s < to_s) {
      lost = true;
      continue;
    }
    left.push_back(sample);
    if (lost) left.back().flags = flag;
    lost = false;
  }
  return left;
}

}  // namespace sternum::signal_test
