#include "gui/model/manikin_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "gui/model/numbers.hpp"
#include "gui/model/radio_words.hpp"

namespace sternum {

namespace {

constexpr std::int64_t kDay_ms = 86'400'000;
constexpr double kTouchTold_s = 3.0;

template <class... Values>
std::string told(const char* pattern, const Values&... values) {
  return fmt::format(fmt::runtime(pattern), values...);
}

DepthCheckResult as_result(const Calibration& check) {
  return {check.block_mm, check.measured_low_mm, check.measured_high_mm};
}

std::string ago(Language language, double silent_s) {
  if (silent_s >= 100.0) return told(tr(language, "{} min"), whole(silent_s / 60.0));
  return told(tr(language, "{} s"), whole(silent_s));
}

/// Links are named by the bridge, in English: "serial /dev/ttyUSB0 at 115200 baud".
std::string link_words(Language language, const std::string& link, const BleSurvey* radio) {
  const auto behind = [&](std::string_view start) {
    return link.substr(start.size(), link.find(' ', start.size()) - start.size());
  };
  if (link.starts_with("serial ")) {
    const std::string path = behind("serial ");
    return told(tr(language, "Serial port {}"),
                path.starts_with("/dev/") ? path.substr(std::string_view("/dev/").size()) : path);
  }
  if (link.starts_with("tcp ")) return told(tr(language, "TCP {}"), behind("tcp "));
  if (link.starts_with("ble ")) {
    return ble_words(language, radio == nullptr ? nullptr : sighting_of(*radio, link));
  }
  if (link.starts_with("virtual manikin")) return tr(language, "Virtual manikin");
  if (link.starts_with("recording ")) return tr(language, "Recording");
  return link;
}

void tell_state(Language language, ManikinRow& row) {
  if (row.here == nullptr) {
    row.state = ManikinState::NotSeen;
    row.state_words = tr(language, "not seen today");
    row.advice.emplace_back(
        tr(language, "Not seen since the console was started: switch it on, and connect it."));
    return;
  }
  const Seat& seat = *row.here;
  if (!seat.held_by.empty()) {
    row.state = ManikinState::HeldElsewhere;
    row.state_words = told(tr(language, "held by {}"), seat.held_by);
    row.advice.push_back(
        told(tr(language, "{} is held by {}: let it go there, or take it over here."), row.title,
             seat.held_by));
  } else if (!seat.online) {
    row.state = ManikinState::Silent;
    row.state_words = told(tr(language, "no signal for {}"), ago(language, seat.silent_s));
    row.advice.emplace_back(
        tr(language, "No signal: is it switched on, charged, in reach, its cable plugged in?"));
  } else if (seat.touched_s_ago >= 0.0 && seat.touched_s_ago < kTouchTold_s) {
    row.state = ManikinState::Touched;
    row.state_words = told(tr(language, "pressed just now, seat {}"), seat.number);
  } else {
    row.state = ManikinState::Online;
    row.state_words = tr(language, "in sight");
  }
  if (seat.conflict) {
    row.advice.push_back(
        told(tr(language, "Two manikins say that they are {}: switch one off, and change its id."),
             row.id));
  }
}

/// What arrives of what was sent, as far as the numbers tell.
void tell_signal(Language language, ManikinRow& row) {
  const bool online = row.state == ManikinState::Online || row.state == ManikinState::Touched;
  if (row.here == nullptr || !online) {
    row.signal_words = tr(language, "no signal");
    return;
  }
  const LinkStatistics& link = row.here->statistics;
  const std::uint64_t damaged = link.crc_failures + link.batches_lost;
  const double all = static_cast<double>(link.frames + damaged);
  const double lost = all > 0.0 ? static_cast<double>(damaged) / all : 0.0;
  row.bars = lost < 0.001 ? 4 : lost < 0.01 ? 3 : lost < 0.05 ? 2 : 1;
  row.signal_words = lost < 0.0005 ? std::string(tr(language, "nothing lost"))
                                   : told(tr(language, "{}% lost"), tenths(lost * 100.0));
  if (row.bars <= 2) {
    row.advice.push_back(
        told(tr(language, "{}% of what it sends is lost: bring it nearer, or change the cable."),
             tenths(lost * 100.0)));
  }
}

void tell_battery(Language language, const StationSnapshot& station, ManikinRow& row) {
  if (row.here == nullptr) return;
  const Status status = row.here->status.value_or(Status{});
  row.battery_percent = status.battery_percent;
  if (!row.battery_percent && station.radio) {
    const BleSighting* sighting = sighting_of(*station.radio, row.here->link);
    if (sighting != nullptr) row.battery_percent = sighting->battery_percent;
  }
  row.battery_low =
      row.battery_percent && !status.charging && *row.battery_percent <= kBatteryLow_percent;
  if (row.battery_low) {
    row.advice.push_back(
        told(tr(language, "The battery is at {}%: charge it, or change it before an exam."),
             *row.battery_percent));
  }
  for (const std::string& fault : status.faults) {
    row.advice.push_back(told(tr(language, "It reports a fault: {}"), fault));
  }
}

/// The newer of the manikin's own date and the last check here.
void tell_calibration(Language language, const StationSnapshot& station, ManikinRow& row) {
  std::optional<std::int64_t> at_ms;
  if (row.here != nullptr && row.here->manikin.calibrated_on_day) {
    at_ms = std::int64_t{*row.here->manikin.calibrated_on_day} * kDay_ms;
  }
  const bool check_is_newer = row.calibration && (!at_ms || row.calibration->at_ms >= *at_ms);
  if (check_is_newer) at_ms = row.calibration->at_ms;
  if (!at_ms) {
    row.calibration_warns = true;
    row.calibration_words = tr(language, "depth never checked");
    row.advice.emplace_back(
        tr(language, "Its depth was never checked: hold it against a block of known height."));
    return;
  }
  row.calibration_day = day_of(*at_ms);
  row.calibration_words =
      told(check_is_newer ? tr(language, "checked {}") : tr(language, "calibrated {}"),
           row.calibration_day);
  const std::int64_t days = (station.wall_clock_ms - *at_ms) / kDay_ms;
  if (check_is_newer && !as_result(*row.calibration).agrees()) {
    row.calibration_warns = true;
    row.advice.push_back(
        told(tr(language,
                "At the last check its depth was off by {} mm: check it again, and "
                "correct it."),
             signed_tenths(as_result(*row.calibration).error_mm())));
  } else if (days > kCalibrationLasts_days) {
    row.calibration_warns = true;
    row.advice.push_back(
        told(tr(language, "The last check is {} days ago: hold it against a block again."), days));
  }
}

}  // namespace

std::vector<ManikinRow> manikin_rows(Language language, const StationSnapshot& station) {
  std::map<std::string, ManikinRow> by_id;
  if (station.manikins) {
    for (const KnownManikin& known : *station.manikins) {
      ManikinRow& row = by_id[known.id];
      row.title = known.name;
      row.seat = known.seat;
      row.calibration = known.calibration;
    }
  }
  for (const Seat& seat : station.seats) {
    if (!seat.has_manikin) continue;
    ManikinRow& row = by_id[seat.manikin.id];
    row.here = &seat;
    row.seat = seat.number;
    row.title = seat.name;
    row.link_words = link_words(language, seat.link, station.radio.get());
  }
  std::vector<ManikinRow> rows;
  rows.reserve(by_id.size());
  for (auto& [id, row] : by_id) {
    row.id = id;
    if (row.title.empty()) row.title = id;
    tell_state(language, row);
    tell_signal(language, row);
    tell_battery(language, station, row);
    tell_calibration(language, station, row);
    rows.push_back(std::move(row));
  }
  std::ranges::sort(rows, {}, &ManikinRow::seat);
  return rows;
}

std::string day_of(std::int64_t utc_ms) { return day_and_time(utc_ms).substr(0, 10); }

std::string check_sentence(Language language, const Calibration& calibration) {
  const DepthCheckResult result = as_result(calibration);
  std::string words =
      told(tr(language, "{}: {} mm on a block of {} mm, {} mm at rest; gain {:.3f}, offset {} mm"),
           day_and_time(calibration.at_ms), tenths(result.held_mm), tenths(result.block_mm),
           tenths(result.rest_mm), calibration.gain, signed_tenths(calibration.offset_mm));
  if (!calibration.who.empty()) words += told(tr(language, "; by {}"), calibration.who);
  return words;
}

std::string failure_sentence(Language language, const DepthCheckState& check) {
  switch (check.failure) {
    case DepthCheckFailure::None:
      break;
    case DepthCheckFailure::NoDepth:
      return tr(language,
                "This manikin does not measure depth: it cannot be checked with a block. Check it "
                "the way its maker says.");
    case DepthCheckFailure::NoSignal:
      return tr(language,
                "The manikin fell silent: switch it on or bring it nearer, and begin again.");
    case DepthCheckFailure::NeverStill:
      return tr(language,
                "The chest was never let go, or never still: take everything off it, and begin "
                "again.");
    case DepthCheckFailure::NotReached:
      return told(tr(language,
                     "The chest was not pressed to {} mm: press until the block stops it, and "
                     "look whether its height is right."),
                  tenths(check.block_mm));
  }
  return {};
}

}  // namespace sternum
