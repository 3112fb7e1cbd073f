#include "gui/views/help_overlay.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "gui/widgets/button.hpp"
#include "gui/widgets/panel.hpp"

namespace sternum {

namespace {

constexpr float kHead = 88.0F;
constexpr float kRow = 40.0F;
constexpr float kLowestRow = 18.0F;
/// Less says too little of what a key does.
constexpr float kNarrowestColumn = 330.0F;
constexpr float kColumn = 720.0F;

using Keys = std::vector<std::pair<const char*, const char*>>;

Keys keys_of_console(Language language) {
  return {
      {"1 … 9", tr(language, "Enlarge a seat; two digits for 10 and more")},
      {"Esc", tr(language, "Back to all seats")},
      {"S", tr(language, "Start: the enlarged seat, or all seats that are ready")},
      {"E", tr(language, "End and save: the enlarged seat, or all that are running")},
      {"P X", tr(language, "Next attempts: practice, exam, retest; and by which scheme")},
      {"A", tr(language, "List of attempts")},
      {"C Y", tr(language, "The class and its people; the queue beside the seats")},
      {"R", tr(language, "Results of the class: theory scores, certificates, export")},
      {"N", tr(language, "Next: whoever is called to the seat goes to the end of the queue")},
      {"J G W", tr(language, "Chosen in the queue (↑ ↓): skip, absent or here, swap")},
      {"U Ctrl+Z", tr(language, "Take back what was done to the queue")},
      {"D", tr(language, "The virtual AED by itself; Esc goes back")},
      {"I", tr(language, "The manikins: which is which, names, seats, batteries, depth check")},
      {"K", tr(language, "A place for a checklist, without a manikin")},
      {"B PgDn", tr(language, "How many seats are in sight at once; the next of them")},
      {"← →", tr(language, "The seat beside this one")},
      {"↑ ↓", tr(language, "Choose an attempt; Enter opens its debrief")},
      {"F", tr(language, "Feedback of the next attempts: full, fading, after each cycle, none")},
      {"M", tr(language, "Metronome on or off; ↑ ↓ its tempo")},
      {"V", tr(language, "Voice on or off; it speaks to the enlarged seat")},
      {"L", tr(language, "Chinese or English")},
      {"T", tr(language, "Dark or light")},
      {"F2", tr(language, "The instructor signs in or out, by number and PIN")},
      {"F11", tr(language, "The trainees' screen; there 1 to 4 choose what it shows")},
      {"Tab Space", tr(language, "From button to field to button; click")},
      {"F1", tr(language, "Show or hide these keys")},
  };
}

Keys keys_of_review(Language language) {
  return {
      {"← →", tr(language, "Compression by compression")},
      {"+ −", tr(language, "Closer, wider; Home all of it; wheel and drag do it, too")},
      {"PgUp PgDn", tr(language, "Along the attempt, half a chart at a time")},
      {"C", tr(language, "Another attempt over it: the trainee's own, or the best of the class")},
      {"G", tr(language, "The trainee's progress from attempt to attempt")},
      {"R", tr(language, "The trainee's report as PDF")},
      {"O", tr(language, "In the debrief of an exam: overrule the chosen item (↑ ↓)")},
      {"Esc", tr(language, "Back to where it was opened")},
      {"L T", tr(language, "Chinese or English; dark or light")},
      {"F2", tr(language, "The instructor signs in or out, by number and PIN")},
      {"F11", tr(language, "The trainees' screen; there 1 to 4 choose what it shows")},
      {"Tab Space", tr(language, "From button to field to button; click")},
      {"F1", tr(language, "Show or hide these keys")},
  };
}

Keys keys_of_exam(Language language) {
  return {
      {"Q W E …", tr(language, "Tick the item; again: missed; a third time: open again")},
      {"Q W E …", tr(language, "A timed item: the first press starts, the second stops")},
      {"U Ctrl+Z", tr(language, "Take back the last tick")},
      {"↑ ↓ Enter", tr(language, "Choose an item; tick it")},
      {"O", tr(language, "Overrule the chosen item, with a reason")},
      {"1 2 3", tr(language, "Borderline: passed, failed, do it again; then the reason")},
      {"F6 F7 F8", tr(language, "The AED's power, its pads, its shock")},
      {"F9", tr(language, "Void and redo; press twice. When it is over: take it again")},
      {"F12", tr(language, "End and save; when it is over: next trainee")},
      {"Esc ← →", tr(language, "All seats; the seat beside this one")},
      {"L M", tr(language, "Chinese or English; metronome")},
      {"F2", tr(language, "The instructor signs in or out, by number and PIN")},
      {"F11", tr(language, "The trainees' screen; there 1 to 4 choose what it shows")},
      {"F1", tr(language, "Show or hide these keys")},
  };
}

Keys keys_of(const View& view) {
  if (view.console.examined() != nullptr) return keys_of_exam(view.language());
  if (view.console.screen() == Screen::Review) return keys_of_review(view.language());
  return keys_of_console(view.language());
}

void draw_rows(Canvas& canvas, const Keys& keys, Box box, int columns) {
  const Theme& t = canvas.theme();
  const int count = static_cast<int>(keys.size());
  const int rows = (count + columns - 1) / columns;
  for (int i = 0; i < count; ++i) {
    const auto& [key, meaning] = keys[static_cast<std::size_t>(i)];
    Box column = box.cell(i / rows, 0, columns, 1, 24);
    Box row = column.cell(0, i % rows, 1, rows, 0);
    const float height = row.h;
    canvas.line({row.x, row.y}, {row.right(), row.y}, t.line);
    const Box cap = row.cut_left(104, 16);
    const float high = std::min(26.0F, height - 2);
    draw_key_cap(canvas, {cap.x, cap.centre().y - high / 2, key_cap_width(canvas, key), high}, key,
                 t.tx1);
    canvas.text(row, meaning, Type::Label, t.tx1);
  }
}

void draw_keys(const View& view, const Keys& keys, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  canvas.fill(box, t.bg1, 8);
  canvas.outline(box, t.edge, 8, 1);
  Box rest = box.inset(24, 16);
  Box head = rest.cut_top(40, 8);
  if (button_at_right(canvas, "close help", head, tr(language, "Close"), {.key = "Esc"})) {
    view.console.press(Shortcut::Help, view.station);
  }
  canvas.text(head, tr(language, "Keys"), Type::Title, t.tx1);
  const auto count = static_cast<float>(keys.size());
  const int columns = rest.h / count < kLowestRow ? 2 : 1;
  if (2 * rest.h / count >= kLowestRow && (columns == 1 || rest.w >= 2 * kNarrowestColumn)) {
    draw_rows(canvas, keys, rest, columns);
    return;
  }
  draw_scrolling(canvas, "keys", rest, kRow * count, {},
                 [&](Canvas& inside, Box content) { draw_rows(inside, keys, content, 1); });
}

}  // namespace

void draw_help_overlay(const View& view, Box window) {
  const Keys keys = keys_of(view);
  // Rows move closer before they leave a low window.
  const float height = std::min(kHead + kRow * static_cast<float>(keys.size()), window.h - 72 - 8);
  const bool low = height - kHead < kLowestRow * static_cast<float>(keys.size());
  const float width = std::min(low ? 2 * kColumn : kColumn, window.w - 32);
  const Box box{window.right() - width - 16, 72, width, height};
  draw_floating(view.canvas, "Keys", box, [&](Canvas& canvas) {
    draw_keys({canvas, view.console, view.station}, keys, box);
  });
}

}  // namespace sternum
