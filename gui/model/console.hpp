/// What the instructor is looking at and has typed so far: all that the screens remember.
///
/// Views draw a `Console` and call it back; it never draws. Everything it wants of the station it
/// posts as a `Command`. Times are seconds of any one ascending clock. Not thread-safe: the
/// screen's thread owns it. `open_review` waits for the stored attempt to be analysed again.
///
///     Live ◀──Esc── Attempts ──Enter──▶ Review ──Esc──▶ where it was opened
///      │  digit, click: one seat enlarged; Esc: all seats
///      │  an enlarged seat that is examined has the exam screen, till its verdict is put away
///      └──"Review" on a finished seat──▶ Review
///
/// Setup has the class; Esc goes back to Live, which has the queue beside its seats when there is a
/// class. Results has what a class came to; Esc goes back to where it was opened.
///
/// On the exam screen, and in the debrief of an exam, letters belong to the items, and digits to
/// what is being asked.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gui/locale/locale.hpp"
#include "gui/model/aed_trainer.hpp"
#include "gui/model/attempt_list.hpp"
#include "gui/model/class_desk.hpp"
#include "gui/model/exam_choice.hpp"
#include "gui/model/exam_desk.hpp"
#include "gui/model/held_numbers.hpp"
#include "gui/model/manikin_desk.hpp"
#include "gui/model/projector.hpp"
#include "gui/model/report_card.hpp"
#include "gui/model/results_desk.hpp"
#include "gui/model/review_comparison.hpp"
#include "gui/model/review_model.hpp"
#include "gui/model/review_window.hpp"
#include "gui/model/seat_layout.hpp"
#include "gui/model/sign_in_card.hpp"
#include "gui/model/station_port.hpp"
#include "gui/model/stillness.hpp"
#include "gui/model/triage.hpp"

namespace sternum {

enum class Screen : std::uint8_t {
  Live,
  Attempts,
  Review,
  Aed,    ///< the AED by itself: a lesson about it needs no manikin
  Setup,  ///< the class: its record, its people, its manikins
  Manikins,
  Results,  ///< of a class: scores, certificates, exports
};

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
  Purpose,  ///< of the next attempts: practice, exam, retest
  Scheme,   ///< that the next attempts are examined by
  Overrule,
  Undo,
  VoidAndRedo,
  EndExam,
  Aed,
  Checklist,  ///< a place for one, without a manikin
  Class,      ///< its record and its people
  Queue,      ///< beside the seats: shown or not
  Next,       ///< whoever is called to the enlarged, or chosen, seat goes to the end of the queue
  Skip,       ///< the one who is chosen in the queue
  Absent,     ///< … or here again
  Swap,       ///< … with whoever is chosen next
  Manikins,
  SignIn,     ///< the card for it: open or closed
  Projector,  ///< the trainees' screen: open or closed
  Layout,     ///< how many seats are in sight at once
  Compare,    ///< the debrief with the next attempt to be held against it
  Progress,   ///< of the trainee, in the debrief
  Results,    ///< of the class
  Report,     ///< of the attempt in the debrief, as PDF
  ZoomIn,
  ZoomOut,
  ZoomAll,
  Earlier,  ///< half a chart; of the seats, a page
  Later,
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
  /// Of the seats while none is enlarged.
  [[nodiscard]] SeatLayout& layout() { return layout_; }

  // Attempts.
  /// What stands in the seat's name field.
  [[nodiscard]] std::string& typed_name(const Seat& seat);
  [[nodiscard]] const std::string& proposed_name(const Seat& seat) const;
  /// The typed name, or the proposed one while nothing is typed.
  [[nodiscard]] std::string name_for(const Seat& seat) const;
  [[nodiscard]] static bool can_start(const Seat& seat);
  /// Whether what is chosen can be done there: without a manikin, nothing but a checklist.
  [[nodiscard]] bool fits_choice(const Seat& seat) const;
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

