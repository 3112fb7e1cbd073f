/// Makes few large rows of the many small ones that commits leave in `samples`.
///
/// A commit leaves one row for each attempt that runs; form 3 is made for a minute of them
/// (`dense_packing.hpp`). Folding goes round by round. A round takes the rows that are loose then,
/// reads and packs them attempt by attempt, and at its end exchanges all of them in one
/// transaction: each attempt's rows for one, under the id of its first. So what a reader sees is
/// the small rows or the large one, in the same order, whenever a console dies. What has been
/// packed is unpacked again and compared before it takes any row's place; rows that cannot be read
/// stay as they are. Not thread-safe; belongs to the connection that writes.
///
///   Loose ──round begins──▶ Packing, an attempt a step ──all packed──▶ Exchange ──▶ Loose
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/records/sqlite.hpp"

namespace sternum {

class RowFolding {
 public:
  /// Knows the loose rows that a console left when it ended or died: those behind the last large
  /// one, not more than a few minutes of a full room, and none in front of a damaged page.
  [[nodiscard]] static RowFolding of(Connection& connection);

  /// A small row has been stored, behind all others.
  void stored(std::int64_t id, std::int64_t attempt) { loose_.push_back({id, attempt}); }

  /// Rows that are to be folded, those of the round in progress among them.
  [[nodiscard]] std::size_t loose_count() const { return loose_.size() + in_round_; }
  [[nodiscard]] bool in_progress() const { return in_round_ > 0; }

  /// One step; begins a round when none is in progress. False when that was the end of it, or there
  /// is nothing to fold. Makes a transaction of its own. After an error the rows are as they were,
  /// and loose again.
  [[nodiscard]] Result<bool> step(Connection& connection);

 private:
  struct LooseRow {
    std::int64_t id = 0;
    std::int64_t attempt = 0;
  };
  struct LargeRow {
    std::int64_t id = 0;
    std::string packed;
  };

  void begin_round();
  [[nodiscard]] Result<void> pack(Connection& connection, const std::vector<std::int64_t>& rows);
  [[nodiscard]] Result<void> exchange(Connection& connection);
  void give_up();

  std::deque<LooseRow> loose_;  ///< ascending ids
  // Of the round in progress.
  std::size_t in_round_ = 0;
  std::vector<LooseRow> round_;                                ///< ascending ids
  std::map<std::int64_t, std::vector<std::int64_t>> to_pack_;  ///< attempt → its rows
  std::vector<LargeRow> packed_;
  std::vector<std::int64_t> unreadable_;
};

}  // namespace sternum
