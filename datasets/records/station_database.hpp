/// The station's memory: manikins, trainees, classes, attempts and every sample of them, in one
/// SQLite file.
///
/// `station.sqlite` in the data folder; WAL, `synchronous=FULL`; `PRAGMA user_version` is the
/// schema's version, and a newer one is refused. One console at a time owns a data folder (a lock
/// file held for as long as the object lives); a second is told so. Opening marks attempts that
/// were still running as interrupted: their console died. Every write is one transaction: done and
/// on disk when the call returns, or not at all. What is stored for an attempt are the batches,
/// reports and events as the analysis saw them, so that it can be analysed again, bit for bit. Not
/// thread-safe: the journal's thread owns the writing connection; `open_reader` gives others their
/// own. Times of day are UTC, ms since 1970, given by the caller. A file that is damaged, another
/// program's or a later version's is an error and stays as it is. The tables are described in
/// SCHEMA.md beside this file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/attempt/attempt_input.hpp"
#include "analysis/core/result.hpp"
#include "analysis/core/sample_batch.hpp"
#include "analysis/exam/examination.hpp"
#include "datasets/records/audit_trail.hpp"
#include "datasets/records/calibration.hpp"
#include "datasets/records/class_reader.hpp"
#include "datasets/records/class_record.hpp"
#include "datasets/records/people.hpp"

namespace sternum {

using AttemptId = std::int64_t;

/// Never renumber: stored.
enum class AttemptState : std::uint8_t { Running = 0, Ended = 1, Interrupted = 2, Discarded = 3 };

/// What an attempt is for. Never renumber: stored.
enum class AttemptPurpose : std::uint8_t { Practice = 0, Exam = 1, Retest = 2 };

/// A rule file word for word, so that a result can be explained after the file has changed.
struct RuleText {
  std::string hash;  ///< SHA-256 of `toml`, lower-case hex
  std::string toml;
  friend bool operator==(const RuleText&, const RuleText&) = default;
};

struct AttemptStart {
  std::string manikin_id;
  std::string trainee;  ///< as typed; found again or added by this name
  std::string guideline_id;
  std::string guideline_hash;
  std::int64_t started_at_ms = 0;  ///< UTC
  DeviceTime start;                ///< what lies before it in the batches is pre-roll
  std::vector<Channel> channels;
  /// What the manikin's Hello says of its chest and its calibration (days since 1970-01-01).
  std::optional<double> stiffness_n_per_mm{};
  std::optional<std::uint32_t> calibrated_on_day{};
  AttemptPurpose purpose = AttemptPurpose::Practice;
  /// By which it is examined; empty in practice.
  std::string scheme_id{};
  std::string scheme_edition{};
  std::string scheme_hash{};
  /// How far the Hello says that depths and breath volumes may be off.
  MeasurementUncertainty uncertainty{};
  /// The class it is part of, which has been kept before; empty without one.
  std::optional<ClassKey> class_key{};
  friend bool operator==(const AttemptStart&, const AttemptStart&) = default;
};

struct AttemptEnd {
  AttemptState state = AttemptState::Ended;
  std::int64_t ended_at_ms = 0;
  std::optional<double> score;
  std::string result_json;
  std::optional<Verdict> verdict{};  ///< of an exam
  friend bool operator==(const AttemptEnd&, const AttemptEnd&) = default;
};

struct AttemptRecord {
  AttemptId id = 0;
  AttemptStart started;
  AttemptState state = AttemptState::Running;
  /// Of an interrupted attempt: how far its samples reach; empty when it has none.
  std::optional<std::int64_t> ended_at_ms;
  std::optional<double> score;
  std::optional<Verdict> verdict;  ///< of an exam, as last stored; empty before anybody judged it
  std::string result_json;         ///< empty unless ended; lists leave it out. Never changes
  /// The manikin's last one when the attempt began.
  std::optional<std::int64_t> calibration_id{};
  int number = 0;  ///< the trainee's how-manieth, from 1; 0 for a discarded one
};

/// Which attempts a list shows: the newest of those that fit everything that is asked.
struct AttemptQuery {
  std::size_t most = 500;
  std::optional<AttemptId> before{};     ///< older than this one: the next page
  std::optional<std::string> trainee{};  ///< by the whole name; empty text: without a name
  std::string trainee_part{};            ///< in the name, Latin letters large or small
  std::optional<ClassKey> class_key{};
  std::optional<std::int64_t> from_ms{};   ///< begun then or later, UTC
  std::optional<std::int64_t> until_ms{};  ///< begun before
  bool with_discarded = false;
};

struct StoredInput {
  AttemptId attempt = 0;
  AttemptInput input;
};

/// Something entered on an exam's sheet, and what the exam came to by it.
struct SheetMarking {
  SheetEntry entry;
  /// Takes the place of the attempt's verdict; empty: nobody has judged it yet, it still runs.
  std::optional<Verdict> verdict{};
};

class StationReader;

class StationDatabase {
 public:
  /// Creates the folder and the file when they are not there.
  [[nodiscard]] static Result<StationDatabase> open(const std::filesystem::path& folder);
  ~StationDatabase();
  StationDatabase(StationDatabase&&) noexcept;
  StationDatabase& operator=(StationDatabase&&) noexcept;

