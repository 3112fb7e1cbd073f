/// Whether somebody leaned on the chest after a compression.
///
/// By the depth left at release where that was measured, else by the force left, else not measured:
/// an accelerometer alone cannot see static leaning. Pure functions.
#pragma once

#include <cstddef>
#include <optional>

#include "analysis/scoring/guideline.hpp"
#include "analysis/scoring/performance.hpp"

namespace sternum {

[[nodiscard]] inline std::optional<bool> is_leaning(const Guideline& guideline,
                                                    const Compression& compression,
                                                    const CompressionExtras& extras) {
  if (compression.residual) return *compression.residual >= guideline.leaning_threshold;
  if (extras.residual_force && guideline.leaning_force) {
    return *extras.residual_force >= *guideline.leaning_force;
  }
  return std::nullopt;
}

[[nodiscard]] inline std::optional<bool> is_leaning(const Guideline& guideline,
                                                    const Performance& performance, std::size_t i) {
  return is_leaning(guideline, performance.compressions[i], performance.extras_of_compression(i));
}

}  // namespace sternum
