/// What the screens see of the station, and what they may ask of it.
///
/// Views are functions of a `StationSnapshot`; they change nothing but by posting a `Command`.
/// `Station` is the real one (bridge, analysis, journal); tests and scenes bring their own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analysis/attempt/attempt_result.hpp"
#include "analysis/attempt/live_snapshot.hpp"
#include "analysis/core/result.hpp"
#include "analysis/exam/examination.hpp"
#include "analysis/exam/scheme.hpp"
#include "analysis/scoring/attempt_event.hpp"
#include "analysis/scoring/feedback_comparison.hpp"
#include "analysis/scoring/guideline.hpp"
#include "datasets/records/calibration.hpp"
#include "datasets/records/class_record.hpp"
#include "datasets/records/journal.hpp"
#include "datasets/records/station_database.hpp"
#include "firmware-bridge/protocol/link_statistics.hpp"
#include "firmware-bridge/protocol/messages.hpp"
#include "firmware-bridge/transport/ble_survey.hpp"
#include "gui/model/depth_check.hpp"
#include "gui/model/instructor_desk.hpp"
#include "gui/model/manikin_book.hpp"
#include "gui/model/paperwork.hpp"

namespace sternum {

enum class AttemptPhase : std::uint8_t {
  Idle,  ///< nobody is being examined; the strip runs all the same
  Running,
  Done,  ///< the last attempt has ended; `result` is there
};

/// The exam that the seat's running or last attempt is.
struct SeatExam {
  std::shared_ptr<const Scheme> scheme;
  AttemptPurpose purpose = AttemptPurpose::Exam;
  std::vector<SheetEntry> sheet;  ///< all that was entered, in order
  /// As it would be if it ended now, a quarter of a second old at most; after the end, what it is
  /// with all that was entered since. Null before the first sample, unless something was entered.
  std::shared_ptr<const Examination> examination;
  std::shared_ptr<const Guideline> guideline{};  ///< the scheme's own
};

/// One manikin as it stands in the room, or a place without one, where checklists are gone through.
struct Seat {
  int number = 0;           ///< stays with the manikin's id for good
  Hello manikin;            ///< of a place without one: a made-up id, and no channels
  bool has_manikin = true;  ///< false: only a scheme that measures no CPR can be started here
  std::string link;         ///< "serial /dev/ttyUSB0 at 115200 baud"
  LinkStatistics statistics;
  std::optional<Status> status;
  bool online = false;
  double silent_s = 0.0;  ///< how long nothing came, while not online
  std::string silent_reason;
  bool conflict = false;  ///< a second link claims this id
  std::string held_by{};  ///< the console that has it, if not this one: not online then
  std::string name{};     ///< what the room calls it; empty: nothing was given
  std::optional<DepthCheckState> depth_check{};  ///< that runs, or whose result is looked at
  double touched_s_ago = -1.0;    ///< somebody touched it so long ago; negative: not lately
  double measured_rate_hz = 0.0;  ///< samples per second of the channel that measures compressions

