// The same samples give the same result, bit for bit, however they come.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "analysis/attempt/attempt.hpp"
#include "tests/scoring/random_attempt.hpp"
#include "tests/scoring/rendered.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::random_attempt;
using hand_made::Rendered;
using hand_made::Script;
using hand_made::seconds_of;

const Duration kPatience = milliseconds(250);

/// A manikin that measures some channels, each at its own pace and from its own first sample.
std::vector<std::vector<SampleBatch>> random_streams(const Script& script) {
  std::vector<std::vector<SampleBatch>> streams;
  const double end_s = seconds_of(script.compressions.back().release) + 2.0;
  const std::vector<double> rates = {20.0, 50.0, 62.5, 100.0};
  const auto take = [&](Channel channel) {
    const double from_s = -1.0 + *rc::gen::inRange(0, 2000) * 1e-3;
    auto stream = Rendered(script).batches(channel, *rc::gen::elementOf(rates), from_s, end_s, 1);
    if (*rc::gen::inRange(0, 4) == 0) stream.resize(stream.size() / 2);
    streams.push_back(std::move(stream));
  };
  const auto maybe = [&](Channel channel) {
    if (*rc::gen::arbitrary<bool>()) take(channel);
  };
  maybe(Channel::Acceleration);
  maybe(Channel::AirwayVolume);
  maybe(Channel::AirwayFlow);
  maybe(Channel::ReportedRate);
  maybe(Channel::HandPositionX);
  maybe(Channel::HandPositionY);
  maybe(Channel::HeadTilt);
  if (*rc::gen::arbitrary<bool>()) take(Channel::Force);
  if (streams.empty() || *rc::gen::inRange(0, 4) > 0) take(Channel::Depth);
  return streams;
}

/// The same samples in batches of any length that `kPatience` allows.
std::vector<SampleBatch> recut(const std::vector<SampleBatch>& singles) {
  std::vector<SampleBatch> batches;
  std::size_t room = 0;
  for (const SampleBatch& one : singles) {
    const bool joins = room > 0 && one.flags == BatchFlag::None &&
                       one.first == batches.back().last() + one.period &&
                       one.first - batches.back().first <= kPatience;
    if (!joins) {
      batches.push_back(one);
      room = *rc::gen::inRange<std::size_t>(0, 30);
    } else {
      batches.back().values.push_back(one.values[0]);
      --room;
    }
  }
  return batches;
}

/// Any order of arrival in which nothing comes later than `kPatience` after something newer.
std::vector<SampleBatch> interleave(std::vector<std::vector<SampleBatch>> streams) {
  std::vector<SampleBatch> arrivals;
  std::vector<std::size_t> next(streams.size(), 0);
  DeviceTime newest = hand_made::at(-1000.0);
  for (;;) {
    std::vector<std::size_t> allowed;
    for (std::size_t s = 0; s < streams.size(); ++s) {
      if (next[s] == streams[s].size()) continue;
      const DeviceTime then = std::max(newest, streams[s][next[s]].last());
      bool all_in_time = true;
      for (std::size_t other = 0; other < streams.size(); ++other) {
        if (other == s || next[other] == streams[other].size()) continue;
        all_in_time = all_in_time && streams[other][next[other]].first + kPatience >= then;
      }
      if (all_in_time) allowed.push_back(s);
    }
    if (allowed.empty()) break;
    const std::size_t s = allowed[*rc::gen::inRange<std::size_t>(0, allowed.size())];
    arrivals.push_back(streams[s][next[s]]);
    newest = std::max(newest, arrivals.back().last());
    ++next[s];
  }
  return arrivals;
}

struct Outcome {
  AttemptResult result;
  LiveSnapshot last;
};

Outcome outcome_of(const std::vector<SampleBatch>& batches, const AttemptOptions& options) {
  Attempt attempt(adult(), options);
  for (const SampleBatch& batch : batches) attempt.push(batch);
  Outcome outcome{attempt.finish(), {}};
  outcome.last = attempt.snapshot();
  return outcome;
}

/// Told which channels will come, or not.
AttemptOptions options_for(const std::vector<std::vector<SampleBatch>>& streams) {
  AttemptOptions options;
  options.patience = kPatience;
  if (!*rc::gen::arbitrary<bool>()) return options;
  for (const auto& stream : streams) {
    if (!stream.empty()) options.channels.push_back(stream.front().channel);
  }
  return options;
}

