/// Says one thing at a time, while it can still be put right.
///
/// Speaks from the guideline's feedback limits, which are apart from those that judge, and only
/// once somebody has begun to press. Of what may be said now, the first in the order of `Prompt` is
/// given, at least `spacing` after the last one:
///   - a correction of compressions at the compression that is the `misses_before_prompt`-th miss
///     of its kind in a row or a later one; it stands until `good_before_clear` in a row are good,
///     or for 2 s after the last compression;
///   - a correction of breaths likewise, in the breath pause alone;
///   - hands off after `feedback.hands_off`, in a breath pause after
///   `feedback.hands_off_at_breaths`,
///     until somebody presses;
///   - change over in the first pause after `change_over` of work, praise in the breath pause after
///     a clean set, and, in `CoachMode::AfterEachCycle`, what was wrong with the set: for 3 s.
/// One that stands may give way to one of higher priority, never to a lower one, and is said again
/// every `repeat`, three times in all. Where the guideline asks for no breaths, a set is 100
/// compressions, and what would be said in its pause is said at its last compression. `CoachMode`
/// says when corrections and praise are left out; hands off and change over are left out in `None`
/// only.
///
/// All times are the manikin's; what time alone brings about happens when it is due: `advance` says
/// how late it is; call it before telling what came after. SCORING.md §3 says why it is so. Not
/// thread-safe; allocates only to keep events.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/scoring/coach_mode.hpp"
#include "analysis/scoring/extra_measures.hpp"
#include "analysis/scoring/guideline.hpp"
#include "analysis/scoring/hands_off.hpp"
#include "analysis/scoring/miss_streak.hpp"
#include "analysis/scoring/prompt.hpp"
#include "analysis/scoring/recent_compressions.hpp"
#include "analysis/signal/breath.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

struct CoachOptions {
  CoachMode mode = CoachMode::Full;
  /// From one prompt to the next: a sentence, and the time to act on it.
  Duration spacing = seconds(3.0);
  /// A prompt that nobody follows is said again after so long.
  Duration repeat = seconds(10.0);
  /// The rescuer changes after so much work, breath pauses included. AHA, ERC: every 2 minutes.
  Duration change_over = seconds(120.0);
  friend bool operator==(const CoachOptions&, const CoachOptions&) = default;
};

/// Where in its attempt a compression stands; both count from 1.
struct CyclePlace {
  int cycle = 1;
  int compression = 1;  ///< of the cycle
};

class Coach {
 public:
  explicit Coach(const Guideline& guideline, CoachOptions options = {});

  void set_mode(CoachMode mode) { options_.mode = mode; }
  [[nodiscard]] CoachMode mode() const { return options_.mode; }
  /// Says whether the depths, and the volumes, of what comes mean something; they do until told
  /// otherwise.
  void depth_is_measured(bool measured) { depth_is_measured_ = measured; }
  void volume_is_measured(bool measured) { volume_is_measured_ = measured; }

  /// What was found by `now`.
  void add(const Compression& compression, const CompressionExtras& extras, CyclePlace place,
           DeviceTime now);
  void add(const Breath& breath, DeviceTime now);
  /// That hands were off inside the hole, which nobody can know, is taken back as if never said:
  /// whether time went on while nothing was seen or all at once makes no difference.
  void add_gap(TimeSpan gap);
  /// Says that it is `now`. What time alone brings about has happened when it was due, not now.
  void advance(DeviceTime now) {
    while (now >= look_again_at_) look(look_again_at_, News::None);
  }

  [[nodiscard]] Prompt prompt() const { return prompt_; }
  /// In the prompt's unit, as of `now`.
  [[nodiscard]] double value(DeviceTime now) const;
  /// Misses in a row of the kind that the prompt names.
  [[nodiscard]] int misses_in_a_row() const { return streak(prompt_).misses(); }
  /// When the prompt that stands was given for the first time.
  [[nodiscard]] DeviceTime since() const { return since_; }
  /// How many prompts have been given, repetitions included.
  [[nodiscard]] int prompts_given() const { return given_; }
  /// Whether a fault would be told in this cycle while it can be put right.
  [[nodiscard]] bool speaks_while_pressing() const {
    return options_.mode != CoachMode::AfterEachCycle && is_coached(options_.mode, set_.number);
  }
  [[nodiscard]] const std::vector<PromptEvent>& events() const { return events_; }

  [[nodiscard]] const HandsOff& hands_off() const { return hands_off_; }
  /// Empty when the run is over.
  [[nodiscard]] const RecentCompressions& recent() const { return recent_; }

 private:
  enum class News : std::uint8_t { None, Compression };
  /// The compressions up to a breath pause.
  struct Set {
    int number = 1;
    int compressions = 0;
    int missed = 0;     ///< of them, in any respect
    bool told = false;  ///< praised, or its fault told in the pause
  };

  [[nodiscard]] MissStreak& streak(Prompt kind) { return streaks_[static_cast<std::size_t>(kind)]; }
  [[nodiscard]] const MissStreak& streak(Prompt kind) const {
    return streaks_[static_cast<std::size_t>(kind)];
  }
  void begin_set(int number);
  [[nodiscard]] bool misses_anything(const Compression& compression,
                                     const CompressionExtras& extras);
  void take_back_hands_off(DeviceTime from);
  void look(DeviceTime now, News news);
  [[nodiscard]] Prompt choose(DeviceTime now, News news) const;
  [[nodiscard]] bool change_over_is_due(bool in_pause) const;
  [[nodiscard]] bool is_clean() const;
  [[nodiscard]] bool stands(DeviceTime now) const;
  void give(Prompt prompt, DeviceTime now);
  [[nodiscard]] Duration hands_off_limit() const;

  Guideline::Feedback limits_;
  Duration no_flow_gap_;
  Duration shortest_inflation_;
  std::optional<Newtons> leaning_force_;
  std::optional<Millimetres> hand_offset_;
  bool breaths_asked_;
  int set_size_;
  CoachOptions options_;
  bool depth_is_measured_ = true;
  bool volume_is_measured_ = true;

  HandsOff hands_off_;
  RecentCompressions recent_;
  std::array<MissStreak, kPrompts> streaks_{};
  Set set_;
  std::optional<DeviceTime> last_peak_;
  DeviceTime last_release_;
  Duration worked_;  ///< since the last change over
  Breath last_breath_{};

  DeviceTime look_again_at_;  ///< before this, time alone changes nothing
  Prompt prompt_ = Prompt::None;
  double value_ = 0.0;
  DeviceTime since_;
  int times_said_ = 0;  ///< of the prompt that stands
  std::optional<DeviceTime> given_at_;
  int given_ = 0;
  std::vector<PromptEvent> events_;
};

}  // namespace sternum
