/// The state a seat is in, as the screens tell it: one state, one level, one word.
///
/// The level decides fill and order; the state decides word and icon. Pure functions of a `Seat`.
///
///     offline ─▶ NoSignal, or HeldElsewhere when another console has the manikin
///     idle ─▶ Ready        done ─▶ Done
///     running ─▶ the coach's prompt, if one stands
///             ─▶ Breaths in a breath pause, Ready before the first compression, Good otherwise,
///                or Pressing where a fault would not be told: no news is good news only where
///                there is news
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gui/locale/locale.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

enum class SeatState : std::uint8_t {
  HandsOff,
  NoSignal,
  HeldElsewhere,
  ChangeOver,
  MoveHands,
  PressDeeper,
  PressLessDeep,
  ReleaseFully,
  TooFast,
  TooSlow,
  MoreAir,
  LessAir,
  BreatheSlower,
  WellDone,
  Good,
  Pressing,
  Breaths,
  Ready,
  Done,
};

/// Who needs help first; the numbers order.
enum class Urgency : std::uint8_t { Quiet = 0, Correction = 2, NoSignal = 3, HandsOff = 4 };

struct SeatCondition {
  SeatState state = SeatState::Ready;
  std::optional<double> value;  ///< what is wrong, in the state's unit: s, mm, /min or ml
  friend bool operator==(const SeatCondition&, const SeatCondition&) = default;
};

[[nodiscard]] SeatCondition condition_of(const Seat& seat);
[[nodiscard]] SeatState state_of(Prompt prompt);
[[nodiscard]] Urgency urgency(SeatState state);
[[nodiscard]] inline bool needs_help(SeatState state) { return urgency(state) != Urgency::Quiet; }

/// At most 6 Chinese or 14 Latin characters.
[[nodiscard]] std::string word(Language language, SeatState state);
/// "43", "12 s"; empty when the state has no value.
[[nodiscard]] std::string value_text(Language language, const SeatCondition& condition);
/// "mm", "/min"; empty when the value says it itself.
[[nodiscard]] std::string unit_text(Language language, SeatState state);

}  // namespace sternum
