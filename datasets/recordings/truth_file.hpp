/// What really happened in a recording: every compression and breath as it was meant, by whoever
/// made the recording. Detectors are held against it.
///
/// JSON: {"compressions":[{"onset_us","peak_us","release_us","depth_mm","residual_mm"}],
///        "breaths":[{"start_us","end_us","volume_ml"}]}
/// Times are µs of the recording's clock, numbers in their shortest form that reads back to the
/// same bits. Unknown keys are skipped. Errors name the file and what to do. Blocks on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "analysis/core/result.hpp"

namespace sternum {

struct TruthFile {
  struct Compression {
    std::int64_t onset_us = 0;
    std::int64_t peak_us = 0;
    std::int64_t release_us = 0;
    double depth_mm = 0.0;     ///< peak below the chest's rest
    double residual_mm = 0.0;  ///< depth left at release
    friend bool operator==(const Compression&, const Compression&) = default;
  };
  struct Breath {
    std::int64_t start_us = 0;
    std::int64_t end_us = 0;  ///< top of the inflation
    double volume_ml = 0.0;
    friend bool operator==(const Breath&, const Breath&) = default;
  };
  std::vector<Compression> compressions;
  std::vector<Breath> breaths;
  friend bool operator==(const TruthFile&, const TruthFile&) = default;
};

/// The file appears whole or not at all.
[[nodiscard]] Result<void> write_truth_file(const std::filesystem::path& file,
                                            const TruthFile& truth);
[[nodiscard]] Result<TruthFile> read_truth_file(const std::filesystem::path& file);

}  // namespace sternum
