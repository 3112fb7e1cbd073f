#include <fmt/format.h>

#include <limits>
#include <system_error>
#include <utility>

#include "datasets/records/batch_packing.hpp"
#include "datasets/records/class_rows.hpp"
#include "datasets/records/manikin_rows.hpp"
#include "datasets/records/schema.hpp"
#include "datasets/records/sqlite.hpp"
#include "datasets/records/station_database.hpp"
#include "datasets/records/station_file.hpp"

namespace sternum {
namespace {

/// The columns that `record_of` reads, without the number and the result.
constexpr std::string_view kRecordColumns =
    "a.id, a.manikin_id, coalesce(t.name, ''), a.guideline_id, a.guideline_hash, a.channels, "
    "a.started_at_ms, a.start_us, a.state, a.ended_at_ms, a.score, a.stiffness_n_per_mm, "
    "a.calibrated_on_day, a.purpose, a.scheme_id, a.scheme_edition, a.scheme_hash, "
    "a.depth_uncertainty_mm, a.volume_uncertainty_ml, a.verdict, "
    "(SELECT c.created_at_ms FROM classes c WHERE c.id = a.class_id), a.calibration_id, ";
constexpr int kNumberColumn = 22;
constexpr int kResultColumn = 23;
constexpr int kTraineeColumn = 23;  ///< of a list by query, which has no results

constexpr std::int64_t kLastVerdict = static_cast<std::int64_t>(Verdict::Invalid);

AttemptRecord record_of(const Statement& row) {
  AttemptRecord record;
  record.id = row.integer(0);
  record.started.manikin_id = row.text(1);
  record.started.trainee = row.text(2);
  record.started.guideline_id = row.text(3);
  record.started.guideline_hash = row.text(4);
  for (const char number : row.blob(5)) {
    if (const auto channel = channel_of_number(static_cast<unsigned char>(number))) {
      record.started.channels.push_back(*channel);
    }
  }
  record.started.started_at_ms = row.integer(6);
  record.started.start = DeviceTime::from_us(row.integer(7));
  record.state = static_cast<AttemptState>(row.integer(8));
  if (!row.is_null(9)) record.ended_at_ms = row.integer(9);
  if (!row.is_null(10)) record.score = row.real(10);
  if (!row.is_null(11)) record.started.stiffness_n_per_mm = row.real(11);
  if (!row.is_null(12)) {
    record.started.calibrated_on_day = static_cast<std::uint32_t>(row.integer(12));
  }
  record.started.purpose = static_cast<AttemptPurpose>(row.integer(13));
  record.started.scheme_id = row.text(14);
  record.started.scheme_edition = row.text(15);
  record.started.scheme_hash = row.text(16);
  if (!row.is_null(17)) record.started.uncertainty.depth = millimetres(row.real(17));
  if (!row.is_null(18)) record.started.uncertainty.volume = millilitres(row.real(18));
  if (!row.is_null(19) && row.integer(19) <= kLastVerdict) {
    record.verdict = static_cast<Verdict>(row.integer(19));
  }
  if (!row.is_null(20)) record.started.class_key = row.integer(20);
  if (!row.is_null(21)) record.calibration_id = row.integer(21);
  record.number = static_cast<int>(row.integer(kNumberColumn));
  return record;
}

}  // namespace

struct StationReader::State {
  Connection connection;

  [[nodiscard]] tl::unexpected<Error> no_attempt(AttemptId id) const {
    return failure(fmt::format("there is no attempt {}", id), connection.file(),
                   "choose one from the list of attempts");
  }
};

StationReader::StationReader() = default;
StationReader::~StationReader() = default;
StationReader::StationReader(StationReader&&) noexcept = default;
StationReader& StationReader::operator=(StationReader&&) noexcept = default;

Result<StationReader> StationReader::open(const std::filesystem::path& folder) {
  const auto file = station_file(folder);
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    return failure("there is no station database", file.string(),
                   "open a console on this folder first, or choose another one");
  }
  auto connection = Connection::open(file, Connection::Access::ReadOnly);
  if (!connection) return tl::unexpected(connection.error());
  if (auto fits = check_schema(*connection); !fits) return tl::unexpected(fits.error());
  StationReader reader;
  reader.state_ = std::make_unique<State>(State{std::move(*connection)});
  return reader;
}

