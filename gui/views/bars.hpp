/// The bars that every screen has: footer, notices, and the loud one.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

/// Guideline and hash on the left; frames, damage and age of the newest sample on disk on the
/// right. On the review: those of the attempt.
void draw_footer_bar(const View& view, Box box);
/// The newest notice and how many more there are; one click puts them away.
void draw_notice_bar(const View& view, Box box);
/// How many attempts the console left unfinished when it last stopped; leads to the list of them.
void draw_interrupted_bar(const View& view, Box box);
/// "NOT BEING SAVED", over everything, until it is.
void draw_trouble_banner(const View& view, Box box);

}  // namespace sternum
