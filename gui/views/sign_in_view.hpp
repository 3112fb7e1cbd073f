/// The card at which an instructor signs in or out, and who is signed in, in the header.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

/// Over everything else of the window.
void draw_sign_in_card(const View& view, Box window);
/// Takes its room from the right end of `row`; nothing while nobody needs to sign in. A click opens
/// the card.
void draw_signed_in(const View& view, Box& row);

}  // namespace sternum