Result<std::vector<AttemptRecord>> StationReader::attempts(bool with_discarded) const {
  const std::string sql = fmt::format(
      "SELECT {} CASE WHEN a.state = 3 THEN 0 ELSE row_number() OVER "
      "(PARTITION BY a.trainee_id, a.state = 3 ORDER BY a.id) END "
      "FROM attempts a LEFT JOIN trainees t ON t.id = a.trainee_id {} ORDER BY a.id DESC",
      kRecordColumns, with_discarded ? "" : "WHERE a.state <> 3");
  auto query = state_->connection.prepare(sql);
  if (!query) return tl::unexpected(query.error());
  std::vector<AttemptRecord> records;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    records.push_back(record_of(row));
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return records;
}

namespace {

/// What is asked for, as conditions on `a`; parameters by number, so that each is bound or not
/// there.
std::string conditions_of(const AttemptQuery& asked) {
  std::string sql = asked.with_discarded ? "a.id < ?1" : "a.state <> 3 AND a.id < ?1";
  if (asked.trainee) {
    sql += asked.trainee->empty() ? " AND a.trainee_id IS NULL"
                                  : " AND a.trainee_id = (SELECT id FROM trainees WHERE name = ?2)";
  }
  if (!asked.trainee_part.empty()) {
    sql += " AND a.trainee_id IN (SELECT id FROM trainees WHERE instr(lower(name), lower(?3)) > 0)";
  }
  if (asked.class_key) {
    sql += " AND a.class_id = (SELECT id FROM classes WHERE created_at_ms = ?4)";
  }
  if (asked.from_ms) sql += " AND a.started_at_ms >= ?5";
  if (asked.until_ms) sql += " AND a.started_at_ms < ?6";
  return sql;
}

void bind_conditions(Statement& query, const AttemptQuery& asked) {
  query.bind(1, asked.before.value_or(std::numeric_limits<std::int64_t>::max()));
  if (asked.trainee && !asked.trainee->empty()) query.bind(2, *asked.trainee);
  if (!asked.trainee_part.empty()) query.bind(3, asked.trainee_part);
  if (asked.class_key) query.bind(4, *asked.class_key);
  if (asked.from_ms) query.bind(5, *asked.from_ms);
  if (asked.until_ms) query.bind(6, *asked.until_ms);
}

/// The how-manieth of their trainees attempts are, asked from the newest to the oldest: what lies
/// between two of one trainee is counted once.
class AttemptNumbers {
 public:
  [[nodiscard]] static Result<AttemptNumbers> on(Connection& connection) {
    auto count = connection.prepare(
        "SELECT count(*) FROM attempts WHERE trainee_id IS ?1 AND id > ?2 AND id <= ?3 "
        "AND state <> 3");
    if (!count) return tl::unexpected(count.error());
    return AttemptNumbers(std::move(*count));
  }

  [[nodiscard]] Result<int> of(AttemptId id, std::optional<std::int64_t> trainee) {
    const auto known = last_.find(trainee);
    const bool first = known == last_.end();
    count_.bind_optional(1, trainee);
    count_.bind(2, first ? 0 : id).bind(3, first ? id : known->second.id);
    const auto row = count_.step();
    if (!row) return tl::unexpected(row.error());
    const auto counted = static_cast<int>(count_.integer(0));
    count_.reset();
    const int number = first ? counted : known->second.number - counted;
    last_[trainee] = {id, number};
    return number;
  }

 private:
  struct Last {
    AttemptId id = 0;
    int number = 0;
  };
  explicit AttemptNumbers(Statement count) : count_(std::move(count)) {}

  Statement count_;
  std::map<std::optional<std::int64_t>, Last> last_;
};

}  // namespace

Result<std::vector<AttemptRecord>> StationReader::attempts(const AttemptQuery& asked) const {
  auto numbers = AttemptNumbers::on(state_->connection);
  if (!numbers) return tl::unexpected(numbers.error());
  const std::string sql = fmt::format(
      "SELECT {} 0, a.trainee_id FROM attempts a LEFT JOIN trainees t ON t.id = a.trainee_id "
      "WHERE {} ORDER BY a.id DESC LIMIT ?7",
      kRecordColumns, conditions_of(asked));
  auto query = state_->connection.prepare(sql);
  if (!query) return tl::unexpected(query.error());
  bind_conditions(*query, asked);
  query->bind(7, static_cast<std::int64_t>(asked.most));
  std::vector<AttemptRecord> records;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    AttemptRecord& record = records.emplace_back(record_of(row));
    if (record.state == AttemptState::Discarded) return {};
    const auto trainee =
        row.is_null(kTraineeColumn) ? std::nullopt : std::optional(row.integer(kTraineeColumn));
    const auto number = numbers->of(record.id, trainee);
    if (!number) return tl::unexpected(number.error());
    record.number = *number;
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return records;
}

