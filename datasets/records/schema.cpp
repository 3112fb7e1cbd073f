#include "datasets/records/schema.hpp"

#include <fmt/format.h>

#include <array>
#include <span>
#include <system_error>

#include "datasets/records/audit_trail.hpp"
#include "datasets/records/database_copy.hpp"
#include "datasets/records/station_file.hpp"
#include "datasets/records/trail_tables.hpp"

namespace sternum {
namespace {

constexpr const char* kTables = R"sql(
CREATE TABLE manikins (
  id TEXT PRIMARY KEY,
  seat INTEGER NOT NULL UNIQUE CHECK (seat > 0),
  name TEXT
) WITHOUT ROWID;

CREATE TABLE trainees (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  manikin_id TEXT NOT NULL REFERENCES manikins (id),
  trainee_id INTEGER REFERENCES trainees (id),
  guideline_id TEXT NOT NULL,
  guideline_hash TEXT NOT NULL,
  channels BLOB NOT NULL,
  started_at_ms INTEGER NOT NULL,
  start_us INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  ended_at_ms INTEGER,
  score REAL,
  first_samples INTEGER NOT NULL,
  last_samples INTEGER,
  stiffness_n_per_mm REAL,
  calibrated_on_day INTEGER,
  purpose INTEGER NOT NULL DEFAULT 0 CHECK (purpose BETWEEN 0 AND 2),
  scheme_id TEXT,
  scheme_edition TEXT,
  scheme_hash TEXT,
  depth_uncertainty_mm REAL,
  volume_uncertainty_ml REAL,
  verdict INTEGER CHECK (verdict BETWEEN 0 AND 3),
  class_id INTEGER REFERENCES classes (id),
  calibration_id INTEGER REFERENCES calibrations (id)
);
CREATE INDEX attempts_of_trainee ON attempts (trainee_id, id);
CREATE INDEX attempts_running ON attempts (id) WHERE state = 0;

CREATE TABLE results (
  attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id),
  json TEXT NOT NULL
);

CREATE TABLE samples (
  id INTEGER PRIMARY KEY,
  attempt_id INTEGER NOT NULL,
  packed BLOB NOT NULL
);
)sql";

/// What an exam needs beside them.
constexpr const char* kExamTables = R"sql(
CREATE TABLE rule_texts (
  hash TEXT PRIMARY KEY,
  toml TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sheet_entries (
  attempt_id INTEGER NOT NULL REFERENCES attempts (id),
  number INTEGER NOT NULL CHECK (number > 0),
  item_id TEXT NOT NULL,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 4),
  timed_us INTEGER,
  overruled_to_met INTEGER CHECK (overruled_to_met BETWEEN 0 AND 1),
  reason TEXT,
  who TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (attempt_id, number)
) WITHOUT ROWID;
)sql";

/// What a class needs, and the checks of its manikins.
constexpr const char* kClassTables = R"sql(
CREATE TABLE classes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  created_at_ms INTEGER NOT NULL UNIQUE,
  number TEXT NOT NULL,
  course TEXT NOT NULL,
  organiser TEXT NOT NULL,
  base TEXT NOT NULL,
  place TEXT NOT NULL,
  audience TEXT NOT NULL,
  instructors TEXT NOT NULL,
  assistants TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  hours REAL,
  expected INTEGER,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 1)
);

CREATE TABLE class_trainees (
  class_id INTEGER NOT NULL REFERENCES classes (id),
  trainee_id INTEGER NOT NULL REFERENCES trainees (id),
  position INTEGER,
  organisation TEXT NOT NULL,
  nickname TEXT NOT NULL,
  absent INTEGER NOT NULL CHECK (absent BETWEEN 0 AND 1),
  skipped INTEGER NOT NULL CHECK (skipped BETWEEN 0 AND 1),
  manikin_id TEXT REFERENCES manikins (id),
  theory_score REAL,
  certificate_number TEXT,
  certified_on TEXT,
  valid_until TEXT,
  PRIMARY KEY (class_id, trainee_id)
) WITHOUT ROWID;

CREATE TABLE calibrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  manikin_id TEXT NOT NULL REFERENCES manikins (id),
  at_ms INTEGER NOT NULL,
  who TEXT NOT NULL,
  block_mm REAL NOT NULL,
  measured_low_mm REAL NOT NULL,
  measured_high_mm REAL NOT NULL,
  gain REAL NOT NULL,
  offset_mm REAL NOT NULL
);
CREATE INDEX calibrations_of_manikin ON calibrations (manikin_id, id);
)sql";

