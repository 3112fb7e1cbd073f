#include "analysis/scoring/cycle.hpp"

#include <algorithm>

namespace sternum {

CycleTracker::CycleTracker(const Guideline& guideline)
    : breaths_asked_(guideline.breaths_per_cycle > 0),
      compressions_asked_(guideline.compressions_per_cycle),
      no_flow_gap_(guideline.no_flow_gap),
      longest_breath_pause_(guideline.longest_breath_pause) {}

bool CycleTracker::begins_block(const Compression& compression) const {
  if (cycles_.empty()) return true;
  if (!breaths_asked_ || compression.rate.has_value()) return false;
  if (breath_since_release_ || holes_ >= longest_breath_pause_) return true;
  const Duration stretch = std::max(longest_stretch_, compression.onset - stretch_from_);
  if (stretch <= no_flow_gap_) return false;
  return !breaths_measured_ ||
         nearly_complete(compressions_asked_, cycles_.back().compression_count);
}

void CycleTracker::add(const Compression& compression) {
  if (begins_block(compression)) {
    cycles_.push_back({.span = {compression.onset, compression.release},
                       .first_compression = compressions_,
                       .first_breath = breaths_});
  }
  Cycle& cycle = cycles_.back();
  ++cycle.compression_count;
  cycle.span.to = std::max(cycle.span.to, compression.release);
  ++compressions_;
  last_release_ = compression.release;
  stretch_from_ = compression.release;
  longest_stretch_ = {};
  holes_ = {};
  breath_since_release_ = false;
}

void CycleTracker::add(const Breath& breath) {
  ++breaths_;
  if (cycles_.empty()) return;
  // A breath told only after the next block had begun is still one of the block before it.
  const bool late = cycles_.size() > 1 && breath.start < cycles_.back().span.from;
  Cycle& cycle = late ? cycles_[cycles_.size() - 2] : cycles_.back();
  if (late) ++cycles_.back().first_breath;
  ++cycle.breath_count;
  cycle.span.to = std::max(cycle.span.to, breath.end);
  breath_since_release_ = breath_since_release_ || breath.end > last_release_;
}

void CycleTracker::add_gap(TimeSpan gap) {
  if (cycles_.empty()) return;
  longest_stretch_ = std::max(longest_stretch_, gap.from - stretch_from_);
  stretch_from_ = std::max(stretch_from_, gap.to);
  holes_ += gap.length();
}

std::vector<Cycle> find_cycles(const Guideline& guideline, const Performance& performance) {
  CycleTracker tracker(guideline);
  if (performance.measures_breaths) tracker.breaths_are_measured();
  replay(performance, tracker);
  return tracker.cycles();
}

}  // namespace sternum
