/// The rows of samples as their one writer sees them: what a commit adds, and what is made of it
/// afterwards (`row_folding.hpp`).
///
/// Ids only ever ascend, also past rows that have been folded away: an attempt knows its samples by
/// a range of ids. Not thread-safe; belongs to the connection that writes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/records/row_folding.hpp"
#include "datasets/records/sqlite.hpp"

namespace sternum {

class SampleRows {
 public:
  [[nodiscard]] static Result<SampleRows> of(Connection& connection);

  /// The id of the next row that is added.
  [[nodiscard]] std::int64_t next_id() const { return next_id_; }
  /// Inside the caller's transaction, which begins with `begin` here and, when it has been
  /// committed, ends with `committed`.
  void begin() { added_.clear(); }
  [[nodiscard]] Result<void> add(std::int64_t attempt, std::string_view packed);
  void committed();

  [[nodiscard]] RowFolding& folding() { return folding_; }
  [[nodiscard]] const RowFolding& folding() const { return folding_; }

 private:
  SampleRows(Statement insert, RowFolding folding, std::int64_t next_id)
      : insert_(std::move(insert)), folding_(std::move(folding)), next_id_(next_id) {}

  Statement insert_;
  RowFolding folding_;
  std::int64_t next_id_ = 1;
  std::vector<std::int64_t> added_;  ///< attempts, in the order of ids from `next_id_` on
};

}  // namespace sternum
