/// Exams in every state that a screen has to show: judged by the real examination, on attempts made
/// of numbers.
#pragma once

#include <vector>

#include "tests/gui/scenes.hpp"

namespace sternum::test {

/// A sheet of 100 points with a bit of everything: ticks, a timer, sensors, a missing channel.
[[nodiscard]] Scheme first_aider_scheme();

/// `scheme` on the eventful attempt of two minutes, or of a checklist on nothing.
[[nodiscard]] std::shared_ptr<const SeatExam> exam_of(Scheme scheme, std::vector<SheetEntry> sheet,
                                                      bool recording_is_valid = true);
/// The same with every tick given but `missed`, and every timer stopped at `timed`.
[[nodiscard]] std::vector<SheetEntry> filled_sheet(const Scheme& scheme, Duration timed,
                                                   const std::string& missed = {});
[[nodiscard]] SheetEntry sheet_entry(const std::string& item_id, SheetEntry::Kind kind);
/// A seat where `exam` runs, or has ended.
[[nodiscard]] Seat examined_seat(int number, const std::string& trainee,
                                 std::shared_ptr<const SeatExam> exam, AttemptPhase phase);

[[nodiscard]] std::vector<Scene> exam_scenes();

}  // namespace sternum::test
