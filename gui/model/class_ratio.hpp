/// Whether there are enough instructors and manikins for the trainees, and what would mend it.
///
/// One instructor for ten trainees, one manikin for five: what training bases plan with, and a
/// recommendation; a class is never held back. Pure.
#pragma once

#include <string>
#include <string_view>

namespace sternum {

inline constexpr int kTraineesPerInstructor = 10;
inline constexpr int kTraineesPerManikin = 5;

struct ClassRatio {
  int trainees = 0;
  int of_them = 0;  ///< instructors, or manikins
  int limit = 0;    ///< trainees for each, at most

  /// Trainees for each; 0 without any of them.
  [[nodiscard]] double each() const;
  [[nodiscard]] bool exceeded() const { return trainees > of_them * limit; }
  /// How many more of them it takes; 0 when there are enough.
  [[nodiscard]] int missing() const;
  /// With those.
  [[nodiscard]] ClassRatio mended() const { return {trainees, of_them + missing(), limit}; }
  /// "1:5.6"; "–" without any of them, or without trainees.
  [[nodiscard]] std::string words() const;
};

/// How many people a line of names names, between commas, semicolons, 、 and line breaks.
[[nodiscard]] int people_named(std::string_view names);

}  // namespace sternum
