/// Compressions out of what a manikin reports of them.
///
/// A report knows the peak alone. Onset and release are put where they lie on average, 220 ms
/// before and 280 ms after it (time to the peak is 41 % of the period in the field, recoil is
/// slower), so that runs, pauses and cycles can be told; they are nominal, and no duty cycle is
/// made of them. Rates come from the times of the peaks inside a run, by the same gap rule as
/// everywhere; the rate that the manikin states is compared with them, not used. Not thread-safe;
/// does not allocate.
#pragma once

#include <algorithm>
#include <optional>

#include "analysis/core/device_report.hpp"
#include "analysis/core/device_time.hpp"
#include "analysis/scoring/definitions.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

class ReportedStrokes {
 public:
  struct Found {
    Compression compression;
    std::optional<TimeSpan> gap;  ///< before it, where reports are missing
  };

  /// Reports come in ascending order; one that does not is none.
  [[nodiscard]] std::optional<Found> add(const ReportedCompression& report) {
    if (last_ && report.peak <= last_->peak) return std::nullopt;
    Found found;
    Compression& c = found.compression;
    c.peak = report.peak;
    c.onset = report.peak - kDescent;
    c.release = report.peak + kRecoil;
    c.depth = report.depth;
    c.residual = report.residual;
    if (last_) {
      c.onset = std::max(c.onset, last_->peak);
      if (report.follows_gap) {
        if (c.onset > last_->release) found.gap = TimeSpan{last_->release, c.onset};
      } else if (c.onset - last_->release < Definitions{}.run_gap) {
        c.rate = per_minute(60.0 / (c.peak - last_->peak).seconds());
      }
    }
    last_ = c;
    return found;
  }

 private:
  static constexpr Duration kDescent = milliseconds(220);
  static constexpr Duration kRecoil = milliseconds(280);
  std::optional<Compression> last_;
};

}  // namespace sternum