  /// The virtual AEDs, one beside every manikin and one by itself.
  [[nodiscard]] AedTrainer& aed() { return aed_; }

  // The class.
  [[nodiscard]] const ClassDesk& class_desk() const { return class_desk_; }
  [[nodiscard]] ClassDesk& class_desk() { return class_desk_; }
  /// The queue has a column beside the seats.
  [[nodiscard]] bool queue_shown() const;
  /// Looks through the list of people that was dropped on the window, wherever the instructor is;
  /// several at once are declined.
  void open_dropped(const std::vector<std::string>& paths);
  /// The window is about to close: what has not been kept is handed to the station.
  void leave(StationPort& station) {
    class_desk_.keep(station);
    results_desk_.keep(station);
  }
  /// The trainees' screen.
  [[nodiscard]] const Projector& projector() const { return projector_; }
  [[nodiscard]] Projector& projector() { return projector_; }

  // Exams.
  [[nodiscard]] const ExamChoice& exam_choice() const { return exam_choice_; }
  [[nodiscard]] ExamChoice& exam_choice() { return exam_choice_; }
  /// The examiner's number, as typed; goes with every entry.
  [[nodiscard]] std::string& examiner() { return examiner_; }
  [[nodiscard]] const std::string& examiner() const { return examiner_; }
  /// The seat whose exam the live screen shows; null: there is another screen.
  [[nodiscard]] const Seat* examined() const;
  /// The exam in sight, live or in its debrief; null: none is.
  [[nodiscard]] const SeatExam* exam_in_sight() const;
  /// Its desk; only while there is an exam in sight.
  [[nodiscard]] ExamDesk& desk();
  [[nodiscard]] const ExamDesk& desk() const;
  void press_item(const std::string& item_id, StationPort& station);
  /// True when a letter, or a digit, meant something on the exam in sight.
  bool press_letter(char letter, StationPort& station);
  bool press_digit(int value, StationPort& station);
  void answer_question(bool met);
  void do_item_again(StationPort& station);
  void overrule_selected();
  /// Posts the drafted overruling with this reason.
  void give_reason(const std::string& reason, StationPort& station);
  /// The same trainee and scheme again on a seat whose exam is over: a retest after a failure,
  /// else the same once more.
  void retake(const Seat& seat, StationPort& station);
  /// What is running is discarded at the second call within 4 s, and begun anew.
  void void_and_redo(const Seat& seat, StationPort& station);
  /// Puts the verdict away: the seat is free for the next trainee.
  void next_trainee(const Seat& seat);

  // The instructor.
  [[nodiscard]] const SignInCard& sign_in_card() const { return sign_in_card_; }
  [[nodiscard]] SignInCard& sign_in_card() { return sign_in_card_; }
  void sign_out(StationPort& station);

  // Results, certificates, exports. Each needs an instructor where the station has some.
  [[nodiscard]] ResultsDesk& results_desk() { return results_desk_; }
  [[nodiscard]] const ResultsDesk& results_desk() const { return results_desk_; }
  [[nodiscard]] ReportCard& report_card() { return report_card_; }
  [[nodiscard]] const ReportCard& report_card() const { return report_card_; }
  /// False, and the card to sign in is open, when an instructor has to sign in first.
  [[nodiscard]] bool may_keep_papers() { return may_examine(); }
  /// To everybody who has earned one, or to one trainee.
  void issue_certificates(const std::string& only, StationPort& station);
  void revoke_certificate(StationPort& station);
  void export_class(StationPort& station);
  void export_report(StationPort& station);
  [[nodiscard]] bool can_export_report() const;

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

  /// What the manikins' panel has chosen and typed.
  [[nodiscard]] ManikinDesk& manikin_desk() { return manikin_desk_; }

  // The list of attempts.
  [[nodiscard]] AttemptList& attempt_list() { return attempt_list_; }

