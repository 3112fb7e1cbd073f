#include "gui/views/roster_panel.hpp"

#include "gui/locale/error_sentence.hpp"
#include "gui/views/queue_panel.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/text_field.hpp"

namespace sternum {

namespace {

constexpr float kFields = 40.0F;

void draw_add_row(const View& view, Box row) {
  Canvas& canvas = view.canvas;
  const Language language = view.language();
  ClassDesk& desk = view.console.class_desk();
  const char* words = tr(language, "Add");
  const Box add = row.cut_right(button_width(canvas, words, "Enter"), 8);
  const ClassMember* there = desk.queue().find(desk.typed_name());
  const bool entered =
      text_field(canvas, "new name", row.cut_left(row.w * 0.55F, 8), desk.typed_name(),
                 {.hint = tr(language, "Name"), .wrong = there != nullptr});
  const bool entered_too = text_field(canvas, "new organisation", row, desk.typed_organisation(),
                                      {.hint = tr(language, "Organisation")});
  const bool clicked =
      button(canvas, "add", add, words, {.key = "Enter", .enabled = !desk.typed_name().empty()});
  if (entered || entered_too || clicked) desk.add_typed();
}

void draw_file_row(const View& view, Box row) {
  Canvas& canvas = view.canvas;
  const Language language = view.language();
  ClassDesk& desk = view.console.class_desk();
  const char* words = tr(language, "Look through");
  const Box look = row.cut_right(button_width(canvas, words), 8);
  const bool entered =
      text_field(canvas, "list", row, desk.typed_path(),
                 {.hint = tr(language, "A list as CSV or XLSX: its path, or drop it here")});
  const bool clicked =
      button(canvas, "look through", look, words, {.enabled = !desk.typed_path().empty()});
  if (entered || clicked) desk.look_through(desk.typed_path());
}

void draw_nobody(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  Box middle{box.x, box.centre().y - 60, box.w, 120};
  canvas.text(middle.cut_top(48), tr(language, "Nobody in the class yet"), Type::Title, t.tx1,
              Align::Centre);
  canvas.text(middle.cut_top(28), tr(language, "Type names, or drop a list on the window."),
              Type::Label, t.tx2, Align::Centre);
  canvas.text(middle.cut_top(28),
              tr(language, "Or do without: a lesson needs no class, press Start at a seat."),
              Type::Label, t.tx2, Align::Centre);
}

}  // namespace

void draw_roster_panel(const View& view, Box box) {
  ClassDesk& desk = view.console.class_desk();
  if (desk.import()) {
    draw_import_panel(view, box);
    return;
  }
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  draw_panel(canvas, box);
  Box rest = box.inset(16, 12);
  Box head = rest.cut_top(32, 8);
  head.cut_left(canvas.text(head, tr(language, "Trainees"), Type::Title, t.tx1), 16);
  const auto all = static_cast<int>(desk.queue().members().size());
  if (all > 0) {
    canvas.text(head,
                filled(tr(language, "{} present, {} absent"), desk.present(), all - desk.present()),
                Type::Label, t.tx2);
  }
  draw_add_row(view, rest.cut_top(kFields, 8));
  draw_file_row(view, rest.cut_top(kFields, 12));
  if (const auto& trouble = desk.import_trouble()) {
    // Two lines rather than a remedy that is cut.
    const std::string words = sentence(language, *trouble);
    const bool fits = canvas.width(words, Type::LabelBold) <= rest.w - 30;
    Box line = rest.cut_top(fits ? 24.0F : 48.0F, 8);
    const Box icon = line.cut_left(20, 10);
    draw_trouble_icon(canvas, {icon.x, icon.y + 2, 20, 20}, t.stop_tx, t.bg1);
    canvas.paragraph(line, words, Type::LabelBold, t.stop_tx, 24);
  }
  if (all == 0) {
    draw_nobody(view, rest);
  } else {
    draw_queue_list(view, rest);
  }
}

}  // namespace sternum
