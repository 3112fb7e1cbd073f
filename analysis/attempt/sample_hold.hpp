/// Holds samples back until nothing older can arrive on any channel.
///
/// A time is settled when every expected channel has got as far, or when the newest sample is more
/// than `patience` ahead of it (a channel that stays behind is silent). What happens up to a
/// settled time depends on the samples alone, as long as none arrives later than `patience` after a
/// newer one; one that does is still handed out, in its own channel's order. What is not newer than
/// what its channel has already brought is dropped, and so is a batch with times out of any reason.
/// Batches that carry on where their channel's last one ended are held as one run of up to
/// `kLongestRun` samples, so that whoever takes them seldom pays per sample and not per batch.
/// Not thread-safe; never blocks; in a steady stream it does not allocate.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "analysis/core/channel.hpp"
#include "analysis/core/device_time.hpp"
#include "analysis/core/sample_batch.hpp"
#include "analysis/signal/sample_run.hpp"

namespace sternum {

class SampleHold {
 public:
  static constexpr DeviceTime kLatest =
      DeviceTime::from_us(std::numeric_limits<std::int64_t>::max());

  static constexpr std::size_t kLongestRun = 512;

  /// `expected`: the channels to wait for, all others are dropped. Empty: any, and then every
  /// sample waits for `patience`, because a channel not yet known may still bring an older one.
  SampleHold(std::span<const Channel> expected, Duration patience);

  void push(const SampleBatch& batch);
  /// The short cut for nearly every batch: takes one that carries on a run and is newer than all.
  /// False, and nothing has happened, when it is another one, for `push`.
  [[nodiscard]] bool carry_on(const SampleBatch& batch) {
    // Samples that come one by one are the dearest: with their number known, little is left to do.
    return batch.values.size() == 1 ? carry_on<1>(batch) : carry_on<std::dynamic_extent>(batch);
  }

  /// Up to here, inclusive, nothing older will arrive. Before the first sample it is before all.
  [[nodiscard]] DeviceTime settled() const;
  /// Whether the batch begins at or before what is settled: what has been taken up to there was
  /// taken without it.
  [[nodiscard]] bool is_late(const SampleBatch& batch) const {
    return batch.first <= newest_ && batch.first <= settled();
  }
  /// How many samples are held of all channels.
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool holds(Channel channel) const { return holds_any(bit(channel)); }
  /// The same for a set of channels, made of `bit`s.
  [[nodiscard]] static constexpr std::uint32_t bit(Channel channel) {
    return 1U << static_cast<unsigned>(channel);
  }
  [[nodiscard]] bool holds_any(std::uint32_t channels) const { return (held_ & channels) != 0; }
  /// The oldest sample of `channel` that is held.
  [[nodiscard]] std::optional<DeviceTime> oldest(Channel channel) const {
    if (!holds(channel)) return std::nullopt;
    const Queue& queue = queues_[index(channel)];
    return queue.pieces[queue.next_piece].first;
  }
  /// Hands the samples of `channel` up to `until`, inclusive, to `sink(const SampleRun&)`.
  template <class Sink>
  void take(Channel channel, DeviceTime until, Sink&& sink);

 private:
  static constexpr DeviceTime kEarliest =
      DeviceTime::from_us(std::numeric_limits<std::int64_t>::min());

  struct Piece {
    DeviceTime first;
    Duration period;
    BatchFlag flags = BatchFlag::None;
    std::size_t count = 0;  ///< of the last piece not yet known: it is what is left
  };
  /// What is held of one channel. Read from the front, and begun anew in the front of its memory
  /// when all of it has been read, or moved there when that is the smaller part.
  /// Aligned so that the queue of a channel is found by a shift.
  struct alignas(128) Queue {
    bool expected = false;
    DeviceTime due = kEarliest;  ///< of what carries on the last piece, where there is room
    Duration period;             ///< of that piece
    std::size_t room_end = 0;    ///< where the values must end that carry it on
    std::size_t end_value = 0;
    std::vector<float> values;  ///< memory for them
    std::vector<Piece> pieces;
    std::size_t next_piece = 0;
    std::size_t next_value = 0;
    std::size_t last_piece_value = 0;  ///< the first one of the last piece

