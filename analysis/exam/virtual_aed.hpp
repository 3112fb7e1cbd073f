/// A virtual automated external defibrillator, as teaching devices behave.
///
/// ```
///   Off ─Power─▶ AttachPads ─pads─▶ Announcing ─▶ Analysing ─┬─shockable─▶ Charging ─▶ Armed
///    ▲               ▲                   ▲        (movement: └─not──▶ NoShock    ShockButton │ too
///    │               │                   │     starts again)             │           ▼       │
///    late │               │                   │                               │        Shocked ▼
///    │               │                   └────2 minutes──── Cpr ◀────────┴───────────┴── Disarmed
///    └─Power, any────┴─PadsOff, any but Off
/// ```
/// Pads that were put on before it is switched on go straight to Announcing. `Hold` lets time stand
/// still, for the instructor to explain, and lets it go on; until then it takes only `Power`.
///
/// A function of times and inputs: it has no clock. Times are whatever steady clock drives it,
/// ascending; what time alone brings about happens when it is due, however seldom it is asked. One
/// that is told late of a compression counts it where it was. It says no more than what happened;
/// whether a finding costs points is for whoever examines. Not thread-safe; never blocks.
///
/// Sources. Two minutes of compressions at once after a shock or without one, then analysis again:
/// AHA and ERC, and the devices (Defibtech DDU-100 manual 4.7, which warns of movement during
/// analysis alone). Order and kind of prompts: operator's manuals (CU-ER1, appendix B). Analysis
/// and charging within 30 s: IEC 60601-2-4, by secondary sources. The time until an unused shock is
/// disarmed differs from 15 s (CU-ER1) to 30 s and more. The other times are ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/exam/aed_prompt.hpp"
#include "analysis/scoring/attempt_event.hpp"

namespace sternum {

enum class AedRhythm : std::uint8_t { Shockable, NotShockable };
enum class AedPads : std::uint8_t { Adult, Child };

struct VirtualAedOptions {
  /// What each analysis finds; the last one holds for all that follow. Never empty.
  std::vector<AedRhythm> rhythms = {AedRhythm::Shockable};
  bool patient_is_child = false;

  Duration announcement = seconds(4.0);  ///< a sentence, and the time to follow it
  Duration analysis = seconds(8.0);      ///< without movement
  Duration charging = seconds(5.0);
  Duration armed = seconds(30.0);  ///< then an unused shock is let go
  Duration cpr = seconds(120.0);
  Duration repeat = seconds(10.0);           ///< what nobody follows is said again
  Duration repeat_of_motion = seconds(5.0);  ///< while somebody touches the patient
  Duration pads_due = seconds(60.0);         ///< after it was switched on
  Duration time_to_clear = milliseconds(1500);
  /// Whose compression was deepest so shortly before the shock, or after it, has not let go.
  Duration hands_off_before_shock = milliseconds(800);
  Duration hands_off_after_shock = milliseconds(300);
  friend bool operator==(const VirtualAedOptions&, const VirtualAedOptions&) = default;
};

enum class AedState : std::uint8_t {
  Off,
  AttachPads,
  Announcing,  ///< "do not touch": time to let go
  Analysing,
  Charging,  ///< compressions may go on
  Armed,
  Shocked,
  NoShock,
  Disarmed,
  Cpr,
};

enum class AedInput : std::uint8_t {
  None,  ///< time passes
  Power,
  AdultPads,
  ChildPads,
  PadsOff,
  ShockButton,
  Compression,  ///< somebody pressed the chest
  Hold,
};

/// Something that it says or that an attempt should remember.
struct AedNews {
  Duration at;
  AedPrompt prompt = AedPrompt::None;
  std::optional<AttemptEvent::Kind> event{};
  friend bool operator==(const AedNews&, const AedNews&) = default;
};

/// Something done wrong with it.
struct AedFinding {
  enum class Kind : std::uint8_t {
    PadsLate,               ///< `took` so long after it was switched on
    ChildPadsOnAdult,       ///< too weak a shock
    AdultPadsOnChild,       ///< right only where there are no others
    PressedDuringAnalysis,  ///< `times`; the analysis `took` so much longer
    PressedWhenArmed,       ///< `times`, after everybody was told to stand clear
    ShockWhilePressing,     ///< a danger to whoever pressed
    ShockNotGiven,          ///< it was advised, and disarmed after it `took` so long
  } kind = Kind::PadsLate;
  Duration at;  ///< of the first time
  int times = 1;
  Duration took{};
  friend bool operator==(const AedFinding&, const AedFinding&) = default;
};
/// Somebody could have been hurt.
[[nodiscard]] constexpr bool is_dangerous(AedFinding::Kind kind) {
  return kind == AedFinding::Kind::PressedWhenArmed || kind == AedFinding::Kind::ShockWhilePressing;
}

class VirtualAed {
 public:
  explicit VirtualAed(VirtualAedOptions options = {});

