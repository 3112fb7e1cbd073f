/// A virtual manikin: a chest, a trainee who works on it and the device inside, seeded and
/// reproducible.
///
/// `VirtualManikin` makes samples and the truth behind them, without a clock: step it as fast as
/// you like. The same seed and profile give the same samples on every machine of this architecture.
/// It shares no code with the detectors beyond the value types. `SimulatedSource` plays one as a
/// `ByteSource` in real time, `VirtualDevice` on a port. Not thread-safe; never blocks.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/core/sample_batch.hpp"
#include "firmware-bridge/protocol/messages.hpp"
#include "firmware-bridge/simulator/chest.hpp"
#include "firmware-bridge/simulator/sensors.hpp"
#include "firmware-bridge/simulator/trainee_habits.hpp"

namespace sternum {

/// Values out of any sense are brought to the nearest sensible ones.
struct VirtualManikinOptions {
  std::string id = "SIM-0001";
  std::uint64_t seed = 1;
  TraineeProfile profile = TraineeProfile::Good;
  double rate_hz = 100.0;           ///< 1–2000; the period is a whole number of µs
  double noise_mm = 0.3;            ///< SD of the depth sensor's noise
  double step_mm = 0.0;             ///< resolution; 0: none
  int samples_per_batch = 2;        ///< at least 1; as many as a frame may carry (200 ms)
  int cycles = 5;                   ///< of 30:2; 0: goes on for ever
  Duration lead_in = seconds(2.0);  ///< rest before the first compression
  Duration lead_out = seconds(2.0);
  std::vector<Channel> channels = {Channel::Depth, Channel::AirwayVolume};

  std::optional<TraineeHabits> habits = std::nullopt;  ///< instead of those of `profile`
  ChestOptions chest = {};
  SensorNoise noise = {};  ///< of the other channels
  PadOptions pad = {};
  std::optional<std::uint32_t> calibrated_on_day =
      std::nullopt;             ///< days since 1970-01-01; empty: never
  bool rests_for_ever = false;  ///< after the attempt the chest's rest is sent without end
  bool keeps_truth = true;      ///< off: `truth` stays empty, and memory bounded
};

/// One compression as it was meant: no noise, no sampling. It counts once its release has been
/// sampled, a breath once the lungs are empty again.
struct TrueCompression {
  std::int64_t onset_us = 0;
  std::int64_t peak_us = 0;
  std::int64_t release_us = 0;
  double depth_mm = 0.0;     ///< peak below the chest's rest
  double residual_mm = 0.0;  ///< at release
  friend bool operator==(const TrueCompression&, const TrueCompression&) = default;
};
struct TrueBreath {
  std::int64_t start_us = 0;
  std::int64_t end_us = 0;  ///< top of the inflation
  double volume_ml = 0.0;
  friend bool operator==(const TrueBreath&, const TrueBreath&) = default;
};
struct Truth {
  std::vector<TrueCompression> compressions;
  std::vector<TrueBreath> breaths;
  friend bool operator==(const Truth&, const Truth&) = default;
};

class VirtualManikin {
 public:
  explicit VirtualManikin(VirtualManikinOptions options);
  ~VirtualManikin();
  VirtualManikin(VirtualManikin&&) noexcept;
  VirtualManikin& operator=(VirtualManikin&&) noexcept;

  [[nodiscard]] Hello hello() const;
  /// The next batches in the order of time, one per channel in the order of `channels`, each of
  /// `samples_per_batch` values (the last ones perhaps fewer), replacing what was in `batches`;
  /// false when the attempt, lead-out included, is over. Times are µs since the device started.
  [[nodiscard]] bool next(std::vector<WireBatch>& batches);
  /// Everything completed in the samples so far.
  [[nodiscard]] const Truth& truth() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
