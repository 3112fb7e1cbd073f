#include "analysis/attempt/sample_hold.hpp"

namespace sternum {
namespace {

static_assert(static_cast<std::size_t>(kAllChannels.front()) == 1 &&
              static_cast<std::size_t>(kAllChannels.back()) == kAllChannels.size());

/// Beyond these a time is a broken manikin's, and sums of times would no longer be safe.
constexpr std::int64_t kLongestTime_us = std::int64_t{1} << 60;
constexpr std::int64_t kLongestPeriod_us = std::int64_t{3600} * 1'000'000;
constexpr std::size_t kMostValues = std::size_t{1} << 24;

/// Samples farther apart stay pieces: a long silence is told from slow sampling by that.
constexpr std::int64_t kLongestStepOfRun_us = 100'000;
constexpr std::size_t kUsualPieces = 64;
constexpr std::size_t kUsualValues = 2 * SampleHold::kLongestRun;

bool is_sound(const SampleBatch& batch) {
  return channel_of_number(static_cast<std::uint32_t>(batch.channel)).has_value() &&
         !batch.values.empty() && batch.values.size() <= kMostValues &&
         batch.first.us() > -kLongestTime_us && batch.first.us() < kLongestTime_us &&
         batch.period.us() <= kLongestPeriod_us;
}

}  // namespace

SampleHold::SampleHold(std::span<const Channel> expected, Duration patience)
    : any_channel_(expected.empty()), patience_(patience) {
  for (const Channel channel : kAllChannels) {
    Queue& queue = queues_[index(channel)];
    queue.expected = any_channel_ || std::ranges::find(expected, channel) != expected.end();
    if (!queue.expected) continue;
    expected_.push_back(index(channel));
    queue.pieces.reserve(kUsualPieces);
    queue.values.resize(kUsualValues);
  }
}

void SampleHold::Queue::make_room(std::size_t count) {
  if (2 * next_piece >= pieces.size()) {
    pieces.erase(pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(next_piece));
    next_piece = 0;
  }
  if (2 * next_value >= end_value) {
    const auto held = std::span(values).first(end_value).subspan(next_value);
    std::ranges::copy(held, values.begin());
    last_piece_value -= next_value;
    end_value = held.size();
    next_value = 0;
  }
  if (count > values.size() - end_value) {
    values.resize(std::max(2 * values.size(), end_value + count));
  }
}

void SampleHold::Queue::append(const Piece& piece, std::span<const float> added) {
  if (!empty()) pieces.back().count = end_value - last_piece_value;
  make_room(added.size());
  last_piece_value = end_value;
  pieces.push_back(piece);
  std::ranges::copy(added, values.begin() + static_cast<std::ptrdiff_t>(end_value));
  end_value += added.size();
}

void SampleHold::push(const SampleBatch& batch) {
  if (!is_sound(batch)) return;
  Queue& queue = queues_[index(batch.channel)];
  if (!queue.expected) return;
  if (queue.carries_on(batch, batch.values.size())) {
    queue.due = batch.time_of(batch.values.size());
    queue.add(std::span(batch.values));
    newest_ = std::max(newest_, queue.newest());
    return;
  }

  // Without a period there is but one time, and one value can have been taken at it.
  const bool uniform = batch.period > Duration{};
  const std::size_t count = uniform ? batch.values.size() : 1;
  std::size_t known = 0;
  if (batch.first <= queue.newest()) {
    if (!uniform) return;
    const auto behind = (queue.newest() - batch.first).us() / batch.period.us() + 1;
    if (behind >= static_cast<std::int64_t>(count)) return;
    known = static_cast<std::size_t>(behind);
  }
  queue.append({batch.time_of(known), batch.period, batch.flags, count - known},
               std::span(batch.values).subspan(known, count - known));
  held_ |= bit(batch.channel);
  const bool may_be_carried_on = uniform && batch.period.us() <= kLongestStepOfRun_us &&
                                 batch.first.us() < kLongestTime_us / 2;
  queue.period = uniform ? batch.period : Duration{};
  queue.due = batch.time_of(count - 1) + queue.period;
  queue.room_end =
      may_be_carried_on ? std::min(queue.values.size(), queue.end_value + kLongestRun) : 0;
  newest_ = std::max(newest_, queue.newest());
}

std::size_t SampleHold::size() const {
  std::size_t size = 0;
  for (const std::size_t i : expected_) size += queues_[i].end_value - queues_[i].next_value;
  return size;
}

DeviceTime SampleHold::settled() const {
  if (newest_ == kEarliest) return kEarliest;
  const DeviceTime waited_for = newest_ - patience_ - microseconds(1);
  if (any_channel_) return waited_for;
  DeviceTime all_reached = newest_;
  for (const std::size_t i : expected_) all_reached = std::min(all_reached, queues_[i].newest());
  return std::max(all_reached, waited_for);
}

}  // namespace sternum
