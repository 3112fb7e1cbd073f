#include "analysis/scoring/score.hpp"

#include <algorithm>
#include <span>

#include "analysis/scoring/cycle.hpp"
#include "analysis/scoring/flow.hpp"
#include "analysis/scoring/leaning.hpp"
#include "analysis/scoring/ledger.hpp"

namespace sternum {
namespace {

class Judge {
 public:
  Judge(const Guideline& guideline, const Performance& performance, const ScoreScheme& scheme)
      : guideline_(guideline),
        performance_(performance),
        margins_(scheme.margins),
        cycles_(find_cycles(guideline, performance)),
        judges_breaths_(performance.measures_breaths && guideline.breaths_per_cycle > 0),
        ledger_(scheme.weights) {}

  Ledger judge() {
    for (std::size_t i = 0; i < cycles_.size(); ++i) {
      if (performance_.measures_depth) judge_depth(cycles_[i]);
      judge_rate(cycles_[i]);
      judge_recoil(cycles_[i]);
      if (judges_breaths_) judge_breaths_of(i);
      if (judges_breaths_) judge_ratio(i);
    }
    if (judges_breaths_) judge_volumes(0, cycles_.front().first_breath);
    judge_pauses();
    return std::move(ledger_);
  }

 private:
  [[nodiscard]] std::span<const Compression> compressions_of(const Cycle& cycle) const {
    return performance_.compressions.subspan(static_cast<std::size_t>(cycle.first_compression),
                                             static_cast<std::size_t>(cycle.compression_count));
  }

  void judge_depth(const Cycle& cycle) {
    const auto& [low, high] = guideline_.depth;
    Misses shallow(Rule::TooShallow, low.mm());
    Misses deep(Rule::TooDeep, high.mm());
    int index = cycle.first_compression;
    for (const Compression& c : compressions_of(cycle)) {
      if (c.depth < low) {
        shallow.add({c.onset, c.release}, c.depth.mm(),
                    lost_share((low - c.depth).mm(), low.mm(), margins_.depth), index);
      } else if (c.depth > high) {
        deep.add({c.onset, c.release}, c.depth.mm(),
                 lost_share((c.depth - high).mm(), high.mm(), margins_.depth), index);
      }
      ++index;
    }
    ledger_.judged(Part::Depth, cycle.compression_count);
    ledger_.keep(Part::Depth, shallow, cycle.compression_count);
    ledger_.keep(Part::Depth, deep, cycle.compression_count);
  }

  void judge_rate(const Cycle& cycle) {
    const auto& [low, high] = guideline_.rate;
    Misses slow(Rule::TooSlow, low.per_minute());
    Misses fast(Rule::TooFast, high.per_minute());
    int rated = 0;
    int index = cycle.first_compression - 1;
    for (const Compression& c : compressions_of(cycle)) {
      ++index;
      if (!c.rate) continue;
      ++rated;
      const double rate = c.rate->per_minute();
      if (*c.rate < low) {
        slow.add({c.onset, c.release}, rate,
                 lost_share(low.per_minute() - rate, low.per_minute(), margins_.rate), index);
      } else if (*c.rate > high) {
        fast.add({c.onset, c.release}, rate,
                 lost_share(rate - high.per_minute(), high.per_minute(), margins_.rate), index);
      }
    }
    ledger_.judged(Part::Rate, rated);
    ledger_.keep(Part::Rate, slow, rated);
    ledger_.keep(Part::Rate, fast, rated);
  }

  void judge_recoil(const Cycle& cycle) {
    const double limit = guideline_.leaning_threshold.mm();
    const double limit_n = guideline_.leaning_force.value_or(newtons(0)).n();
    Misses leaning(Rule::NotReleased, limit);
    Misses leaning_force(Rule::LeaningForce, limit_n);
    int measured = 0;
    int index = cycle.first_compression - 1;
    for (const Compression& c : compressions_of(cycle)) {
      ++index;
      const auto at = static_cast<std::size_t>(index);
      const std::optional<bool> is_missed = is_leaning(guideline_, performance_, at);
      if (!is_missed) continue;
      ++measured;
      if (!*is_missed) continue;
      const TimeSpan span{c.onset, c.release};
      if (c.residual) {
        leaning.add(span, c.residual->mm(),
                    lost_share(c.residual->mm() - limit, limit, margins_.leaning), index);
      } else {
        const double left_n = performance_.extras_of_compression(at).residual_force->n();
        leaning_force.add(span, left_n, lost_share(left_n - limit_n, limit_n, margins_.leaning),
                          index);
      }
    }
    ledger_.judged(Part::Recoil, measured);
    ledger_.keep(Part::Recoil, leaning, measured);
    ledger_.keep(Part::Recoil, leaning_force, measured);
  }