Result<std::map<std::string, int>> StationReader::attempt_counts() const {
  auto query = state_->connection.prepare(
      "SELECT coalesce(t.name, ''), c.attempts FROM (SELECT trainee_id, count(*) AS attempts "
      "FROM attempts WHERE state <> 3 GROUP BY trainee_id) c "
      "LEFT JOIN trainees t ON t.id = c.trainee_id");
  if (!query) return tl::unexpected(query.error());
  std::map<std::string, int> counts;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    counts[std::string(row.text(0))] += static_cast<int>(row.integer(1));
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return counts;
}

Result<AttemptRecord> StationReader::attempt(AttemptId id) const {
  const std::string sql = fmt::format(
      "SELECT {} CASE WHEN a.state = 3 THEN 0 ELSE (SELECT count(*) FROM attempts b "
      "WHERE b.trainee_id IS a.trainee_id AND b.id <= a.id AND b.state <> 3) END, r.json "
      "FROM attempts a LEFT JOIN trainees t ON t.id = a.trainee_id "
      "LEFT JOIN results r ON r.attempt_id = a.id WHERE a.id = ?",
      kRecordColumns);
  auto query = state_->connection.prepare(sql);
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, id).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return state_->no_attempt(id);
  AttemptRecord record = record_of(*query);
  record.result_json = query->text(kResultColumn);
  return record;
}

Result<void> StationReader::for_each_input(
    AttemptId id, const std::function<Result<void>(const AttemptInput&)>& take) const {
  auto range =
      state_->connection.prepare("SELECT first_samples, last_samples FROM attempts WHERE id = ?");
  if (!range) return tl::unexpected(range.error());
  const auto known = range->bind(1, id).step();
  if (!known) return tl::unexpected(known.error());
  if (!*known) return state_->no_attempt(id);
  const std::int64_t first = range->integer(0);
  const std::int64_t last =
      range->is_null(1) ? std::numeric_limits<std::int64_t>::max() : range->integer(1);
  range->reset();

  auto query = state_->connection.prepare(
      "SELECT packed, id FROM samples WHERE id BETWEEN ? AND ? AND attempt_id = ? ORDER BY id");
  if (!query) return tl::unexpected(query.error());
  query->bind(1, first).bind(2, last).bind(3, id);
  std::vector<AttemptInput> inputs;
  return for_each_row(*query, [&](const Statement& row) -> Result<void> {
    const std::string where =
        fmt::format("{}: attempt {}, samples {}", state_->connection.file(), id, row.integer(1));
    inputs.clear();
    if (auto unpacked = unpack_inputs(row.blob(0), where, inputs); !unpacked) return unpacked;
    for (const AttemptInput& input : inputs) {
      if (auto taken = take(input); !taken) return taken;
    }
    return {};
  });
}