  AttemptPhase phase = AttemptPhase::Idle;
  std::string trainee;                          ///< of the running or the last attempt
  int attempt_number = 0;                       ///< that trainee's how-manieth today
  double attempt_s = 0.0;                       ///< how long that attempt has run, by the clock
  std::shared_ptr<const LiveSnapshot> live;     ///< null until the first sample
  std::shared_ptr<const AttemptResult> result;  ///< of the last attempt; null before
  std::optional<AttemptId> attempt_id;   ///< of the running or the last attempt, once it is on disk
  std::shared_ptr<const SeatExam> exam;  ///< null without a scheme
};

struct StationSnapshot {
  std::vector<Seat> seats;  ///< ascending number
  /// Every manikin the station remembers, seen today or not; ascending seat. May be null.
  std::shared_ptr<const std::vector<KnownManikin>> manikins{};
  std::shared_ptr<const Guideline> guideline;
  std::vector<std::shared_ptr<const Scheme>> schemes;  ///< what can be examined by, in one order
  std::shared_ptr<const ClassRecord> open_class{};     ///< that attempts begin in; null: none
  std::shared_ptr<const BleSurvey> radio{};            ///< null: Bluetooth is not looked at
  JournalStatus journal;
  SignedIn signed_in{};        ///< who may examine
  std::vector<Error> notices;  ///< what an instructor should know, newest last
  /// Attempts that ran when the console last stopped without ending them, as this start found them.
  int interrupted = 0;
  std::int64_t wall_clock_ms = 0;  ///< UTC, for the clock in the header
};

struct StartAttempt {
  std::string manikin_id;
  std::string trainee;
  CoachMode coach = CoachMode::Full;  ///< of practice; an exam is silent whatever stands here
  std::string scheme_id{};            ///< of an exam, which then has the scheme's own guideline
  /// With a scheme, practice is a rehearsal: examined, and coached as asked.
  AttemptPurpose purpose = AttemptPurpose::Practice;
};
/// Something entered on the sheet of the seat's running or last exam.
struct MarkSheet {
  std::string manikin_id;
  SheetEntry entry;  ///< `utc_ms` is filled in by the station
};
/// The same, of an exam that is stored already, whether it ended or was interrupted. Its next
/// `review` tells of it. For the main thread alone.
struct MarkStoredSheet {
  AttemptId attempt = 0;
  SheetEntry entry;
};
/// Something that no sensor measures happened now: a shock. How it is coached is settled at the
/// start.
struct NoteEvent {
  std::string manikin_id;
  AttemptEvent::Kind kind;
};
struct EndAttempt {
  std::string manikin_id;
};
struct DiscardAttempt {
  std::string manikin_id;
};
/// Opens a place without a manikin, unless one is free already.
struct OpenChecklist {};
/// Looks at the PIN; the snapshot tells what came of it.
struct SignInInstructor {
  std::string number;
  std::string pin;
};
struct SignOutInstructor {};
/// The number of a document as it was read, on its way to being sealed.
struct TypedIdentity {
  std::string name;
  std::string number;
  std::optional<int> born_year{};
  friend bool operator==(const TypedIdentity&, const TypedIdentity&) = default;
};
/// People of a list were taken into the class.
struct TakeInPeople {
  ClassKey class_key = 0;
  std::size_t people = 0;
  std::vector<TypedIdentity> identities{};  ///< of those who have one
};
/// All of a class as it is now; attempts that begin from here on are part of it while it is open.
struct KeepClass {
  ClassRecord record;
};
struct IdentifyManikin {
  std::string manikin_id;
};
/// What the room calls it; empty: nothing.
struct RenameManikin {
  std::string manikin_id;
  std::string name;
};
/// Whoever has that seat gets the one that becomes free.
struct MoveManikin {
  std::string manikin_id;
  int seat = 0;
};
/// Ask for a manikin that another console has. What runs there ends up with a gap.
struct TakeOverManikin {
  std::string manikin_id;
};
/// Hold its depth against a block; a check that runs begins anew. Its result is kept with date and
/// person.
struct BeginDepthCheck {
  std::string manikin_id;
  double block_mm = 50.0;
  bool corrects = false;  ///< the manikin is told where its chest is, and adjusts
  std::string who{};      ///< the instructor's number
};
/// Ends a check, or puts its result away.
struct CloseDepthCheck {
  std::string manikin_id;
};
using Command = std::variant<StartAttempt, EndAttempt, DiscardAttempt, IdentifyManikin, MarkSheet,
                             MarkStoredSheet, NoteEvent, OpenChecklist, KeepClass, RenameManikin,
                             MoveManikin, TakeOverManikin, BeginDepthCheck, CloseDepthCheck,
                             SignInInstructor, SignOutInstructor, TakeInPeople, PaperCommand>;

/// One of a trainee's attempts, as its stored result tells it.
struct ProgressPoint {
  AttemptId attempt = 0;
  int number = 0;        ///< the trainee's how-manieth
  bool is_exam = false;  ///< an exam or a retest
  FeedbackMeasures measures;
};

/// A stored attempt, analysed again from its samples.
struct Review {
  AttemptRecord record;
  AttemptResult result;
  std::shared_ptr<const Guideline> guideline;
  std::vector<StripPoint> strip;  ///< the whole trace
  /// The guideline it was scored with is gone; this is what goes by its name today.
  bool guideline_changed = false;
  FeedbackComparison feedback{};           ///< of all that this trainee has done
  std::vector<ProgressPoint> progress{};   ///< of this trainee, oldest first
  std::shared_ptr<const SeatExam> exam{};  ///< null without a scheme
  bool scheme_changed = false;             ///< like `guideline_changed`
  /// The last check of the manikin's depth when the attempt began.
  std::optional<Calibration> calibration{};
};

class StationPort {
 public:
  virtual ~StationPort() = default;
  [[nodiscard]] virtual std::shared_ptr<const StationSnapshot> snapshot() const = 0;
  virtual void post(Command command) = 0;
  /// Newest first, discarded ones left out. Cheap to call every frame: read again only when
  /// something changed.
  [[nodiscard]] virtual const std::vector<AttemptRecord>& attempts() = 0;
  /// Of trainees whose name has this in it, however old; newest first, a thousand at most. As cheap
  /// as `attempts` while it is the same text, which is not empty.
  [[nodiscard]] virtual const std::vector<AttemptRecord>& attempts_named(
      const std::string& part) = 0;
  /// Cheap to call every frame for one attempt that does not run: analysed again only when its
  /// sheet has grown.
  [[nodiscard]] virtual Result<std::shared_ptr<const Review>> review(AttemptId id) = 0;
  /// Results, certificates and exports, as far as they have come. Cheap to call every frame.
  [[nodiscard]] virtual Paperwork paperwork() const = 0;
};

}  // namespace sternum
