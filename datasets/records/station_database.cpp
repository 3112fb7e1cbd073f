#include "datasets/records/station_database.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

#include "datasets/records/audit_records.hpp"
#include "datasets/records/batch_packing.hpp"
#include "datasets/records/class_rows.hpp"
#include "datasets/records/folder_lock.hpp"
#include "datasets/records/manikin_rows.hpp"
#include "datasets/records/sample_rows.hpp"
#include "datasets/records/schema.hpp"
#include "datasets/records/sqlite.hpp"
#include "datasets/records/station_file.hpp"

namespace sternum {
namespace {

/// Which file lies under a name, whatever the name; zeros when there is none.
struct FileIdentity {
  dev_t device = 0;
  ino_t inode = 0;
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;

  static FileIdentity of(const std::filesystem::path& file) {
    struct stat facts {};
    if (::stat(file.c_str(), &facts) != 0) return {};
    return {facts.st_dev, facts.st_ino};
  }
};

std::string channels_blob(const std::vector<Channel>& channels) {
  std::string bytes;
  for (const Channel channel : channels) bytes += static_cast<char>(channel);
  return bytes;
}

/// Inside the caller's transaction. What is there already stays.
Result<void> keep_rules(Connection& connection, std::span<const RuleText> rules) {
  if (rules.empty()) return {};
  auto insert = connection.prepare(
      "INSERT INTO rule_texts (hash, toml) VALUES (?, ?) ON CONFLICT DO NOTHING");
  if (!insert) return tl::unexpected(insert.error());
  for (const RuleText& rule : rules) {
    if (auto kept = insert->bind(1, rule.hash).bind(2, rule.toml).run(); !kept) return kept;
  }
  return {};
}

std::optional<std::string_view> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

std::optional<std::int64_t> stored(const std::optional<Verdict>& verdict) {
  return verdict ? std::optional(static_cast<std::int64_t>(*verdict)) : std::nullopt;
}

/// The time of day that the samples of an attempt reach to; empty when there are none, or none that
/// can be read.
Result<std::optional<std::int64_t>> reach_of(Connection& connection, AttemptId attempt,
                                             std::int64_t started_at_ms, DeviceTime start,
                                             std::int64_t first_samples) {
  auto query = connection.prepare(
      "SELECT packed FROM samples WHERE id >= ? AND attempt_id = ? ORDER BY id DESC LIMIT 1");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, first_samples).bind(2, attempt).step();
  std::vector<AttemptInput> inputs;
  // A damaged page of samples takes nobody's file away.
  if (!row || !*row || !unpack_inputs(query->blob(0), {}, inputs))
    return std::optional<std::int64_t>{};
  DeviceTime last = start;
  for (const AttemptInput& input : inputs) last = std::max(last, end_of(input));
  return std::optional<std::int64_t>(started_at_ms + (last - start).us() / 1000);
}

/// Attempts that are still running belong to a console that died.
Result<void> mark_interrupted(Connection& connection) {
  auto transaction = Transaction::begin(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  auto running = connection.prepare(
      "SELECT id, started_at_ms, start_us, first_samples FROM attempts WHERE state = 0");
  if (!running) return tl::unexpected(running.error());
  auto mark = connection.prepare(
      "UPDATE attempts SET state = 2, ended_at_ms = ?, "
      "last_samples = (SELECT coalesce(max(id), 0) FROM samples) WHERE id = ?");
  if (!mark) return tl::unexpected(mark.error());
  std::vector<std::pair<AttemptId, std::optional<std::int64_t>>> found;
  for (;;) {
    const auto row = running->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) break;
    const AttemptId id = running->integer(0);
    const auto reach = reach_of(connection, id, running->integer(1),
                                DeviceTime::from_us(running->integer(2)), running->integer(3));
    if (!reach) return tl::unexpected(reach.error());
    found.emplace_back(id, *reach);
  }
  for (const auto& [id, reach] : found) {
    if (reach) {
      mark->bind(1, *reach);
    } else {
      mark->bind_null(1);
    }
    if (auto marked = mark->bind(2, id).run(); !marked) return marked;
    const auto stored = digest_of_stored_inputs(connection, id);
    if (!stored) return tl::unexpected(stored.error());
    auto told = audit_end(connection, {}, "attempt_interrupted", id, stored->digest);
    if (!told) return told;
  }
  return transaction->commit();
}

const char* ended_as(AttemptState state) {
  switch (state) {
    case AttemptState::Interrupted:
      return "attempt_interrupted";
    case AttemptState::Discarded:
      return "attempt_discarded";
    default:
      return "attempt_ended";
  }
}

tl::unexpected<Error> not_running(AttemptId attempt, const std::string& file) {
  return failure(fmt::format("attempt {} is not running", attempt), file,
                 "begin an attempt before storing its samples");
}

}  // namespace