Result<std::vector<AttemptInput>> StationReader::inputs(AttemptId id) const {
  std::vector<AttemptInput> inputs;
  auto read = for_each_input(id, [&](const AttemptInput& input) -> Result<void> {
    inputs.push_back(input);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return inputs;
}

Result<std::vector<SampleBatch>> StationReader::batches(AttemptId id) const {
  auto all = inputs(id);
  if (!all) return tl::unexpected(all.error());
  std::vector<SampleBatch> batches;
  for (AttemptInput& input : *all) {
    if (auto* batch = std::get_if<SampleBatch>(&input)) batches.push_back(std::move(*batch));
  }
  return batches;
}

Result<std::vector<SheetEntry>> StationReader::sheet(AttemptId id) const {
  auto query = state_->connection.prepare(
      "SELECT item_id, kind, timed_us, overruled_to_met, reason, who, at_ms FROM sheet_entries "
      "WHERE attempt_id = ? ORDER BY number");
  if (!query) return tl::unexpected(query.error());
  query->bind(1, id);
  std::vector<SheetEntry> sheet;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    SheetEntry& entry = sheet.emplace_back();
    entry.item_id = row.text(0);
    entry.kind = static_cast<SheetEntry::Kind>(row.integer(1));
    if (!row.is_null(2)) entry.timed = microseconds(row.integer(2));
    entry.overruled_to_met = row.integer(3) != 0;
    entry.reason = row.text(4);
    entry.who = row.text(5);
    entry.utc_ms = row.integer(6);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return sheet;
}

Result<std::optional<std::string>> StationReader::rule_text(std::string_view hash) const {
  auto query = state_->connection.prepare("SELECT toml FROM rule_texts WHERE hash = ?");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, hash).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::optional<std::string>{};
  return std::optional<std::string>(query->text(0));
}

Result<std::vector<std::string>> StationReader::trainees() const {
  auto query = state_->connection.prepare(
      "SELECT t.name FROM trainees t JOIN attempts a ON a.trainee_id = t.id "
      "GROUP BY t.id ORDER BY max(a.id) DESC");
  if (!query) return tl::unexpected(query.error());
  std::vector<std::string> names;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    names.emplace_back(row.text(0));
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return names;
}

Result<std::map<std::string, int>> StationReader::seats() const {
  return read_seats(state_->connection);
}

Result<std::map<std::string, std::string>> StationReader::manikin_names() const {
  return read_manikin_names(state_->connection);
}

Result<std::vector<Calibration>> StationReader::calibrations(const std::string& manikin_id) const {
  return read_calibrations(state_->connection, manikin_id);
}

Result<std::optional<ClassRecord>> StationReader::open_class() const {
  return read_open_class(state_->connection);
}

Result<std::vector<ClassSummary>> StationReader::classes() const {
  return read_classes(state_->connection);
}

Result<StoredClass> StationReader::stored_class(ClassId id) const {
  auto stored = read_class(state_->connection, id);
  if (!stored) return tl::unexpected(stored.error());
  if (!*stored) {
    return failure(fmt::format("there is no class {}", id), state_->connection.file(),
                   "`sternum classes` lists them");
  }
  return std::move(**stored);
}

Result<std::vector<AttemptRecord>> StationReader::attempts_of_class(ClassId id) const {
  // By the index of each member's attempts: there is none by class.
  auto query = state_->connection.prepare(
      fmt::format("SELECT {} (SELECT count(*) FROM attempts b WHERE b.trainee_id = a.trainee_id "
                  "AND b.id <= a.id AND b.state <> 3) "
                  "FROM class_trainees m CROSS JOIN attempts a ON a.trainee_id = m.trainee_id "
                  "JOIN trainees t ON t.id = a.trainee_id "
                  "WHERE m.class_id = ? AND m.position IS NOT NULL AND a.class_id = m.class_id "
                  "AND a.state <> 3 ORDER BY a.id",
                  kRecordColumns));
  if (!query) return tl::unexpected(query.error());
  query->bind(1, id);
  std::vector<AttemptRecord> records;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    records.push_back(record_of(row));
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return records;
}

Result<std::optional<StoredClass>> StationReader::class_of(ClassKey key) const {
  auto query = state_->connection.prepare("SELECT id FROM classes WHERE created_at_ms = ?");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, key).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::optional<StoredClass>{};
  return read_class(state_->connection, query->integer(0));
}

Result<std::string> StationReader::audit_hash_of_attempt(AttemptId id) const {
  auto query = state_->connection.prepare(
      "SELECT hash FROM audit WHERE subject = 'attempt' AND subject_id = ? ORDER BY id DESC "
      "LIMIT 1");
  if (!query) return tl::unexpected(query.error());
  const std::string subject = std::to_string(id);
  const auto row = query->bind(1, subject).step();
  if (!row) return tl::unexpected(row.error());
  return *row ? std::string(query->text(0)) : std::string();
}

Result<std::string> StationReader::last_of_document(const std::string& trainee) const {
  auto query = state_->connection.prepare(
      "SELECT coalesce(i.last_characters, '') FROM identities i "
      "JOIN trainees t ON t.id = i.trainee_id WHERE t.name = ?");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, trainee).step();
  if (!row) return tl::unexpected(row.error());
  return *row ? std::string(query->text(0)) : std::string();
}

Result<AuditHead> StationReader::audit_head() const { return read_audit_head(state_->connection); }

}  // namespace sternum
