#include "firmware-bridge/simulator/virtual_manikin.hpp"

#include <algorithm>
#include <utility>

#include "firmware-bridge/protocol/limits.hpp"
#include "firmware-bridge/simulator/random_stream.hpp"
#include "firmware-bridge/simulator/trainee.hpp"

namespace sternum {
namespace {

/// A device that counts compressions shows no rate any more after this.
constexpr std::int64_t kRateForgotten_us = 2'000'000;

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
    default:
      return 0.0;
  }
}

std::int64_t period_us_of(double rate_hz) { return static_cast<std::int64_t>(1e6 / rate_hz + 0.5); }

VirtualManikinOptions made_sensible(VirtualManikinOptions options) {
  options.rate_hz = std::clamp(options.rate_hz, 1.0, 2000.0);
  const std::int64_t fit = 1 + kLongestBatch.us() / period_us_of(options.rate_hz);
  const auto most = static_cast<int>(std::min<std::int64_t>(fit, kMostValues));
  options.samples_per_batch = std::clamp(options.samples_per_batch, 1, most);
  options.lead_in = std::max(options.lead_in, Duration());
  options.lead_out = std::max(options.lead_out, Duration());
  std::vector<Channel> distinct;
  for (const Channel channel : options.channels) {
    if (std::ranges::find(distinct, channel) == distinct.end()) distinct.push_back(channel);
  }
  options.channels = std::move(distinct);
  return options;
}

}  // namespace

struct VirtualManikin::State {
  explicit State(VirtualManikinOptions sensible)
      : options(std::move(sensible)),
        period_us(period_us_of(options.rate_hz)),
        chest(options.chest),
        trainee(options.habits.value_or(habits_of(options.profile)), options.seed,
                options.lead_in.us()) {
    for (const Channel channel : options.channels) {
      const double step = channel == Channel::Depth ? options.step_mm : 0.0;
      sensors.emplace_back(channel, noise_of(channel, options), step, options.pad, options.seed);
    }
  }

  [[nodiscard]] bool is_planned_out() const {
    return options.cycles > 0 && cycles_planned >= options.cycles;
  }
  [[nodiscard]] bool is_over() const {
    return is_planned_out() && !options.rests_for_ever &&
           now_us > trainee.finished_us() + options.lead_out.us();
  }

  /// The plan always reaches beyond the instant looked at.
  void plan_until(std::int64_t t_us) {
    while (!is_planned_out() && trainee.next_onset_us() <= t_us) {
      ++cycles_planned;
      trainee.plan_set(plan, is_planned_out());
    }
  }

  /// What is over becomes truth and leaves the plan.
  void complete_until(std::int64_t t_us) {
    while (!plan.strokes.empty() && plan.strokes.front().target().release_us <= t_us) {
      const StrokeTarget& done = plan.strokes.front().target();
      notice_peak(done, t_us);
      residual_mm = done.residual_mm;
      if (options.keeps_truth) {
        truth.compressions.push_back(
            {done.onset_us, done.peak_us, done.release_us, done.depth_mm, done.residual_mm});
      }
      plan.strokes.pop_front();
    }
    while (!plan.breaths.empty() && plan.breaths.front().empty_us <= t_us) {
      const BreathCurve& done = plan.breaths.front();
      if (options.keeps_truth) {
        truth.breaths.push_back({done.start_us, done.end_us, done.volume_ml});
      }
      plan.breaths.pop_front();
    }
  }

  void notice_peak(const StrokeTarget& target, std::int64_t t_us) {
    if (t_us < target.peak_us || last_peak_us == target.peak_us) return;
    interval_us = last_peak_us ? target.peak_us - *last_peak_us : 0;
    last_peak_us = target.peak_us;
  }

  /// What a device would show: the interval between the last two peaks, forgotten after a while.
  [[nodiscard]] double rate_at(std::int64_t t_us) const {
    const bool is_fresh = last_peak_us && t_us - *last_peak_us <= kRateForgotten_us &&
                          interval_us > 0 && interval_us <= kRateForgotten_us;
    return is_fresh ? 60e6 / static_cast<double>(interval_us) : 0.0;
  }

  Scene scene_at(std::int64_t t_us) {
    plan_until(t_us);
    complete_until(t_us);
    if (!plan.strokes.empty()) notice_peak(plan.strokes.front().target(), t_us);
    Scene scene;
    scene.chest =
        plan.strokes.empty() ? ChestMotion{residual_mm, 0.0, 0.0} : plan.strokes.front().at(t_us);
    if (!plan.breaths.empty()) scene.lungs = plan.breaths.front().at(t_us);
    scene.baseline_mm =
        chest.baseline_mm(t_us, std::max<std::int64_t>(0, t_us - options.lead_in.us()));
    scene.force_n = chest.force_n(scene.chest.depth_mm, scene.chest.velocity_mm_s);
    scene.rate_per_min = rate_at(t_us);
    return scene;
  }

  VirtualManikinOptions options;
  std::int64_t period_us;
  Chest chest;
  Trainee trainee;
  std::vector<Sensor> sensors;
  TraineePlan plan;
  int cycles_planned = 0;
  std::int64_t now_us = 0;  ///< of the next sample
  std::uint32_t sequence = 0;
  double residual_mm = 0.0;
  std::optional<std::int64_t> last_peak_us;
  std::int64_t interval_us = 0;
  Truth truth;
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
    hello.channels.push_back(info);
    if (channel == Channel::Force && s.chest.is_linear()) {
      hello.stiffness_n_per_mm = static_cast<float>(s.options.chest.linear_n_per_mm);
    }
  }
  return hello;
}

bool VirtualManikin::next(std::vector<WireBatch>& batches) {
  State& s = *state_;
  s.plan_until(s.now_us);
  if (s.is_over()) {
    batches.clear();
    return false;
  }
  batches.resize(s.sensors.size());
  for (std::size_t i = 0; i < s.sensors.size(); ++i) {
    WireBatch& batch = batches[i];
    batch.channel = s.sensors[i].channel();
    batch.sequence = s.sequence;
    batch.t_us = s.now_us;
    batch.period_us = static_cast<std::uint32_t>(s.period_us);
    batch.values.clear();
  }
  for (int n = 0; n < s.options.samples_per_batch && !s.is_over(); ++n) {
    const Scene scene = s.scene_at(s.now_us);
    for (std::size_t i = 0; i < s.sensors.size(); ++i) {
      batches[i].values.push_back(s.sensors[i].read(scene, s.now_us));
    }
    s.now_us += s.period_us;
  }
  ++s.sequence;
  return true;
}

const Truth& VirtualManikin::truth() const { return state_->truth; }

}  // namespace sternum
