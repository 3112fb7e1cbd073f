/// What really happened in a recording: every compression and breath as it was meant, by whoever
/// made the recording. Detectors are held against it.
///
/// JSON: {"compressions":[{"onset_us","peak_us","release_us","depth_mm","residual_mm"}],
///        "breaths":[{"start_us","end_us","volume_ml"}]}
/// and, where it is known: "hands_x_mm" and "hands_y_mm" of a compression, "head_tilt_deg" of a
/// breath, and "lost":[{"channel","from_us","to_us"}], stretches of which no sample arrived.
/// Times are µs of the recording's timeline, numbers in their shortest form that reads back to the
/// same bits. Unknown keys are skipped. Errors name the file and what to do. Blocks on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "analysis/core/channel.hpp"
#include "analysis/core/result.hpp"

namespace sternum {

struct TruthFile {
  struct Compression {
    std::int64_t onset_us = 0;
    std::int64_t peak_us = 0;
    std::int64_t release_us = 0;
    double depth_mm = 0.0;     ///< peak below the chest's rest
    double residual_mm = 0.0;  ///< depth left at release
    std::optional<double> hands_x_mm{};
    std::optional<double> hands_y_mm{};
    friend bool operator==(const Compression&, const Compression&) = default;
  };
  struct Breath {
    std::int64_t start_us = 0;
    std::int64_t end_us = 0;  ///< top of the inflation
    double volume_ml = 0.0;
    std::optional<double> head_tilt_deg{};
    friend bool operator==(const Breath&, const Breath&) = default;
  };
  struct Lost {
    Channel channel = Channel::Depth;
    std::int64_t from_us = 0;
    std::int64_t to_us = 0;
    friend bool operator==(const Lost&, const Lost&) = default;
  };
  std::vector<Compression> compressions;
  std::vector<Breath> breaths;
  std::vector<Lost> lost{};  ///< in no particular order
  friend bool operator==(const TruthFile&, const TruthFile&) = default;
};

/// The file appears whole or not at all.
[[nodiscard]] Result<void> write_truth_file(const std::filesystem::path& file,
                                            const TruthFile& truth);
[[nodiscard]] Result<TruthFile> read_truth_file(const std::filesystem::path& file);

}  // namespace sternum
