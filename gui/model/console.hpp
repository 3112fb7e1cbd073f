/// What the instructor is looking at and has typed so far: all that the screens remember.
///
/// Views draw a `Console` and call it back; it never draws. Everything it wants of the station it
/// posts as a `Command`. Times are seconds of any one ascending clock. Not thread-safe: the
/// screen's thread owns it. `open_review` waits for the stored attempt to be analysed again.
///
///     Live ◀──Esc── Attempts ──Enter──▶ Review ──Esc──▶ where it was opened
///      │  digit, click: one seat enlarged; Esc: all seats
///      └──"Review" on a finished seat──▶ Review
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gui/locale/locale.hpp"
#include "gui/model/held_numbers.hpp"
#include "gui/model/review_model.hpp"
#include "gui/model/station_port.hpp"
#include "gui/model/triage.hpp"

namespace sternum {

enum class Screen : std::uint8_t { Live, Attempts, Review };

/// What a key asks for, wherever the instructor is.
enum class Shortcut : std::uint8_t {
  Back,
  Start,
  End,
  Attempts,
  Language,
  Theme,
  Help,
  Metronome,
  Voice,
  Coach,
  Left,
  Right,
  Up,
  Down,
  Enter,
};

/// The tempos of the metronome: what every guideline asks for.
inline constexpr int kSlowest_bpm = 100;
inline constexpr int kFastest_bpm = 120;

class Console {
 public:
  Console(Language language, bool dark) : language_(language), dark_(dark) {}

  /// Looks at the station; once a frame, before anything else.
  void update(StationPort& station, double now_s);
  void press(Shortcut shortcut, StationPort& station);
  /// A digit enlarges that seat; a second one within a second makes it a two-digit number.
  void digit(int value);

  [[nodiscard]] const StationSnapshot& station() const { return *snapshot_; }
  [[nodiscard]] const std::vector<AttemptRecord>& attempts() const { return *attempts_; }
  [[nodiscard]] double now_s() const { return now_s_; }
  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] bool dark() const { return dark_; }
  [[nodiscard]] bool help_shown() const { return help_shown_; }
  [[nodiscard]] const Triage& triage() const { return triage_; }
  [[nodiscard]] SeatNumbers numbers(const Seat& seat) const { return held_.of(seat.manikin.id); }

  [[nodiscard]] Screen screen() const { return screen_; }
  /// The enlarged seat of the live screen. A lone seat is always enlarged.
  [[nodiscard]] const Seat* enlarged() const;
  void show(Screen screen);
  void enlarge(int seat_number);
  void show_all_seats() { enlarged_.reset(); }
  /// The seat beside the enlarged one, round the ends.
  void step_seat(int by);

  // Attempts.
  /// What stands in the seat's name field.
  [[nodiscard]] std::string& typed_name(const Seat& seat);
  [[nodiscard]] const std::string& proposed_name(const Seat& seat) const;
  /// The typed name, or the proposed one while nothing is typed.
  [[nodiscard]] std::string name_for(const Seat& seat) const;
  [[nodiscard]] static bool can_start(const Seat& seat);
  [[nodiscard]] static bool can_end(const Seat& seat);
  void start(const Seat& seat, StationPort& station);
  void end(const Seat& seat, StationPort& station);
  /// The first call arms, the second within 4 s discards.
  void discard(const Seat& seat, StationPort& station);
  [[nodiscard]] bool discard_armed(const Seat& seat) const;
  /// Of the enlarged seat, or of all of them.
  void start_all(StationPort& station);
  void end_all(StationPort& station);
  [[nodiscard]] bool anyone_can_start() const;
  [[nodiscard]] bool anyone_can_end() const;

  // Coaching and sound.
  /// Of the attempts that will be started: one that runs keeps the mode that it began with.
  [[nodiscard]] CoachMode coach_mode() const { return coach_mode_; }
  void set_coach_mode(CoachMode mode) { coach_mode_ = mode; }
  [[nodiscard]] bool voice_on() const { return voice_on_; }
  void set_voice(bool on) { voice_on_ = on; }
  /// Clicks per minute; empty while it is silent.
  [[nodiscard]] std::optional<int> metronome() const {
    return metronome_on_ ? std::optional(tempo_bpm_) : std::nullopt;
  }
  /// Starts it at `bpm`, kept within what it has; without one it falls silent.
  void set_metronome(std::optional<int> bpm);
  /// Said once, as a notice.
  void note(const Error& trouble);
  /// Whether what is switched on can be heard; taken for granted until tried.
  [[nodiscard]] bool has_sound() const { return has_sound_; }
  void set_has_sound(bool has_sound) { has_sound_ = has_sound; }

  // The list of attempts.
  [[nodiscard]] int selected_attempt() const { return selected_attempt_; }
  void select_attempt(int index);

  // Review.
  void open_review(AttemptId id, StationPort& station);
  [[nodiscard]] const ReviewModel* review() const { return review_ ? &*review_ : nullptr; }
  /// Why the review could not be opened.
  [[nodiscard]] const std::optional<Error>& review_trouble() const { return review_trouble_; }
  [[nodiscard]] std::optional<int> selected_compression() const { return selected_compression_; }
  void select_compression(std::optional<int> index);
  /// The lost point whose row was clicked; selecting one jumps to its compression.
  [[nodiscard]] std::optional<int> selected_reason() const { return selected_reason_; }
  void select_reason(int index);

  // Notices.
  [[nodiscard]] std::vector<Error> open_notices() const;
  void dismiss_notices();

 private:
  void propose_names();

  std::shared_ptr<const StationSnapshot> snapshot_ = std::make_shared<StationSnapshot>();
  const std::vector<AttemptRecord>* attempts_ = &kNoAttempts;
  static const std::vector<AttemptRecord> kNoAttempts;
  double now_s_ = 0.0;

  Language language_;
  bool dark_;
  bool help_shown_ = false;
  CoachMode coach_mode_ = CoachMode::Full;
  bool has_sound_ = true;
  bool voice_on_ = false;
  bool metronome_on_ = false;
  int tempo_bpm_ = 110;
  Screen screen_ = Screen::Live;
  Screen reviewed_from_ = Screen::Live;
  std::optional<int> enlarged_;
  int last_digit_ = 0;
  double last_digit_s_ = -1e9;

  Triage triage_;
  HeldNumbers held_;
  /// Starts that were asked for and not seen yet, by manikin id, until when.
  std::map<std::string, double> starting_until_s_;
  std::map<std::string, std::string> typed_;
  std::map<std::string, std::string> proposed_;
  double proposed_s_ = -1e9;

  struct Armed {
    std::string manikin_id;
    double until_s = 0.0;
  };
  std::optional<Armed> armed_;

  int selected_attempt_ = 0;
  std::optional<ReviewModel> review_;
  std::optional<Error> review_trouble_;
  std::optional<int> selected_compression_;
  std::optional<int> selected_reason_;
  std::vector<Error> notes_;
  std::vector<Error> dismissed_;
};

}  // namespace sternum
