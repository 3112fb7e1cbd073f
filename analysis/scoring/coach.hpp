/// Says one thing at a time, while it can still be put right.
///
/// Speaks from the guideline's feedback limits, which are apart from those that judge, and only
/// once somebody has begun to press. Each correction has a state of its own:
/// ```
///   Silent ──misses_before_prompt misses in a row──▶ Due ──good_before_clear good ones in a row,
///      ▲                                              │    or for those about compressions:
///      └──────────────────────────────────────────────┘    2 s without one
/// ```
/// Shown is the first that applies, in the order of `Prompt`: hands off (it costs most), then
/// depth, recoil, rate, and, in a breath pause alone, breaths. Hands off is due after
/// `feedback.hands_off`, in a breath pause after `feedback.hands_off_at_breaths`, and needs nothing
/// but time to become so: `advance` says how late it is; call it before telling what came after.
/// Holding a prompt back for several misses follows the CPRmeter. Not thread-safe; allocates only
/// to keep events.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/scoring/guideline.hpp"
#include "analysis/scoring/hands_off.hpp"
#include "analysis/scoring/prompt.hpp"
#include "analysis/scoring/recent_compressions.hpp"
#include "analysis/signal/breath.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

class Coach {
 public:
  explicit Coach(const Guideline& guideline);

  /// Says whether the depths, and the volumes, of what comes mean something; they do until told
  /// otherwise.
  void depth_is_measured(bool measured) { depth_is_measured_ = measured; }
  void volume_is_measured(bool measured) { volume_is_measured_ = measured; }

  /// What was found by `now`; `in_block`: how many compressions its block has with it.
  void add(const Compression& compression, int in_block, DeviceTime now);
  void add(const Breath& breath, DeviceTime now);
  void add_gap(TimeSpan gap);
  /// Says that it is `now`. What time alone brings about has happened when it was due, not now.
  void advance(DeviceTime now) {
    while (now >= look_again_at_) look(look_again_at_);
  }

  [[nodiscard]] Prompt prompt() const { return prompt_; }
  /// In the prompt's unit, as of `now`.
  [[nodiscard]] double value(DeviceTime now) const;
  /// Misses in a row of the kind that the prompt names.
  [[nodiscard]] int misses_in_a_row() const;
  /// When the prompt was given.
  [[nodiscard]] DeviceTime since() const { return since_; }
  [[nodiscard]] const std::vector<PromptEvent>& events() const { return events_; }

  [[nodiscard]] const HandsOff& hands_off() const { return hands_off_; }
  /// Empty when the run is over.
  [[nodiscard]] const RecentCompressions& recent() const { return recent_; }

 private:
  struct Streak {
    int misses = 0;
    int good = 0;
    bool due = false;
  };
  static constexpr std::size_t kPrompts = 9;

  [[nodiscard]] Streak& streak(Prompt prompt) { return streaks_[static_cast<std::size_t>(prompt)]; }
  void note(Prompt kind, bool missed);
  void look(DeviceTime now);
  [[nodiscard]] Prompt choose(DeviceTime now) const;
  [[nodiscard]] Duration hands_off_limit() const;

  Guideline::Feedback limits_;
  Duration no_flow_gap_;
  bool depth_is_measured_ = true;
  bool volume_is_measured_ = true;
  HandsOff hands_off_;
  RecentCompressions recent_;
  std::array<Streak, kPrompts> streaks_{};
  double last_breath_ml_ = 0.0;
  DeviceTime last_release_;
  DeviceTime look_again_at_;  ///< before this, time alone changes nothing
  Prompt prompt_ = Prompt::None;
  double value_ = 0.0;
  DeviceTime since_;
  std::vector<PromptEvent> events_;
};

}  // namespace sternum
