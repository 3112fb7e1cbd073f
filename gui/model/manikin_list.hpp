/// The manikins as their panel lists them: who is here, how each is, and what to do about it.
///
/// Pure functions of a snapshot. Every complaint is a sentence that says what to do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gui/locale/locale.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

enum class ManikinState : std::uint8_t {
  Online,
  Touched,        ///< pressed just now
  HeldElsewhere,  ///< another console has it
  Silent,         ///< was here since the console was started
  NotSeen,        ///< was not
};

/// A check older than this is old.
inline constexpr int kCalibrationLasts_days = 183;
inline constexpr std::uint32_t kBatteryLow_percent = 20;

struct ManikinRow {
  std::string id;
  std::string title;  ///< its name, or its id
  int seat = 0;
  const Seat* here = nullptr;  ///< of the snapshot; null when not seen since the start
  ManikinState state = ManikinState::NotSeen;
  std::string state_words;  ///< "pressed just now, seat 4"
  std::string link_words;   ///< "Serial port ttyUSB0"
  int bars = 0;             ///< of its signal, 0–4
  std::string signal_words;
  std::optional<std::uint32_t> battery_percent{};
  bool battery_low = false;
  std::string calibration_words;  ///< "checked 2026-03-02"
  std::string calibration_day;    ///< the day alone, where there is no room for words
  bool calibration_warns = false;
  std::optional<Calibration> calibration{};  ///< the last check against a block
  std::vector<std::string> advice;           ///< what is wrong and what to do, the worst first
};

/// All that are here or were ever here, ascending seats; places without a manikin are none.
[[nodiscard]] std::vector<ManikinRow> manikin_rows(Language language,
                                                   const StationSnapshot& station);

/// "2026-03-02", in the time zone of the machine.
[[nodiscard]] std::string day_of(std::int64_t utc_ms);
/// The last check in one sentence: what the manikin said, when, and who held it.
[[nodiscard]] std::string check_sentence(Language language, const Calibration& calibration);
/// What went wrong with a check, and what to do.
[[nodiscard]] std::string failure_sentence(Language language, const DepthCheckState& check);

}  // namespace sternum
