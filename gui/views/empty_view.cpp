#include "gui/views/empty_view.hpp"

#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/panel.hpp"

namespace sternum {

namespace {

constexpr float kRoomForWays = 380.0F;
constexpr float kWithoutWays = 192.0F;

void draw_way(const View& view, Box box, const char* number, const char* title,
              const char* explanation, const char* command) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  draw_panel(canvas, box);
  Box rest = box.inset(24);
  Box head = rest.cut_top(40, 12);
  const Box chip = head.cut_left(40, 16);
  canvas.fill(chip, t.bg3, 4);
  canvas.text(chip, number, Type::Title, t.tx1, Align::Centre);
  canvas.text(head, title, Type::Title, t.tx1);
  const Box line = rest.cut_bottom(40, 8);
  canvas.paragraph(rest, explanation, Type::Label, t.tx2, 26);
  canvas.fill(line, t.bg2, 4);
  canvas.text(line.inset(12, 0), command, Type::Label, t.tx1);
}

void draw_ways(const View& view, Box middle) {
  const Language language = view.language();
  draw_way(view, middle.cell(0, 0, 3, 1, 16), "1", tr(language, "By USB"),
           tr(language, "Plug the manikin in, switch it on, and start the console with its port:"),
           "sternum console --serial /dev/ttyUSB0");
  draw_way(view, middle.cell(1, 0, 3, 1, 16), "2", tr(language, "By Wi-Fi"),
           tr(language,
              "Start the console with a port to listen on, and let the manikin connect to this "
              "computer's address there:"),
           "sternum console --listen 7878");
  draw_way(view, middle.cell(2, 0, 3, 1, 16), "3", tr(language, "Without a manikin"),
           tr(language,
              "Start the console with virtual manikins that press and breathe, for trying "
              "everything out:"),
           "sternum console --simulate 2");
}

/// What needs no manikin.
void draw_without_a_manikin(const View& view, Box row) {
  Canvas& canvas = view.canvas;
  const char* const checklist = tr(view.language(), "Checklist without a manikin");
  const char* const aed = tr(view.language(), "Virtual AED");
  const float first = button_width(canvas, checklist, "K");
  const float second = button_width(canvas, aed, "D");
  const float left = row.centre().x - (first + second + 16) / 2;
  if (button(canvas, "checklist", {left, row.y, first, row.h}, checklist, {.key = "K"})) {
    view.console.press(Shortcut::Checklist, view.station);
  }
  if (button(canvas, "aed", {left + first + 16, row.y, second, row.h}, aed, {.key = "D"})) {
    view.console.press(Shortcut::Aed, view.station);
  }
}

}  // namespace

void draw_empty_view(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  // The ways are left out rather than squeezed: what they say stands in the README, too.
  const bool tells_ways = box.h >= kRoomForWays;
  const float height = tells_ways ? std::min(box.h, 432.0F) : kWithoutWays;
  Box middle{box.centre().x - std::min(box.w, 1280.0F) / 2, box.centre().y - height / 2,
             std::min(box.w, 1280.0F), height};

  Box icon = middle.cut_top(56, 16);
  draw_state_icon(canvas, icon, SeatState::Ready, t.tx3, t.bg0);
  canvas.text(middle.cut_top(48, 8), tr(language, "Waiting for a manikin"), Type::State, t.tx1,
              Align::Centre);
  canvas.text(middle.cut_top(32, 32),
              tr(language, "It takes its seat here by itself, within two seconds of being found."),
              Type::Label, t.tx2, Align::Centre);
  if (tells_ways) draw_ways(view, middle);
  Box buttons{box.x, middle.bottom() + (tells_ways ? 24.0F : 0.0F), box.w, 40};
  if (buttons.bottom() > box.bottom()) return;
  draw_without_a_manikin(view, buttons);
}

}  // namespace sternum