/// What was not asked before is not known of the attempts that are there.
constexpr const char* kFromVersion1 = R"sql(
ALTER TABLE attempts ADD COLUMN stiffness_n_per_mm REAL;
ALTER TABLE attempts ADD COLUMN calibrated_on_day INTEGER;
)sql";

/// Until then every attempt was practice.
constexpr const char* kFromVersion2 = R"sql(
ALTER TABLE attempts ADD COLUMN purpose INTEGER NOT NULL DEFAULT 0 CHECK (purpose BETWEEN 0 AND 2);
ALTER TABLE attempts ADD COLUMN scheme_id TEXT;
ALTER TABLE attempts ADD COLUMN scheme_edition TEXT;
ALTER TABLE attempts ADD COLUMN scheme_hash TEXT;
ALTER TABLE attempts ADD COLUMN depth_uncertainty_mm REAL;
ALTER TABLE attempts ADD COLUMN volume_uncertainty_ml REAL;
ALTER TABLE attempts ADD COLUMN verdict INTEGER CHECK (verdict BETWEEN 0 AND 3);
)sql";

/// Until then nobody asked for a class, and no check was kept.
constexpr const char* kFromVersion3 = R"sql(
ALTER TABLE manikins ADD COLUMN name TEXT;
ALTER TABLE attempts ADD COLUMN class_id INTEGER REFERENCES classes (id);
ALTER TABLE attempts ADD COLUMN calibration_id INTEGER REFERENCES calibrations (id);
)sql";

/// One behind the other, from the file's version on: the first step of each version.
constexpr std::array kForward = {kFromVersion1, kFromVersion2, kExamTables,  kFromVersion3,
                                 kClassTables,  kTrailTables,  kFromVersion4};
constexpr std::array<std::size_t, kSchemaVersion> kFirstStep = {0, 1, 3, 5, kForward.size()};

tl::unexpected<Error> not_ours(const Connection& connection) {
  return failure("this file is not a station database", connection.file(),
                 "choose another data folder, or move the file away");
}

tl::unexpected<Error> too_new(const Connection& connection, std::int64_t version) {
  return failure(fmt::format("the station database was written by a later version (schema {}; "
                             "this version knows {})",
                             version, kSchemaVersion),
                 connection.file(), "update this program, or choose another data folder");
}

struct Stamp {
  std::int64_t application = 0;
  std::int64_t version = 0;
  bool blank = false;  ///< a new file
};

Result<Stamp> read_stamp(Connection& connection) {
  const auto application = connection.integer("PRAGMA application_id");
  if (!application) return tl::unexpected(application.error());
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return tl::unexpected(version.error());
  const auto tables = connection.integer("SELECT count(*) FROM sqlite_schema");
  if (!tables) return tl::unexpected(tables.error());
  return Stamp{*application, *version, *application == 0 && *version == 0 && *tables == 0};
}

Result<void> check_stamp(const Connection& connection, const Stamp& stamp) {
  if (stamp.application != kApplicationId) return not_ours(connection);
  if (stamp.version > kSchemaVersion) return too_new(connection, stamp.version);
  if (stamp.version < 1) return not_ours(connection);
  return {};
}

/// Whose guardian has to agree or has, as a JSON object of their ids: {"12":2}.
Result<std::string> consents_now(Connection& connection) {
  auto query = connection.prepare(
      "SELECT trainee_id, guardian FROM identities WHERE guardian <> 0 ORDER BY trainee_id");
  if (!query) return tl::unexpected(query.error());
  std::string consents;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    consents +=
        fmt::format(R"({}"{}":{})", consents.empty() ? "" : ",", row.integer(0), row.integer(1));
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return "{" + consents + "}";
}

