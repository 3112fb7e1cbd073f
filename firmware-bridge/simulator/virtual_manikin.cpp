#include "firmware-bridge/simulator/virtual_manikin.hpp"

#include <algorithm>
#include <utility>

#include "firmware-bridge/protocol/limits.hpp"
#include "firmware-bridge/simulator/random_stream.hpp"
#include "firmware-bridge/simulator/report_maker.hpp"
#include "firmware-bridge/simulator/staged_attempt.hpp"

namespace sternum {
namespace {

constexpr double kMostJitter = 0.45;

double noise_of(Channel channel, const VirtualManikinOptions& options) {
  switch (channel) {
    case Channel::Depth:
      return options.noise_mm;
    case Channel::Force:
      return options.noise.force_n;
    case Channel::Acceleration:
      return options.noise.acceleration_g;
    case Channel::AirwayVolume:
      return options.noise.volume_ml;
    case Channel::AirwayFlow:
      return options.noise.flow_ml_s;
    case Channel::HandPositionX:
    case Channel::HandPositionY:
      return options.noise.hands_mm;
    case Channel::HeadTilt:
      return options.noise.tilt_deg;
    case Channel::ReportedRate:
      break;
  }
  return 0.0;
}

SensorQuality quality_of(Channel channel, const VirtualManikinOptions& options) {
  const ChannelInfo info = sensor_info(channel);
  SensorQuality quality{noise_of(channel, options), 0.0, static_cast<double>(info.low),
                        static_cast<double>(info.high)};
  if (channel == Channel::Depth) {
    quality.step = options.step_mm;
    quality.high = options.depth_range_mm;
    quality.gain = options.depth_gain;
  }
  return quality;
}

std::int64_t period_us_of(double rate_hz) { return static_cast<std::int64_t>(1e6 / rate_hz + 0.5); }

VirtualManikinOptions made_sensible(VirtualManikinOptions options) {
  options.rate_hz = std::clamp(options.rate_hz, 1.0, 2000.0);
  const std::int64_t fit = 1 + kLongestBatch.us() / period_us_of(options.rate_hz);
  const auto most = static_cast<int>(std::min<std::int64_t>(fit, kMostValues));
  options.samples_per_batch = std::clamp(options.samples_per_batch, 1, most);
  options.jitter = std::clamp(options.jitter, 0.0, kMostJitter);
  if (options.jitter > 0.0 || options.sends_on_change) options.samples_per_batch = 1;
  options.depth_gain = std::clamp(options.depth_gain, 0.5, 2.0);
  options.depth_range_mm = std::clamp(options.depth_range_mm, 1.0, 500.0);
  options.lead_in = std::max(options.lead_in, Duration());
  options.lead_out = std::max(options.lead_out, Duration());
  std::vector<Channel> distinct;
  for (const Channel channel : options.channels) {
    if (std::ranges::find(distinct, channel) == distinct.end()) distinct.push_back(channel);
  }
  options.channels = std::move(distinct);
  return options;
}

StageOptions stage_of(const VirtualManikinOptions& options) {
  return {options.habits.value_or(habits_of(options.profile, options.patient)),
          options.seed,
          options.cycles,
          options.lead_in,
          options.chest,
          options.pad};
}

/// A channel on its way out of the device.
struct Outlet {
  VirtualSensor sensor;
  std::uint32_t sequence = 0;
  float last_sent = 0.0F;
  std::int64_t last_sent_us = -1;  ///< before 0: never
};

}  // namespace

struct VirtualManikin::State {
  explicit State(VirtualManikinOptions sensible)
      : options(std::move(sensible)),
        period_us(period_us_of(options.rate_hz)),
        stage(stage_of(options)),
        jitter(options.seed, RandomUse::SampleTime),
        report_maker(options.reports, options.seed) {
    for (const Channel channel : options.channels) {
      outlets.push_back(
          {VirtualSensor(channel, quality_of(channel, options), options.pad, options.seed)});
    }
  }

  [[nodiscard]] bool is_over() const {
    const auto finished_us = stage.finished_us();
    return finished_us && !options.rests_for_ever && now_us > *finished_us + options.lead_out.us();
  }

  /// Samples travel alone where nothing is known of the one behind them.
  [[nodiscard]] bool travel_alone() const {
    return options.jitter > 0.0 || options.sends_on_change;
  }

  [[nodiscard]] bool is_muted(Channel channel, std::int64_t t_us) const {
    return options.muted && options.muted->channel == channel && t_us >= options.muted->from.us();
  }

