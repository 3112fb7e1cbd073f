/// Cycles of compressions and breaths: a block of compressions and the breaths after it.
///
/// The first compression of a run (its `rate` is empty) begins a new block when, since the last
/// release,
///   - a breath was given, or
///   - nobody pressed for longer than the guideline's no-flow gap. Where breaths are measured and
///     none came, that is a hesitation inside the block as long as the block is far from complete
///     (`nearly_complete`): who stops at 12 has not finished a cycle; or
///   - the recording has a hole as long as the longest breath pause: what happened in it is
///   unknown.
/// A shorter hole never ends a block. When the guideline asks for no breaths, all is one block.
/// Breaths before the first compression belong to no cycle.
/// Method: CPR cycle as in Kramer-Johansen 2007 (Resuscitation 74:406). Not thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/scoring/guideline.hpp"
#include "analysis/scoring/performance.hpp"
#include "analysis/signal/breath.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

/// A cycle of 30:2: which compressions and breaths belong to it.
struct Cycle {
  TimeSpan span;              ///< first onset to the end of its last breath, or to the last release
  int first_compression = 0;  ///< index into `compressions`
  int compression_count = 0;
  int first_breath = 0;  ///< index into `breaths`
  int breath_count = 0;
  friend bool operator==(const Cycle&, const Cycle&) = default;
};

/// Whether a block of so many compressions may be followed by its breaths: four fifths of what the
/// guideline asks for, since people miscount.
[[nodiscard]] constexpr bool nearly_complete(int asked, int compressions) {
  return 5 * std::int64_t{compressions} >= 4 * std::int64_t{asked};
}

class CycleTracker {
 public:
  explicit CycleTracker(const Guideline& guideline);

  /// Says that this manikin measures breaths, so that their absence means something.
  void breaths_are_measured() { breaths_measured_ = true; }
  /// Compressions come in order; so do breaths, and gaps before the compressions that follow them.
  void add(const Compression& compression);
  void add(const Breath& breath);
  void add_gap(TimeSpan gap);

  [[nodiscard]] const std::vector<Cycle>& cycles() const { return cycles_; }

 private:
  [[nodiscard]] bool begins_block(const Compression& compression) const;

  bool breaths_asked_;
  int compressions_asked_;
  Duration no_flow_gap_;
  Duration longest_breath_pause_;
  bool breaths_measured_ = false;
  int compressions_ = 0;
  int breaths_ = 0;
  DeviceTime last_release_;
  bool breath_since_release_ = false;
  /// Since the last release: where the current stretch without a hole began, the longest one
  /// before it, and the length of all holes.
  DeviceTime stretch_from_;
  Duration longest_stretch_;
  Duration holes_;
  std::vector<Cycle> cycles_;
};

/// The cycles of a whole attempt.
[[nodiscard]] std::vector<Cycle> find_cycles(const Guideline& guideline,
                                             const Performance& performance);

}  // namespace sternum
