#include "analysis/scoring/ledger.hpp"

#include <algorithm>

namespace sternum {

double lost_share(double beyond, double limit, double margin) {
  if (beyond <= 0.0) return 0.0;
  const double reach = limit * margin;
  return beyond < reach ? beyond / reach : 1.0;
}

void Misses::add(TimeSpan span, double measured, double share, std::optional<int> index) {
  if (lost.missed == 0) {
    lost.span = span;
    lost.first_index = index;
  }
  lost.span.to = std::max(lost.span.to, span.to);
  ++lost.missed;
  measured_sum += measured;
  lost.measured = measured_sum / lost.missed;
  shares += share;
}

void Misses::add_missing(TimeSpan span, int count, int there, double share) {
  lost.span = span;
  lost.missed = count;
  lost.measured = there;
  shares = share;
}

void Ledger::keep(Part part, Misses misses, int of) {
  if (misses.shares <= 0.0) return;
  misses.lost.of = of;
  entries_.push_back({part, misses.shares, misses.lost});
}

std::vector<LostPoints> Ledger::reasons(const ScoreScheme::Weights& weights) const {
  const std::array<double, kParts> weight = {weights.depth,     weights.rate,    weights.recoil,
                                             weights.hands_off, weights.breaths, weights.ratio};
  double judged_weight = 0.0;
  std::array<double, kParts> lost{};
  for (std::size_t part = 0; part < kParts; ++part) {
    if (shares_[part] > 0.0) judged_weight += weight[part];
  }
  if (judged_weight <= 0.0) return {};
  for (const Entry& entry : entries_) lost[index(entry.part)] += entry.shares;

  std::vector<LostPoints> reasons;
  reasons.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    const std::size_t part = index(entry.part);
    // No part loses more than its weight: only hands off can have more to lose than there is.
    const double whole = std::max(shares_[part], lost[part]);
    LostPoints reason = entry.lost;
    reason.points = 100.0 * (weight[part] / judged_weight) * (entry.shares / whole);
    if (reason.points > 0.0) reasons.push_back(reason);
  }
  std::ranges::stable_sort(reasons, [](const LostPoints& a, const LostPoints& b) {
    return a.span.from != b.span.from ? a.span.from < b.span.from : a.rule < b.rule;
  });
  return reasons;
}

}  // namespace sternum