/// A trail from before consents stood in it answers for them from here on. Once: what it says of
/// consents later is only ever added to.
Result<void> begin_consents(Connection& connection) {
  const auto begun = connection.integer(
      "SELECT count(*) FROM audit WHERE subject = 'station' AND subject_id = '' AND "
      "(action = 'consents_begun' OR (action = 'trail_begun' AND details LIKE '%\"consents\":%'))");
  if (!begun) return tl::unexpected(begun.error());
  if (*begun > 0) return {};
  auto transaction = Transaction::begin(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  const auto consents = consents_now(connection);
  if (!consents) return tl::unexpected(consents.error());
  const AuditNote note{"consents_begun", "station", "",
                       fmt::format(R"({{"consents":{}}})", *consents)};
  if (auto told = append_audit(connection, {}, note); !told) return told;
  return transaction->commit();
}

/// The trail answers for attempts and consents from here on.
Result<void> begin_trail(Connection& connection, const SchemaChange& change) {
  std::array<std::int64_t, 3> last{};
  constexpr std::array kTold = {"SELECT coalesce(max(id), 0) FROM attempts",
                                "SELECT coalesce(max(id), 0) FROM calibrations",
                                "SELECT coalesce(max(id), 0) FROM classes"};
  for (std::size_t i = 0; i < last.size(); ++i) {
    const auto id = connection.integer(kTold[i]);
    if (!id) return tl::unexpected(id.error());
    last[i] = *id;
  }
  const auto consents = consents_now(connection);
  if (!consents) return tl::unexpected(consents.error());
  const std::string backup = change.backup ? change.backup->filename().string() : std::string();
  return append_audit(
      connection, {},
      {"trail_begun", "station", "",
       fmt::format(R"({{"backup":"{}","consents":{},"from_schema":{},)"
                   R"("last_attempt_before":{},)"
                   R"("last_calibration_before":{},"last_class_before":{}}})",
                   backup, *consents, change.from_version, last[0], last[1], last[2])});
}

/// Changes the file and stamps it, both or neither.
Result<void> bring_up_to_date(Connection& connection, std::span<const char* const> changes,
                              const SchemaChange& change) {
  auto transaction = Transaction::begin(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  for (const char* sql : changes) {
    if (auto made = connection.execute(sql); !made) return made;
  }
  const std::string stamp = fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                                        kApplicationId, kSchemaVersion);
  if (auto stamped = connection.execute(stamp.c_str()); !stamped) return stamped;
  if (auto begun = begin_trail(connection, change); !begun) return begun;
  return transaction->commit();
}

}  // namespace

Result<SchemaChange> prepare_schema(Connection& connection) {
  const auto stamp = read_stamp(connection);
  if (!stamp) return tl::unexpected(stamp.error());
  if (!stamp->blank) {
    if (auto fits = check_stamp(connection, *stamp); !fits) return tl::unexpected(fits.error());
  }
  // FULL: a commit has reached the disk when it returns, also for a power cut.
  if (auto set = connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                    "PRAGMA foreign_keys = ON");
      !set) {
    return tl::unexpected(set.error());
  }
  SchemaChange change;
  if (stamp->blank) {
    constexpr std::array kNew = {kTables, kExamTables, kClassTables, kTrailTables, kFromVersion4};
    if (auto made = bring_up_to_date(connection, kNew, change); !made) {
      return tl::unexpected(made.error());
    }
    return change;
  }
  const std::size_t first = kFirstStep[static_cast<std::size_t>(stamp->version - 1)];
  if (first == kForward.size()) {
    if (auto begun = begin_consents(connection); !begun) return tl::unexpected(begun.error());
    return change;
  }
  change.from_version = stamp->version;
  change.backup = free_backup_name(connection.file(), static_cast<int>(stamp->version));
  if (auto kept = copy_database(connection.file(), *change.backup); !kept) {
    return failure(fmt::format("the station database is of an earlier version and was not brought "
                               "up to date, because no backup of it could be made: {}",
                               kept.error().what),
                   kept.error().where, kept.error().remedy);
  }
  const auto steps = std::span(kForward).subspan(first);
  if (auto made = bring_up_to_date(connection, steps, change); !made) {
    return tl::unexpected(made.error());
  }
  return change;
}

Result<void> check_schema(Connection& connection) {
  const auto stamp = read_stamp(connection);
  if (!stamp) return tl::unexpected(stamp.error());
  if (auto fits = check_stamp(connection, *stamp); !fits) return fits;
  if (stamp->version < kSchemaVersion) {
    return failure("the station database was written by an earlier version", connection.file(),
                   "open a console on this folder once, which brings it up to date");
  }
  return {};
}

Result<Connection> open_station_file(const std::filesystem::path& folder,
                                     Connection::Access access) {
  const auto file = station_file(folder);
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    return failure("there is no station database", file.string(),
                   "open a console on this folder first, or choose another one");
  }
  auto connection = Connection::open(file, access);
  if (!connection) return connection;
  if (auto fits = check_schema(*connection); !fits) return tl::unexpected(fits.error());
  if (access == Connection::Access::ReadWrite) {
    auto set = connection->execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    if (!set) return tl::unexpected(set.error());
  }
  return connection;
}

}  // namespace sternum
