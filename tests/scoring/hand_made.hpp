// Attempts written down by hand: compressions, breaths and holes with times that a test can check
// with pencil and paper.
#pragma once

#include <optional>
#include <vector>

#include "analysis/scoring/guideline.hpp"
#include "analysis/scoring/performance.hpp"

namespace sternum::hand_made {

/// The adult limits of 30:2, as a test's own numbers.
inline Guideline adult() {
  Guideline g;
  g.id = "adult-test";
  g.hash = "0123";
  g.depth = {millimetres(50), millimetres(60)};
  g.rate = {per_minute(100), per_minute(120)};
  g.leaning_threshold = millimetres(5);
  g.breath_volume = {millilitres(400), millilitres(600)};
  g.inflation = {milliseconds(500), milliseconds(1500)};
  g.longest_breath_pause = seconds(10.0);
  g.no_flow_gap = seconds(1.5);
  g.attempt_length = seconds(120.0);
  g.feedback.depth = g.depth;
  g.feedback.rate = g.rate;
  g.feedback.leaning_threshold = g.leaning_threshold;
  g.feedback.breath_volume = g.breath_volume;
  g.feedback.hands_off = seconds(3.0);
  g.feedback.hands_off_at_breaths = seconds(10.0);
  return g;
}

inline DeviceTime at(double s) { return DeviceTime{} + seconds(s); }
inline double seconds_of(DeviceTime time) { return (time - DeviceTime{}).seconds(); }

struct Press {
  double depth_mm = 55.0;
  double per_minute = 120.0;
  std::optional<double> residual_mm = 0.0;
  std::optional<double> hands_off_by_mm{};  ///< to the patient's left of the right place
};
/// Within every adult guideline; and with one fault.
inline constexpr Press kGood{.depth_mm = 55, .per_minute = 110};
inline constexpr Press kShallow{.depth_mm = 42, .per_minute = 110};
inline constexpr Press kLeaning{.depth_mm = 55, .per_minute = 110, .residual_mm = 8};

/// Writes an attempt down from the left to the right. A compression takes 40 % of its period to the
/// peak and 40 % back; the rest of the period the chest is at rest.
class Script {
 public:
  explicit Script(double from_s = 0.0) : now_(at(from_s)) {}

  Script& press(int count, Press how = {}) {
    const Duration period = seconds(60.0 / how.per_minute);
    for (int i = 0; i < count; ++i) {
      Compression c;
      c.onset = now_;
      c.peak = now_ + seconds(0.4 * period.seconds());
      c.release = now_ + seconds(0.8 * period.seconds());
      c.depth = millimetres(how.depth_mm);
      if (how.residual_mm) c.residual = millimetres(*how.residual_mm);
      const bool in_run =
          !compressions.empty() && !holed_ && c.onset - compressions.back().release < seconds(1.0);
      if (in_run) c.rate = per_minute(60.0 / (c.peak - compressions.back().peak).seconds());
      compressions.push_back(c);
      CompressionExtras& more = extras.emplace_back();
      if (how.hands_off_by_mm) more.hands = HandOffset{millimetres(*how.hands_off_by_mm), {}};
      holed_ = false;
      now_ = now_ + period;
    }
    return *this;
  }
  /// Hands off until `s` after the last release.
  Script& pause(double s) {
    now_ = compressions.back().release + seconds(s);
    return *this;
  }
  Script& breath(double start_s, double ml = 500.0, double inflation_s = 1.0) {
    breaths.push_back({at(start_s), at(start_s + inflation_s), millilitres(ml)});
    return *this;
  }
  /// A pause with two breaths in it.
  Script& breaths_in_pause(double s, double first_ml = 500.0, double second_ml = 500.0) {
    const DeviceTime from = compressions.back().release;
    pause(s);
    const double from_s = seconds_of(from);
    breath(from_s + 0.2 * s, first_ml, 0.2 * s);
    breath(from_s + 0.6 * s, second_ml, 0.2 * s);
    return *this;
  }
  /// Nothing is known for `s` from now on.
  Script& hole(double s) {
    gaps.push_back({now_, now_ + seconds(s)});
    now_ = gaps.back().to;
    holed_ = true;
    return *this;
  }
  Script& wait(double s) {
    now_ = now_ + seconds(s);
    return *this;
  }
  Script& without_breath_channel() {
    measures_breaths = false;
    return *this;
  }

  [[nodiscard]] Performance performance() const {
    return {compressions, breaths, gaps, {}, measures_breaths};
  }

  std::vector<Compression> compressions;
  std::vector<CompressionExtras> extras;  ///< one for each compression
  std::vector<Breath> breaths;
  std::vector<TimeSpan> gaps;
  bool measures_breaths = true;

 private:
  DeviceTime now_;
  bool holed_ = false;
};

/// The same, so much later.
inline Script moved(Script script, Duration by) {
  for (Compression& c : script.compressions) {
    c.onset = c.onset + by;
    c.peak = c.peak + by;
    c.release = c.release + by;
  }
  for (Breath& b : script.breaths) b = {b.start + by, b.end + by, b.volume};
  for (TimeSpan& gap : script.gaps) gap = {gap.from + by, gap.to + by};
  return script;
}

}  // namespace sternum::hand_made
