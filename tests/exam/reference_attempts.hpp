// Twelve people under an exam, each with one thing about them, as they would do it by the guideline
// that the exam follows. `golden.md` says what becomes of them; `reckon_golden.py` builds the same
// twelve on its own.
#pragma once

#include <string>
#include <vector>

#include "analysis/exam/scheme.hpp"
#include "tests/exam/sheets.hpp"

namespace sternum::hand_made {

struct ReferenceAttempt {
  std::string name;
  Script script;
  std::vector<SheetEntry> sheet;
};

/// What sets one of the twelve apart from somebody who does all well.
struct Trait {
  double depth_mm;
  double per_minute = 110.0;
  std::optional<double> residual_mm = 0.0;
  double pause_s = 6.0;
  bool breathes = true;
  bool gives_up = false;           ///< in the second set, ten compressions early
  bool has_accelerometer = false;  ///< alone, and loses 3 s of it in the second set
};

inline Script performed(const Guideline& g, const Trait& trait) {
  const Press how{trait.depth_mm, trait.per_minute, trait.residual_mm};
  const double ml = 0.5 * (g.breath_volume.low.ml() + g.breath_volume.high.ml());
  const int per_set = g.compressions_per_cycle;
  const bool pauses = g.breaths_per_cycle > 0 && trait.breathes;
  const int two_minutes = static_cast<int>(2 * trait.per_minute);
  std::vector<int> sets(static_cast<std::size_t>(g.cycles), per_set);
  if (!pauses) sets = {g.breaths_per_cycle > 0 ? per_set * g.cycles : two_minutes};
  if (g.breaths_per_cycle == 0 && trait.pause_s > 6.0) sets = {60, 60, 60};
  if (trait.gives_up) sets = {per_set, per_set - 10};

  Script script;
  if (trait.has_accelerometer) script.without_breath_channel();
  int done = 0;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const int hole_after = per_set + 10 - done;
    if (trait.has_accelerometer && hole_after > 0 && hole_after < sets[i]) {
      script.press(hole_after, how).hole(3.0).press(sets[i] - hole_after, how);
    } else {
      script.press(sets[i], how);
    }
    done += sets[i];
    const bool is_last = i + 1 == sets.size();
    if (trait.gives_up && is_last) break;
    if (pauses && !trait.has_accelerometer) {
      script.breaths_in_pause(trait.pause_s, ml, ml);
    } else if (!is_last) {
      script.pause(trait.pause_s);
    }
  }
  return script;
}

/// Everything ticked, every timer stopped after 7 s.
inline std::vector<SheetEntry> full_sheet(const Scheme& scheme) {
  std::vector<SheetEntry> sheet;
  for (const SchemeItem& item : scheme.items) {
    if (item.judge == ItemJudge::Tick) sheet.push_back(ticked(item.id));
    if (item.judge == ItemJudge::Timer) sheet.push_back(timed(item.id, 7.0));
  }
  return sheet;
}

inline std::vector<ReferenceAttempt> reference_attempts(const Guideline& g, const Scheme& scheme) {
  const double low_mm = g.depth.low.mm();
  const double high_mm = g.depth.high.mm();
  const double well_mm = 0.5 * (low_mm + high_mm);
  const double leaning_mm = g.leaning_threshold.mm() + 4.0;
  const std::vector<SheetEntry> all = full_sheet(scheme);
  std::vector<SheetEntry> first_missed = all;
  if (!first_missed.empty()) first_missed.front() = missed(first_missed.front().item_id);

  Trait no_breaths{.depth_mm = well_mm};
  no_breaths.breathes = false;
  Trait gives_up{.depth_mm = well_mm};
  gives_up.gives_up = true;
  Trait accelerometer{.depth_mm = well_mm, .residual_mm = std::nullopt};
  accelerometer.has_accelerometer = true;
  return {
      {"good", performed(g, {.depth_mm = well_mm}), all},
      {"sheet-empty", performed(g, {.depth_mm = well_mm}), {}},
      {"shallow", performed(g, {.depth_mm = low_mm - 5.0}), all},
      {"at-the-limit", performed(g, {.depth_mm = low_mm - 1.0}), all},
      {"too-deep", performed(g, {.depth_mm = high_mm + 6.0}), all},
      {"too-fast", performed(g, {.depth_mm = well_mm, .per_minute = 135.0}), all},
      {"too-slow", performed(g, {.depth_mm = well_mm, .per_minute = 85.0}), all},
      {"leaning", performed(g, {.depth_mm = well_mm, .residual_mm = leaning_mm}), all},
      {"long-pauses", performed(g, {.depth_mm = well_mm, .pause_s = 13.0}), all},
      {"no-breaths", performed(g, no_breaths), all},
      {"gives-up", performed(g, gives_up), first_missed},
      {"accelerometer", performed(g, accelerometer), all},
  };
}

}  // namespace sternum::hand_made
