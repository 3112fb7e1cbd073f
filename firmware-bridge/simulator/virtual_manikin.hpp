/// A virtual manikin: a chest, a trainee who works on it and the device inside, seeded and
/// reproducible.
///
/// `VirtualManikin` makes samples and the truth behind them, without a clock: step it as fast as
/// you like. The same seed and profile give the same samples on every machine of this architecture.
/// It shares no code with the detectors beyond the value types. `SimulatedSource` plays one as a
/// `ByteSource` in real time. Not thread-safe; never blocks.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/core/result.hpp"
#include "analysis/core/sample_batch.hpp"
#include "firmware-bridge/protocol/messages.hpp"

namespace sternum {

/// How the trainee works. Shapes and figures: the manikin studies cited in virtual_manikin.cpp.
enum class TraineeProfile : std::uint8_t {
  Good,
  Shallow,
  Deep,
  Fast,
  Slow,
  Leaning,
  Fatigue,
  Novice,
  NoBreaths
};
[[nodiscard]] std::string_view profile_name(TraineeProfile profile);  ///< "no-breaths"
[[nodiscard]] std::optional<TraineeProfile> profile_of_name(std::string_view name);
[[nodiscard]] const std::vector<TraineeProfile>& all_profiles();

struct VirtualManikinOptions {
  std::string id = "SIM-0001";
  std::uint64_t seed = 1;
  TraineeProfile profile = TraineeProfile::Good;
  double rate_hz = 100.0;
  double noise_mm = 0.3;  ///< SD of the depth sensor's noise
  double step_mm = 0.0;   ///< resolution; 0: none
  int samples_per_batch = 2;
  int cycles = 5;                   ///< of 30:2; 0: goes on for ever
  Duration lead_in = seconds(2.0);  ///< rest before the first compression
  Duration lead_out = seconds(2.0);
  std::vector<Channel> channels = {Channel::Depth, Channel::AirwayVolume};
};

/// One compression as it was meant: no noise, no sampling.
struct TrueCompression {
  std::int64_t onset_us = 0;
  std::int64_t peak_us = 0;
  std::int64_t release_us = 0;
  double depth_mm = 0.0;     ///< peak below the chest's rest
  double residual_mm = 0.0;  ///< at release
};
struct TrueBreath {
  std::int64_t start_us = 0;
  std::int64_t end_us = 0;  ///< top of the inflation
  double volume_ml = 0.0;
};
struct Truth {
  std::vector<TrueCompression> compressions;
  std::vector<TrueBreath> breaths;
};

class VirtualManikin {
 public:
  explicit VirtualManikin(VirtualManikinOptions options);
  ~VirtualManikin();
  VirtualManikin(VirtualManikin&&) noexcept;
  VirtualManikin& operator=(VirtualManikin&&) noexcept;

  [[nodiscard]] Hello hello() const;
  /// The next batches in the order of time, one per channel, each of `samples_per_batch` values;
  /// nothing when the attempt, lead-out included, is over. Times are µs since the device started.
  [[nodiscard]] bool next(std::vector<WireBatch>& batches);
  /// Everything completed in the samples so far.
  [[nodiscard]] const Truth& truth() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
