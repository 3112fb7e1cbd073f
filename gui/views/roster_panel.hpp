/// Who is in the class: typed in, or taken from a list that is looked through first.
///
///     the class ──a file, typed or dropped──▶ the preview ──Import n──▶ the class
///                                                 └──Cancel──▶ the class, unchanged
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_roster_panel(const View& view, Box box);
/// While there is something to look through.
void draw_import_panel(const View& view, Box box);

}  // namespace sternum
