/// An attempt on a time axis: its depth with the band that was asked for, and every mark.
///
/// Depth points down. Compressions are bars (grey in the band, brown outside, brown from 0 to what
/// was left at release), breaths discs (a triangle points to where the volume should go), time
/// without compressions is shaded with its length, a stretch without data hatched; what cost points
/// has its number of the ledger below. Each is drawn in the row in which it begins, once. Of the
/// trace the shallowest and the deepest point of every column are kept. Everything in the drawing's
/// units.
#pragma once

#include <span>
#include <vector>

#include "analysis/attempt/attempt_result.hpp"
#include "analysis/attempt/live_snapshot.hpp"
#include "analysis/scoring/guideline.hpp"
#include "datasets/documents/document_words.hpp"
#include "datasets/documents/drawing.hpp"

namespace sternum::paper {

/// A line of the ledger that has a time.
struct ChartMark {
  int number = 0;
  TimeSpan span;
};

/// A view: what it shows must outlive it. `trace` ascends in time, and may be empty.
struct ChartSource {
  const AttemptResult& result;
  const Guideline& guideline;
  std::span<const StripPoint> trace;
  std::span<const ChartMark> marks;
};

class DepthChart {
 public:
  DepthChart(const ChartSource& source, const DocumentWords& words)
      : source_(source), words_(words) {}

  /// What is needed around a plot: cycles above it, the ledger's numbers and the time below it.
  static constexpr double kAround = 118.0;
  /// Left of the plot.
  static constexpr double kGutter = 96.0;

  void draw(Drawing& drawing, const Box& box, TimeSpan shown) const;
  /// At the right end of `box`, as much as fits.
  void draw_legend(Drawing& drawing, Box box) const;

 private:
  struct Axes;
  void draw_ground(Drawing& drawing, const Axes& axes) const;
  void draw_compressions(Drawing& drawing, const Axes& axes) const;
  void draw_trace(Drawing& drawing, const Axes& axes) const;
  void draw_breaths(Drawing& drawing, const Axes& axes) const;
  void draw_gaps(Drawing& drawing, const Axes& axes) const;
  void draw_cycles(Drawing& drawing, const Axes& axes, const Box& row) const;
  void draw_marks(Drawing& drawing, const Axes& axes, const Box& lane) const;
  void draw_time(Drawing& drawing, const Axes& axes, const Box& lane) const;

  ChartSource source_;
  const DocumentWords& words_;
};

/// A number of the ledger, in a frame.
void draw_mark_number(Drawing& drawing, const Box& box, int number);

}  // namespace sternum::paper
