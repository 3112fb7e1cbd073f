/// What a sensor item is judged by, read off an attempt or one of its sets.
///
/// The numbers are those of the metrics, on the same definitions; percentages are formed from their
/// counts, so that 29 of 50 is 58 and not a bit less. A hole in the recording leaves bounds: what
/// was counted is the least there can be, and a pause with a hole in it is at most as long as from
/// end to end. Shares and means of a set with a hole in it are not measured at all, since nobody
/// knows what is missing from them; those of a whole attempt are of what was seen, as everywhere.
/// Not thread-safe: finds what it needs when it is first asked. The performance must outlive it.
#pragma once

#include <limits>
#include <optional>
#include <vector>

#include "analysis/exam/scheme.hpp"
#include "analysis/scoring/cycle.hpp"
#include "analysis/scoring/guideline.hpp"
#include "analysis/scoring/metrics.hpp"
#include "analysis/scoring/performance.hpp"

namespace sternum {

struct Reading {
  enum class Kind : std::uint8_t {
    Measured,
    NotDone,        ///< the channel was there and what is asked for was not
    NotMeasured,    ///< no channel, or nobody knows
    NotApplicable,  ///< nothing to look at: the pause after the last set
  } kind = Kind::NotMeasured;
  /// In the measure's unit; different where a hole hides something.
  double low = 0.0;
  double high = 0.0;

  static Reading of(double value) { return {Kind::Measured, value, value}; }
  static Reading at_least(double value, bool more_may_be_hidden) {
    return {Kind::Measured, value,
            more_may_be_hidden ? std::numeric_limits<double>::infinity() : value};
  }
  static Reading not_done() { return {Kind::NotDone}; }
  static Reading not_applicable() { return {Kind::NotApplicable}; }
  friend bool operator==(const Reading&, const Reading&) = default;
};

class Measures {
 public:
  /// `sets_asked`: 0 when the scheme asks for no number of sets.
  Measures(const Guideline& guideline, const Performance& performance, int sets_asked);

  /// Every measure but `QualityScore`, which is the grading's.
  [[nodiscard]] Reading of_attempt(Measure measure) const;
  /// `set` from 0.
  [[nodiscard]] Reading of_set(Measure measure, int set) const;

  [[nodiscard]] const std::vector<Cycle>& cycles() const { return cycles_; }
  /// The sets that were asked for; where none were, those that were begun, but for a last one that
  /// the end of the attempt cut short.
  [[nodiscard]] int judged_sets() const;

 private:
  /// Compressions and breaths that a reading is about, and what a hole may hide of them.
  struct Part {
    const Metrics& metrics;
    int first_compression;
    int compression_count;
    bool hides_compressions;
    bool hides_breaths;
    bool is_set;
  };
  [[nodiscard]] Reading of(Measure measure, const Part& part) const;
  [[nodiscard]] Reading of_breaths(Measure measure, const Part& part) const;
  [[nodiscard]] Reading share(int n, int of, const Part& part) const;
  [[nodiscard]] Reading set_duration(int set, bool hides_compressions) const;
  [[nodiscard]] Reading pause_after(int set) const;
  [[nodiscard]] Reading longest_pause_between_sets() const;
  [[nodiscard]] Reading shock_pause(Measure measure) const;
  [[nodiscard]] int deep_enough(const Part& part) const;
  [[nodiscard]] bool hides_compressions(int set) const;
  [[nodiscard]] bool hides_breaths(int set) const;
  [[nodiscard]] bool may_hide_a_set() const;
  [[nodiscard]] const Compression& last_of(int set) const;
  /// Until the next set begins, or for ever.
  [[nodiscard]] DeviceTime end_of(int set) const;

  const Guideline& guideline_;
  const Performance& performance_;
  int sets_asked_;
  std::vector<Cycle> cycles_;
  mutable std::optional<Metrics> whole_;
  mutable std::vector<PartMetrics> sets_;
};

/// Whether depths, or breath volumes, decide what is read.
[[nodiscard]] bool depends_on_depth(Measure measure);
[[nodiscard]] bool depends_on_volume(Measure measure);

}  // namespace sternum