  /// `rules`: the files that it is judged by; each is kept once, whoever uses it.
  [[nodiscard]] Result<AttemptId> begin_attempt(const AttemptStart& start,
                                                std::span<const RuleText> rules = {});
  /// An error, and nothing is stored, when one of the attempts is not running.
  [[nodiscard]] Result<void> append(std::span<const StoredInput> inputs);
  /// `end.state` is not `Running`.
  [[nodiscard]] Result<void> end_attempt(AttemptId attempt, const AttemptEnd& end);
  /// Takes an interrupted attempt up again, for a console that had to open the file anew. False
  /// when there is no such attempt.
  [[nodiscard]] Result<bool> resume_attempt(AttemptId attempt);
  /// Appends to the attempt's sheet, whether it runs or has ended. False, and nothing is stored,
  /// when there is no such attempt, or it began at another time than `started_at_ms`: this is
  /// another folder's database.
  [[nodiscard]] Result<bool> mark_sheet(AttemptId attempt, const SheetMarking& marking,
                                        std::optional<std::int64_t> started_at_ms = {});

  /// The seat that this manikin keeps for good; the lowest free one is given to a new manikin.
  [[nodiscard]] Result<int> seat_of(const std::string& manikin_id);
  /// Gives a new manikin this seat, or the lowest free one when it is taken. A known manikin keeps
  /// its own.
  [[nodiscard]] Result<void> remember_seat(const std::string& manikin_id, int seat);

  /// Gives a manikin another seat; whoever has that one gets the one that becomes free.
  [[nodiscard]] Result<void> move_to_seat(const std::string& manikin_id, int seat);
  /// What the room calls this manikin; empty: nothing again.
  [[nodiscard]] Result<void> remember_name(const std::string& manikin_id, const std::string& name);
  /// Appended; the database gives it its id.
  [[nodiscard]] Result<void> remember_calibration(const Calibration& calibration);

  /// Keeps all of it, in the place of what was kept under its key before.
  [[nodiscard]] Result<void> keep_class(const ClassRecord& record);

  /// Small rows of samples, of which `fold_some` makes large ones; and whether it is about it.
  [[nodiscard]] std::size_t loose_rows() const;
  [[nodiscard]] bool is_folding() const;
  /// A bounded piece of that (`RowFolding::step`); false when there is no more to do.
  [[nodiscard]] Result<bool> fold_some();
  /// Pages in the write-ahead log, and their way into the file (`Connection::checkpoint`).
  [[nodiscard]] int log_pages() const;
  [[nodiscard]] Result<void> checkpoint();

  /// Keeps numbers of documents, sealed.
  [[nodiscard]] Result<void> keep_identities(const std::vector<PersonIdentity>& people);

  /// Whose number stands in the audit trail from here on; empty: nobody is signed in.
  void act_as(std::string instructor);
  /// Appends to the audit trail what is not told by the other functions.
  [[nodiscard]] Result<void> note(const AuditNote& note);

