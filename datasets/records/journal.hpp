/// The journal's thread: writes what happens to the station database, and delays nobody.
///
/// Callers hand entries over and go on; a transaction is committed at least every `commit_every`.
/// Entries keep their order. When the disk fails (full, read-only, gone), entries
/// stay in memory, the journal tries again every `retry_every`, and `status` says loudly what is
/// wrong and since when; once memory holds `most_kept_batches`, the oldest batches of that queue
/// are dropped and counted, and the next batch of the same channel follows a gap. A disk that comes
/// back gets everything that was kept, the attempts in progress included. Destruction writes what
/// can be written and joins the thread. All functions may be called from any thread; none blocks on
/// the disk, except `flush` and `wait_until_opened`. In the time between two commits the thread
/// folds small rows into large ones and copies the write-ahead log into the file, in pieces; a
/// commit that is due comes first.
///
///   Closed ──opened──▶ Writing ──write failed──▶ Waiting ──retry_every──▶ Writing
///     ▲                                             │
///     └──── file gone, or failed again and again ───┘
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "datasets/records/station_database.hpp"

namespace sternum {

struct JournalOptions {
  std::int64_t commit_every_ms = 100;
  std::int64_t retry_every_ms = 1000;
  std::size_t most_kept_batches = 2'000'000;
  /// The small rows of commits become large ones so often, and when nobody practises any more.
  std::int64_t fold_every_ms = 60'000;
};

/// An attempt as the journal's callers know it, before the database has given it an id.
using AttemptTicket = std::uint64_t;

struct JournalStatus {
  /// Empty: everything is being saved.
  std::optional<Error> trouble;
  /// Batches handed over that are not yet on disk, and how long the oldest of them has waited.
  std::size_t waiting = 0;
  std::int64_t oldest_waiting_ms = 0;
  std::uint64_t written = 0;
  std::uint64_t dropped = 0;
  /// The database as it was before opening brought it up to date; empty when there was no need.
  std::optional<std::filesystem::path> migration_backup{};
  /// Changes whenever an attempt began or ended on disk, or its sheet grew there: time to read the
  /// list again.
  std::uint64_t revision = 0;
};

class Journal {
 public:
  /// Opens the database on its own thread. A folder that cannot be opened is trouble, not the end:
  /// entries stay in memory and opening is tried again.
  explicit Journal(std::filesystem::path folder, JournalOptions options = {});
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// `rules`: the files that it is judged by, word for word.
  [[nodiscard]] AttemptTicket begin(AttemptStart start, std::vector<RuleText> rules = {});
  /// A batch, report or event of an attempt that has not begun, or has ended, is dropped and
  /// counted, like a batch wherever batches are counted.
  void append(AttemptTicket attempt, AttemptInput input);
  /// Appends to the attempt's sheet, while it runs or after its end, in the order of the calls.
  void mark(AttemptTicket attempt, SheetMarking marking);
  /// The same for an attempt that this journal did not begin. One that is not there is dropped and
  /// counted.
  void mark_stored(AttemptId attempt, SheetMarking marking);
  /// Only the first end of an attempt counts.
  void end(AttemptTicket attempt, AttemptEnd end);
  /// Keeps a new manikin's seat (`StationDatabase::remember_seat`).
  void remember_seat(std::string manikin_id, int seat);
  /// Gives a manikin another seat (`StationDatabase::move_to_seat`).
  void move_to_seat(std::string manikin_id, int seat);
  /// What the room calls a manikin; empty: nothing again.
  void remember_name(std::string manikin_id, std::string name);
  /// Appends a check of a manikin's depth. Attempts that begin afterwards point at it.
  void remember_calibration(Calibration calibration);
  /// Keeps all of a class (`StationDatabase::keep_class`). Attempts that belong to it begin
  /// afterwards.
  void keep_class(ClassRecord record);

  /// Keeps numbers of documents, sealed (`StationDatabase::keep_identities`).
  void keep_identities(std::vector<PersonIdentity> people);
  /// Whose number stands in the audit trail for what is handed over from here on; empty: nobody's.
  void act_as(std::string instructor);
  /// Appends to the audit trail.
  void note(AuditNote note);

  /// The attempt's id once it is on disk.
  [[nodiscard]] std::optional<AttemptId> id_of(AttemptTicket attempt) const;
  /// Whether the attempt's end, and with it every sample, is on disk.
  [[nodiscard]] bool is_ended(AttemptTicket attempt) const;
  [[nodiscard]] JournalStatus status() const;
  /// Waits until everything handed over so far is on disk, or for `timeout_ms`; false then.
  bool flush(std::int64_t timeout_ms);
  /// Waits until the database has been opened or could not be, or for `timeout_ms`; whether it is
  /// open.
  bool wait_until_opened(std::int64_t timeout_ms = 10'000);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
