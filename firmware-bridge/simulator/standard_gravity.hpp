/// What one g is to an accelerometer, in mm/s²: the standard value of the 3rd CGPM, 1901.
#pragma once

namespace sternum {

inline constexpr double kGravity_mm_s2 = 9806.65;

}  // namespace sternum
