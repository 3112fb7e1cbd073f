/// What the next attempts are for, in the header: free practice, or a scheme to be examined by.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

/// Takes its width from the left of `row` when there is room; a click opens the list of schemes.
void draw_exam_menu(const View& view, Box& row);

/// "Rehearsal", "Exam", "Retest".
[[nodiscard]] std::string purpose_words(Language language, AttemptPurpose purpose);
/// "Exam · Red Cross first-aider", "free practice"; for this trainee, who may be proposed a retest.
[[nodiscard]] std::string exam_choice_words(Language language, const ExamChoice& choice,
                                            const std::string& trainee = {});

}  // namespace sternum
