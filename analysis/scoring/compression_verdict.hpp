/// How one compression stands against a guideline's limits, for the mark it gets on a chart.
///
/// Both ends of a range are good. What was not measured is not held against anybody. A pure
/// function.
#pragma once

#include "analysis/scoring/guideline.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

struct CompressionVerdict {
  bool shallow = false;
  bool deep = false;
  bool leaning = false;
  bool slow = false;
  bool fast = false;
  [[nodiscard]] bool depth_good() const { return !shallow && !deep; }
  [[nodiscard]] bool rate_good() const { return !slow && !fast; }
  friend bool operator==(const CompressionVerdict&, const CompressionVerdict&) = default;
};

[[nodiscard]] CompressionVerdict judge(const Compression& compression, const Guideline& guideline);

}  // namespace sternum
