#include "gui/views/sign_in_view.hpp"

#include <algorithm>

#include "gui/widgets/button.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/text_field.hpp"

namespace sternum {

namespace {

constexpr float kCardWidth = 400.0F;
constexpr float kCardHeight = 268.0F;
constexpr float kField = 40.0F;
constexpr float kWords = 22.0F;  ///< a line of them

/// What came of the last try, or what has to be known before the first.
std::string sign_in_words(const View& view, const SignedIn& signed_in) {
  const Language language = view.language();
  const std::int64_t wait_ms = signed_in.locked_until_ms - view.console.station().wall_clock_ms;
  if (signed_in.looking) return tr(language, "One moment …");
  if (wait_ms > 0) {
    return filled(tr(language, "Too many wrong PINs: again in {} s"), (wait_ms + 999) / 1000);
  }
  if (signed_in.last_refused) return tr(language, "The number or the PIN is wrong");
  if (!signed_in.needed) {
    return tr(language, "No instructor is entered here yet: nobody has to sign in.");
  }
  return tr(language, "Exams, overrulings, certificates and exports need an instructor.");
}

void draw_fields(const View& view, Box& rest, const SignedIn& signed_in) {
  Canvas& canvas = view.canvas;
  const Language language = view.language();
  SignInCard& card = view.console.sign_in_card();
  const bool wrong = signed_in.last_refused.has_value() && !signed_in.looking;
  const bool to_number = card.takes_keyboard() && card.number().empty();
  const bool to_pin = card.takes_keyboard() && !card.number().empty();
  const bool entered_number =
      text_field(canvas, "instructor number", rest.cut_top(kField, 8), card.number(),
                 {.hint = tr(language, "Instructor's number"), .take_keyboard = to_number});
  const bool entered = text_field(canvas, "instructor pin", rest.cut_top(kField, 12), card.pin(),
                                  {.hint = tr(language, "PIN, 4 to 12 digits"),
                                   .wrong = wrong,
                                   .take_keyboard = to_pin || entered_number,
                                   .secret = true});
  card.keyboard_taken();
  const std::int64_t now_ms = view.console.station().wall_clock_ms;
  Box row = rest.cut_top(kField, 8);
  const bool clicked = button_at_right(
      canvas, "sign in", row, tr(language, "Sign in"),
      {.key = "Enter", .primary = true, .enabled = card.can_sign_in(signed_in, now_ms)});
  if (entered || clicked) card.sign_in(signed_in, view.station, now_ms);
}

void draw_card_inside(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const SignedIn& signed_in = view.console.station().signed_in;
  canvas.fill(box, t.bg1, 8);
  canvas.outline(box, t.edge, 8, 1);
  Box rest = box.inset(16, 12);
  Box head = rest.cut_top(40, 8);
  if (button(canvas, "close sign in", head.cut_right(40, 8), "×")) {
    view.console.sign_in_card().show(false);
  }
  canvas.text(head, tr(language, "Instructor"), Type::LabelBold, t.tx1);
  if (!signed_in.number.empty()) {
    canvas.text(rest.cut_top(28, 4), filled(tr(language, "Signed in: {}"), signed_in.number),
                Type::LabelBold, t.tx1);
    canvas.text(rest.cut_top(28, 12), signed_in.name, Type::Label, t.tx2);
    Box row = rest.cut_top(kField, 8);
    if (button_at_right(canvas, "sign out", row, tr(language, "Sign out"), {.key = "Enter"})) {
      view.console.sign_out(view.station);
    }
    canvas.paragraph(rest, tr(language, "Signs out by itself after half an hour without work."),
                     Type::Label, t.tx2, kWords);
    return;
  }
  draw_fields(view, rest, signed_in);
  canvas.paragraph(rest, sign_in_words(view, signed_in), Type::Label,
                   signed_in.last_refused && !signed_in.looking ? t.warn_tx : t.tx2, kWords);
}

}  // namespace

void draw_sign_in_card(const View& view, Box window) {
  const Box box{window.right() - kCardWidth - 16, 72, kCardWidth,
                std::min(kCardHeight, window.h - 80)};
  draw_floating(view.canvas, "Sign in", box, [&](Canvas& canvas) {
    draw_card_inside({canvas, view.console, view.station}, box);
  });
}

void draw_signed_in(const View& view, Box& row) {
  const SignedIn& signed_in = view.console.station().signed_in;
  if (!signed_in.needed) return;
  Canvas& canvas = view.canvas;
  const bool nobody = signed_in.number.empty();
  const std::string words = nobody ? std::string(tr(view.language(), "Sign in"))
                                   : filled(tr(view.language(), "Instructor {}"), signed_in.number);
  const char* const key = "F2";
  if (row.w < button_width(canvas, words, key) + 120) return;
  if (button_at_right(canvas, "signed in", row, words, {.key = key})) {
    view.console.sign_in_card().show(!view.console.sign_in_card().shown());
  }
}

}  // namespace sternum
