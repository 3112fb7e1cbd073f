#include "datasets/recordings/edf_tracks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

namespace sternum {
namespace {

constexpr std::size_t kMostRuns = 200;
constexpr std::int64_t kShortestStep_us = 500;
constexpr std::int64_t kLongestStep_us = 1'000'000;
/// Marks of slots: no sample here, or its slip.
constexpr std::int16_t kNoSample = -32768;
constexpr std::int64_t kMostSlip_us = 32'000;
/// Grids use this much of the 16 bits: 32,000 steps of a decimal or a binary fraction make a
/// physical limit of few digits.
constexpr int kGridSteps = 32'000;

/// How a channel is called in the file, and its unit: labels hold 16 characters.
struct EdfName {
  std::string_view label;
  std::string_view unit;
};

EdfName name_of(Channel channel) {
  switch (channel) {
    case Channel::Depth:
      return {"Depth", "mm"};
    case Channel::Force:
      return {"Force", "N"};
    case Channel::Acceleration:
      return {"Acceleration", "g"};
    case Channel::AirwayVolume:
      return {"Airway volume", "ml"};
    case Channel::AirwayFlow:
      return {"Airway flow", "ml/s"};
    case Channel::ReportedRate:
      return {"Reported rate", "1/min"};
    case Channel::HandPositionX:
      return {"Hand position X", "mm"};
    case Channel::HandPositionY:
      return {"Hand position Y", "mm"};
    case Channel::HeadTilt:
      return {"Head tilt", "deg"};
  }
  return {"Unknown", ""};
}

std::string slips_label(Channel channel) {
  return fmt::format("Slips {}", static_cast<int>(channel));
}
std::string upper_label(Channel channel) {
  return fmt::format("Bits 31-16 {}", static_cast<int>(channel));
}
std::string lower_label(Channel channel) {
  return fmt::format("Bits 15-0 {}", static_cast<int>(channel));
}

std::uint32_t bits_of(float value) { return std::bit_cast<std::uint32_t>(value); }

/// The step between samples that comes most often; the shortest of several.
std::int64_t usual_step_us(const std::vector<RecordedSample>& samples) {
  std::map<std::int64_t, std::size_t> times;
  for (std::size_t i = 1; i < samples.size(); ++i) ++times[samples[i].t_us - samples[i - 1].t_us];
  std::int64_t usual = kLongestStep_us;
  std::size_t most = 0;
  for (const auto& [step_us, count] : times) {
    if (count <= most) continue;
    usual = step_us;
    most = count;
  }
  return usual;
}

std::vector<SlotRun> runs_of(const std::vector<std::int64_t>& slots) {
  std::vector<SlotRun> runs;
  for (const std::int64_t slot : slots) {
    if (!runs.empty() && slot == runs.back().first + runs.back().count) {
      ++runs.back().count;
      continue;
    }
    if (runs.size() == kMostRuns) return {};
    runs.push_back({slot, 1});
  }
  return runs;
}

/// Each sample into the slot nearest to it, or the next free one; false when one is too far off.
bool place(const std::vector<RecordedSample>& samples, std::int64_t origin_us, SlotPlan& plan) {
  plan.slots.clear();
  plan.slips.clear();
  std::int64_t free = 0;
  for (const RecordedSample& sample : samples) {
    const std::int64_t at_us = sample.t_us - origin_us;
    const std::int64_t slot = std::max(free, (at_us + plan.step_us / 2) / plan.step_us);
    const std::int64_t slip_us = at_us - slot * plan.step_us;
    if (slip_us < -kMostSlip_us || slip_us > kMostSlip_us) return false;
    plan.slots.push_back(slot);
    plan.slips.push_back(static_cast<std::int16_t>(slip_us));
    free = slot + 1;
  }
  return true;
}

/// A signal whose steps are `step`, around `centre`, as nearly as the file can tell its limits.
void set_grid(EdfSignal& signal, double step, double centre) {
  signal.digital_min = -kGridSteps;
  signal.digital_max = kGridSteps;
  signal.physical_min = told_limit(centre - step * kGridSteps);
  signal.physical_max = told_limit(centre + step * kGridSteps);
}

/// The step nearest to the value; the grid's end for what lies beyond.
std::int16_t digital_of(const EdfSignal& signal, float value) {
  const double step = (signal.physical_max - signal.physical_min) / (2.0 * kGridSteps);
  const double steps = (static_cast<double>(value) - signal.physical_min) / step - kGridSteps;
  return static_cast<std::int16_t>(
      std::lround(std::clamp(steps, -1.0 * kGridSteps, 1.0 * kGridSteps)));
}

bool is_exact(const EdfSignal& signal, const std::vector<RecordedSample>& samples) {
  return std::ranges::all_of(samples, [&](const RecordedSample& sample) {
    const double back = signal.physical(digital_of(signal, sample.value));
    return bits_of(static_cast<float>(back)) == bits_of(sample.value);
  });
}

/// Steps that a manikin may count in, the coarsest first, and the grid that all samples lie on.
bool find_grid(EdfSignal& signal, const std::vector<RecordedSample>& samples) {
  constexpr std::array kSteps = {1.0,       0.5,        0.25,       0.125,        0.1,
                                 0.0625,    0.05,       0.03125,    0.015625,     0.01,
                                 0.0078125, 0.005,      0.00390625, 0.001953125,  0.001,
                                 5e-4,      1.0 / 4096, 1e-4,       1.0 / 16'384, 1e-5};
  if (samples.empty()) {
    set_grid(signal, 0.01, 0.0);
    return true;
  }
  const auto [least, most] = std::ranges::minmax(samples, {}, &RecordedSample::value);
  const double middle =
      std::round((static_cast<double>(least.value) + static_cast<double>(most.value)) / 2.0);
  for (const double step : kSteps) {
    for (const double centre : {0.0, middle}) {
      if (std::abs(centre) > 90'000.0) continue;
      set_grid(signal, step, centre);
      if (is_exact(signal, samples)) return true;
    }
  }
  return false;
}

/// For looking at: the finest power of ten that takes in all values.
void set_rounded(EdfSignal& signal, const std::vector<RecordedSample>& samples) {
  double reach = 0.0;
  for (const RecordedSample& sample : samples) {
    reach = std::max(reach, std::abs(static_cast<double>(sample.value)));
  }
  double step = 1e-4;
  while (step < 100.0 && reach > step * kGridSteps) step *= 10.0;
  set_grid(signal, step, 0.0);
}

/// The slot's index within the file's samples; nothing when no record holds it.
std::optional<std::size_t> index_of(std::int64_t slot, std::int64_t per_record,
                                    const std::vector<std::int64_t>& numbers) {
  const std::int64_t number = slot / per_record;
  const auto record = std::ranges::lower_bound(numbers, number);
  if (slot < 0 || record == numbers.end() || *record != number) return std::nullopt;
  return static_cast<std::size_t>((record - numbers.begin()) * per_record + slot % per_record);
}

const EdfSignal* signal_of(const EdfFile& file, std::string_view label) {
  const auto found = std::ranges::find(file.signals, label, &EdfSignal::label);
  return found == file.signals.end() ? nullptr : &*found;
}

}  // namespace

std::optional<SlotPlan> plan_on_step(const std::vector<RecordedSample>& samples,
                                     std::int64_t origin_us) {
  SlotPlan plan;
  plan.step_us = usual_step_us(samples);
  if (plan.step_us < kShortestStep_us || plan.step_us > kLongestStep_us) return std::nullopt;
  if (samples.empty()) return plan;
  plan.phase_us = (samples.front().t_us - origin_us) % plan.step_us;
  for (const RecordedSample& sample : samples) {
    const std::int64_t at_us = sample.t_us - origin_us - plan.phase_us;
    if (at_us % plan.step_us != 0) return std::nullopt;
    plan.slots.push_back(at_us / plan.step_us);
  }
  plan.runs = runs_of(plan.slots);
  return plan;
}

Result<SlotPlan> plan_with_slips(const std::vector<RecordedSample>& samples, std::int64_t origin_us,
                                 Channel channel) {
  constexpr std::array<std::int64_t, 7> kSteps_us = {40'000, 20'000, 10'000, 5'000,
                                                     4'000,  2'000,  1'000};
  const std::int64_t usual_us = usual_step_us(samples);
  SlotPlan plan;
  for (const std::int64_t step_us : kSteps_us) {
    if (step_us > std::max(usual_us + usual_us / 50, kSteps_us.back())) continue;
    plan.step_us = step_us;
    if (place(samples, origin_us, plan)) return plan;
  }
  return failure(
      fmt::format("{} has more samples in a second than EDF+ can tell apart", column_name(channel)),
      "EDF+", "export the recording as CSV");
}

TrackSignals signals_of(const std::vector<RecordedSample>& samples, const SlotPlan& plan,
                        const RecordPlan& records, Channel channel) {
  const EdfName name = name_of(channel);
  const std::int64_t per_record = records.record_us / plan.step_us;
  const auto slots = static_cast<std::size_t>(per_record) * records.numbers.size();
  EdfSignal shown;
  shown.label = name.label;
  shown.transducer = column_name(channel);
  shown.dimension = name.unit;
  shown.per_record = static_cast<std::size_t>(per_record);
  TrackSignals made;
  if (!find_grid(shown, samples)) {
    made.form = ValueForm::Bits;
    set_rounded(shown, samples);
  }
  EdfSignal plain;
  plain.per_record = shown.per_record;
  plain.physical_min = -32768.0;
  plain.physical_max = 32767.0;
  EdfSignal slips = plain;
  slips.label = slips_label(channel);
  slips.transducer = fmt::format("{}: us after its slot; -32768: none", column_name(channel));
  slips.dimension = "us";
  slips.samples.assign(slots, kNoSample);
  EdfSignal upper = plain;
  upper.label = upper_label(channel);
  upper.transducer = fmt::format("{}: as float, upper half", column_name(channel));
  upper.samples.assign(slots, 0);
  EdfSignal lower = plain;
  lower.label = lower_label(channel);
  lower.transducer = fmt::format("{}: as float, lower half", column_name(channel));
  lower.samples.assign(slots, 0);

  shown.samples.assign(
      slots, samples.empty() ? std::int16_t{0} : digital_of(shown, samples.front().value));
  std::size_t filled = 0;
  std::int16_t held = shown.samples.empty() ? std::int16_t{0} : shown.samples.front();
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto found = index_of(plan.slots[i], per_record, records.numbers);
    const std::size_t at = found.value_or(0);
    for (; filled < at; ++filled) shown.samples[filled] = held;
    held = digital_of(shown, samples[i].value);
    shown.samples[at] = held;
    slips.samples[at] = plan.slips.empty() ? std::int16_t{0} : plan.slips[i];
    upper.samples[at] = static_cast<std::int16_t>(bits_of(samples[i].value) >> 16);
    lower.samples[at] = static_cast<std::int16_t>(bits_of(samples[i].value) & 0xFFFF);
  }
  for (; filled < slots; ++filled) shown.samples[filled] = held;

  made.signals.push_back(std::move(shown));
  if (plan.runs.empty()) made.signals.push_back(std::move(slips));
  if (made.form == ValueForm::Bits) {
    made.signals.push_back(std::move(upper));
    made.signals.push_back(std::move(lower));
  }
  return made;
}

Result<std::vector<RecordedSample>> samples_of(const EdfFile& file, const TrackForm& form,
                                               std::int64_t origin_us, const std::string& origin) {
  const auto missing = [&](std::string_view what) {
    return failure(fmt::format("{} of {} is missing", what, column_name(form.channel)), origin,
                   "export the recording again, and change nothing in it");
  };
  const bool has_bits = form.form == ValueForm::Bits;
  const EdfSignal* const shown = signal_of(file, name_of(form.channel).label);
  const EdfSignal* const slips = signal_of(file, slips_label(form.channel));
  const EdfSignal* const upper = signal_of(file, upper_label(form.channel));
  const EdfSignal* const lower = signal_of(file, lower_label(form.channel));
  if (shown == nullptr) return missing("the signal");
  if (form.is_marked && slips == nullptr) return missing("the signal of its slips");
  if (has_bits && (upper == nullptr || lower == nullptr)) return missing("the signal of the bits");
  const auto per_record = static_cast<std::int64_t>(shown->per_record);
  if (form.step_us <= 0 || per_record <= 0 || file.record_us / form.step_us != per_record ||
      form.phase_us < 0 || form.phase_us >= form.step_us) {
    return missing("the right rate");
  }
  const auto fits = [&](const EdfSignal* signal) {
    return signal == nullptr || signal->samples.size() == shown->samples.size();
  };
  if (!fits(slips) || !fits(upper) || !fits(lower)) return missing("a part of the signals");

  std::vector<RecordedSample> samples;
  const auto take = [&](std::int64_t slot, std::size_t index, std::int64_t slip_us) {
    const std::int64_t t_us = origin_us + form.phase_us + slot * form.step_us + slip_us;
    float value = static_cast<float>(shown->physical(shown->samples[index]));
    if (has_bits) {
      const auto high = static_cast<std::uint16_t>(upper->samples[index]);
      const auto low = static_cast<std::uint16_t>(lower->samples[index]);
      value = std::bit_cast<float>(std::uint32_t{high} << 16 | low);
    }
    samples.push_back({t_us, value});
  };
  std::vector<std::int64_t> numbers;
  for (const std::int64_t record_us : file.records_us)
    numbers.push_back(record_us / file.record_us);
  if (form.is_marked) {
    for (std::size_t i = 0; i < slips->samples.size(); ++i) {
      if (slips->samples[i] == kNoSample) continue;
      const auto at = static_cast<std::int64_t>(i);
      take(numbers[i / shown->per_record] * per_record + at % per_record, i, slips->samples[i]);
    }
    return samples;
  }
  for (const SlotRun& run : form.runs) {
    for (std::int64_t slot = run.first; slot - run.first < run.count; ++slot) {
      const auto index = index_of(slot, per_record, numbers);
      if (!index) return missing("a record");
      take(slot, *index, 0);
    }
  }
  return samples;
}

}  // namespace sternum
