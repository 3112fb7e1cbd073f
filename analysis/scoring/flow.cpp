#include "analysis/scoring/flow.hpp"

#include <algorithm>

namespace sternum {

/// Adds to `flow` what was seen of the stretch without compressions between `from` and `to`, and
/// tells `keep` its pauses.
template <class Keep>
void FlowTimeline::cut(Flow& flow, DeviceTime from, DeviceTime to, Keep&& keep) const {
  const auto seen = [&](TimeSpan part) {
    flow.observed += part.length();
    if (part.length() <= no_flow_gap_) return;
    flow.hands_off += part.length();
    flow.longest_pause = std::max(flow.longest_pause, part.length());
    keep(part);
  };
  DeviceTime cursor = from;
  for (const TimeSpan& gap : open_gaps_) {
    if (gap.to < cursor || gap.from > to) continue;
    if (gap.from > cursor) seen({cursor, gap.from});
    cursor = std::min(gap.to, to);
  }
  if (to > cursor) seen({cursor, to});
}

void FlowTimeline::add(const Compression& compression) {
  const DeviceTime from = last_release_.value_or(first_breath_.value_or(compression.onset));
  if (!first_action_) first_action_ = from;
  cut(flow_, from, compression.onset, [this](TimeSpan pause) { pauses_.push_back(pause); });
  // Compressions do not overlap; should two of them touch, no time is counted twice.
  const DeviceTime pressed_from = std::max(compression.onset, from);
  if (compression.release > pressed_from) flow_.observed += compression.release - pressed_from;
  last_release_ = std::max(compression.release, from);
  open_gaps_.clear();
}

void FlowTimeline::add(const Breath& breath) {
  if (!first_breath_) first_breath_ = breath.start;
  last_breath_end_ = std::max(last_breath_end_.value_or(breath.end), breath.end);
}

void FlowTimeline::add_gap(TimeSpan gap) { open_gaps_.push_back(gap); }

void FlowTimeline::close() {
  if (!last_release_ || !last_breath_end_ || *last_breath_end_ <= *last_release_) return;
  cut(flow_, *last_release_, *last_breath_end_,
      [this](TimeSpan pause) { pauses_.push_back(pause); });
  last_release_ = last_breath_end_;
  open_gaps_.clear();
}

Flow FlowTimeline::flow_within(TimeSpan part, std::span<const TimeSpan> gaps) const {
  Flow flow;
  const auto seen = actions();
  if (!seen) return flow;
  const TimeSpan within{std::max(part.from, seen->from), std::min(part.to, seen->to)};
  const auto inside = [&](TimeSpan span) {
    return std::max(std::min(span.to, within.to) - std::max(span.from, within.from), Duration{});
  };
  const auto reaches_in = [&](std::span<const TimeSpan> spans) {
    return std::ranges::lower_bound(spans, within.from, {}, &TimeSpan::to);
  };
  flow.observed = inside(within);
  for (auto gap = reaches_in(gaps); gap != gaps.end() && gap->from < within.to; ++gap) {
    flow.observed = flow.observed - inside(*gap);
  }
  const std::span<const TimeSpan> pauses(pauses_);
  for (auto pause = reaches_in(pauses); pause != pauses.end() && pause->from < within.to; ++pause) {
    flow.hands_off += inside(*pause);
    flow.longest_pause = std::max(flow.longest_pause, inside(*pause));
  }
  return flow;
}

Flow FlowTimeline::flow_until(DeviceTime now) const {
  Flow flow = flow_;
  if (last_release_ && now > *last_release_) cut(flow, *last_release_, now, [](TimeSpan) {});
  return flow;
}

FlowTimeline find_flow(const Guideline& guideline, const Performance& performance) {
  FlowTimeline timeline(guideline.no_flow_gap);
  replay(performance, timeline);
  timeline.close();
  return timeline;
}

}  // namespace sternum
