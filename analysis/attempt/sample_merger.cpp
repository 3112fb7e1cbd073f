#include "analysis/attempt/sample_merger.hpp"

namespace sternum {
namespace {

/// Beyond these a time is a broken manikin's, and sums of times would no longer be safe.
constexpr std::int64_t kLongestTime_us = std::int64_t{1} << 60;
constexpr std::int64_t kLongestPeriod_us = std::int64_t{3600} * 1'000'000;
constexpr std::size_t kMostValues = std::size_t{1} << 24;

bool is_sound(const SampleBatch& batch) {
  return batch.first.us() > -kLongestTime_us && batch.first.us() < kLongestTime_us &&
         batch.period.us() <= kLongestPeriod_us && batch.values.size() <= kMostValues;
}

}  // namespace

SampleMerger::SampleMerger(std::span<const Channel> expected, Duration patience)
    : any_channel_(expected.empty()), patience_(patience) {
  for (std::size_t i = 0; i < kQueues; ++i) queues_[i].channel = kAllChannels[i];
  std::ranges::sort(queues_, {}, &Queue::channel);
  for (Queue& queue : queues_) {
    queue.expected = std::ranges::find(expected, queue.channel) != expected.end();
    if (queue.expected || any_channel_) {
      queue.pieces.reserve(64);
      queue.values.reserve(1024);
    }
  }
}

void SampleMerger::Queue::append(const Piece& piece, std::span<const float> added) {
  if (empty()) {
    pieces.clear();
    values.clear();
    next_piece = next_value = 0;
  } else {
    if (2 * next_piece > pieces.size()) {
      pieces.erase(pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(next_piece));
      next_piece = 0;
    }
    if (2 * next_value > values.size()) {
      values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(next_value));
      next_value = 0;
    }
  }
  pieces.push_back(piece);
  values.insert(values.end(), added.begin(), added.end());
}

void SampleMerger::Queue::drop(std::size_t count) {
  Piece& piece = pieces[next_piece];
  piece.first = piece.first + piece.period * static_cast<std::int64_t>(count);
  piece.flags = BatchFlag::None;
  piece.count -= count;
  next_value += count;
  if (piece.count == 0) ++next_piece;
}

void SampleMerger::push(const SampleBatch& batch) {
  const auto found = std::ranges::find(queues_, batch.channel, &Queue::channel);
  if (found == queues_.end() || batch.values.empty() || !is_sound(batch)) return;
  Queue& queue = *found;
  if (!queue.expected && !any_channel_) return;

  // Without a period there is but one time, and one value can have been taken at it.
  const bool uniform = batch.period > Duration{};
  const std::size_t count = uniform ? batch.values.size() : 1;
  std::size_t known = 0;
  if (batch.first <= queue.newest) {
    if (!uniform) return;
    const auto behind = (queue.newest - batch.first).us() / batch.period.us() + 1;
    if (behind >= static_cast<std::int64_t>(count)) return;
    known = static_cast<std::size_t>(behind);
  }
  queue.append({batch.time_of(known), batch.period, batch.flags, count - known},
               std::span(batch.values).subspan(known, count - known));
  queue.newest = batch.time_of(count - 1);
  newest_ = std::max(newest_, queue.newest);
}

DeviceTime SampleMerger::settled() const {
  if (newest_ == kEarliest) return kEarliest;
  const DeviceTime waited_for = newest_ - patience_ - microseconds(1);
  if (any_channel_) return waited_for;
  DeviceTime all_reached = kLatest;
  for (const Queue& queue : queues_) {
    if (queue.expected) all_reached = std::min(all_reached, queue.newest);
  }
  return std::max(all_reached, waited_for);
}

}  // namespace sternum
