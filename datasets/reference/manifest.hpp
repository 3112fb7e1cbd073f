/// The reference recordings: what each is for, how it is made, and how well it must be understood.
///
/// A recording of ours is made by `sternum simulate` with `arguments`; the same arguments give the
/// same bytes on every build for this architecture (no fused multiply-add, and no function of the
/// maths library but those that IEEE 754 rounds exactly), which the hashes prove. Recordings from
/// outside are not in the repository: a row says where they come from and where to put them.
/// Plain values. Errors name line, column and what to do.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"

namespace sternum {

/// What a recording is held to. Empty: not asked of this one.
struct ReferenceBars {
  std::optional<double> least_sensitivity{};
  std::optional<double> least_ppv{};
  std::optional<double> most_depth_mae_mm{};
  std::optional<double> most_depth_bias_mm{};  ///< of either sign
  std::optional<double> most_depth_median_mm{};
  std::optional<double> most_depth_p95_mm{};
  std::optional<double> most_residual_mae_mm{};
  std::optional<double> most_peak_mae_ms{};
  std::optional<double> most_rate_median_per_min{};
  std::optional<double> most_doubled_rates{};  ///< share of the rates
  std::optional<double> least_breath_sensitivity{};
  std::optional<double> least_breath_ppv{};
  std::optional<double> most_volume_mae_ml{};
};

struct ReferenceRecording {
  std::string id;                      ///< also the name of its files: <id>.csv, <id>.truth.json
  std::string purpose;                 ///< one line for people
  std::vector<std::string> arguments;  ///< of `sternum simulate`
  int seed = 0;
  double duration_s = 0.0;  ///< first row to last
  std::string recording_sha256;
  std::string truth_sha256;
  bool is_committed = false;          ///< lies in datasets/reference/recordings
  std::string verdict;                ///< of the data's quality; empty: not asked
  std::vector<std::string> findings;  ///< that the quality must contain
  ReferenceBars bars;
};

struct OutsideRecording {
  struct File {
    std::string path;  ///< below the folder that `STERNUM_DATA_DIR` names
    std::string sha256;
  };
  std::string id;
  std::string purpose;
  std::string origin;
  std::string licence;
  std::vector<File> files;
};

struct ReferenceManifest {
  std::vector<ReferenceRecording> recordings;
  std::vector<OutsideRecording> outside;
};

/// `origin` is named in errors.
[[nodiscard]] Result<ReferenceManifest> parse_reference_manifest(std::string_view toml,
                                                                 const std::string& origin);
/// The one that was built into this program.
[[nodiscard]] Result<ReferenceManifest> reference_manifest();

}  // namespace sternum
