#include "firmware-bridge/simulator/sensors.hpp"

#include <algorithm>
#include <cmath>

#include "firmware-bridge/simulator/standard_gravity.hpp"

namespace sternum {

ChannelInfo sensor_info(Channel channel) {
  switch (channel) {
    case Channel::Depth:
      return {channel, -10.0F, 100.0F, 0.0F, 1.0F};
    case Channel::Force:
      return {channel, 0.0F, 1500.0F, 0.0F, 10.0F};
    case Channel::Acceleration:
      return {channel, -16.0F, 16.0F, 0.0F, 0.05F};
    case Channel::AirwayVolume:
      return {channel, -200.0F, 2500.0F, 0.0F, 20.0F};
    case Channel::AirwayFlow:
      return {channel, -4000.0F, 4000.0F, 0.0F, 40.0F};
    case Channel::ReportedRate:
      return {channel, 0.0F, 300.0F, 0.0F, 1.0F};
    case Channel::HandPositionX:
    case Channel::HandPositionY:
      return {channel, -100.0F, 100.0F, 0.0F, 2.0F};
    case Channel::HeadTilt:
      return {channel, -90.0F, 90.0F, 0.0F, 1.0F};
  }
  return {channel, 0.0F, 0.0F, 0.0F, 0.0F};
}

Wander::Wander(double sd, Duration step, RandomStream random)
    : sd_(sd),
      step_us_(std::max<std::int64_t>(1, step.us())),
      random_(random),
      from_(sd_ * random_.normal()),
      to_(sd_ * random_.normal()) {}

double Wander::at(std::int64_t t_us) {
  while (t_us - from_us_ > step_us_) {
    from_us_ += step_us_;
    from_ = to_;
    to_ = sd_ * random_.normal();
  }
  const double x = static_cast<double>(t_us - from_us_) / static_cast<double>(step_us_);
  return from_ + (to_ - from_) * x * x * (3.0 - 2.0 * x);
}

VirtualSensor::VirtualSensor(Channel channel, const SensorQuality& quality, const PadOptions& pad,
                             std::uint64_t seed)
    : channel_(channel),
      quality_(quality),
      gravity_g_(pad.gravity_g),
      tilt_(pad.tilt_g, pad.tilt_step, RandomStream(seed, RandomUse::Tilt)),
      noise_(seed, RandomUse::SensorNoise, static_cast<std::uint64_t>(channel)) {}

float VirtualSensor::read(const Scene& scene, std::int64_t t_us) {
  double value = quality_.gain * undisturbed(scene, t_us);
  const SensorQuality& q = quality_;
  if (q.noise_sd > 0.0) value += q.noise_sd * noise_.normal();
  if (q.step > 0.0) value = q.step * std::floor(value / q.step + 0.5);
  return static_cast<float>(std::clamp(value, q.low, q.high));
}

double VirtualSensor::undisturbed(const Scene& scene, std::int64_t t_us) {
  switch (channel_) {
    case Channel::Depth:
      return scene.chest.depth_mm + scene.baseline_mm;
    case Channel::Force:
      return scene.force_n;
    case Channel::Acceleration:
      return scene.chest.acceleration_mm_s2 / kGravity_mm_s2 + gravity_g_ + tilt_.at(t_us) +
             scene.pad_g;
    case Channel::AirwayVolume:
      return scene.lungs.volume_ml;
    case Channel::AirwayFlow:
      return scene.lungs.flow_ml_s;
    case Channel::ReportedRate:
      return scene.rate_per_min;
    case Channel::HandPositionX:
      return scene.hands_x_mm;
    case Channel::HandPositionY:
      return scene.hands_y_mm;
    case Channel::HeadTilt:
      return scene.head_tilt_deg;
  }
  return 0.0;
}

}  // namespace sternum
