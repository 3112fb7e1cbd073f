#include "firmware-bridge/simulator/device_player.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "firmware-bridge/protocol/down_decoder.hpp"
#include "firmware-bridge/simulator/depth_calibration.hpp"
#include "firmware-bridge/simulator/random_stream.hpp"

namespace sternum {
namespace {

constexpr std::int64_t kHelloEvery_us = 1'000'000;
constexpr std::int64_t kStatusEvery_us = 5'000'000;
constexpr std::int64_t kBatteryPercentLasts_us = 240'000'000;
constexpr std::int64_t kEmptiestBattery_percent = 3;
constexpr std::int64_t k32Bits = 0xFFFF'FFFF;
constexpr const char* kRefused = "calibration refused: the chest is not held at that depth";

/// A device sends what its chest does for as long as it is switched on, and nobody asks it for the
/// truth.
VirtualManikinOptions switched_on(VirtualManikinOptions options) {
  options.rests_for_ever = true;
  options.keeps_truth = false;
  return options;
}

}  // namespace

// Times in here are µs of the device's oscillator since it was first switched on. The clock that it
// sends is that less `clock_origin_us`, and plus what it began with before any restart.
struct DevicePlayer::State {
  State(VirtualManikinOptions options, Impairments faults)
      : impairments(faults),
        clock_rate(1.0 + faults.clock_drift_ppm * 1e-6),
        full_battery_percent(RandomStream(options.seed, RandomUse::Battery).whole(70, 100)),
        clock_start_us(static_cast<std::int64_t>(faults.clock_starts_at_us)),
        encoder(faults, options.seed),
        manikin(switched_on(std::move(options))),
        hello(manikin.hello()) {
    fetch();
  }

  /// Up to the next instant at which there is something to send, but not for longer than a second
  /// of nothing. A manikin that rests for ever always has a next sample.
  void fetch() {
    const std::int64_t patience_us = batches_due_us + kHelloEvery_us;
    do {
      if (!manikin.next(batches)) {
        batches_due_us = INT64_MAX;
        return;
      }
      batches_due_us = manikin.sampled_us();
    } while (batches.empty() && manikin.reports().empty() && batches_due_us < patience_us);
  }

  [[nodiscard]] std::int64_t due_us() const {
    const std::int64_t waiting_us = outbox.empty() ? INT64_MAX : outbox.begin()->first;
    return std::min({hello_due_us, status_due_us, batches_due_us, waiting_us});
  }

  /// When a message that is ready now leaves the device.
  [[nodiscard]] std::int64_t leaves_us(const UpMessage& message, std::int64_t now_us) const {
    const auto* batch = std::get_if<WireBatch>(&message);
    const auto& lag = impairments.lag;
    if (lag && batch != nullptr && batch->channel == lag->channel) now_us += lag->by.us();
    const std::int64_t burst_us = impairments.burst.us();
    return burst_us > 0 ? (now_us + burst_us - 1) / burst_us * burst_us : now_us;
  }

  void send(const UpMessage& message, std::int64_t now_us, std::vector<std::byte>& bytes) {
    const std::int64_t leaving_us = leaves_us(message, now_us);
    if (leaving_us <= now_us) return transmit(message, now_us, bytes);
    outbox.emplace(leaving_us, message);
  }

  void transmit(const UpMessage& message, std::int64_t now_us, std::vector<std::byte>& bytes) {
    const DeviceTime now = DeviceTime::from_us(now_us);
    const auto& silence = impairments.silence;
    if (silence && silence->from <= now && now < silence->to) return;
    encoder.append(message, bytes);
  }

  void reboot() {
    has_rebooted = true;
    clock_origin_us = (*impairments.reboot_at + kRestartTakes).us();
    ++hello.boot;
    clock_start_us = 0;
    compressions_reported = 0;
    breaths_reported = 0;
    outbox.clear();
    sequences.clear();
    is_streaming = true;
    dropped_before_boot = encoder.damage().dropped;
    hello_due_us = clock_origin_us;
    status_due_us = clock_origin_us + kStatusEvery_us;
  }

  [[nodiscard]] Status status(std::int64_t now_us) const {
    Status status;
    status.battery_percent = static_cast<std::uint32_t>(std::max(
        kEmptiestBattery_percent, full_battery_percent - now_us / kBatteryPercentLasts_us));
    if (calibration_refused) status.faults = {kRefused};
    status.dropped_frames =
        static_cast<std::uint32_t>(encoder.damage().dropped - dropped_before_boot);
    return status;
  }

  /// What the device's clock shows; nothing while it is dark.
  [[nodiscard]] std::optional<std::int64_t> clock_us(std::int64_t t_us) const {
    if (t_us < clock_origin_us) return std::nullopt;
    const std::int64_t shown_us = t_us - clock_origin_us + clock_start_us;
    return impairments.clock_wraps ? shown_us & k32Bits : shown_us;
  }

  void send_batches(std::int64_t now_us, std::vector<std::byte>& bytes) {
    for (WireBatch& batch : batches) {
      const auto shown_us = clock_us(batch.t_us);
      if (batch.channel == Channel::Depth) {
        for (float& depth_mm : batch.values) depth_mm = calibration.adjust(depth_mm);
      }
      if (!is_streaming || !shown_us) continue;
      batch.t_us = *shown_us;
      batch.sequence = sequences[batch.channel]++;
      send(batch, now_us, bytes);
    }
    for (UpMessage report : manikin.reports()) {
      if (is_streaming && stamp(report)) send(report, now_us, bytes);
    }
    fetch();
  }

