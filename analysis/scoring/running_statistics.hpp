/// Mean and standard deviation of a stream of numbers, without keeping them.
///
/// Welford's method (Technometrics 1962; 4:419): no sum of squares, so that hours of nearly equal
/// values keep their digits. Empty answers mean that too few values were added.
#pragma once

#include <cmath>
#include <optional>

namespace sternum {

class RunningStatistics {
 public:
  void add(double value) {
    ++count_;
    const double before = value - mean_;
    mean_ += before / static_cast<double>(count_);
    squares_ += before * (value - mean_);
  }

  [[nodiscard]] int count() const { return count_; }
  [[nodiscard]] std::optional<double> mean() const {
    if (count_ == 0) return std::nullopt;
    return mean_;
  }
  /// Of the population that the values are a sample of (n − 1).
  [[nodiscard]] std::optional<double> standard_deviation() const {
    if (count_ < 2) return std::nullopt;
    return std::sqrt(squares_ / static_cast<double>(count_ - 1));
  }

 private:
  int count_ = 0;
  double mean_ = 0.0;
  double squares_ = 0.0;  ///< sum of squared distances from the mean
};

}  // namespace sternum
