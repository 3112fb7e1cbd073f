/// What channels beside depth and airway say of one compression or breath. Empty: not measured.
#pragma once

#include <cmath>
#include <optional>

#include "analysis/core/units.hpp"

namespace sternum {

/// Where the hands were, from the right place.
struct HandOffset {
  Millimetres x{};  ///< towards the patient's left
  Millimetres y{};  ///< towards the patient's head
  [[nodiscard]] Millimetres distance() const {
    return millimetres(std::sqrt(x.mm() * x.mm() + y.mm() * y.mm()));
  }
  friend bool operator==(const HandOffset&, const HandOffset&) = default;
};

struct CompressionExtras {
  std::optional<Newtons> force{};           ///< at the peak
  std::optional<Newtons> residual_force{};  ///< left at release; at least 0
  std::optional<HandOffset> hands{};        ///< at the peak; both axes were measured
  friend bool operator==(const CompressionExtras&, const CompressionExtras&) = default;
};

struct BreathExtras {
  std::optional<Degrees> head_tilt{};  ///< at its start, backward positive
  friend bool operator==(const BreathExtras&, const BreathExtras&) = default;
};

}  // namespace sternum
