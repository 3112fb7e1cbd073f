/// A line of text to type into: Dear ImGui's field in the dress of the house.
///
/// It takes what is typed, pasted and composed by an input method; characters above U+FFFF only
/// when they are pasted: Dear ImGui knows none, and they pass through it in borrowed places.
/// Keyboard focus is seen by its outline. Call inside a Dear ImGui window.
#pragma once

#include <string>

#include "gui/widgets/canvas.hpp"

namespace sternum {

struct TextFieldOptions {
  const char* hint = "";  ///< shown while it is empty
  bool wrong = false;     ///< what stands there cannot be meant: outlined as a correction
  Type type = Type::Label;
  bool selects_all = false;    ///< what stands there is typed over
  bool take_keyboard = false;  ///< now
  bool secret = false;         ///< shown as dots, and never copied
};

/// True when Enter was pressed in it.
bool text_field(Canvas& canvas, const char* id, Box box, std::string& text,
                const TextFieldOptions& options = {});

}  // namespace sternum
