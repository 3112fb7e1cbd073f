#include "gui/app/simulate_options.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace sternum {
namespace {

const char* const kTrainee = "The trainee";
const char* const kManikin = "The manikin and its sensors";
const char* const kDevice = "The device and its link";

/// A trainee who lets go slowly, all the way to the end.
constexpr double kSlowRecoil_mm_s = 110.0;
constexpr double kSlowRecoilSkew = 2.5;
constexpr double kHumpsOfPeriod = 0.18;
constexpr Spread kHumpsSag_mm{2.0, 5.0};
constexpr Spread kHumpsLesser_mm{0.5, 2.0};
constexpr Spread kLeans_mm{6.0, 12.0};

void add_trainee(CLI::App& command, SimulateOptions& o) {
  const auto share = CLI::Range(0.0, 1.0);
  command.option_defaults()->group(kTrainee);
  command
      .add_option("--profile", o.profile,
                  "good, shallow, deep, fast, slow, leaning, fatigue, novice, no-breaths or "
                  "mechanical")
      ->capture_default_str();
  command.add_option("--patient", o.patient, "adult, child or infant")->capture_default_str();
  command.add_option("--seed", o.attempt.manikin.seed, "The same seed gives the same attempt")
      ->capture_default_str();
  command.add_option("--cycles", o.attempt.manikin.cycles, "Cycles of 30:2; 0: without end")
      ->check(CLI::Range(0, 100'000))
      ->capture_default_str();
  command.add_option("--pace", o.pace_per_min, "Compressions per minute")
      ->check(CLI::Range(30.0, 180.0));
  command.add_option("--depth", o.depth_mm, "Depth of compressions, mm")
      ->check(CLI::Range(20.0, 80.0));
  command.add_option("--leaning", o.leaning, "Share of compressions that are not let go of")
      ->check(share);
  command.add_option("--two-humps", o.two_humps, "Share of compressions with two peaks")
      ->check(share);
  command.add_option("--bounce", o.bounce, "Share of compressions after which the hand bounces")
      ->check(share);
  command.add_option("--taps", o.taps, "Light presses before each set")->check(CLI::Range(0, 8));
  command.add_flag("--slow-release", o.slow_release, "Lets go slowly");
  command.add_option("--breath-ml", o.breath_ml, "LOW HIGH: volume of a breath")->expected(2);
  command.add_option("--inflation", o.inflation_s, "LOW HIGH: seconds of blowing")->expected(2);
  command
      .add_option("--breath-in-set", o.breath_in_set,
                  "Share of sets with a breath during compressions")
      ->check(share);
  command
      .add_option("--hands-wrong", o.hands_wrong, "Share of sets with the hands off their place")
      ->check(share);
  command
      .add_option("--head-not-tilted", o.head_not_tilted,
                  "Share of pauses in which the head is not tilted and hardly any air goes in")
      ->check(share);
}

void add_manikin(CLI::App& command, SimulateOptions& o) {
  VirtualManikinOptions& manikin = o.attempt.manikin;
  const auto fine = CLI::Range(0.0, 10.0);
  command.option_defaults()->group(kManikin);
  command.add_option("--id", manikin.id, "The manikin's id")->capture_default_str();
  command.add_option("--channels", o.channels, "depth_mm, airway_volume_ml, acceleration_g, …")
      ->delimiter(',');
  command.add_option("--rate", manikin.rate_hz, "Samples per second")
      ->check(CLI::Range(5.0, 2000.0))
      ->capture_default_str();
  command.add_option("--noise", manikin.noise_mm, "SD of the depth sensor's noise, mm")
      ->check(fine)
      ->capture_default_str();
  command.add_option("--step", manikin.step_mm, "Resolution of the depth sensor, mm; 0: none")
      ->check(fine)
      ->capture_default_str();
  command.add_option("--range", manikin.depth_range_mm, "The deepest the depth sensor can say, mm")
      ->check(CLI::Range(10.0, 500.0));
  command
      .add_option("--depth-gain", manikin.depth_gain,
                  "A depth sensor out of calibration: it reads so many times the truth")
      ->check(CLI::Range(0.5, 2.0));
  command.add_option("--jitter", manikin.jitter, "Uneven sampling: share of the period")
      ->check(CLI::Range(0.0, 0.45));
  command.add_flag("--on-change", manikin.sends_on_change, "Sends a value only when it changes");
  command.add_option("--offset", manikin.chest.offset_mm, "What depth reads at power-on, mm");
  command.add_option("--baseline-drift", manikin.chest.drift_mm_per_min,
                     "Of the depth sensor, mm per minute");
  command.add_option("--creep", manikin.chest.creep_mm, "The skin settles by this under work, mm");
  command
      .add_option("--creep-recovers", o.creep_recovers_s,
                  "Half of it rises again in so many seconds of rest")
      ->check(CLI::PositiveNumber);
  command
      .add_option("--stiffness", o.stiffness_n_per_mm, "A linear spring, told to the console, N/mm")
      ->check(CLI::Range(0.1, 100.0));
  command.add_option("--gravity", manikin.pad.gravity_g, "Left in the acceleration, g");
  command.add_option("--tilt", manikin.pad.tilt_g, "SD of the pad's slow tilting, g")->check(fine);
  command
      .add_option("--tilt-within", o.tilt_within_s, "Seconds within which the tilt comes and goes")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command.add_option("--knocks", manikin.pad.knocks_per_min, "Hand knocks on the pad per minute")
      ->check(CLI::Range(0.0, 600.0));
  command.add_flag("--pad-moves", manikin.pad.is_moved, "The pad is laid and moved in pauses");
  command.add_option("--mute", o.mute, "CHANNEL S: says nothing from that second on")->expected(2);
}

void add_device(CLI::App& command, SimulateOptions& o) {
  VirtualManikinOptions& manikin = o.attempt.manikin;
  Impairments& faults = o.attempt.faults;
  const auto probability = CLI::Range(0.0, 1.0);
  command.option_defaults()->group(kDevice);
  command
      .add_option("--reports", o.reports,
                  "What the device finds itself: none, beside (the samples) or only")
      ->capture_default_str();
  command.add_option("--report-error", manikin.reports.depth_error_mm,
                     "By how much its depths are wrong, mm");
  command
      .add_option("--report-misses", manikin.reports.missed_share,
                  "Share of compressions that it does not notice")
      ->check(probability);
  command.add_option("--batch", manikin.samples_per_batch, "Samples a frame")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command.add_option("--lose-bytes", faults.lost_bytes, "Probability that a byte vanishes")
      ->check(probability);
  command
      .add_option("--flip-bytes", faults.flipped_bytes,
                  "Probability that a bit of a byte turns over")
      ->check(probability);
  command
      .add_option("--damage-frames", faults.damaged_frames, "Probability that a frame is damaged")
      ->check(probability);
  command
      .add_option("--drop-frames", faults.dropped_frames, "Probability that a frame never leaves")
      ->check(probability);
  command.add_option("--silence", o.silence_s, "FROM TO: sends nothing in these seconds")
      ->expected(2);
  command.add_option("--burst", o.burst_ms, "Its radio speaks only every so many ms")
      ->check(CLI::NonNegativeNumber);
  command.add_option("--lag", o.lag, "CHANNEL MS: its batches leave so much later")->expected(2);
  command.add_option("--drift", faults.clock_drift_ppm, "Drift of the device's clock, ppm");
  command.add_option("--clock-start", faults.clock_starts_at_us,
                     "What its clock says when it is switched on, µs");
  command.add_flag("--clock-wraps", faults.clock_wraps, "Its clock has 32 bits");
  command.add_option("--reboot-at", o.reboot_at_s, "The device restarts at this second")
      ->check(CLI::PositiveNumber);
}

template <class Known, class Name>
Error unknown(const char* what, const std::string& text, const char* option, const Known& all,
              Name name) {
  std::string known;
  for (const auto& each : all) known += fmt::format(" {}", name(each));
  return Error{fmt::format("the {} '{}' is unknown", what, text), option, "known are:" + known};
}

Error unknown_channel(const std::string& text, const char* option) {
  return unknown("channel", text, option, kAllChannels, column_name);
}

/// "CHANNEL NUMBER", the number in units of `unit` s.
Result<std::optional<std::pair<Channel, Duration>>> channel_and_time(
    const std::vector<std::string>& texts, double unit, const char* option) {
  if (texts.size() != 2) return std::nullopt;
  const auto channel = channel_of_column(texts[0]);
  if (!channel) return tl::unexpected(unknown_channel(texts[0], option));
  double number = 0.0;
  const auto [stop, problem] =
      std::from_chars(texts[1].data(), texts[1].data() + texts[1].size(), number);
  const bool is_number = problem == std::errc{} && stop == texts[1].data() + texts[1].size();
  if (!is_number || number < 0.0 || number > 1e6) {
    return failure(fmt::format("'{}' is no time", texts[1]), option, "write a number from 0 on");
  }
  return std::pair(*channel, seconds(number * unit));
}

Result<TraineeHabits> habits_of(const SimulateOptions& o) {
  const VirtualManikinOptions& manikin = o.attempt.manikin;
  TraineeHabits habits = habits_of(manikin.profile, manikin.patient);
  if (o.pace_per_min > 0.0) habits.rate_per_min = o.pace_per_min;
  if (o.depth_mm > 0.0) {
    habits.depth_mm = o.depth_mm;
    habits.least_depth_mm = std::min(habits.least_depth_mm, 21.0);
  }
  if (o.leaning >= 0.0) {
    habits.leaning_share = o.leaning;
    habits.leaning_mm = kLeans_mm;
  }
  if (o.two_humps > 0.0) habits.hold = {o.two_humps, kHumpsOfPeriod, kHumpsSag_mm, kHumpsLesser_mm};
  habits.touch.bounce_share = o.bounce;
  habits.touch.taps = o.taps;
  if (o.slow_release) {
    habits.recoil_mm_s = kSlowRecoil_mm_s;
    habits.shape.recoil_skew = kSlowRecoilSkew;
  }
  const auto spread = [](const std::vector<double>& given, Spread& wanted, const char* option,
                         double most) -> Result<void> {
    if (given.empty()) return {};
    if (given[0] < 0.0 || given[1] < given[0] || given[1] > most) {
      return failure("LOW must be at least 0, and HIGH at least LOW", option,
                     fmt::format("write two numbers up to {}", most));
    }
    wanted = {given[0], given[1]};
    return {};
  };
  if (auto done = spread(o.breath_ml, habits.volume_ml, "--breath-ml", 3000.0); !done) {
    return tl::unexpected(done.error());
  }
  if (auto done = spread(o.inflation_s, habits.inflation_s, "--inflation", 10.0); !done) {
    return tl::unexpected(done.error());
  }
  habits.breath_in_set_share = o.breath_in_set;
  habits.posture.hands_wrong_share = o.hands_wrong;
  habits.posture.head_not_tilted_share = o.head_not_tilted;
  return habits;
}

Result<void> resolve_channels(SimulateOptions& o) {
  VirtualManikinOptions& manikin = o.attempt.manikin;
  if (!o.channels.empty()) manikin.channels.clear();
  for (const auto& column : o.channels) {
    const auto channel = channel_of_column(column);
    if (!channel) return tl::unexpected(unknown_channel(column, "--channels"));
    manikin.channels.push_back(*channel);
  }
  if (o.reports == "none") return {};
  if (o.reports != "beside" && o.reports != "only") {
    return failure(fmt::format("'{}' is unknown", o.reports), "--reports",
                   "use none, beside or only");
  }
  manikin.reports.compressions = manikin.reports.breaths = true;
  if (o.reports == "only") manikin.channels.clear();
  return {};
}

Result<void> resolve_link(SimulateOptions& o) {
  Impairments& faults = o.attempt.faults;
  if (o.reboot_at_s > 0.0) faults.reboot_at = seconds(o.reboot_at_s);
  if (o.silence_s.size() == 2) {
    faults.silence =
        TimeSpan{DeviceTime{} + seconds(o.silence_s[0]), DeviceTime{} + seconds(o.silence_s[1])};
  }
  faults.burst = seconds(o.burst_ms * 1e-3);
  const auto mute = channel_and_time(o.mute, 1.0, "--mute");
  if (!mute) return tl::unexpected(mute.error());
  if (*mute) o.attempt.manikin.muted = MutedChannel{(*mute)->first, (*mute)->second};
  const auto lag = channel_and_time(o.lag, 1e-3, "--lag");
  if (!lag) return tl::unexpected(lag.error());
  if (*lag) faults.lag = ChannelLag{(*lag)->first, (*lag)->second};
  return {};
}

}  // namespace

void add_simulate_options(CLI::App& command, SimulateOptions& options) {
  add_trainee(command, options);
  add_manikin(command, options);
  add_device(command, options);
  command.option_defaults()->group("Options");
  command.add_option("--seconds", options.seconds, "Stop after so long")
      ->check(CLI::NonNegativeNumber);
}

Result<void> resolve(SimulateOptions& options) {
  VirtualManikinOptions& manikin = options.attempt.manikin;
  const auto profile = profile_of_name(options.profile);
  if (!profile) {
    return tl::unexpected(
        unknown("profile", options.profile, "--profile", all_profiles(), profile_name));
  }
  manikin.profile = *profile;
  const auto patient = patient_of_name(options.patient);
  if (!patient) {
    return failure(fmt::format("the patient '{}' is unknown", options.patient), "--patient",
                   "known are: adult child infant");
  }
  manikin.patient = *patient;
  const auto habits = habits_of(options);
  if (!habits) return tl::unexpected(habits.error());
  manikin.habits = *habits;
  if (auto done = resolve_channels(options); !done) return done;
  if (options.stiffness_n_per_mm > 0.0) {
    manikin.chest.linear_n_per_mm = options.stiffness_n_per_mm;
    manikin.chest.quadratic_n_per_mm2 = 0.0;
  }
  manikin.pad.tilt_step = seconds(options.tilt_within_s);
  if (options.creep_recovers_s > 0.0) {
    manikin.chest.recovery_half = seconds(options.creep_recovers_s);
  }
  options.attempt.limit = seconds(options.seconds);
  return resolve_link(options);
}

}  // namespace sternum
