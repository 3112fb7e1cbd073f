/// Puts the samples of several channels back into one order of device time.
///
/// Samples of equal time come in the order of their channels' numbers. A sample is handed out when
/// none that should come before it can still arrive: every expected channel has got as far, or the
/// newest sample is more than `patience` ahead (a channel that stays behind is silent). So the
/// order depends on the samples alone, as long as none arrives later than `patience` after a newer
/// one; one that does is handed out at once, behind its time but still in its own channel's order.
/// What is not newer than what its channel has already brought is dropped, and so is a batch with
/// times out of any reason. Not thread-safe; never blocks; in a steady stream it does not allocate.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "analysis/core/channel.hpp"
#include "analysis/core/device_time.hpp"
#include "analysis/core/sample_batch.hpp"

namespace sternum {

/// Consecutive samples of one channel that no other channel's samples come between.
struct SampleRun {
  Channel channel = Channel::Depth;
  BatchFlag flags = BatchFlag::None;  ///< of the first sample
  DeviceTime first;
  Duration period;
  std::span<const float> values;  ///< valid until the next push

  [[nodiscard]] DeviceTime time_of(std::size_t i) const {
    return first + period * static_cast<std::int64_t>(i);
  }
};

class SampleMerger {
 public:
  /// `expected`: the channels to wait for, all others are dropped. Empty: any, and then every
  /// sample waits for `patience`, because a channel not yet known may still bring an older one.
  SampleMerger(std::span<const Channel> expected, Duration patience);

  void push(const SampleBatch& batch);

  /// Hands the samples that nothing can come before any more to `sink(const SampleRun&)`.
  template <class Sink>
  void drain(Sink&& sink) {
    drain_until(settled(), sink);
  }
  /// Hands out all: no more will come.
  template <class Sink>
  void drain_all(Sink&& sink) {
    drain_until(kLatest, sink);
  }

 private:
  static constexpr DeviceTime kLatest =
      DeviceTime::from_us(std::numeric_limits<std::int64_t>::max());
  static constexpr DeviceTime kEarliest =
      DeviceTime::from_us(std::numeric_limits<std::int64_t>::min());
  static constexpr std::size_t kQueues = kAllChannels.size();

  struct Piece {
    DeviceTime first;
    Duration period;
    BatchFlag flags = BatchFlag::None;
    std::size_t count = 0;
  };
  /// What waits of one channel. Read from the front, and moved to the front of its memory when more
  /// than half of that has been read.
  struct Queue {
    Channel channel = Channel::Depth;
    bool expected = false;
    DeviceTime newest = kEarliest;
    std::vector<Piece> pieces;
    std::vector<float> values;
    std::size_t next_piece = 0;
    std::size_t next_value = 0;

    [[nodiscard]] bool empty() const { return next_piece == pieces.size(); }
    [[nodiscard]] DeviceTime front() const { return pieces[next_piece].first; }
    void append(const Piece& piece, std::span<const float> added);
    void drop(std::size_t count);
  };

  /// Up to here, inclusive, nothing older can arrive.
  [[nodiscard]] DeviceTime settled() const;
  template <class Sink>
  void drain_until(DeviceTime limit, Sink& sink);

  bool any_channel_;
  Duration patience_;
  DeviceTime newest_ = kEarliest;
  std::array<Queue, kQueues> queues_;
};

template <class Sink>
void SampleMerger::drain_until(DeviceTime limit, Sink& sink) {
  for (;;) {
    // The queues stand in the order of channels, so that the first of equal times is the right one.
    Queue* first = nullptr;
    DeviceTime first_at = kLatest;
    DeviceTime others_from = kLatest;  // the others allow this one to go on up to here
    for (Queue& queue : queues_) {
      if (queue.empty()) continue;
      const DeviceTime at = queue.front();
      if (first == nullptr || at < first_at) {
        // The channel passed over comes first again at its own time, being the lower number.
        if (first != nullptr) others_from = std::min(others_from, first_at - microseconds(1));
        first = &queue;
        first_at = at;
      } else {
        others_from = std::min(others_from, at);
      }
    }
    if (first == nullptr || first_at > limit) return;

    const Piece piece = first->pieces[first->next_piece];
    const DeviceTime until = std::min(limit, others_from);
    std::size_t count = piece.count;
    if (count > 1 && piece.first + piece.period * static_cast<std::int64_t>(count - 1) > until) {
      count = piece.first + piece.period > until
                  ? 1
                  : static_cast<std::size_t>((until - piece.first).us() / piece.period.us()) + 1;
    }
    sink(SampleRun{first->channel, piece.flags, piece.first, piece.period,
                   std::span(first->values).subspan(first->next_value, count)});
    first->drop(count);
  }
}

}  // namespace sternum
