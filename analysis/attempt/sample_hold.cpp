#include "analysis/attempt/sample_hold.hpp"

namespace sternum {
namespace {

static_assert(static_cast<std::size_t>(kAllChannels.front()) == 1 &&
              static_cast<std::size_t>(kAllChannels.back()) == kAllChannels.size());

/// Beyond these a time is a broken manikin's, and sums of times would no longer be safe.
constexpr std::int64_t kLongestTime_us = std::int64_t{1} << 60;
constexpr std::int64_t kLongestPeriod_us = std::int64_t{3600} * 1'000'000;
constexpr std::size_t kMostValues = std::size_t{1} << 24;

bool is_sound(const SampleBatch& batch) {
  return channel_of_number(static_cast<std::uint32_t>(batch.channel)).has_value() &&
         !batch.values.empty() && batch.values.size() <= kMostValues &&
         batch.first.us() > -kLongestTime_us && batch.first.us() < kLongestTime_us &&
         batch.period.us() <= kLongestPeriod_us;
}

/// Moves what has not been read to the front, once that is the smaller part.
template <class T>
void make_room(std::vector<T>& queue, std::size_t& next) {
  if (2 * next < queue.size()) return;
  if (next == queue.size()) {
    queue.clear();
    next = 0;
    return;
  }
  queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(next));
  next = 0;
}

}  // namespace

SampleHold::SampleHold(std::span<const Channel> expected, Duration patience)
    : any_channel_(expected.empty()), patience_(patience) {
  for (const Channel channel : kAllChannels) {
    Queue& queue = queues_[index(channel)];
    queue.expected = any_channel_ || std::ranges::find(expected, channel) != expected.end();
    if (!queue.expected) continue;
    expected_.push_back(index(channel));
    queue.pieces.reserve(64);
    queue.values.reserve(1024);
  }
}

void SampleHold::Queue::append(const Piece& piece, std::span<const float> added) {
  make_room(pieces, next_piece);
  make_room(values, next_value);
  pieces.push_back(piece);
  values.insert(values.end(), added.begin(), added.end());
}

void SampleHold::push(const SampleBatch& batch) {
  if (!is_sound(batch)) return;
  Queue& queue = queues_[index(batch.channel)];
  if (!queue.expected) return;

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
  held_ |= bit(batch.channel);
  queue.newest = batch.time_of(count - 1);
  newest_ = std::max(newest_, queue.newest);
}

DeviceTime SampleHold::settled() const {
  if (newest_ == kEarliest) return kEarliest;
  const DeviceTime waited_for = newest_ - patience_ - microseconds(1);
  if (any_channel_) return waited_for;
  DeviceTime all_reached = newest_;
  for (const std::size_t i : expected_) all_reached = std::min(all_reached, queues_[i].newest);
  return std::max(all_reached, waited_for);
}

}  // namespace sternum