struct StationDatabase::State {
  FolderLock lock;
  std::filesystem::path file;
  FileIdentity identity;
  Connection connection;
  SampleRows samples;
  SchemaChange schema;
  std::map<AttemptId, InputsDigest> running{};  ///< with what is on disk of each
  std::string who{};

  /// The beginning of every write.
  [[nodiscard]] Result<Transaction> begin() {
    if (FileIdentity::of(file) != identity) {
      return failure("the station database has been moved or deleted", file.string(),
                     "put its disk or folder back");
    }
    return Transaction::begin(connection);
  }

  template <class Write>
  [[nodiscard]] Result<void> in_one_transaction(Write write) {
    auto transaction = begin();
    if (!transaction) return tl::unexpected(transaction.error());
    if (auto written = write(connection); !written) return written;
    return transaction->commit();
  }
};

StationDatabase::StationDatabase() = default;
StationDatabase::~StationDatabase() = default;
StationDatabase::StationDatabase(StationDatabase&&) noexcept = default;
StationDatabase& StationDatabase::operator=(StationDatabase&&) noexcept = default;

Result<StationDatabase> StationDatabase::open(const std::filesystem::path& folder) {
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem) {
    return failure(fmt::format("the data folder cannot be made ({})", problem.message()),
                   folder.string(), "choose another data folder");
  }
  auto lock = FolderLock::take(folder);
  if (!lock) return tl::unexpected(lock.error());
  const auto file = station_file(folder);
  auto connection = Connection::open(file, Connection::Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  auto schema = prepare_schema(*connection);
  if (!schema) return tl::unexpected(schema.error());
  if (auto marked = mark_interrupted(*connection); !marked) {
    return tl::unexpected(marked.error());
  }
  // Rows that have been folded leave free pages behind, which are used again; no need to write
  // zeros over samples.
  if (auto set = connection->execute("PRAGMA secure_delete = FAST"); !set) {
    return tl::unexpected(set.error());
  }
  auto samples = SampleRows::of(*connection);
  if (!samples) return tl::unexpected(samples.error());

  StationDatabase database;
  database.state_ = std::make_unique<State>(State{std::move(*lock), file, FileIdentity::of(file),
                                                  std::move(*connection), std::move(*samples),
                                                  std::move(*schema)});
  return database;
}

const std::optional<std::filesystem::path>& StationDatabase::migration_backup() const {
  return state_->schema.backup;
}

bool StationDatabase::is_in_place() const {
  return FileIdentity::of(state_->file) == state_->identity;
}

Result<AttemptId> StationDatabase::begin_attempt(const AttemptStart& start,
                                                 std::span<const RuleText> rules) {
  auto transaction = state_->begin();
  if (!transaction) return tl::unexpected(transaction.error());
  Connection& connection = state_->connection;
  if (const auto seat = find_or_give_seat(connection, start.manikin_id); !seat) {
    return tl::unexpected(seat.error());
  }
  const auto trainee = find_or_add_trainee(connection, start.trainee);
  if (!trainee) return tl::unexpected(trainee.error());
  if (auto kept = keep_rules(connection, rules); !kept) return tl::unexpected(kept.error());
  auto insert = connection.prepare(
      "INSERT INTO attempts (manikin_id, trainee_id, guideline_id, guideline_hash, channels, "
      "started_at_ms, start_us, stiffness_n_per_mm, calibrated_on_day, purpose, scheme_id, "
      "scheme_edition, scheme_hash, depth_uncertainty_mm, volume_uncertainty_ml, class_id, "
      "calibration_id, state, first_samples) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
      "(SELECT id FROM classes WHERE created_at_ms = ?16), "
      "(SELECT max(id) FROM calibrations WHERE manikin_id = ?1), 0, ?17)");
  if (!insert) return tl::unexpected(insert.error());
  insert->bind(1, start.manikin_id);
  insert->bind_optional(2, *trainee);
  insert->bind_optional(8, start.stiffness_n_per_mm);
  insert->bind_optional(9, std::optional<std::int64_t>(start.calibrated_on_day));
  insert->bind(10, static_cast<std::int64_t>(start.purpose));
  insert->bind_optional(11, unless_empty(start.scheme_id));
  insert->bind_optional(12, unless_empty(start.scheme_edition));
  insert->bind_optional(13, unless_empty(start.scheme_hash));
  const auto& [depth, volume] = start.uncertainty;
  insert->bind_optional(14, depth ? std::optional(depth->mm()) : std::nullopt);
  insert->bind_optional(15, volume ? std::optional(volume->ml()) : std::nullopt);
  insert->bind_optional(16, start.class_key);
  insert->bind(17, state_->samples.next_id());
  const auto inserted = insert->bind(3, start.guideline_id)
                            .bind(4, start.guideline_hash)
                            .bind_blob(5, channels_blob(start.channels))
                            .bind(6, start.started_at_ms)
                            .bind(7, start.start.us())
                            .run();
  if (!inserted) return tl::unexpected(inserted.error());
  const AttemptId id = connection.last_inserted();
  if (auto told = audit_begun(connection, state_->who, id); !told) {
    return tl::unexpected(told.error());
  }
  if (auto committed = transaction->commit(); !committed) {
    return tl::unexpected(committed.error());
  }
  state_->running.emplace(id, InputsDigest{});
  return id;
}

