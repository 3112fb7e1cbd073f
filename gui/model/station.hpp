/// The station: the manikins in reach, the analysis of what they send, and the journal, wired
/// together.
///
/// Threads: the bridge's IO thread hands events to a bounded inbox and wakes the analysis thread
/// once for what came together; that one, owned here, steps every seat's session and publishes an
/// immutable snapshot, unless the room is still and nothing is new; the journal has a thread
/// of its own; `snapshot`, `post`, `attempts` and `review` are for the main thread and do not wait
/// for the others (the last two read the database). What the inbox must refuse is counted per
/// manikin and becomes a gap, never a silent loss.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "datasets/records/journal.hpp"
#include "datasets/records/station_database.hpp"
#include "firmware-bridge/bridge.hpp"
#include "gui/model/depth_check.hpp"
#include "gui/model/export_desk.hpp"
#include "gui/model/instructor_desk.hpp"
#include "gui/model/manikin_book.hpp"
#include "gui/model/recycled.hpp"
#include "gui/model/results_book.hpp"
#include "gui/model/seat_session.hpp"
#include "gui/model/station_port.hpp"
#include "gui/model/station_rules.hpp"
#include "gui/model/touch_watch.hpp"

namespace sternum {

struct StationOptions {
  std::filesystem::path data_folder;
  std::shared_ptr<const Guideline> guideline;
  BridgeOptions bridge;
  JournalOptions journal;
  KeySource identity_key{};             ///< that numbers of documents are sealed with
  Argon2Cost pin_cost{};                ///< of looking at an instructor's PIN
  std::size_t inbox_capacity = 20'000;  ///< batches; 42 manikins at full rate for several seconds
};

class Station final : public StationPort, private BridgeListener {
 public:
  explicit Station(StationOptions options);
  ~Station() override;  ///< stops

  /// For wiring: add sources before or after `start`.
  [[nodiscard]] Bridge& bridge() { return bridge_; }
  void start();
  /// Whether a source that could be faster than real time may send on: half of the inbox is free.
  /// Any thread.
  [[nodiscard]] bool has_room() const;
  /// Ends and saves what still runs, then joins every thread. Answers what could not be saved.
  JournalStatus stop();

  [[nodiscard]] std::shared_ptr<const StationSnapshot> snapshot() const override;
  void post(Command command) override;
  [[nodiscard]] const std::vector<AttemptRecord>& attempts() override;
  [[nodiscard]] const std::vector<AttemptRecord>& attempts_named(const std::string& part) override;
  [[nodiscard]] Result<std::shared_ptr<const Review>> review(AttemptId id) override;
  [[nodiscard]] Paperwork paperwork() const override;

 private:
  struct Appeared {
    Hello hello;
    std::string link;
  };
  struct WentSilent {
    std::string id;
    std::string reason;
  };
  struct Samples {
    std::string id;
    SampleBatch batch;
  };
  struct Reported {
    std::string id;
    std::variant<ReportedCompression, ReportedBreath> report;
  };
  struct StatusCame {
    std::string id;
    Status status;
  };
  struct Touched {
    std::string id;
  };
  /// A second link claims the id, or no longer does.
  struct Conflict {
    std::string id;
    bool stands = false;
  };
  struct Radio {
    BleSurvey survey;
  };
  struct Notice {
    Error error;
  };
  /// An entry for the sheet of an attempt by its id, and what a stored one comes to by it.
  struct StoredMarking {
    AttemptId attempt = 0;
    SheetMarking marking;
  };
  using Event = std::variant<Appeared, WentSilent, Samples, Reported, StatusCame, Touched, Conflict,
                             Radio, Notice, StoredMarking, Command>;

  /// What the station knows of a manikin beside its session: the link.
  struct Desk {
    std::unique_ptr<SeatSession> session;
    Hello hello;
    std::string trainee;     ///< of the running or the last attempt …
    int attempt_number = 0;  ///< … and the how-manieth of that trainee it is
    std::string link;
    std::optional<Status> status;
    bool online = false;
    std::int64_t online_since_ms = 0;
    std::int64_t silent_since_ms = 0;
    std::string silent_reason;
    std::string held_by;  ///< the console that has it; then it is not online here
    bool conflict = false;
    TouchWatch touches;
    std::optional<std::int64_t> touched_at_ms;
    std::optional<DepthCheck> check;
    std::string checked_by;
    std::optional<std::int64_t> greeted_at_ms;
    LinkStatistics statistics;
    bool has_news = true;         ///< something came since …
    Seat seat;                    ///< … this was described, as the screens were told of it …
    std::uint64_t described = 0;  ///< … the how-manieth time
  };
  /// A snapshot, and by which description of which desk each of its seats was filled: when it is
  /// filled again, only seats that differ are. A desk is never given up: its address is its name.
  struct Told {
    StationSnapshot station;
    std::vector<std::pair<const Desk*, std::uint64_t>> seats;
  };

