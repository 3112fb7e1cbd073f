/// A stored attempt laid out for the review: everything in seconds from the attempt's start.
///
/// Made once when a review is opened; immutable afterwards. The review it was made of is kept
/// alive.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/scoring/compression_verdict.hpp"
#include "gui/locale/locale.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

/// One line of the table of metrics.
struct MetricRow {
  std::string label;
  std::string value;               ///< "85%" or "–"
  std::string detail;              ///< "128 of 150"; may be empty
  std::optional<double> fraction;  ///< 0–1, for the bar; empty: no bar
  bool below = false;              ///< worse than the guideline asks
};

class ReviewModel {
 public:
  explicit ReviewModel(std::shared_ptr<const Review> review);

  [[nodiscard]] const Review& review() const { return *review_; }
  [[nodiscard]] const AttemptResult& result() const { return review_->result; }
  [[nodiscard]] const Guideline& guideline() const { return *review_->guideline; }

  [[nodiscard]] double length_s() const { return length_s_; }
  [[nodiscard]] double seconds_at(DeviceTime time) const;
  [[nodiscard]] const CompressionVerdict& verdict(std::size_t compression) const {
    return verdicts_[compression];
  }

  /// The compression whose peak is nearest; empty when there is none at all.
  [[nodiscard]] std::optional<int> nearest_compression(double second) const;
  /// The compression a lost point leads to: its own, or the one nearest to its span's start.
  [[nodiscard]] std::optional<int> compression_of(const LostPoints& lost) const;
  /// Index of the cycle that holds this compression.
  [[nodiscard]] std::optional<int> cycle_of(int compression) const;
  /// Mean depth of a cycle's compressions; empty without any.
  [[nodiscard]] std::optional<double> mean_depth_mm(const Cycle& cycle) const;
  /// Indices into the reasons, the most points first.
  [[nodiscard]] const std::vector<int>& costliest() const { return costliest_; }
  [[nodiscard]] Points points_lost() const;
  /// Seconds of the attempt without data.
  [[nodiscard]] double gap_s() const;

  [[nodiscard]] std::vector<MetricRow> metric_rows(Language language) const;

 private:
  std::shared_ptr<const Review> review_;
  double length_s_ = 0.0;
  std::vector<CompressionVerdict> verdicts_;
  std::vector<int> costliest_;
};

/// Whether a rule is about breaths, so that `LostPoints::first_index` counts those.
[[nodiscard]] bool is_about_breaths(Rule rule);
/// What was not measured, in words: "breaths".
[[nodiscard]] std::string unjudged_text(Language language, Unjudged what);

}  // namespace sternum