  // Review.
  void open_review(AttemptId id, StationPort& station);
  [[nodiscard]] const ReviewModel* review() const { return review_ ? &*review_ : nullptr; }
  /// Why the review could not be opened.
  [[nodiscard]] const std::optional<Error>& review_trouble() const { return review_trouble_; }
  [[nodiscard]] std::optional<int> selected_compression() const { return selected_compression_; }
  void select_compression(std::optional<int> index);
  /// The stretch of it that is shown.
  [[nodiscard]] ReviewWindow& review_window() { return review_window_; }
  [[nodiscard]] const ReviewWindow& review_window() const { return review_window_; }
  /// The attempt that is drawn over it; null: none is.
  [[nodiscard]] const ReviewModel* compared() const { return compared_ ? &*compared_ : nullptr; }
  /// What can be held against it, in the order of `Compare`.
  [[nodiscard]] std::vector<Comparable> comparables() const;
  /// Waits for the attempt to be analysed again; one that cannot be opened becomes a notice.
  void compare_with(std::optional<AttemptId> id, StationPort& station);
  void compare_with_next(StationPort& station);
  [[nodiscard]] bool progress_shown() const { return progress_shown_; }
  /// The lost point whose row was clicked; selecting one looks at its compression closely.
  [[nodiscard]] std::optional<int> selected_reason() const { return selected_reason_; }
  void select_reason(int index);

  // Notices.
  [[nodiscard]] std::vector<Error> open_notices() const;
  void dismiss_notices();
  /// Attempts that were interrupted when the console last stopped; 0 once the list was looked at,
  /// or they were put away.
  [[nodiscard]] int interrupted() const { return interrupted_told_ ? 0 : snapshot_->interrupted; }
  void put_interrupted_away() { interrupted_told_ = true; }

 private:
  void propose_names();
  void update_exams(StationPort& station);
  void propose_called();
  void press_in_class(Shortcut shortcut);
  void press_in_exam(Shortcut shortcut, StationPort& station);
  void enter(ExamDesk::Entries entries, StationPort& station);
  void read_review_again(StationPort& station);
  void press_in_review(Shortcut shortcut, StationPort& station);
  [[nodiscard]] bool may_start(const Seat& seat);
  void press_in_results(Shortcut shortcut);
  void follow_signed_in();
  /// False, and the card is open, when an instructor has to sign in first.
  [[nodiscard]] bool may_examine();

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

  RestingSeats resting_;
  SeatLayout layout_;
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

  struct SeatDesk {
    std::string attempt;  ///< another one has a clean desk
    ExamDesk desk;
  };
  ExamChoice exam_choice_;
  ClassDesk class_desk_;
  bool queue_wanted_ = true;
  double checklist_wanted_until_s_ = -1e9;
  AedTrainer aed_;
  ManikinDesk manikin_desk_;
  Projector projector_;
  SignInCard sign_in_card_;
  ResultsDesk results_desk_;
  ReportCard report_card_;
  Screen results_from_ = Screen::Live;
  std::string examiner_;
  bool examiner_signed_in_ = false;              ///< it is the number of whoever signed in
  std::map<std::string, SeatDesk> desks_;        ///< by manikin id
  std::map<std::string, std::string> put_away_;  ///< verdicts, by manikin id: of which attempt
  ExamDesk review_desk_;
  double read_again_s_ = -1.0;  ///< when the review is worth reading again; negative: it is not
  int reads_left_ = 0;

  AttemptList attempt_list_;
  std::optional<ReviewModel> review_;
  std::optional<Error> review_trouble_;
  ReviewWindow review_window_;
  std::optional<ReviewModel> compared_;
  bool progress_shown_ = false;
  std::optional<int> selected_compression_;
  std::optional<int> selected_reason_;
  std::vector<Error> notes_;
  std::vector<Error> dismissed_;
  bool interrupted_told_ = false;
};

}  // namespace sternum