  /// A breath of which the volume was not measured was given all the same.
  void judge_volumes(int first, int count) {
    ledger_.judged(Part::Breaths, count);
    if (!performance_.measures_volume) return;
    const auto& [low, high] = guideline_.breath_volume;
    Misses small(Rule::BreathTooSmall, low.ml());
    Misses large(Rule::BreathTooLarge, high.ml());
    for (int index = first; index < first + count; ++index) {
      const Breath& breath = performance_.breaths[static_cast<std::size_t>(index)];
      const double volume = breath.volume.ml();
      if (breath.volume < low) {
        small.add({breath.start, breath.end}, volume,
                  lost_share(low.ml() - volume, low.ml(), margins_.breath), index);
      } else if (breath.volume > high) {
        large.add({breath.start, breath.end}, volume,
                  lost_share(volume - high.ml(), high.ml(), margins_.breath), index);
      }
    }
    ledger_.keep(Part::Breaths, small, count);
    ledger_.keep(Part::Breaths, large, count);
  }

  void judge_breaths_of(std::size_t i) {
    const Cycle& cycle = cycles_[i];
    judge_volumes(cycle.first_breath, cycle.breath_count);
    // Who goes on for twice the compressions has left out a set of breaths without pausing for it.
    // The last set may have been cut short by the end of the attempt; a hole may hide a breath.
    const int per_set = std::max(1, guideline_.compressions_per_cycle);
    const int sets = std::max(1, cycle.compression_count / per_set) - (is_last(i) ? 1 : 0);
    const int due = sets * guideline_.breaths_per_cycle;
    const int missing = due - cycle.breath_count;
    if (missing <= 0 || is_holed(i)) return;
    const int due_after = std::min(per_set, cycle.compression_count);
    const DeviceTime due_from =
        compressions_of(cycle)[static_cast<std::size_t>(due_after) - 1].release;
    Misses missed(Rule::BreathsMissing, due);
    missed.add_missing({due_from, end_of(i)}, missing, cycle.breath_count, missing);
    ledger_.judged(Part::Breaths, missing);
    ledger_.keep(Part::Breaths, missed, due);
  }

  void judge_ratio(std::size_t i) {
    const Cycle& cycle = cycles_[i];
    // Only a breath or the next block shows that the trainee took this block for complete.
    if ((is_last(i) && cycle.breath_count == 0) || is_holed(i)) return;
    const int asked = guideline_.compressions_per_cycle;
    const int missing = asked - cycle.compression_count;
    ledger_.judged(Part::Ratio, 1.0);
    if (missing <= 0) return;
    Misses missed(Rule::CompressionsMissing, asked);
    missed.add_missing({cycle.span.from, compressions_of(cycle).back().release}, missing,
                       cycle.compression_count, static_cast<double>(missing) / asked);
    ledger_.keep(Part::Ratio, missed, asked);
  }

