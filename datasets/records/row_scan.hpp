/// Walks a table in the order of its ids, past what the disk or SQLite cannot give back.
///
/// A damaged page ends an ordinary query. Here the next id behind the damage is searched for, by
/// ever larger steps and then halving, and the walk goes on there. Blocks on the disk.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "analysis/core/result.hpp"
#include "datasets/records/sqlite.hpp"

namespace sternum {

/// A stretch of ids that could not be read; some between them may have been there and whole.
struct UnreadableRows {
  std::int64_t first = 0;
  std::int64_t last = 0;  ///< 0: up to the end
};

class RowScan {
 public:
  /// `sql` selects the id as its first column, `WHERE id >= ?1 ORDER BY id`.
  RowScan(Connection& connection, std::string sql)
      : connection_(connection), sql_(std::move(sql)) {}

  /// Hands every row to `take(row)` and every hole to `miss(rows)`, in order.
  template <class Take, class Miss>
  void run(Take take, Miss miss) {
    std::int64_t next = std::numeric_limits<std::int64_t>::min();
    for (bool more = true; more;) {
      auto query = connection_.prepare(sql_);
      if (!query) return miss(UnreadableRows{});
      query->bind(1, next);
      for (;;) {
        const auto row = query->step();
        if (!row) break;
        if (!*row) return;
        const std::int64_t id = query->integer(0);
        take(*query);
        if (id == std::numeric_limits<std::int64_t>::max()) return;
        next = id + 1;
      }
      const std::int64_t broken = next < 1 ? 1 : next;
      next = behind(broken);
      more = next != 0;
      miss(UnreadableRows{broken, more ? next - 1 : 0});
    }
  }

 private:
  /// The lowest id from which reading works again, behind `broken`; 0: none.
  [[nodiscard]] std::int64_t behind(std::int64_t broken) {
    constexpr std::int64_t kFarthest = std::int64_t{1} << 40;
    std::int64_t fails = broken;
    std::int64_t step = 1;
    while (step <= kFarthest && !reads_from(broken + step)) {
      fails = broken + step;
      step *= 2;
    }
    if (step > kFarthest) return 0;
    std::int64_t works = broken + step;
    while (works - fails > 1) {
      const std::int64_t middle = fails + (works - fails) / 2;
      (reads_from(middle) ? works : fails) = middle;
    }
    return works;
  }

  [[nodiscard]] bool reads_from(std::int64_t id) {
    auto query = connection_.prepare(sql_);
    return query && query->bind(1, id).step().has_value();
  }

  Connection& connection_;
  std::string sql_;
};

}  // namespace sternum
