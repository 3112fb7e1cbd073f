#include "datasets/records/row_folding.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "datasets/records/batch_packing.hpp"
#include "datasets/records/dense_packing.hpp"

namespace sternum {
namespace {

/// One round: a minute of a full room at five commits a second.
constexpr std::size_t kMostRowsInRound = 16'000;
constexpr std::size_t kMostFoundOnOpening = 4 * kMostRowsInRound;
/// Bytes of small rows in one large row, so that a step and a row stay small whatever the disk had
/// to wait for.
constexpr std::size_t kMostBytesTogether = 256 * 1024;

/// Every bit of the inputs, in their order.
std::string all_bits_of(const std::vector<AttemptInput>& inputs) {
  BatchPacker packer;
  for (const AttemptInput& input : inputs) packer.add(input);
  return packer.finish();
}

/// Empty when what was packed is not what comes back.
std::string packed_and_checked(const std::vector<AttemptInput>& inputs) {
  std::string packed = pack_densely(inputs);
  std::vector<AttemptInput> back;
  if (!unpack_inputs(packed, {}, back) || all_bits_of(back) != all_bits_of(inputs)) return {};
  return packed;
}

}  // namespace

RowFolding RowFolding::of(Connection& connection) {
  RowFolding folding;
  auto query = connection.prepare(
      "SELECT id, attempt_id, substr(packed, 1, 1) FROM samples ORDER BY id DESC LIMIT ?");
  if (!query) return folding;
  query->bind(1, static_cast<std::int64_t>(kMostFoundOnOpening));
  for (;;) {
    const auto row = query->step();
    if (!row || !*row) break;
    const auto form = query->blob(2);
    if (!form.empty() && form.front() == kDenseForm) break;
    folding.loose_.push_front({query->integer(0), query->integer(1)});
  }
  return folding;
}

void RowFolding::begin_round() {
  in_round_ = std::min(loose_.size(), kMostRowsInRound);
  const auto end = loose_.begin() + static_cast<std::ptrdiff_t>(in_round_);
  round_.assign(loose_.begin(), end);
  loose_.erase(loose_.begin(), end);
  for (const LooseRow& row : round_) to_pack_[row.attempt].push_back(row.id);
}

Result<bool> RowFolding::step(Connection& connection) {
  if (!in_progress()) begin_round();
  if (!in_progress()) return false;
  if (!to_pack_.empty()) {
    const auto next = to_pack_.begin();
    if (auto packed = pack(connection, next->second); !packed) {
      give_up();
      return tl::unexpected(packed.error());
    }
    to_pack_.erase(next);
    return true;
  }
  if (auto exchanged = exchange(connection); !exchanged) {
    give_up();
    return tl::unexpected(exchanged.error());
  }
  in_round_ = 0;
  round_.clear();
  packed_.clear();
  unreadable_.clear();
  return false;
}

Result<void> RowFolding::pack(Connection& connection, const std::vector<std::int64_t>& rows) {
  auto query = connection.prepare("SELECT packed FROM samples WHERE id = ?");
  if (!query) return tl::unexpected(query.error());
  std::vector<std::int64_t> together;
  std::vector<AttemptInput> inputs;
  std::size_t bytes = 0;
  const auto close = [&] {
    if (together.empty()) return;
    if (auto packed = packed_and_checked(inputs); !packed.empty()) {
      packed_.push_back({together.front(), std::move(packed)});
    } else {
      unreadable_.insert(unreadable_.end(), together.begin(), together.end());
    }
    together.clear();
    inputs.clear();
    bytes = 0;
  };
  for (const std::int64_t id : rows) {
    const auto row = query->bind(1, id).step();
    if (!row) return tl::unexpected(row.error());
    const auto packed = *row ? query->blob(0) : std::string_view{};
    if (unpack_inputs(packed, {}, inputs)) {
      together.push_back(id);
      bytes += packed.size();
    } else {
      // What is behind a damaged row must not move in front of it.
      unreadable_.push_back(id);
      close();
    }
    query->reset();
    if (bytes >= kMostBytesTogether) close();
  }
  close();
  return {};
}

Result<void> RowFolding::exchange(Connection& connection) {
  auto transaction = Transaction::begin(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  auto grow = connection.prepare("UPDATE samples SET packed = ? WHERE id = ?");
  if (!grow) return tl::unexpected(grow.error());
  auto remove = connection.prepare("DELETE FROM samples WHERE id > ? AND id < ?");
  if (!remove) return tl::unexpected(remove.error());
  // Everything between two rows that stay has become part of one: the round's rows are all there
  // are from its first to its last.
  std::set<std::int64_t> staying(unreadable_.begin(), unreadable_.end());
  for (const LargeRow& large : packed_) {
    auto grown = grow->bind_blob(1, large.packed).bind(2, large.id).run();
    if (!grown) return grown;
    staying.insert(large.id);
  }
  std::int64_t before = round_.front().id - 1;
  staying.insert(round_.back().id + 1);
  for (const std::int64_t id : staying) {
    if (auto removed = remove->bind(1, before).bind(2, id).run(); !removed) return removed;
    before = id;
  }
  return transaction->commit();
}

void RowFolding::give_up() {
  loose_.insert(loose_.begin(), round_.begin(), round_.end());
  in_round_ = 0;
  round_.clear();
  to_pack_.clear();
  packed_.clear();
  unreadable_.clear();
}

}  // namespace sternum