  /// The file as it was before opening brought it up to date; empty when there was no need.
  [[nodiscard]] const std::optional<std::filesystem::path>& migration_backup() const;

  /// Whether the file is still where it was opened: a disk can be pulled, a folder moved away.
  /// Writing checks it first.
  [[nodiscard]] bool is_in_place() const;

 private:
  StationDatabase();
  struct State;
  std::unique_ptr<State> state_;
};

/// A read-only view of the same file, for any one other thread, while the journal writes.
class StationReader {
 public:
  [[nodiscard]] static Result<StationReader> open(const std::filesystem::path& folder);
  ~StationReader();
  StationReader(StationReader&&) noexcept;
  StationReader& operator=(StationReader&&) noexcept;

  /// All there are, newest first; discarded ones only when asked for. An archive of years has
  /// tens of thousands: a screen asks for those that it shows.
  [[nodiscard]] Result<std::vector<AttemptRecord>> attempts(bool with_discarded = false) const;
  /// Newest first, in a time that depends on how many are shown and not on how many there are.
  [[nodiscard]] Result<std::vector<AttemptRecord>> attempts(const AttemptQuery& asked) const;
  /// Trainee → how many attempts, discarded ones left out; under "" those without a name.
  [[nodiscard]] Result<std::map<std::string, int>> attempt_counts() const;
  [[nodiscard]] Result<AttemptRecord> attempt(AttemptId id) const;
  /// All that the attempt was fed with, in the order in which it was appended.
  [[nodiscard]] Result<std::vector<AttemptInput>> inputs(AttemptId id) const;
  /// The same one by one, a row of the file in memory at a time. `take` may end it by an error.
  [[nodiscard]] Result<void> for_each_input(
      AttemptId id, const std::function<Result<void>(const AttemptInput&)>& take) const;
  /// The sample batches among them.
  [[nodiscard]] Result<std::vector<SampleBatch>> batches(AttemptId id) const;
  /// All that was entered on the attempt's sheet, in the order in which it was entered.
  [[nodiscard]] Result<std::vector<SheetEntry>> sheet(AttemptId id) const;
  /// The rule file with this hash; empty when it was never kept.
  [[nodiscard]] Result<std::optional<std::string>> rule_text(std::string_view hash) const;
  /// Names of trainees, most recent first.
  [[nodiscard]] Result<std::vector<std::string>> trainees() const;
  /// Manikin id → seat.
  [[nodiscard]] Result<std::map<std::string, int>> seats() const;
  /// Manikin id → name, of those that were given one.
  [[nodiscard]] Result<std::map<std::string, std::string>> manikin_names() const;
  /// Of this manikin, the newest first.
  [[nodiscard]] Result<std::vector<Calibration>> calibrations(const std::string& manikin_id) const;
  /// The last class that was created and not closed.
  [[nodiscard]] Result<std::optional<ClassRecord>> open_class() const;
  /// All classes, the newest first.
  [[nodiscard]] Result<std::vector<ClassSummary>> classes() const;
  /// With its members, and what it came to for each of them.
  [[nodiscard]] Result<StoredClass> stored_class(ClassId id) const;
  /// The same by its key; empty when there is no such class.
  [[nodiscard]] Result<std::optional<StoredClass>> class_of(ClassKey key) const;
  /// Of the members on its list, the oldest first, without discarded ones. Costs what the class
  /// costs, not what the archive holds.
  [[nodiscard]] Result<std::vector<AttemptRecord>> attempts_of_class(ClassId id) const;
  /// Where the audit trail ends: what is printed on whatever leaves the house.
  [[nodiscard]] Result<AuditHead> audit_head() const;
  /// Of the last entry in the trail that is about this attempt; empty when none is, as of one that
  /// is older than the trail.
  [[nodiscard]] Result<std::string> audit_hash_of_attempt(AttemptId id) const;
  /// The last characters of the trainee's document; empty when none was given.
  [[nodiscard]] Result<std::string> last_of_document(const std::string& trainee) const;

 private:
  StationReader();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
