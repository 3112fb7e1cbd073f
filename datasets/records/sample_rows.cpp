#include "datasets/records/sample_rows.hpp"

#include <utility>

namespace sternum {

Result<SampleRows> SampleRows::of(Connection& connection) {
  // Ranges of attempts reach beyond rows that have become part of an earlier one.
  const auto last = connection.integer(
      "SELECT max((SELECT coalesce(max(id), 0) FROM samples), "
      "(SELECT coalesce(max(first_samples) - 1, 0) FROM attempts), "
      "(SELECT coalesce(max(last_samples), 0) FROM attempts))");
  if (!last) return tl::unexpected(last.error());
  auto insert = connection.prepare("INSERT INTO samples (id, attempt_id, packed) VALUES (?, ?, ?)");
  if (!insert) return tl::unexpected(insert.error());
  return SampleRows(std::move(*insert), RowFolding::of(connection), *last + 1);
}

Result<void> SampleRows::add(std::int64_t attempt, std::string_view packed) {
  const std::int64_t id = next_id_ + static_cast<std::int64_t>(added_.size());
  if (auto added = insert_.bind(1, id).bind(2, attempt).bind_blob(3, packed).run(); !added) {
    return added;
  }
  added_.push_back(attempt);
  return {};
}

void SampleRows::committed() {
  for (const std::int64_t attempt : added_) folding_.stored(next_id_++, attempt);
  added_.clear();
}

}  // namespace sternum
