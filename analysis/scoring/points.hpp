/// Points of an examination, counted exactly.
///
/// A whole number of thousandths, so that a ledger adds up to the last digit: what is lost and what
/// is left are always 100 points together. `share_out` splits an amount without losing a
/// thousandth.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

namespace sternum {

class Points {
 public:
  constexpr Points() = default;
  [[nodiscard]] static constexpr Points from_thousandths(std::int64_t value) {
    Points points;
    points.thousandths_ = value;
    return points;
  }
  [[nodiscard]] constexpr std::int64_t thousandths() const { return thousandths_; }
  [[nodiscard]] constexpr double points() const { return static_cast<double>(thousandths_) / 1000; }

  friend constexpr auto operator<=>(const Points&, const Points&) = default;
  friend constexpr Points operator+(Points a, Points b) {
    return from_thousandths(a.thousandths_ + b.thousandths_);
  }
  friend constexpr Points operator-(Points a, Points b) {
    return from_thousandths(a.thousandths_ - b.thousandths_);
  }
  constexpr Points& operator+=(Points other) { return *this = *this + other; }
  constexpr Points& operator-=(Points other) { return *this = *this - other; }

 private:
  std::int64_t thousandths_ = 0;
};
/// To the nearest thousandth.
[[nodiscard]] constexpr Points points(double value) {
  return Points::from_thousandths(
      static_cast<std::int64_t>(value * 1000.0 + (value < 0 ? -0.5 : 0.5)));
}

/// A loss to the nearest thousandth, halves to the trainee's favour. What is as good as a half is
/// one: adding the same numbers in another order must not tip it.
[[nodiscard]] constexpr Points rounded_loss(double lost) {
  const double thousandths = lost * 1000.0;
  constexpr double kJustUnderHalf = 0.5 - 1e-6;
  const auto whole = static_cast<std::int64_t>(thousandths);
  return Points::from_thousandths(
      thousandths - static_cast<double>(whole) > 1.0 - kJustUnderHalf ? whole + 1 : whole);
}

inline constexpr Points kFullMarks = Points::from_thousandths(100'000);

/// `total` in proportion to `weights` (none negative), by the method of the largest remainder; ties
/// go to the earlier one. The parts add up to `total` exactly. All weights zero: all parts zero,
/// and `total` must be zero too.
[[nodiscard]] std::vector<Points> share_out(Points total, std::span<const double> weights);

}  // namespace sternum