  void on_manikin(const Hello& hello, const std::string& link) override;
  void on_silent(const std::string& id, const std::string& reason) override;
  void on_samples(const std::string& id, const SampleBatch& batch) override;
  void on_status(const std::string& id, const Status& status) override;
  void on_touch(const std::string& id) override;
  void on_compression(const std::string& id, const ReportedCompression& report) override;
  void on_breath(const std::string& id, const ReportedBreath& report) override;
  void on_conflict(const std::string& id, const std::string& link) override;
  void on_conflict_resolved(const std::string& id) override;
  void on_radio(const BleSurvey& survey) override;
  void on_notice(const Error& error) override;
  void on_all_told() override;
  void hand_over(Event event);

  void analyse();
  void take(Event& event);
  void take_rare(Event& event);
  void take_command(const Command& command);
  void take_marking(const StoredMarking& stored);
  void start_attempt(const StartAttempt& start);
  void keep_class(const ClassRecord& record);
  [[nodiscard]] bool let_examine(const char* what);
  [[nodiscard]] bool take_sign_in_command(const Command& command, std::int64_t utc_ms);
  void follow_instructors(std::int64_t steady_ms, std::int64_t utc_ms);
  void take_in(const TakeInPeople& people);
  void mark_sheet(const MarkSheet& mark);
  void note(const Error& trouble);
  /// How long until everything is to be looked at, whatever comes.
  [[nodiscard]] std::int64_t next_look_in_ms() const;
  void renew_statistics(std::int64_t now_ms);
  void describe(const std::string& id, Desk& desk, const JournalStatus& journal,
                std::int64_t now_ms);
  [[nodiscard]] bool has_to_publish() const;
  void publish();
  void open_checklist();
  void take_manikin(const Appeared& appeared);
  void lose(Desk& desk, const std::string& reason);
  void take_manikin_command(const Command& command);
  void begin_check(const BeginDepthCheck& begin);
  void check_depth(const std::string& manikin_id, Desk& desk, const SampleBatch& batch);
  [[nodiscard]] Result<void> open_reader();
  [[nodiscard]] Result<void> mark_stored(const MarkStoredSheet& mark);
  [[nodiscard]] bool take_paper(const PaperCommand& command);
  [[nodiscard]] bool last_review_stands(AttemptId id);
  [[nodiscard]] Desk* desk_of(const std::string& manikin_id);

  StationOptions options_;
  StationRules rules_;  ///< since `start`

  mutable std::mutex inbox_mutex_;
  std::condition_variable inbox_filled_;
  std::deque<Event> inbox_;
  /// Guarded by inbox_mutex_: the analysis thread sleeps until something comes.
  bool awaited_ = false;
  bool stopping_ = false;
  std::map<std::string, std::uint64_t> refused_;  ///< guarded by inbox_mutex_
  /// IO thread only: channels whose next batch follows a refused one.
  std::set<std::pair<std::string, Channel>> interrupted_;

  mutable std::mutex snapshot_mutex_;
  std::shared_ptr<const StationSnapshot> snapshot_;

  /// Before the journal opens the database, which marks them as interrupted.
  const std::set<AttemptId> left_running_;
  int found_interrupted_ = 0;  ///< of them; since `start`

  Journal journal_;
  // Analysis thread only.
  std::map<std::string, Desk> desks_;
  ManikinBook book_{journal_};
  InstructorDesk instructors_;
  std::shared_ptr<const ClassRecord> class_;  ///< the open one; null: none
  std::map<std::string, int> attempts_of_;    ///< per trainee, discarded ones left out
  std::vector<Error> notices_;
  std::vector<const Desk*> in_order_;  ///< ascending seats
  Recycled<Told> told_{2};             ///< one in the mailbox, one that a screen looks at
  bool at_rest_ = false;               ///< the room has been still for a while
  std::int64_t stirred_at_ms_ = 0;     ///< it was not, or a manikin came
  bool anything_changed_ = true;       ///< that more than one seat may tell of
  std::int64_t looked_at_ms_ = 0;      ///< at everything
  std::shared_ptr<const BleSurvey> radio_;
  std::int64_t statistics_at_ms_ = 0;

  // Main thread only.
  std::optional<StationReader> reader_;
  std::vector<AttemptRecord> attempts_;
  std::optional<std::uint64_t> attempts_revision_;
  std::vector<AttemptRecord> named_;
  std::string named_by_;
  std::optional<std::uint64_t> named_revision_;
  std::shared_ptr<const Review> last_review_;
  std::uint64_t last_review_revision_ = 0;
  ResultsBook results_;
  ExportDesk exports_;
  const std::filesystem::path usual_folder_;  ///< of exports

  Bridge bridge_;
  std::thread analysis_;
};

}  // namespace sternum