  void judge_pauses() {
    const FlowTimeline timeline = find_flow(guideline_, performance_);
    const double limit_at_breaths = guideline_.longest_breath_pause.seconds();
    const double limit_elsewhere = guideline_.no_flow_gap.seconds();
    ledger_.judged(Part::HandsOff, timeline.flow().observed.seconds() * margins_.hands_off);

    auto pause = timeline.pauses().begin();
    const auto judge_until = [&](const auto& ends, double limit) {
      Misses too_long(Rule::HandsOffTooLong, limit);
      int pauses = 0;
      for (; pause != timeline.pauses().end() && !ends(*pause); ++pause) {
        ++pauses;
        const double length = pause->length().seconds();
        if (length > limit) too_long.add(*pause, length, length - limit, index_before(*pause));
      }
      ledger_.keep(Part::HandsOff, too_long, pauses);
    };
    // Before the first compression, then inside and after each block.
    judge_until([&](TimeSpan p) { return p.from >= cycles_.front().span.from; }, limit_at_breaths);
    const double limit_after =
        guideline_.breaths_per_cycle > 0 ? limit_at_breaths : limit_elsewhere;
    for (std::size_t i = 0; i < cycles_.size(); ++i) {
      const DeviceTime block_end = compressions_of(cycles_[i]).back().release;
      judge_until([&](TimeSpan p) { return p.from >= block_end; }, limit_elsewhere);
      judge_until([&](TimeSpan p) { return !is_last(i) && p.from >= end_of(i); }, limit_after);
    }
  }

  /// The last compression that ended before `pause`.
  [[nodiscard]] std::optional<int> index_before(TimeSpan pause) const {
    const auto& all = performance_.compressions;
    const auto next = std::ranges::upper_bound(all, pause.from, {}, &Compression::release);
    if (next == all.begin()) return std::nullopt;
    return static_cast<int>(next - all.begin()) - 1;
  }

  [[nodiscard]] bool is_last(std::size_t i) const { return i + 1 == cycles_.size(); }
  /// Where the next cycle begins, or the last one ends.
  [[nodiscard]] DeviceTime end_of(std::size_t i) const {
    return is_last(i) ? cycles_[i].span.to : cycles_[i + 1].span.from;
  }
  /// Whether something of the cycle may be hidden in a hole of the recording.
  [[nodiscard]] bool is_holed(std::size_t i) const {
    const auto touches = [&](TimeSpan gap) {
      return gap.to >= cycles_[i].span.from && gap.from <= end_of(i);
    };
    return std::ranges::any_of(performance_.gaps, touches) ||
           std::ranges::any_of(performance_.breath_gaps, touches);
  }

  const Guideline& guideline_;
  const Performance& performance_;
  const ScoreScheme::Margins& margins_;
  std::vector<Cycle> cycles_;
  bool judges_breaths_;
  Ledger ledger_;
};

}  // namespace

namespace {

std::vector<Unjudged> what_is_unjudged(const Guideline& guideline, const Performance& performance,
                                       const Ledger& ledger) {
  std::vector<Unjudged> unjudged;
  if (!ledger.has_judged(Part::Recoil)) unjudged.push_back(Unjudged::Recoil);
  if (guideline.breaths_per_cycle > 0 && !ledger.has_judged(Part::Breaths)) {
    unjudged.push_back(Unjudged::Breaths);
  }
  if (!ledger.has_judged(Part::Rate)) unjudged.push_back(Unjudged::Rate);
  if (!performance.measures_depth) unjudged.push_back(Unjudged::Depth);
  if (performance.measures_breaths && !performance.measures_volume) {
    unjudged.push_back(Unjudged::BreathVolume);
  }
  return unjudged;
}

}  // namespace

Score judge(const Guideline& guideline, const Performance& performance, const ScoreScheme& scheme) {
  Score score;
  if (performance.compressions.empty()) return score;
  const Ledger ledger = Judge(guideline, performance, scheme).judge();
  score.reasons = ledger.reasons();
  if (const auto lost = ledger.lost()) score.total = kFullMarks - rounded_loss(*lost);
  score.not_measured = what_is_unjudged(guideline, performance, ledger);
  return score;
}

Grade grade(const Guideline& guideline, const Performance& performance, const ScoreScheme& scheme) {
  Grade grade;
  if (performance.compressions.empty()) return grade;
  const Ledger ledger = Judge(guideline, performance, scheme).judge();
  grade.lost = ledger.lost();
  grade.losses = ledger.losses();
  grade.not_measured = what_is_unjudged(guideline, performance, ledger);
  return grade;
}

std::optional<double> points_lost(const Guideline& guideline, const Performance& performance,
                                  const ScoreScheme& scheme) {
  if (performance.compressions.empty()) return std::nullopt;
  return Judge(guideline, performance, scheme).judge().lost();
}

}  // namespace sternum