  /// False for what happened before the device was switched on again.
  [[nodiscard]] bool stamp(UpMessage& report) {
    const auto put = [&](auto& one, std::uint32_t& sequence) {
      const auto shown_us = clock_us(one.t_us);
      if (!shown_us) return false;
      one.t_us = *shown_us;
      one.sequence = sequence++;
      return true;
    };
    if (auto* compression = std::get_if<CompressionReport>(&report)) {
      return put(*compression, compressions_reported);
    }
    if (auto* breath = std::get_if<BreathReport>(&report)) return put(*breath, breaths_reported);
    return false;
  }

  void step(std::vector<std::byte>& bytes) {
    const std::int64_t now_us = due_us();
    if (impairments.reboot_at && !has_rebooted && now_us >= impairments.reboot_at->us()) {
      reboot();
      return;
    }
    if (!outbox.empty() && outbox.begin()->first <= now_us) {
      transmit(outbox.begin()->second, now_us, bytes);
      outbox.erase(outbox.begin());
    } else if (hello_due_us <= now_us) {
      send(hello, now_us, bytes);
      hello_due_us += kHelloEvery_us;
    } else if (status_due_us <= now_us) {
      send(status(now_us), now_us, bytes);
      status_due_us += kStatusEvery_us;
    } else {
      send_batches(now_us, bytes);
    }
  }

  void obey(const DownMessage& command) {
    if (std::holds_alternative<StartStreaming>(command)) {
      is_streaming = true;
    } else if (std::holds_alternative<StopStreaming>(command)) {
      is_streaming = false;
    } else if (const auto* calibrate = std::get_if<Calibrate>(&command)) {
      calibrate_by(*calibrate);
    } else {
      must_announce = true;
    }
  }

  void calibrate_by(const Calibrate& command) {
    calibration_refused = !calibration.hold_at(static_cast<double>(command.depth_mm));
    must_announce = true;
    if (calibration_refused) {
      must_tell_status = true;
    } else if (command.on_day != 0) {
      hello.calibrated_on_day = command.on_day;
    }
  }

  Impairments impairments;
  double clock_rate;
  std::int64_t full_battery_percent;
  std::int64_t clock_start_us;
  ImpairedEncoder encoder;
  VirtualManikin manikin;
  Hello hello;
  DownDecoder ear;

  std::vector<WireBatch> batches;
  std::int64_t batches_due_us = 0;
  std::int64_t hello_due_us = 0;
  std::int64_t status_due_us = kStatusEvery_us;
  std::int64_t clock_origin_us = 0;
  std::map<Channel, std::uint32_t> sequences;
  std::uint32_t compressions_reported = 0;
  std::uint32_t breaths_reported = 0;
  std::multimap<std::int64_t, UpMessage> outbox;  ///< by when they leave, else in their order
  std::uint64_t dropped_before_boot = 0;
  bool is_streaming = true;
  bool has_rebooted = false;
  bool must_announce = false;
  DepthCalibration calibration;  ///< in flash: a restart keeps it
  bool calibration_refused = false;
  bool must_tell_status = false;
};

DevicePlayer::DevicePlayer(VirtualManikinOptions options, Impairments impairments)
    : state_(std::make_unique<State>(std::move(options), impairments)) {}
DevicePlayer::~DevicePlayer() = default;
DevicePlayer::DevicePlayer(DevicePlayer&&) noexcept = default;
DevicePlayer& DevicePlayer::operator=(DevicePlayer&&) noexcept = default;

void DevicePlayer::advance(Duration elapsed, std::vector<std::byte>& bytes) {
  State& s = *state_;
  const auto now_us =
      static_cast<std::int64_t>(std::floor(static_cast<double>(elapsed.us()) * s.clock_rate));
  if (std::exchange(s.must_announce, false) && now_us >= s.clock_origin_us) {
    s.send(s.hello, now_us, bytes);
  }
  if (std::exchange(s.must_tell_status, false) && now_us >= s.clock_origin_us) {
    s.send(s.status(now_us), now_us, bytes);
  }
  while (s.due_us() <= now_us) s.step(bytes);
}

Duration DevicePlayer::next_due() const {
  const State& s = *state_;
  // One microsecond on top, because the way back rounds down.
  return microseconds(
      static_cast<std::int64_t>(std::ceil(static_cast<double>(s.due_us()) / s.clock_rate)) + 1);
}

void DevicePlayer::announce() { state_->must_announce = true; }

void DevicePlayer::hear(std::span<const std::byte> bytes, std::vector<DownMessage>& commands) {
  const std::size_t known = commands.size();
  state_->ear.push(bytes, commands);
  for (std::size_t i = known; i < commands.size(); ++i) state_->obey(commands[i]);
}

void DevicePlayer::obey(const DownMessage& command) { state_->obey(command); }

const Hello& DevicePlayer::hello() const { return state_->hello; }

const ImpairedEncoder& DevicePlayer::link() const { return state_->encoder; }

}  // namespace sternum
