/// Quantities that carry their unit in their type.
///
/// A quantity is made by naming its unit (`millimetres(53.0)`) and read by naming it again
/// (`depth.mm()`); quantities of one unit add and compare, and nothing else does. Trivially
/// copyable, as cheap as the double inside.
#pragma once

#include <compare>

namespace sternum {

/// The algebra that all quantities share: sums of like with like, multiples, ratios.
template <class Derived>
class Quantity {
 public:
  constexpr Quantity() = default;

  friend constexpr Derived operator+(Derived a, Derived b) { return Derived(a.value_ + b.value_); }
  friend constexpr Derived operator-(Derived a, Derived b) { return Derived(a.value_ - b.value_); }
  friend constexpr Derived operator-(Derived a) { return Derived(-a.value_); }
  friend constexpr Derived operator*(Derived a, double k) { return Derived(a.value_ * k); }
  friend constexpr Derived operator*(double k, Derived a) { return Derived(k * a.value_); }
  friend constexpr Derived operator/(Derived a, double k) { return Derived(a.value_ / k); }
  friend constexpr double operator/(Derived a, Derived b) { return a.value_ / b.value_; }
  friend constexpr auto operator<=>(const Quantity&, const Quantity&) = default;
  friend constexpr bool operator==(const Quantity&, const Quantity&) = default;

 protected:
  explicit constexpr Quantity(double value) : value_(value) {}
  double value_ = 0.0;
};

class Millimetres : public Quantity<Millimetres> {
 public:
  constexpr Millimetres() = default;
  explicit constexpr Millimetres(double value) : Quantity(value) {}
  [[nodiscard]] constexpr double mm() const { return value_; }
};
[[nodiscard]] constexpr Millimetres millimetres(double value) { return Millimetres(value); }

class Millilitres : public Quantity<Millilitres> {
 public:
  constexpr Millilitres() = default;
  explicit constexpr Millilitres(double value) : Quantity(value) {}
  [[nodiscard]] constexpr double ml() const { return value_; }
};
[[nodiscard]] constexpr Millilitres millilitres(double value) { return Millilitres(value); }

/// Events per minute: compression rate, ventilation rate.
class PerMinute : public Quantity<PerMinute> {
 public:
  constexpr PerMinute() = default;
  explicit constexpr PerMinute(double value) : Quantity(value) {}
  [[nodiscard]] constexpr double per_minute() const { return value_; }
};
[[nodiscard]] constexpr PerMinute per_minute(double value) { return PerMinute(value); }

class Newtons : public Quantity<Newtons> {
 public:
  constexpr Newtons() = default;
  explicit constexpr Newtons(double value) : Quantity(value) {}
  [[nodiscard]] constexpr double n() const { return value_; }
};
[[nodiscard]] constexpr Newtons newtons(double value) { return Newtons(value); }

/// Stiffness of a chest.
class NewtonsPerMillimetre : public Quantity<NewtonsPerMillimetre> {
 public:
  constexpr NewtonsPerMillimetre() = default;
  explicit constexpr NewtonsPerMillimetre(double value) : Quantity(value) {}
  [[nodiscard]] constexpr double n_per_mm() const { return value_; }
};
[[nodiscard]] constexpr NewtonsPerMillimetre newtons_per_millimetre(double value) {
  return NewtonsPerMillimetre(value);
}
[[nodiscard]] constexpr Newtons operator*(NewtonsPerMillimetre stiffness, Millimetres depth) {
  return newtons(stiffness.n_per_mm() * depth.mm());
}

class Degrees : public Quantity<Degrees> {
 public:
  constexpr Degrees() = default;
  explicit constexpr Degrees(double value) : Quantity(value) {}
  [[nodiscard]] constexpr double deg() const { return value_; }
};
[[nodiscard]] constexpr Degrees degrees(double value) { return Degrees(value); }

}  // namespace sternum