Result<void> StationDatabase::append(std::span<const StoredInput> inputs) {
  if (inputs.empty()) return {};
  std::map<AttemptId, BatchPacker> packers;
  std::map<AttemptId, InputsDigest> digests;
  for (const auto& stored : inputs) {
    const auto running = state_->running.find(stored.attempt);
    if (running == state_->running.end()) return not_running(stored.attempt, state_->file.string());
    packers[stored.attempt].add(stored.input);
    digests.try_emplace(stored.attempt, running->second).first->second.add(stored.input);
  }
  auto transaction = state_->begin();
  if (!transaction) return tl::unexpected(transaction.error());
  state_->samples.begin();
  for (auto& [attempt, packer] : packers) {
    if (auto added = state_->samples.add(attempt, packer.finish()); !added) return added;
  }
  if (auto committed = transaction->commit(); !committed) return committed;
  state_->samples.committed();
  for (const auto& [attempt, digest] : digests) state_->running[attempt] = digest;
  return {};
}

Result<void> StationDatabase::end_attempt(AttemptId attempt, const AttemptEnd& end) {
  if (end.state == AttemptState::Running) {
    return failure("an attempt cannot end as running", state_->file.string(),
                   "end it as ended, interrupted or discarded");
  }
  if (!state_->running.contains(attempt)) return not_running(attempt, state_->file.string());
  auto transaction = state_->begin();
  if (!transaction) return tl::unexpected(transaction.error());
  auto update = state_->connection.prepare(
      "UPDATE attempts SET state = ?, ended_at_ms = ?, score = ?, verdict = ?, "
      "last_samples = ? WHERE id = ?");
  if (!update) return tl::unexpected(update.error());
  update->bind(1, static_cast<std::int64_t>(end.state)).bind(2, end.ended_at_ms);
  update->bind(5, state_->samples.next_id() - 1).bind(6, attempt);
  update->bind_optional(3, end.score);
  update->bind_optional(4, stored(end.verdict));
  if (auto updated = update->run(); !updated) return updated;
  if (!end.result_json.empty()) {
    auto insert =
        state_->connection.prepare("INSERT INTO results (attempt_id, json) VALUES (?, ?)");
    if (!insert) return tl::unexpected(insert.error());
    auto inserted = insert->bind(1, attempt).bind(2, end.result_json).run();
    if (!inserted) return inserted;
  }
  auto told = audit_end(state_->connection, state_->who, ended_as(end.state), attempt,
                        state_->running[attempt]);
  if (!told) return told;
  if (auto committed = transaction->commit(); !committed) return committed;
  state_->running.erase(attempt);
  return {};
}

Result<bool> StationDatabase::resume_attempt(AttemptId attempt) {
  auto transaction = state_->begin();
  if (!transaction) return tl::unexpected(transaction.error());
  auto update = state_->connection.prepare(
      "UPDATE attempts SET state = 0, ended_at_ms = NULL, last_samples = NULL "
      "WHERE id = ? AND state = 2");
  if (!update) return tl::unexpected(update.error());
  if (auto updated = update->bind(1, attempt).run(); !updated) {
    return tl::unexpected(updated.error());
  }
  if (state_->connection.rows_changed() != 1) return false;
  const auto stored = digest_of_stored_inputs(state_->connection, attempt);
  if (!stored) return tl::unexpected(stored.error());
  if (auto told = audit_resumed(state_->connection, state_->who, attempt); !told) {
    return tl::unexpected(told.error());
  }
  if (auto committed = transaction->commit(); !committed) {
    return tl::unexpected(committed.error());
  }
  state_->running.emplace(attempt, stored->digest);
  return true;
}

