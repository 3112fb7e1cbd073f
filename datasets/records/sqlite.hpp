/// SQLite in the manners of this house: values and results instead of handles and codes.
///
/// Errors name the file, what is wrong with it and what to do: a full disk, a read-only folder, a
/// damaged file. Not thread-safe: one connection, and the statements prepared on it, belong to one
/// thread at a time. Blocks on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/core/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace sternum {

/// How SQLite holds a value.
enum class StoredAs : std::uint8_t { Null, Integer, Real, Text, Blob };

class Statement {
 public:
  /// Parameters are numbered from 1, columns from 0, as in SQL and in C.
  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, double value);
  Statement& bind(int parameter, std::string_view text);
  Statement& bind_blob(int parameter, std::string_view bytes);
  Statement& bind_null(int parameter);
  /// Null when there is no value.
  template <class Value>
  Statement& bind_optional(int parameter, const std::optional<Value>& value) {
    return value ? bind(parameter, *value) : bind_null(parameter);
  }

  /// True when there is a row to read; false when the statement is done, and can be run again.
  [[nodiscard]] Result<bool> step();
  /// Runs to the end, for statements without rows.
  [[nodiscard]] Result<void> run();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  /// Valid until the next step.
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view blob(int column) const;

  [[nodiscard]] int columns() const;
  [[nodiscard]] StoredAs stored_as(int column) const;

  /// Lets go of the row being read, and of the snapshot of the database that it holds.
  void reset();

 private:
  friend class Connection;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::string file_;
};

/// Runs `query` and hands every row to `take(row)`, whose error ends it.
template <class Take>
[[nodiscard]] Result<void> for_each_row(Statement& query, Take take) {
  for (;;) {
    const auto row = query.step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return {};
    if (auto taken = take(query); !taken) {
      query.reset();
      return taken;
    }
  }
}

class Connection {
 public:
  enum class Access { ReadWrite, ReadOnly };

  [[nodiscard]] static Result<Connection> open(const std::filesystem::path& file, Access access);

  /// One or more statements without parameters and rows.
  [[nodiscard]] Result<void> execute(const char* sql);
  [[nodiscard]] Result<Statement> prepare(std::string_view sql);
  /// The first column of the only row of `sql`.
  [[nodiscard]] Result<std::int64_t> integer(std::string_view sql);

  [[nodiscard]] std::int64_t last_inserted() const;
  [[nodiscard]] std::int64_t rows_changed() const;
  [[nodiscard]] bool in_transaction() const;
  [[nodiscard]] const std::string& file() const { return file_; }

  /// Pages in the write-ahead log as the last commit of this connection left it.
  [[nodiscard]] int log_pages() const { return *log_pages_; }
  /// Copies them into the file as far as readers let it, and waits for nobody. Commits do so by
  /// themselves only when nobody has done it for long.
  [[nodiscard]] Result<void> checkpoint();

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  std::string file_;
  std::unique_ptr<int> log_pages_;  ///< outlives the connection, which writes to it
  std::unique_ptr<sqlite3, Close> connection_;
};

/// All or nothing: what was written since the beginning is undone unless `commit` succeeded.
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> begin(Connection& connection);
  ~Transaction();
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;

  /// On disk when this returns.
  [[nodiscard]] Result<void> commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

}  // namespace sternum
