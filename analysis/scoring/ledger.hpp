/// Collects what missed its limit, and turns it into points when all is known.
///
/// A part of the score (depth, rate, …) has as many shares as there were compressions, breaths or
/// seconds to judge; a miss costs up to one share. Points come at the end, because a share's worth
/// depends on their number and on which parts could be judged at all.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/scoring/score.hpp"

namespace sternum {

enum class Part : std::uint8_t { Depth, Rate, Recoil, HandsOff, Breaths, Ratio };
inline constexpr std::size_t kParts = 6;

/// How much of its share is lost so far beyond a limit: 0 at the limit, 1 at `margin` × the limit
/// beyond it or further.
[[nodiscard]] double lost_share(double beyond, double limit, double margin);

/// The misses of one rule in one cycle.
class Misses {
 public:
  Misses(Rule rule, double limit) : rule_(rule), limit_(limit) {}

  /// `index` of the compression or breath; empty when there is none to point at.
  void add(TimeSpan span, double measured, double share, std::optional<int> index);
  /// Something that should have been there, `count` times.
  void add_missing(TimeSpan span, int count, int there, double share);

 private:
  friend class Ledger;
  struct Miss {
    TimeSpan span;
    std::optional<int> index;
    double measured = 0.0;
    double share = 0.0;
    int count = 1;
  };

  Rule rule_;
  double limit_;
  std::vector<Miss> each_;
};

class Ledger {
 public:
  explicit Ledger(const ScoreScheme::Weights& weights);

  /// So many shares of `part` were judged.
  void judged(Part part, double shares) { shares_[index(part)] += shares; }
  [[nodiscard]] bool has_judged(Part part) const { return shares_[index(part)] > 0.0; }
  /// Keeps `misses`, unless nothing was lost; `of`: out of how many.
  void keep(Part part, Misses misses, int of);

  /// Points lost out of 100 over the parts that were judged, 0–100; empty when none with a weight
  /// was.
  [[nodiscard]] std::optional<double> lost() const;
  /// What each miss lost of that, in the order of time.
  [[nodiscard]] std::vector<SingleLoss> losses() const;
  /// One reason for each cycle and rule, in the order of time; together they are `lost()`, rounded.
  [[nodiscard]] std::vector<LostPoints> reasons() const;

 private:
  struct Entry {
    Part part;
    double shares;
    int of;
    Misses misses;
  };
  [[nodiscard]] static std::size_t index(Part part) { return static_cast<std::size_t>(part); }
  /// What one share is worth, out of 100; zeros when nothing was judged.
  [[nodiscard]] std::array<double, kParts> worth() const;

  std::array<double, kParts> weights_;
  std::array<double, kParts> shares_{};
  std::vector<Entry> entries_;
};

}  // namespace sternum
