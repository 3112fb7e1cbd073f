#include "datasets/recordings/remark.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "datasets/recordings/cells.hpp"

namespace sternum {
namespace {

constexpr std::size_t kMostCells = 8;
constexpr std::int64_t kMostValues = 1 << 20;
constexpr std::string_view kWhole = "whole";
constexpr std::string_view kGap = "gap";
/// What an event is called; those of the coach have no name in results.
constexpr std::array<std::pair<AttemptEvent::Kind, std::string_view>, 9> kEventWords = {{
    {AttemptEvent::Kind::Shock, "shock"},
    {AttemptEvent::Kind::PadsAttached, "pads_attached"},
    {AttemptEvent::Kind::AedAnalysing, "aed_analysing"},
    {AttemptEvent::Kind::NoShockAdvised, "no_shock_advised"},
    {AttemptEvent::Kind::AedOn, "aed_on"},
    {AttemptEvent::Kind::CoachFull, "coach_full"},
    {AttemptEvent::Kind::CoachFading, "coach_fading"},
    {AttemptEvent::Kind::CoachAfterEachCycle, "coach_after_each_cycle"},
    {AttemptEvent::Kind::CoachNone, "coach_none"},
}};
constexpr std::array<std::pair<BatchFlag, std::string_view>, 3> kFlagWords = {{
    {BatchFlag::FollowsGap, kGap},
    {BatchFlag::FollowsReboot, "reboot"},
    {BatchFlag::Saturated, "saturated"},
}};

/// The cells of one remark, read by their place; remembers whether any was not what it should be.
class RemarkCells {
 public:
  explicit RemarkCells(std::string_view line) {
    line.remove_prefix(2);
    while (cells_.size() < kMostCells) {
      const auto comma = line.find(',');
      cells_.push_back(line.substr(0, comma));
      if (comma == std::string_view::npos) return;
      line.remove_prefix(comma + 1);
    }
    is_good_ = false;
  }

  [[nodiscard]] std::string_view text(std::size_t i) const {
    return i < cells_.size() ? cells_[i] : std::string_view{};
  }
  [[nodiscard]] std::int64_t whole(std::size_t i) {
    std::int64_t number = 0;
    const std::string_view cell = text(i);
    const CellEnd end = read_any_time_cell(cell.data(), cell.data() + cell.size(), number);
    if (end.kind != CellKind::Number) is_good_ = false;
    return number;
  }
  [[nodiscard]] std::optional<float> value(std::size_t i) {
    float number = 0.0F;
    const std::string_view cell = text(i);
    const CellEnd end = read_any_value_cell(cell.data(), cell.data() + cell.size(), number);
    if (end.kind == CellKind::Number) return number;
    if (end.kind != CellKind::Empty) is_good_ = false;
    return std::nullopt;
  }
  /// A day since 1970-01-01.
  [[nodiscard]] std::uint32_t day(std::size_t i) {
    constexpr std::int64_t kLastDay = 10'000'000;
    const std::int64_t number = whole(i);
    if (number < 0 || number > kLastDay) is_good_ = false;
    return is_good_ ? static_cast<std::uint32_t>(number) : 0;
  }
  /// Not negative, as a double: what a guideline is measured against.
  [[nodiscard]] std::optional<double> amount(std::size_t i) {
    const std::string_view cell = text(i);
    if (cell.empty()) return std::nullopt;
    double number = 0.0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (error != std::errc{} || end != cell.data() + cell.size() || !(number >= 0.0) ||
        !std::isfinite(number)) {
      is_good_ = false;
    }
    return number;
  }
  [[nodiscard]] float required(std::size_t i) {
    const auto number = value(i);
    if (!number) is_good_ = false;
    return number.value_or(0.0F);
  }
  [[nodiscard]] bool gap(std::size_t i) {
    if (!text(i).empty() && text(i) != kGap) is_good_ = false;
    return text(i) == kGap;
  }
  void refuse() { is_good_ = false; }
  [[nodiscard]] bool is_good() const { return is_good_; }

