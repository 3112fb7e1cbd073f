/// The bars that every screen has: footer, notices, and the loud one.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

/// Guideline and hash on the left; frames, damage and age of the newest sample on disk on the
/// right. On the review: those of the attempt.
void draw_footer_bar(const View& view, Box box);
/// The newest notice and how many more there are, if any; one click puts them away. The bars cut
/// what they need off the bottom of `rest`: an error that says what to do is shown to its end.
void draw_notice_bar(const View& view, Box& rest);
/// How many attempts the console left unfinished when it last stopped; leads to the list of them.
void draw_interrupted_bar(const View& view, Box& rest);
/// "NOT BEING SAVED", over everything, until it is.
void draw_trouble_banner(const View& view, Box box);

}  // namespace sternum
