#include "gui/model/race.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "analysis/scoring/compression_verdict.hpp"
#include "analysis/scoring/cycle.hpp"

namespace sternum {

namespace {

constexpr std::int64_t kAllThousandths = kFullMarks.thousandths();

bool earns(const Compression& compression, const Guideline& guideline, bool measures_depth) {
  CompressionVerdict verdict = judge(compression, guideline);
  if (!measures_depth) verdict.shallow = verdict.deep = false;
  return verdict.depth_good() && verdict.rate_good() && !verdict.leaning;
}

/// When the places of a session come due, at the slowest right pace.
class Timetable {
 public:
  Timetable(const Guideline& guideline, Duration lead_in, std::optional<Duration> elapsed)
      : lead_in_us_(static_cast<double>(lead_in.us())),
        stroke_us_(60e6 / guideline.rate.low.per_minute()),
        round_us_(stroke_us_ * guideline.compressions_per_cycle +
                  (guideline.breaths_per_cycle > 0
                       ? static_cast<double>(guideline.longest_breath_pause.us())
                       : 0.0)),
        elapsed_us_(elapsed ? static_cast<double>(elapsed->us())
                            : std::numeric_limits<double>::infinity()) {}

  [[nodiscard]] bool compression_is_due(int round, int place) const {
    return elapsed_us_ >= lead_in_us_ + round * round_us_ + (place + 1) * stroke_us_;
  }
  [[nodiscard]] bool breaths_are_due(int round) const {
    return elapsed_us_ >= lead_in_us_ + (round + 1) * round_us_;
  }

 private:
  double lead_in_us_;
  double stroke_us_;
  double round_us_;
  double elapsed_us_;
};

/// Tells one attempt at a seat from the next.
std::string race_attempt_of(const Seat& seat) {
  return std::to_string(seat.attempt_number) + " " + seat.trainee;
}

}  // namespace

RaceStanding race_points(const Guideline& guideline, const Performance& performance,
                         std::optional<Duration> elapsed, const RaceRules& rules) {
  const Timetable timetable(guideline, rules.lead_in, elapsed);
  const std::vector<Cycle> cycles = find_cycles(guideline, performance);
  const int rounds = std::max(1, guideline.cycles);
  const int strokes = std::max(1, guideline.compressions_per_cycle);
  const int breaths = performance.measures_breaths ? std::max(0, guideline.breaths_per_cycle) : 0;

  std::int64_t good_strokes = 0;
  std::int64_t good_breaths = 0;
  for (int round = 0; round < std::min(rounds, static_cast<int>(cycles.size())); ++round) {
    const Cycle& cycle = cycles[static_cast<std::size_t>(round)];
    for (int i = 0; i < std::min(strokes, cycle.compression_count); ++i) {
      const auto at = static_cast<std::size_t>(cycle.first_compression + i);
      if (timetable.compression_is_due(round, i) &&
          earns(performance.compressions[at], guideline, performance.measures_depth)) {
        ++good_strokes;
      }
    }
    if (!timetable.breaths_are_due(round)) continue;
    for (int i = 0; i < std::min(breaths, cycle.breath_count); ++i) {
      const Breath& breath = performance.breaths[static_cast<std::size_t>(cycle.first_breath + i)];
      if (!performance.measures_volume || guideline.breath_volume.contains(breath.volume)) {
        ++good_breaths;
      }
    }
  }

  const std::int64_t for_breaths = breaths > 0 ? points(rules.breath_points).thousandths() : 0;
  std::int64_t thousandths =
      (kAllThousandths - for_breaths) * good_strokes / (std::int64_t{rounds} * strokes);
  if (breaths > 0) thousandths += for_breaths * good_breaths / (std::int64_t{rounds} * breaths);
  return {Points::from_thousandths(thousandths), std::min(rounds, static_cast<int>(cycles.size()))};
}

void RaceLog::update(const StationSnapshot& station) {
  for (const Seat& seat : station.seats) {
    if (seat.phase != AttemptPhase::Running) {
      runs_.erase(seat.manikin.id);
      continue;
    }
    Run& run = runs_[seat.manikin.id];
    if (run.attempt != race_attempt_of(seat)) run = {race_attempt_of(seat), {}, {}};
    if (!seat.live) continue;
    const LiveSnapshot& live = *seat.live;
    const DeviceTime start = live.now - live.elapsed;
    for (const Compression& compression : live.recent_compressions) {
      const bool counts = compression.onset >= start;
      if (counts && (run.compressions.empty() || compression.peak > run.compressions.back().peak)) {
        run.compressions.push_back(compression);
      }
    }
    for (const TimeSpan& gap : live.recent_gaps) {
      if (run.gaps.empty() || gap.from > run.gaps.back().from) {
        run.gaps.push_back(gap);
      } else if (gap.from == run.gaps.back().from) {
        run.gaps.back() = gap;
      }
    }
  }
}

RaceStanding RaceLog::standing_of(const Seat& seat, const Guideline& guideline) const {
  if (seat.phase == AttemptPhase::Done && seat.result) {
    return race_points(guideline, performance_of(*seat.result), std::nullopt);
  }
  const auto run = runs_.find(seat.manikin.id);
  if (run == runs_.end() || !seat.live) return {};
  Performance performance;
  performance.compressions = run->second.compressions;
  performance.gaps = run->second.gaps;
  performance.breaths = seat.live->breaths;
  performance.measures_breaths = seat.live->measures_breaths;
  // A compression that was found has a depth; none at all: depth was not measured.
  performance.measures_depth = std::ranges::any_of(
      run->second.compressions, [](const Compression& c) { return c.depth > millimetres(0.0); });
  performance.measures_volume = std::ranges::any_of(
      seat.live->breaths, [](const Breath& b) { return b.volume > millilitres(0.0); });
  return race_points(guideline, performance, seat.live->elapsed);
}

}  // namespace sternum
