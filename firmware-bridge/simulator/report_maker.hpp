/// What a device that finds compressions and breaths itself says of those that ended.
///
/// A plain value; the same seed makes the same mistakes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "firmware-bridge/protocol/messages.hpp"
#include "firmware-bridge/simulator/random_stream.hpp"
#include "firmware-bridge/simulator/truth.hpp"
#include "firmware-bridge/simulator/virtual_manikin.hpp"

namespace sternum {

class ReportMaker {
 public:
  ReportMaker(const ReportOptions& options, std::uint64_t seed)
      : options_(options), misses_(seed, RandomUse::Report) {}

  /// Appends what is said of `done`. The rate counts from one noticed peak to the next, when no
  /// more than `kLongestInterval_us` lies between them.
  void report(const Truth& done, std::vector<UpMessage>& reports) {
    for (const TrueCompression& c : done.compressions) {
      if (options_.compressions && !misses_.chance(options_.missed_share)) add(c, reports);
    }
    if (!options_.breaths) return;
    for (const TrueBreath& b : done.breaths) {
      reports.emplace_back(BreathReport{next_breath_++, b.start_us,
                                        static_cast<std::uint32_t>(b.end_us - b.start_us),
                                        static_cast<float>(b.volume_ml)});
    }
  }

 private:
  static constexpr std::int64_t kLongestInterval_us = 2'000'000;

  void add(const TrueCompression& c, std::vector<UpMessage>& reports) {
    CompressionReport report;
    report.sequence = next_compression_++;
    report.t_us = c.peak_us;
    report.depth_mm = static_cast<float>(c.depth_mm + options_.depth_error_mm);
    report.residual_mm = static_cast<float>(c.residual_mm);
    const std::int64_t interval_us = last_peak_us_ ? c.peak_us - *last_peak_us_ : 0;
    if (interval_us > 0 && interval_us <= kLongestInterval_us) {
      report.rate_per_min =
          static_cast<float>(60e6 / static_cast<double>(interval_us) + options_.rate_error_per_min);
    }
    last_peak_us_ = c.peak_us;
    reports.emplace_back(report);
  }

  ReportOptions options_;
  RandomStream misses_;
  std::uint32_t next_compression_ = 0;
  std::uint32_t next_breath_ = 0;
  std::optional<std::int64_t> last_peak_us_;
};

}  // namespace sternum
