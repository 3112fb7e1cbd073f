#include "analysis/scoring/ledger.hpp"

#include <algorithm>
#include <utility>

namespace sternum {

double lost_share(double beyond, double limit, double margin) {
  if (beyond <= 0.0) return 0.0;
  const double reach = limit * margin;
  return beyond < reach ? beyond / reach : 1.0;
}

void Misses::add(TimeSpan span, double measured, double share, std::optional<int> index) {
  each_.push_back({span, index, measured, share, 1});
}

void Misses::add_missing(TimeSpan span, int count, int there, double share) {
  each_.push_back({span, {}, static_cast<double>(there), share, count});
}

Ledger::Ledger(const ScoreScheme::Weights& weights)
    : weights_{weights.depth,     weights.rate,    weights.recoil,
               weights.hands_off, weights.breaths, weights.ratio} {}

void Ledger::keep(Part part, Misses misses, int of) {
  double shares = 0.0;
  for (const Misses::Miss& miss : misses.each_) shares += miss.share;
  if (shares > 0.0) entries_.push_back({part, shares, of, std::move(misses)});
}

std::array<double, kParts> Ledger::worth() const {
  double judged_weight = 0.0;
  for (std::size_t part = 0; part < kParts; ++part) {
    if (shares_[part] > 0.0) judged_weight += weights_[part];
  }
  std::array<double, kParts> worth{};
  if (judged_weight <= 0.0) return worth;
  std::array<double, kParts> lost{};
  for (const Entry& entry : entries_) lost[index(entry.part)] += entry.shares;
  for (std::size_t part = 0; part < kParts; ++part) {
    // No part loses more than its weight: only hands off can have more to lose than there is.
    const double whole = std::max(shares_[part], lost[part]);
    if (whole > 0.0) worth[part] = 100.0 * (weights_[part] / judged_weight) / whole;
  }
  return worth;
}

std::optional<double> Ledger::lost() const {
  const std::array<double, kParts> worth = this->worth();
  if (std::ranges::all_of(worth, [](double each) { return each == 0.0; })) return std::nullopt;
  double lost = 0.0;
  for (const Entry& entry : entries_) lost += worth[index(entry.part)] * entry.shares;
  return std::min(lost, 100.0);
}

std::vector<SingleLoss> Ledger::losses() const {
  const std::array<double, kParts> worth = this->worth();
  std::vector<SingleLoss> losses;
  for (const Entry& entry : entries_) {
    for (const Misses::Miss& miss : entry.misses.each_) {
      const double points = worth[index(entry.part)] * miss.share;
      if (points <= 0.0) continue;
      losses.push_back({entry.misses.rule_, points, miss.span, miss.index, miss.measured,
                        entry.misses.limit_, miss.count});
    }
  }
  std::ranges::stable_sort(losses, [](const SingleLoss& a, const SingleLoss& b) {
    return a.span.from != b.span.from ? a.span.from < b.span.from : a.rule < b.rule;
  });
  return losses;
}

std::vector<LostPoints> Ledger::reasons() const {
  const std::array<double, kParts> worth = this->worth();
  std::vector<double> exact;
  for (const Entry& entry : entries_) exact.push_back(worth[index(entry.part)] * entry.shares);
  const std::vector<Points> points = share_out(rounded_loss(lost().value_or(0.0)), exact);

  std::vector<LostPoints> reasons;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (points[i] == Points{}) continue;
    const Misses& misses = entries_[i].misses;
    const Misses::Miss& first = misses.each_.front();
    LostPoints& reason = reasons.emplace_back();
    reason.rule = misses.rule_;
    reason.points = points[i];
    reason.span = first.span;
    reason.of = entries_[i].of;
    reason.limit = misses.limit_;
    reason.first_index = first.index;
    for (const Misses::Miss& miss : misses.each_) {
      reason.span.to = std::max(reason.span.to, miss.span.to);
      reason.missed += miss.count;
      reason.measured += miss.measured;
    }
    reason.measured /= static_cast<double>(misses.each_.size());
  }
  std::ranges::stable_sort(reasons, [](const LostPoints& a, const LostPoints& b) {
    return a.span.from != b.span.from ? a.span.from < b.span.from : a.rule < b.rule;
  });
  return reasons;
}

}  // namespace sternum