  [[nodiscard]] bool is_worth_sending(const Outlet& outlet, float value, std::int64_t t_us) const {
    if (is_muted(outlet.sensor.channel(), t_us)) return false;
    if (!options.sends_on_change || outlet.last_sent_us < 0) return true;
    return value != outlet.last_sent || t_us - outlet.last_sent_us >= options.repeat_every.us();
  }

  void begin(std::vector<WireBatch>& batches) {
    batches.resize(outlets.size());
    for (std::size_t i = 0; i < outlets.size(); ++i) {
      WireBatch& batch = batches[i];
      batch.channel = outlets[i].sensor.channel();
      batch.t_us = now_us;
      batch.period_us = travel_alone() ? 0 : static_cast<std::uint32_t>(period_us);
      batch.values.clear();
    }
  }

  void sample(std::vector<WireBatch>& batches) {
    sampled_us = now_us;
    if (options.jitter > 0.0) {
      sampled_us += static_cast<std::int64_t>(jitter.uniform(0.0, 2.0 * options.jitter) *
                                              static_cast<double>(period_us));
    }
    const Scene scene = stage.scene_at(sampled_us);
    for (std::size_t i = 0; i < outlets.size(); ++i) {
      Outlet& outlet = outlets[i];
      const float value = outlet.sensor.read(scene, sampled_us);
      if (!is_worth_sending(outlet, value, sampled_us)) continue;
      if (batches[i].values.empty()) batches[i].t_us = sampled_us;
      batches[i].values.push_back(value);
      outlet.last_sent = value;
      outlet.last_sent_us = sampled_us;
    }
    now_us += period_us;
    note_completed();
  }

  void note_completed() {
    const Truth done = stage.take_completed();
    report_maker.report(done, reports);
    if (!options.keeps_truth) return;
    truth.compressions.insert(truth.compressions.end(), done.compressions.begin(),
                              done.compressions.end());
    truth.breaths.insert(truth.breaths.end(), done.breaths.begin(), done.breaths.end());
  }

  /// Numbers what is to be sent and leaves out what is not.
  void close(std::vector<WireBatch>& batches) {
    for (std::size_t i = 0; i < outlets.size(); ++i) {
      if (!batches[i].values.empty()) batches[i].sequence = outlets[i].sequence++;
    }
    std::erase_if(batches, [](const WireBatch& batch) { return batch.values.empty(); });
  }

  VirtualManikinOptions options;
  std::int64_t period_us;
  StagedAttempt stage;
  RandomStream jitter;
  ReportMaker report_maker;
  std::vector<Outlet> outlets;
  std::int64_t now_us = 0;  ///< when the next sample is due
  std::int64_t sampled_us = 0;
  Truth truth;
  std::vector<UpMessage> reports;
};

VirtualManikin::VirtualManikin(VirtualManikinOptions options)
    : state_(std::make_unique<State>(made_sensible(std::move(options)))) {}
VirtualManikin::~VirtualManikin() = default;
VirtualManikin::VirtualManikin(VirtualManikin&&) noexcept = default;
VirtualManikin& VirtualManikin::operator=(VirtualManikin&&) noexcept = default;

Hello VirtualManikin::hello() const {
  const State& s = *state_;
  Hello hello;
  hello.id = s.options.id;
  hello.model = "Sternum virtual manikin";
  hello.firmware = "1.0";
  hello.boot =
      static_cast<std::uint32_t>(RandomStream(s.options.seed, RandomUse::Boot).next() >> 33U);
  hello.calibrated_on_day = s.options.calibrated_on_day;
  for (const Channel channel : s.options.channels) {
    ChannelInfo info = sensor_info(channel);
    info.rate_hz = static_cast<float>(1e6 / static_cast<double>(s.period_us));
    if (channel == Channel::Depth) info.high = static_cast<float>(s.options.depth_range_mm);
    hello.channels.push_back(info);
    if (channel == Channel::Force && Chest(s.options.chest).is_linear()) {
      hello.stiffness_n_per_mm = static_cast<float>(s.options.chest.linear_n_per_mm);
    }
  }
  return hello;
}

bool VirtualManikin::next(std::vector<WireBatch>& batches) {
  State& s = *state_;
  s.reports.clear();
  s.stage.plan_until(s.now_us);
  if (s.is_over()) {
    batches.clear();
    return false;
  }
  s.begin(batches);
  for (int n = 0; n < s.options.samples_per_batch && !s.is_over(); ++n) s.sample(batches);
  s.close(batches);
  return true;
}

const std::vector<UpMessage>& VirtualManikin::reports() const { return state_->reports; }
std::int64_t VirtualManikin::sampled_us() const { return state_->sampled_us; }
const Truth& VirtualManikin::truth() const { return state_->truth; }

}  // namespace sternum
