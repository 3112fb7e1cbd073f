/// Two attempts' numbers side by side, and a trainee's attempts in a row.
#pragma once

#include <string>

#include "gui/views/view.hpp"

namespace sternum {

/// "attempt 3", or whose it is where it is another trainee's.
[[nodiscard]] std::string compared_name(const View& view, const ReviewModel& other);
/// In place of the metrics, while an attempt is held against the one shown.
void draw_compared(const View& view, const ReviewModel& review, const ReviewModel& other, Box box);

inline constexpr float kProgressHeight = 176.0F;
/// Score, depth, rate and recoil of every attempt of this trainee; exams are marked.
void draw_progress(const View& view, const ReviewModel& review, Box box);

}  // namespace sternum
