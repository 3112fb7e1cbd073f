#include "datasets/records/tidying.hpp"

namespace sternum {
namespace {

/// 2 MB of write-ahead log.
constexpr int kLogPagesCopied = 500;
constexpr std::size_t kMostLooseRows = 12'000;

}  // namespace

bool Tidying::do_a_piece(StationDatabase& database, bool somebody_practises, Time now) {
  if (database.log_pages() >= kLogPagesCopied) return database.checkpoint().has_value();
  if (database.loose_rows() == 0) {
    loose_since_.reset();
    return false;
  }
  if (!loose_since_) loose_since_ = now;
  const bool begins = !somebody_practises || now >= *loose_since_ + fold_every_ ||
                      database.loose_rows() >= kMostLooseRows;
  if (!database.is_folding() && !begins) return false;
  const auto more = database.fold_some();
  if (more && *more) return true;
  loose_since_.reset();
  return false;
}

}  // namespace sternum