Result<bool> StationDatabase::mark_sheet(AttemptId attempt, const SheetMarking& marking,
                                         std::optional<std::int64_t> started_at_ms) {
  auto transaction = state_->begin();
  if (!transaction) return tl::unexpected(transaction.error());
  auto insert = state_->connection.prepare(
      "INSERT INTO sheet_entries (attempt_id, number, item_id, kind, timed_us, overruled_to_met, "
      "reason, who, at_ms) SELECT id, 1 + (SELECT coalesce(max(number), 0) FROM sheet_entries "
      "WHERE attempt_id = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM attempts "
      "WHERE id = ?1 AND started_at_ms = coalesce(?9, started_at_ms)");
  if (!insert) return tl::unexpected(insert.error());
  const SheetEntry& entry = marking.entry;
  const bool timed = entry.kind == SheetEntry::Kind::Timed;
  const bool overruled = entry.kind == SheetEntry::Kind::Overruled;
  insert->bind(1, attempt).bind(2, entry.item_id).bind(3, static_cast<std::int64_t>(entry.kind));
  insert->bind_optional(4, timed ? std::optional(entry.timed.us()) : std::nullopt);
  insert->bind_optional(
      5, overruled ? std::optional(std::int64_t{entry.overruled_to_met}) : std::nullopt);
  insert->bind_optional(6, unless_empty(entry.reason));
  insert->bind(7, entry.who).bind(8, entry.utc_ms);
  insert->bind_optional(9, started_at_ms);
  if (auto inserted = insert->run(); !inserted) return tl::unexpected(inserted.error());
  if (state_->connection.rows_changed() != 1) return false;
  if (marking.verdict) {
    auto update = state_->connection.prepare("UPDATE attempts SET verdict = ? WHERE id = ?");
    if (!update) return tl::unexpected(update.error());
    auto updated =
        update->bind(1, static_cast<std::int64_t>(*marking.verdict)).bind(2, attempt).run();
    if (!updated) return tl::unexpected(updated.error());
  }
  if (auto told = audit_sheet(state_->connection, state_->who, attempt); !told) {
    return tl::unexpected(told.error());
  }
  if (auto committed = transaction->commit(); !committed) {
    return tl::unexpected(committed.error());
  }
  return true;
}

Result<int> StationDatabase::seat_of(const std::string& manikin_id) {
  auto transaction = state_->begin();
  if (!transaction) return tl::unexpected(transaction.error());
  const auto seat = find_or_give_seat(state_->connection, manikin_id);
  if (!seat) return seat;
  if (auto committed = transaction->commit(); !committed) {
    return tl::unexpected(committed.error());
  }
  return seat;
}

Result<void> StationDatabase::remember_seat(const std::string& manikin_id, int seat) {
  auto transaction = state_->begin();
  if (!transaction) return tl::unexpected(transaction.error());
  auto insert = state_->connection.prepare(
      "INSERT INTO manikins (id, seat) VALUES (?, ?) ON CONFLICT DO NOTHING");
  if (!insert) return tl::unexpected(insert.error());
  auto inserted = insert->bind(1, manikin_id).bind(2, std::int64_t{seat}).run();
  if (!inserted) return inserted;
  if (const auto kept = find_or_give_seat(state_->connection, manikin_id); !kept) {
    return tl::unexpected(kept.error());
  }
  return transaction->commit();
}

Result<void> StationDatabase::move_to_seat(const std::string& manikin_id, int seat) {
  return state_->in_one_transaction(
      [&](Connection& connection) { return move_manikin(connection, manikin_id, seat); });
}

Result<void> StationDatabase::remember_name(const std::string& manikin_id,
                                            const std::string& name) {
  return state_->in_one_transaction(
      [&](Connection& connection) { return write_manikin_name(connection, manikin_id, name); });
}

Result<void> StationDatabase::remember_calibration(const Calibration& calibration) {
  return state_->in_one_transaction([&](Connection& connection) -> Result<void> {
    if (auto kept = append_calibration(connection, calibration); !kept) return kept;
    return audit_calibration(connection, state_->who, calibration.manikin_id);
  });
}

Result<void> StationDatabase::keep_class(const ClassRecord& record) {
  return state_->in_one_transaction([&](Connection& connection) -> Result<void> {
    const auto before = audited_class(connection, record.key);
    if (!before) return tl::unexpected(before.error());
    if (auto written = write_class(connection, state_->who, record); !written) return written;
    return audit_class(connection, state_->who, record.key, *before);
  });
}

std::size_t StationDatabase::loose_rows() const { return state_->samples.folding().loose_count(); }

bool StationDatabase::is_folding() const { return state_->samples.folding().in_progress(); }

Result<bool> StationDatabase::fold_some() {
  if (!is_in_place()) return false;
  return state_->samples.folding().step(state_->connection);
}

int StationDatabase::log_pages() const { return state_->connection.log_pages(); }

Result<void> StationDatabase::checkpoint() { return state_->connection.checkpoint(); }

Result<void> StationDatabase::keep_identities(const std::vector<PersonIdentity>& people) {
  return state_->in_one_transaction([&](Connection& connection) {
    return sternum::keep_identities(connection, state_->who, people);
  });
}

void StationDatabase::act_as(std::string instructor) { state_->who = std::move(instructor); }

Result<void> StationDatabase::note(const AuditNote& note) {
  return state_->in_one_transaction(
      [&](Connection& connection) { return append_audit(connection, state_->who, note); });
}

}  // namespace sternum
