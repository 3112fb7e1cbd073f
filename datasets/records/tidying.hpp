/// What is done for the station database in the time between two commits: the write-ahead log is
/// copied into the file, and small rows become large ones (`row_folding.hpp`).
///
/// In pieces, so that whoever has a commit to make can make it between two of them; on a disk that
/// works a piece takes some milliseconds. What cannot be done now can be done later: an error ends
/// the tidying for this time, and the disk's trouble is told by the next commit. Not thread-safe;
/// the caller says what time it is.
#pragma once

#include <chrono>
#include <optional>

#include "datasets/records/station_database.hpp"

namespace sternum {

class Tidying {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// Rows are folded when the oldest has waited so long, when there are very many, and when nobody
  /// practises any more.
  explicit Tidying(std::chrono::milliseconds fold_every) : fold_every_(fold_every) {}

  /// Does a piece if there is one to do; false when that was all for now.
  bool do_a_piece(StationDatabase& database, bool somebody_practises, Time now);

 private:
  std::chrono::milliseconds fold_every_;
  std::optional<Time> loose_since_;  ///< small rows wait to be folded
};

}  // namespace sternum