 private:
  std::vector<std::string_view> cells_;
  bool is_good_ = true;
};

template <class Quantity>
std::optional<Quantity> measured(std::optional<float> value, Quantity (*unit)(double)) {
  if (!value) return std::nullopt;
  return unit(static_cast<double>(*value));
}

BatchFlag flags_of(std::string_view words, RemarkCells& cells) {
  BatchFlag flags = BatchFlag::None;
  if (words == kWhole) return flags;
  for (;;) {
    const auto plus = words.find('+');
    const auto word = words.substr(0, plus);
    bool is_known = false;
    for (const auto& [flag, name] : kFlagWords) {
      if (word != name) continue;
      flags = flags | flag;
      is_known = true;
    }
    if (!is_known) cells.refuse();
    if (plus == std::string_view::npos) return flags;
    words.remove_prefix(plus + 1);
  }
}

SamplesRemark samples_of(RemarkCells& cells) {
  SamplesRemark remark;
  if (const auto channel = channel_of_column(cells.text(1))) {
    remark.channel = *channel;
  } else {
    cells.refuse();
  }
  remark.flags = flags_of(cells.text(2), cells);
  const std::int64_t count = cells.whole(3);
  if (count < 1 || count > kMostValues) cells.refuse();
  remark.count = static_cast<std::uint32_t>(count);
  return remark;
}

ReportedCompression compression_of(RemarkCells& cells) {
  ReportedCompression report;
  report.peak = DeviceTime::from_us(cells.whole(1));
  report.depth = millimetres(static_cast<double>(cells.required(2)));
  report.residual = measured(cells.value(3), millimetres);
  report.rate = measured(cells.value(4), per_minute);
  report.follows_gap = cells.gap(5);
  return report;
}

ReportedBreath breath_of(RemarkCells& cells) {
  ReportedBreath report;
  report.start = DeviceTime::from_us(cells.whole(1));
  report.duration = microseconds(cells.whole(2));
  report.volume = measured(cells.value(3), millilitres);
  report.follows_gap = cells.gap(4);
  return report;
}

/// An event of a later version is passed over, like a word that is not known.
Remark event_of(RemarkCells& cells) {
  const auto known = std::ranges::find(kEventWords, cells.text(2),
                                       &std::pair<AttemptEvent::Kind, std::string_view>::second);
  if (known == kEventWords.end()) return UnknownRemark{};
  return AttemptEvent{known->first, DeviceTime::from_us(cells.whole(1))};
}

CalibrationRemark calibration_of(RemarkCells& cells) {
  CalibrationRemark remark;
  if (!cells.text(1).empty()) remark.calibrated_on_day = cells.day(1);
  remark.recorded_on_day = cells.day(2);
  return remark;
}

/// The shortest text that reads back to the same float.
std::string cell(double value) { return fmt::format("{}", static_cast<float>(value)); }

struct Text {
  std::string operator()(const SamplesRemark& remark) const {
    std::string words;
    for (const auto& [flag, name] : kFlagWords) {
      if (!has(remark.flags, flag)) continue;
      if (!words.empty()) words += '+';
      words += name;
    }
    return fmt::format("#@samples,{},{},{}\n", column_name(remark.channel),
                       words.empty() ? kWhole : words, remark.count);
  }
  std::string operator()(const ReportedCompression& report) const {
    return fmt::format("#@compression,{},{},{},{},{}\n", report.peak.us(), cell(report.depth.mm()),
                       report.residual ? cell(report.residual->mm()) : "",
                       report.rate ? cell(report.rate->per_minute()) : "",
                       report.follows_gap ? kGap : "");
  }
  std::string operator()(const ReportedBreath& report) const {
    return fmt::format("#@breath,{},{},{},{}\n", report.start.us(), report.duration.us(),
                       report.volume ? cell(report.volume->ml()) : "",
                       report.follows_gap ? kGap : "");
  }
  std::string operator()(const StiffnessRemark& remark) const {
    return fmt::format("#@stiffness,{}\n", remark.n_per_mm);
  }
  std::string operator()(const AttemptEvent& event) const {
    const auto known = std::ranges::find(kEventWords, event.kind,
                                         &std::pair<AttemptEvent::Kind, std::string_view>::first);
    if (known == kEventWords.end()) return {};
    return fmt::format("#@event,{},{}\n", event.at.us(), known->second);
  }
  std::string operator()(const StartRemark& remark) const {
    return fmt::format("#@start,{}\n", remark.at.us());
  }
  std::string operator()(const CalibrationRemark& remark) const {
    return fmt::format("#@calibrated,{},{}\n",
                       remark.calibrated_on_day ? fmt::format("{}", *remark.calibrated_on_day) : "",
                       remark.recorded_on_day);
  }
  std::string operator()(const UncertaintyRemark& remark) const {
    const auto told = [](const std::optional<double>& amount) {
      return amount ? fmt::format("{}", *amount) : std::string();
    };
    return fmt::format("#@uncertainty,{},{}\n", told(remark.depth_mm), told(remark.volume_ml));
  }
  std::string operator()(const UnknownRemark&) const { return {}; }
};

}  // namespace

Result<Remark> parse_remark(std::string_view line) {
  RemarkCells cells(line);
  const std::string_view word = cells.text(0);
  Remark remark = UnknownRemark{};
  if (word == "samples") {
    remark = samples_of(cells);
  } else if (word == "compression") {
    remark = compression_of(cells);
  } else if (word == "breath") {
    remark = breath_of(cells);
  } else if (word == "stiffness") {
    const StiffnessRemark stiffness{cells.required(1)};
    if (stiffness.n_per_mm <= 0.0F) cells.refuse();
    remark = stiffness;
  } else if (word == "event") {
    remark = event_of(cells);
  } else if (word == "start") {
    remark = StartRemark{DeviceTime::from_us(cells.whole(1))};
  } else if (word == "calibrated") {
    remark = calibration_of(cells);
  } else if (word == "uncertainty") {
    remark = UncertaintyRemark{cells.amount(1), cells.amount(2)};
  } else {
    return remark;
  }
  if (!cells.is_good()) {
    return failure(fmt::format("the remark '{}' cannot be understood", line.substr(0, 60)), {},
                   "correct it, or remove the line");
  }
  return remark;
}

void append_remark(const Remark& remark, std::string& text) { text += std::visit(Text{}, remark); }

}  // namespace sternum
