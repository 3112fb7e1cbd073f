#include "datasets/records/sqlite.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace sternum {
namespace {

/// Readers and the checkpoint of another connection are out of the way long before.
constexpr int kBusyTimeout_ms = 5000;
/// 16 MB of log: whoever commits often has copied it away before, between two commits.
constexpr int kMostLogPages = 4000;

int note_log_pages(void* log_pages, sqlite3* connection, const char* name, int pages) {
  *static_cast<int*>(log_pages) = pages;
  if (pages < kMostLogPages) return SQLITE_OK;
  // What cannot be copied now is tried again by the next commit; this one is on the disk.
  sqlite3_wal_checkpoint_v2(connection, name, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  return SQLITE_OK;
}

Error full_disk(const std::string& file) {
  return {"the disk is full", file, "free some space on it"};
}

Error read_only(const std::string& file) {
  return {"the station database is read-only", file,
          "make the data folder writable, or choose another one"};
}

/// What the system said to SQLite, where SQLite only says that reading or writing failed.
Error disk_error(int reason, int code, const std::string& file) {
  switch (reason) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return full_disk(file);
    case EROFS:
      return read_only(file);
    case 0:  // not told
      return {fmt::format("the disk refuses (SQLite error {})", code), file,
              "check that it is connected and has space left"};
    default:
      return {fmt::format("the disk refuses ({}, SQLite error {})", std::strerror(reason), code),
              file, "check that it is connected and works"};
  }
}

Error error_of(sqlite3* connection, const std::string& file) {
  const int code = sqlite3_extended_errcode(connection);
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return full_disk(file);
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return read_only(file);
    case SQLITE_IOERR:
      return disk_error(sqlite3_system_errno(connection), code, file);
    case SQLITE_CANTOPEN:
      return {"the station database cannot be opened", file,
              "check that the data folder is there and writable"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {"the station database is damaged", file,
              "keep this file for rescue, and put a backup in its place or choose another folder"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {"another program is using the station database", file, "close that program"};
    default:
      return {fmt::format("the station database refuses ({})", sqlite3_errmsg(connection)), file,
              "restart the program; if it happens again, report it with this message"};
  }
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

// What is bound here is of a small, fixed set of types and places: binding fails only for want of
// memory, and then the step after it fails as well.

Statement& Statement::bind(int parameter, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), parameter, value);
  return *this;
}

Statement& Statement::bind(int parameter, double value) {
  sqlite3_bind_double(statement_.get(), parameter, value);
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
  sqlite3_bind_text64(statement_.get(), parameter, text.data(), text.size(), SQLITE_TRANSIENT,
                      SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view bytes) {
  sqlite3_bind_blob64(statement_.get(), parameter, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
  return *this;
}

Statement& Statement::bind_null(int parameter) {
  sqlite3_bind_null(statement_.get(), parameter);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    sqlite3_reset(statement_.get());
    return false;
  }
  const Error error = error_of(sqlite3_db_handle(statement_.get()), file_);
  sqlite3_reset(statement_.get());
  return tl::unexpected(error);
}

Result<void> Statement::run() {
  for (;;) {
    const auto more = step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
  }
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Statement::real(int column) const { return sqlite3_column_double(statement_.get(), column); }

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::string_view Statement::text(int column) const {
  const auto* const bytes = sqlite3_column_text(statement_.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return {reinterpret_cast<const char*>(bytes), size};
}

std::string_view Statement::blob(int column) const {
  const void* const bytes = sqlite3_column_blob(statement_.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return {static_cast<const char*>(bytes), size};
}

int Statement::columns() const { return sqlite3_column_count(statement_.get()); }

StoredAs Statement::stored_as(int column) const {
  switch (sqlite3_column_type(statement_.get(), column)) {
    case SQLITE_INTEGER:
      return StoredAs::Integer;
    case SQLITE_FLOAT:
      return StoredAs::Real;
    case SQLITE_TEXT:
      return StoredAs::Text;
    case SQLITE_BLOB:
      return StoredAs::Blob;
    default:
      return StoredAs::Null;
  }
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

void Connection::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Result<Connection> Connection::open(const std::filesystem::path& file, Access access) {
  Connection made;
  made.file_ = file.string();
  const int flags = access == Access::ReadOnly ? SQLITE_OPEN_READONLY
                                               : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  made.connection_.reset(handle);
  if (code != SQLITE_OK) return tl::unexpected(error_of(handle, made.file_));
  sqlite3_busy_timeout(handle, kBusyTimeout_ms);
  made.log_pages_ = std::make_unique<int>(0);
  sqlite3_wal_hook(handle, note_log_pages, made.log_pages_.get());
  return made;
}

Result<void> Connection::execute(const char* sql) {
  if (sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return tl::unexpected(error_of(connection_.get(), file_));
  }
  return {};
}

Result<Statement> Connection::prepare(std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v2(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                      &handle, nullptr);
  if (code != SQLITE_OK) return tl::unexpected(error_of(connection_.get(), file_));
  Statement statement;
  statement.statement_.reset(handle);
  statement.file_ = file_;
  return statement;
}

Result<std::int64_t> Connection::integer(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return tl::unexpected(statement.error());
  const auto row = statement->step();
  if (!row) return tl::unexpected(row.error());
  return *row ? statement->integer(0) : 0;
}

std::int64_t Connection::last_inserted() const {
  return sqlite3_last_insert_rowid(connection_.get());
}

std::int64_t Connection::rows_changed() const { return sqlite3_changes(connection_.get()); }

Result<void> Connection::checkpoint() {
  int left = 0;
  int copied = 0;
  const int code = sqlite3_wal_checkpoint_v2(connection_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                             &left, &copied);
  if (code != SQLITE_OK && code != SQLITE_BUSY) {
    return tl::unexpected(error_of(connection_.get(), file_));
  }
  *log_pages_ = 0;  // as far as it could be; the next commit tells anew
  return {};
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(connection_.get()) == 0; }

Result<Transaction> Transaction::begin(Connection& connection) {
  if (auto begun = connection.execute("BEGIN IMMEDIATE"); !begun) {
    return tl::unexpected(begun.error());
  }
  return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
  // After a full disk SQLite may have rolled back by itself.
  if (connection_ == nullptr || !connection_->in_transaction()) return;
  (void)connection_->execute("ROLLBACK");
}

Result<void> Transaction::commit() { return connection_->execute("COMMIT"); }

}  // namespace sternum
