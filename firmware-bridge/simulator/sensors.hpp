/// The virtual manikin's sensors: from what truly happens to the numbers that a device would send.
///
/// Each channel has its own noise, resolution and range; one channel's noise does not depend on
/// which others are there. Sample in ascending time. Not thread-safe; never blocks.
#pragma once

#include <cstdint>

#include "analysis/core/channel.hpp"
#include "firmware-bridge/protocol/messages.hpp"
#include "firmware-bridge/simulator/breath_curve.hpp"
#include "firmware-bridge/simulator/chest.hpp"
#include "firmware-bridge/simulator/random_stream.hpp"
#include "firmware-bridge/simulator/stroke.hpp"

namespace sternum {

/// Standard deviations of white noise, in the channels' units.
struct SensorNoise {
  double acceleration_g = 0.02;
  double force_n = 2.0;
  double volume_ml = 4.0;
  double flow_ml_s = 8.0;
  double hands_mm = 1.0;
  double tilt_deg = 0.5;
};

/// How an accelerometer pad lies on the chest. The defaults are one whose gravity was removed and
/// that does not tilt.
struct PadOptions {
  double gravity_g = 0.0;             ///< constant part that was not removed: 1 when none was
  double tilt_g = 0.0;                ///< SD of the slow part that tilting adds
  Duration tilt_step = seconds(2.0);  ///< the tilt goes from one value to the next in this time
  double knocks_per_min = 0.0;        ///< short shocks that move the pad, and not the chest
  /// Before the first compression, and now and then in a pause, the pad is lifted and laid down.
  bool is_moved = false;
};

/// What truly happens at one instant.
struct Scene {
  ChestMotion chest;
  double baseline_mm = 0.0;  ///< what the depth sensor reads of an untouched chest
  double force_n = 0.0;
  LungState lungs;
  double rate_per_min = 0.0;  ///< as the device computes it; 0: no compressions
  double pad_g = 0.0;         ///< what knocks and handling add to the acceleration
  double hands_x_mm = 0.0;
  double hands_y_mm = 0.0;
  double head_tilt_deg = 0.0;
};

/// Range and quality of the channel, as a `Hello` tells them. `rate_hz` is filled by the caller.
[[nodiscard]] ChannelInfo sensor_info(Channel channel);

/// How fine a channel is and how far it reaches.
struct SensorQuality {
  double noise_sd = 0.0;  ///< in the channel's unit
  double step = 0.0;      ///< resolution; 0: none
  double low = 0.0;       ///< values beyond are these
  double high = 0.0;
  double gain = 1.0;  ///< it reads so many times the truth
};

/// Goes smoothly from one random value to the next, for ever.
class Wander {
 public:
  Wander(double sd, Duration step, RandomStream random);
  /// Requires ascending times, from 0.
  [[nodiscard]] double at(std::int64_t t_us);

 private:
  double sd_;
  std::int64_t step_us_;
  RandomStream random_;
  std::int64_t from_us_ = 0;
  double from_;
  double to_;
};

class VirtualSensor {
 public:
  VirtualSensor(Channel channel, const SensorQuality& quality, const PadOptions& pad,
                std::uint64_t seed);

  [[nodiscard]] Channel channel() const { return channel_; }
  [[nodiscard]] float read(const Scene& scene, std::int64_t t_us);

 private:
  [[nodiscard]] double undisturbed(const Scene& scene, std::int64_t t_us);

  Channel channel_;
  SensorQuality quality_;
  double gravity_g_;
  Wander tilt_;
  RandomStream noise_;
};

}  // namespace sternum