  /// Says that it is `now` and what was done then, and answers what came of it, oldest first. Of a
  /// `Compression`, `now` may lie before what it was told already; otherwise time never goes back.
  [[nodiscard]] std::vector<AedNews> step(Duration now, AedInput input = AedInput::None);

  /// From the analysis on that is under way or next; never empty.
  void set_rhythms(std::vector<AedRhythm> rhythms);

  [[nodiscard]] AedState state() const { return state_; }
  /// What it said last and still means; `None` while it is off.
  [[nodiscard]] AedPrompt prompt() const { return prompt_; }
  [[nodiscard]] bool is_held() const { return held_since_.has_value(); }
  [[nodiscard]] std::optional<AedPads> pads() const { return pads_; }
  /// Until the state ends by itself, as of the last step; empty where it does not.
  [[nodiscard]] std::optional<Duration> left() const;
  /// How long the state lasts from its beginning to its end; empty where it has none.
  [[nodiscard]] std::optional<Duration> length() const;
  [[nodiscard]] int analyses() const { return analyses_; }  ///< begun so far
  [[nodiscard]] int shocks() const { return shocks_; }
  [[nodiscard]] const std::vector<AedFinding>& findings() const { return findings_; }
  [[nodiscard]] const VirtualAedOptions& options() const { return options_; }

 private:
  void pass_time(Duration now, std::vector<AedNews>& news);
  void take(Duration now, AedInput input, std::vector<AedNews>& news);
  void hold(Duration now);
  void attach(AedPads pads, Duration now, std::vector<AedNews>& news);
  void note_compression(Duration at, std::vector<AedNews>& news);
  void deliver_shock(Duration now, std::vector<AedNews>& news);

  /// The state that `state_` becomes when its time is over.
  void end_state(Duration at, std::vector<AedNews>& news);
  void enter(AedState state, Duration at, std::optional<Duration> lasts);
  void announce(AedPrompt prompt, Duration at, std::vector<AedNews>& news);
  void decide(Duration at, std::vector<AedNews>& news);
  void say(AedPrompt prompt, Duration at, std::vector<AedNews>& news);
  /// What is held against whoever presses in this state; new, it counts nothing yet.
  AedFinding& finding(AedFinding::Kind kind, Duration at);

  VirtualAedOptions options_;
  AedState state_ = AedState::Off;
  AedPrompt prompt_ = AedPrompt::None;
  std::optional<AedPads> pads_;
  int analyses_ = 0;
  int rhythms_from_ = 0;  ///< the analysis that `options_.rhythms` begins with, from 0
  int shocks_ = 0;
  std::vector<AedFinding> findings_;

  Duration now_;
  Duration since_;                     ///< when the state began
  std::optional<Duration> due_;        ///< when it ends by itself
  std::optional<Duration> say_again_;  ///< when its prompt is repeated
  std::optional<Duration> switched_on_;
  std::optional<Duration> last_compression_;
  std::optional<Duration> said_motion_;  ///< in this analysis
  std::optional<Duration> held_since_;
  std::optional<std::size_t> finding_;  ///< of this state, in `findings_`
};

}  // namespace sternum
