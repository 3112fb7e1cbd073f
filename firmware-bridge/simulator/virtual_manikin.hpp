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
#include "firmware-bridge/simulator/truth.hpp"

namespace sternum {

/// A device that finds compressions and breaths itself and says so: exactly, unless told otherwise.
struct ReportOptions {
  bool compressions = false;
  bool breaths = false;
  double depth_error_mm = 0.0;      ///< added to every depth
  double rate_error_per_min = 0.0;  ///< added to every rate
  double missed_share = 0.0;        ///< of compressions that it does not notice
};

/// A channel that the Hello tells of and that says nothing from this moment on.
struct MutedChannel {
  Channel channel = Channel::AirwayVolume;
  Duration from;
};

/// Values out of any sense are brought to the nearest sensible ones.
struct VirtualManikinOptions {
  std::string id = "SIM-0001";
  std::uint64_t seed = 1;
  TraineeProfile profile = TraineeProfile::Good;
  Patient patient = Patient::Adult;
  double rate_hz = 100.0;           ///< 1–2000; the period is a whole number of µs
  double noise_mm = 0.3;            ///< SD of the depth sensor's noise
  double step_mm = 0.0;             ///< resolution; 0: none
  int samples_per_batch = 2;        ///< at least 1; as many as a frame may carry (200 ms)
  int cycles = 5;                   ///< of 30:2; 0: goes on for ever
  Duration lead_in = seconds(2.0);  ///< rest before the first compression
  Duration lead_out = seconds(2.0);
  std::vector<Channel> channels = {Channel::Depth, Channel::AirwayVolume};

  /// Samples are late by up to twice this share of the period, 0–0.45; each travels alone then.
  double jitter = 0.0;
  /// A value is sent only when it differs from the last one sent, alone, or after `repeat_every`.
  bool sends_on_change = false;
  Duration repeat_every = milliseconds(500);
  double depth_range_mm = 100.0;  ///< the deepest that the depth sensor can say
  double depth_gain = 1.0;        ///< the depth sensor reads so many times the truth, 0.5–2
  std::optional<MutedChannel> muted = std::nullopt;
  ReportOptions reports = {};

  std::optional<TraineeHabits> habits = std::nullopt;  ///< instead of the profile's and patient's
  ChestOptions chest = {};
  SensorNoise noise = {};  ///< of the other channels
  PadOptions pad = {};
  std::optional<std::uint32_t> calibrated_on_day =
      std::nullopt;             ///< days since 1970-01-01; empty: never
  bool rests_for_ever = false;  ///< after the attempt the chest's rest is sent without end
  bool keeps_truth = true;      ///< off: `truth` stays empty, and memory bounded
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
  /// Channels that have nothing to say (muted, unchanged) have no batch.
  [[nodiscard]] bool next(std::vector<WireBatch>& batches);
  /// What the device reports about what ended in the samples of the last `next`, numbered.
  [[nodiscard]] const std::vector<UpMessage>& reports() const;
  /// Time of the last sample.
  [[nodiscard]] std::int64_t sampled_us() const;
  /// Everything completed in the samples so far.
  [[nodiscard]] const Truth& truth() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