RC_GTEST_PROP(AttemptLaws, TheSameSamplesGiveTheSameResultHoweverTheyCome, ()) {
  const Script script = random_attempt();
  const auto streams = random_streams(script);
  AttemptOptions options = options_for(streams);
  if (*rc::gen::arbitrary<bool>()) options.start = hand_made::at(*rc::gen::inRange(0, 10));

  std::vector<SampleBatch> in_order;
  for (const auto& stream : streams) in_order.insert(in_order.end(), stream.begin(), stream.end());
  std::ranges::stable_sort(in_order, {}, &SampleBatch::first);

  std::vector<std::vector<SampleBatch>> cut;
  for (const auto& stream : streams) cut.push_back(recut(stream));
  const auto arrivals = interleave(std::move(cut));
  std::size_t arrived = 0;
  for (const SampleBatch& batch : arrivals) arrived += batch.values.size();
  RC_ASSERT(arrived == in_order.size());

  const Outcome replayed = outcome_of(in_order, options);
  const Outcome live = outcome_of(arrivals, options);
  RC_ASSERT(live.result == replayed.result);
  RC_ASSERT(live.last == replayed.last);
}

RC_GTEST_PROP(AttemptLaws, LookingAtItChangesNothing, ()) {
  const Script script = random_attempt();
  const double end_s = seconds_of(script.compressions.back().release) + 2.0;
  const auto batches = Rendered(script).batches(Channel::Depth, 62.5, -1.0, end_s, 5);
  Attempt watched(adult(), {});
  Attempt unwatched(adult(), {});
  for (const SampleBatch& batch : batches) {
    watched.push(batch);
    unwatched.push(batch);
    (void)watched.snapshot();
  }
  RC_ASSERT(watched.finish() == unwatched.finish());
}

/// As they would come over a link that holds some of them up for as long as it likes.
std::vector<SampleBatch> held_up(const std::vector<std::vector<SampleBatch>>& streams) {
  std::vector<std::pair<double, SampleBatch>> arrivals;
  for (const auto& stream : streams) {
    for (const SampleBatch& batch : recut(stream)) {
      const bool late = *rc::gen::inRange(0, 20) == 0;
      const double delay_s = late ? 1e-3 * *rc::gen::inRange(0, 3000) : 0.0;
      arrivals.emplace_back(seconds_of(batch.last()) + delay_s, batch);
    }
  }
  std::ranges::stable_sort(arrivals, {}, &std::pair<double, SampleBatch>::first);
  std::vector<SampleBatch> batches;
  for (auto& [arrival_s, batch] : arrivals) batches.push_back(std::move(batch));
  return batches;
}

// Whoever looks makes an attempt judge what it has so far. What comes later than it was waited for
// is judged as news of the moment in which it came, whether somebody had looked by then or not.
RC_GTEST_PROP(AttemptLaws, LookingAtItChangesNothingHoweverLateSamplesCome, ()) {
  const Script script = random_attempt();
  const auto streams = random_streams(script);
  const AttemptOptions options = options_for(streams);
  Attempt watched(adult(), options);
  Attempt looked_at_now_and_then(adult(), options);
  Attempt unwatched(adult(), options);
  for (const SampleBatch& batch : held_up(streams)) {
    watched.push(batch);
    looked_at_now_and_then.push(batch);
    unwatched.push(batch);
    (void)watched.snapshot();
    if (*rc::gen::inRange(0, 8) == 0) (void)looked_at_now_and_then.snapshot();
  }
  const LiveSnapshot last = watched.snapshot();
  RC_ASSERT(looked_at_now_and_then.snapshot() == last);
  RC_ASSERT(unwatched.snapshot() == last);
  const AttemptResult result = watched.finish();
  RC_ASSERT(looked_at_now_and_then.finish() == result);
  RC_ASSERT(unwatched.finish() == result);
}

RC_GTEST_PROP(AttemptLaws, ASnapshotInTheMemoryOfAnotherIsTheSame, ()) {
  const auto streams = random_streams(random_attempt());
  Attempt attempt(adult(), options_for(streams));
  LiveSnapshot again;
  for (const SampleBatch& batch : held_up(streams)) {
    attempt.push(batch);
    if (*rc::gen::inRange(0, 8) != 0) continue;
    attempt.snapshot(again);
    RC_ASSERT(again == attempt.snapshot());
  }
}

}  // namespace
}  // namespace sternum
