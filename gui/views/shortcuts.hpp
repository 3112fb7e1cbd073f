/// The keyboard: what an instructor does in a lesson without the mouse. Silent while a name is
/// typed, but for Esc.
#pragma once

#include "gui/model/console.hpp"

namespace sternum {

void handle_shortcuts(Console& console, StationPort& station);

}  // namespace sternum
