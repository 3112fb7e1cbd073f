/// Runs a detector over samples, one by one.
#pragma once

#include <vector>

#include "analysis/signal/acceleration_detector.hpp"
#include "analysis/signal/breath_detector.hpp"
#include "analysis/signal/compression_detector.hpp"
#include "tests/signal/sensor.hpp"

namespace sternum::signal_test {

inline std::vector<Compression> detect(const std::vector<Sample>& samples,
                                       CompressionDetector detector = CompressionDetector()) {
  std::vector<Compression> found;
  for (const Sample& sample : samples) {
    if (const auto one =
            detector.step(DeviceTime::from_us(sample.us), sample.value, sample.flags)) {
      found.push_back(*one);
    }
  }
  if (const auto last = detector.finish()) found.push_back(*last);
  return found;
}

inline std::vector<Compression> detect_in_acceleration(const std::vector<Sample>& samples) {
  AccelerationDetector detector;
  std::vector<Compression> found;
  for (const Sample& sample : samples) {
    if (const auto one =
            detector.step(DeviceTime::from_us(sample.us), sample.value, sample.flags)) {
      found.push_back(*one);
    }
  }
  if (const auto last = detector.finish()) found.push_back(*last);
  return found;
}

inline std::vector<Breath> detect_breaths(const std::vector<Sample>& samples) {
  BreathDetector detector;
  std::vector<Breath> found;
  for (const Sample& sample : samples) {
    if (const auto one =
            detector.step(DeviceTime::from_us(sample.us), sample.value, sample.flags)) {
      found.push_back(*one);
    }
  }
  if (const auto last = detector.finish()) found.push_back(*last);
  return found;
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