    [[nodiscard]] bool empty() const { return next_piece == pieces.size(); }
    [[nodiscard]] DeviceTime newest() const { return due - period; }
    [[nodiscard]] std::size_t count_of_next() const {
      const bool is_last = next_piece + 1 == pieces.size();
      return is_last ? end_value - next_value : pieces[next_piece].count;
    }
    [[nodiscard]] bool carries_on(const SampleBatch& batch, std::size_t count) const {
      // Without a run there is no room; and no values are as wrong as too many.
      return batch.first == due && batch.period == period && batch.flags == BatchFlag::None &&
             count - 1 < room_end - end_value;
    }
    template <std::size_t extent>
    void add(std::span<const float, extent> added);
    void append(const Piece& piece, std::span<const float> added);
    void make_room(std::size_t count);
    void begin_anew() {
      pieces.clear();
      next_piece = next_value = end_value = room_end = last_piece_value = 0;
    }
  };

  /// Channels are numbered from 1 without holes.
  [[nodiscard]] static std::size_t index(Channel channel) {
    return static_cast<std::size_t>(channel) - 1;
  }

  template <std::size_t extent>
  [[nodiscard]] bool carry_on(const SampleBatch& batch);

  bool any_channel_;
  Duration patience_;
  DeviceTime newest_ = kEarliest;
  std::array<Queue, kAllChannels.size()> queues_;
  std::vector<std::size_t> expected_;
  std::uint32_t held_ = 0;  ///< a bit for every channel of which something is held
};

template <std::size_t extent>
void SampleHold::Queue::add(std::span<const float, extent> added) {
  // Written so that nothing is left to do behind the copying of many: a call of nearly every
  // sample.
  float* const to = values.data() + end_value;
  end_value += added.size();
  to[0] = added.front();
  to[added.size() - 1] = added.back();
  if (added.size() > 2) std::memcpy(to, added.data(), added.size_bytes());
}

template <std::size_t extent>
bool SampleHold::carry_on(const SampleBatch& batch) {
  const std::size_t channel = index(batch.channel);
  if (channel >= queues_.size() || batch.first <= newest_) return false;
  Queue& queue = queues_[channel];
  const std::size_t count = extent == std::dynamic_extent ? batch.values.size() : extent;
  if (!queue.carries_on(batch, count)) return false;
  // Later than `batch.first`, and so than all others.
  newest_ = batch.first + batch.period * static_cast<std::int64_t>(count - 1);
  queue.due = newest_ + batch.period;
  queue.add(std::span<const float, extent>(batch.values.data(), count));
  return true;
}

template <class Sink>
void SampleHold::take(Channel channel, DeviceTime until, Sink&& sink) {
  if (!holds(channel)) return;
  Queue& queue = queues_[index(channel)];
  while (!queue.empty()) {
    Piece& piece = queue.pieces[queue.next_piece];
    if (piece.first > until) return;
    const std::size_t held = queue.count_of_next();
    std::size_t count = held;
    if (piece.first + piece.period * static_cast<std::int64_t>(count - 1) > until) {
      count = static_cast<std::size_t>((until - piece.first).us() / piece.period.us()) + 1;
    }
    sink(SampleRun{piece.flags, piece.first, piece.period,
                   std::span(queue.values).subspan(queue.next_value, count)});
    queue.next_value += count;
    if (count == held) {
      ++queue.next_piece;
      continue;
    }
    piece.first = piece.first + piece.period * static_cast<std::int64_t>(count);
    piece.flags = BatchFlag::None;
    piece.count -= count;
    queue.last_piece_value = std::max(queue.last_piece_value, queue.next_value);
    return;
  }
  held_ &= ~bit(channel);
  queue.begin_anew();
}

}  // namespace sternum
