/// Compares what was found with what was meant.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "analysis/signal/compression.hpp"
#include "tests/signal/scripted_chest.hpp"

namespace sternum::signal_test {

/// A set of signed errors.
class Errors {
 public:
  void add(double error) { errors_.push_back(error); }
  void add(const Errors& more) {
    errors_.insert(errors_.end(), more.errors_.begin(), more.errors_.end());
  }
  [[nodiscard]] std::size_t count() const { return errors_.size(); }
  [[nodiscard]] double bias() const {
    double sum = 0.0;
    for (const double error : errors_) sum += error;
    return errors_.empty() ? 0.0 : sum / static_cast<double>(errors_.size());
  }
  [[nodiscard]] double mean_absolute() const {
    double sum = 0.0;
    for (const double error : errors_) sum += std::abs(error);
    return errors_.empty() ? 0.0 : sum / static_cast<double>(errors_.size());
  }
  /// Quantile of the absolute errors, 0–1.
  [[nodiscard]] double absolute(double quantile) const {
    if (errors_.empty()) return 0.0;
    std::vector<double> sorted;
    for (const double error : errors_) sorted.push_back(std::abs(error));
    std::sort(sorted.begin(), sorted.end());
    const double last = static_cast<double>(sorted.size() - 1);
    return sorted[static_cast<std::size_t>(std::llround(quantile * last))];
  }

 private:
  std::vector<double> errors_;
};

struct Accuracy {
  int meant = 0;
  int missed = 0;
  int false_ones = 0;
  Errors depth_mm;
  Errors residual_mm;
  Errors peak_ms;
  Errors onset_ms;
  Errors release_ms;
  Errors rate_per_min;
  int rates_missing = 0;  ///< of those whose predecessor was less than a run gap away

  void add(const Accuracy& more) {
    meant += more.meant;
    missed += more.missed;
    false_ones += more.false_ones;
    rates_missing += more.rates_missing;
    depth_mm.add(more.depth_mm);
    residual_mm.add(more.residual_mm);
    peak_ms.add(more.peak_ms);
    onset_ms.add(more.onset_ms);
    release_ms.add(more.release_ms);
    rate_per_min.add(more.rate_per_min);
  }

  [[nodiscard]] double sensitivity() const {
    return meant == 0 ? 1.0 : 1.0 - static_cast<double>(missed) / meant;
  }
  [[nodiscard]] double precision() const {
    const int found = meant - missed + false_ones;
    return found == 0 ? 1.0 : 1.0 - static_cast<double>(false_ones) / found;
  }
};

/// Both in the order of time. One found within `window_s` of a meant peak is that compression.
inline Accuracy compare(const std::vector<MeantCompression>& meant,
                        const std::vector<Compression>& found, double window_s = 0.15) {
  Accuracy accuracy;
  accuracy.meant = static_cast<int>(meant.size());
  std::size_t next = 0;
  std::optional<std::size_t> previous;
  for (std::size_t i = 0; i < meant.size(); ++i) {
    while (next < found.size() &&
           static_cast<double>(found[next].peak.us()) * 1e-6 < meant[i].peak_s - window_s) {
      ++accuracy.false_ones;
      ++next;
    }
    const double peak_s =
        next < found.size() ? static_cast<double>(found[next].peak.us()) * 1e-6 : 1e18;
    if (peak_s > meant[i].peak_s + window_s) {
      ++accuracy.missed;
      continue;
    }
    const Compression& one = found[next++];
    accuracy.depth_mm.add(one.depth.mm() - meant[i].depth_mm);
    if (one.residual) accuracy.residual_mm.add(one.residual->mm() - meant[i].residual_mm);
    accuracy.peak_ms.add((peak_s - meant[i].peak_s) * 1e3);
    accuracy.onset_ms.add((static_cast<double>(one.onset.us()) * 1e-6 - meant[i].onset_s) * 1e3);
    accuracy.release_ms.add((static_cast<double>(one.release.us()) * 1e-6 - meant[i].release_s) *
                            1e3);
    if (previous && i == *previous + 1 && meant[i].onset_s - meant[i - 1].release_s < 0.9) {
      if (one.rate) {
        accuracy.rate_per_min.add(one.rate->per_minute() -
                                  60.0 / (meant[i].peak_s - meant[i - 1].peak_s));
      } else {
        ++accuracy.rates_missing;
      }
    }
    previous = i;
  }
  accuracy.false_ones += static_cast<int>(found.size() - next);
  return accuracy;
}

}  // namespace sternum::signal_test
