/// Tab walks through all that can be clicked or typed into, in the order of drawing; Space clicks.
///
/// What has the focus is kept by Dear ImGui's window, since widgets keep nothing themselves. Call
/// `begin_focus_walk` once a frame before the first widget, `end_focus_walk` after the last; popups
/// are not walked through. A click with the mouse takes the focus off what had it.
#pragma once

namespace sternum {

void begin_focus_walk();
void end_focus_walk();

/// For every widget, with Dear ImGui's id of it: whether it has the focus.
bool has_focus(unsigned id);

/// For a text field, before it is drawn: gives it the keyboard when Tab has come to it.
void lead_into_field(unsigned id);
/// … and after: from the field that is typed into, Tab goes on.
void stay_in_field(unsigned id);

/// Space was pressed, and nobody is typing.
[[nodiscard]] bool focus_clicks();

}  // namespace sternum
