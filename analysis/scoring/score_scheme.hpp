/// How much each part of CPR weighs in the score, and how far beyond its limit nothing is left.
///
/// The limits are the guideline's; this says what missing them costs. The defaults are the practice
/// scheme; why they are as they are is explained in SCORING.md. Plain values.
#pragma once

namespace sternum {

struct ScoreScheme {
  /// Points out of 100. What was not measured is left out, and the rest is scaled up to 100.
  struct Weights {
    double depth = 30.0;      ///< what moves blood
    double rate = 20.0;       ///< fills the heart, or does not
    double recoil = 15.0;     ///< leaning keeps the heart from filling
    double hands_off = 15.0;  ///< no compression, no flow
    double breaths = 15.0;
    double ratio = 5.0;  ///< compressions given before the breaths
  } weights;

  /// A compression or breath loses nothing at its limit, all of its share this fraction of the
  /// limit beyond it, and in between in proportion: no cliff between 49.9 and 50.0 mm.
  struct Margins {
    double depth = 0.2;    ///< limit 50 mm: nothing is left at 40 mm
    double rate = 0.2;     ///< limit 120/min: nothing is left at 144/min
    double leaning = 1.0;  ///< limit 5 mm: nothing is left at 10 mm
    double breath = 0.5;   ///< limit 400 ml: nothing is left at 200 ml
    /// Of the attempt's time: nothing is left when so much of it was hands off beyond what the
    /// guideline allows.
    double hands_off = 0.2;
  } margins;
};

}  // namespace sternum
