#include "gui/views/results_view.hpp"

#include <algorithm>
#include <array>

#include "gui/views/results_panels.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/panel.hpp"

namespace sternum {

namespace {

constexpr float kSideBySide = 860.0F;
constexpr float kResultsGap = 16.0F;
constexpr float kParts = 36.0F;

/// Takes the buttons' row off `box`.
void draw_parts(const View& view, Box& box, bool with_rows) {
  const Language language = view.language();
  ResultsDesk& desk = view.console.results_desk();
  struct Choice {
    const char* id;
    const char* words;
    ResultsPart part;
  };
  const std::array choices{
      Choice{"part rows", tr(language, "Results"), ResultsPart::Rows},
      Choice{"part certificates", tr(language, "Certificates"), ResultsPart::Certificates},
      Choice{"part export", tr(language, "Export"), ResultsPart::Export}};
  const Box row = box.cut_top(kParts, 8);
  const int first = with_rows ? 0 : 1;
  const ResultsPart shown = desk.part(with_rows);
  for (int i = first; i < 3; ++i) {
    const Choice& choice = choices[static_cast<std::size_t>(i)];
    if (button(view.canvas, choice.id, row.cell(i - first, 0, 3 - first, 1, 8), choice.words,
               {.primary = shown == choice.part})) {
      desk.choose_part(choice.part);
    }
  }
}

/// Scrolls where it has no room.
template <class Inside>
void draw_card(const View& view, const char* id, Box box, float height, Inside inside) {
  draw_panel(view.canvas, box);
  const Box rest = box.inset(16, 12);
  if (rest.h >= height) {
    inside(view, rest);
    return;
  }
  // The outline of a field's focus stands out of it.
  const Box wide{rest.x - 3, rest.y, rest.w + 6, rest.h};
  scroll_panels(view, id, wide, height, {},
                [&](const View& on, Box content) { inside(on, content.inset(3, 0)); });
}

void draw_certificates_card(const View& view, Box box) {
  draw_card(view, "certificates card", box, kCertificatesHeight, draw_certificates);
}

void draw_export_card(const View& view, Box box) {
  draw_card(view, "export card", box, kExportHeight, draw_export);
}

void draw_part(const View& view, ResultsPart part, Box box) {
  switch (part) {
    case ResultsPart::Rows:
      draw_results_table(view, box);
      return;
    case ResultsPart::Certificates:
      draw_certificates_card(view, box);
      return;
    case ResultsPart::Export:
      draw_export_card(view, box);
      return;
  }
}

}  // namespace

void draw_results_view(const View& view, Box box) {
  const ResultsDesk& desk = view.console.results_desk();
  if (desk.list_shown()) {
    draw_class_list(view, box);
    return;
  }
  if (box.w < kSideBySide) {
    draw_parts(view, box, true);
    draw_part(view, desk.part(true), box);
    return;
  }
  Box side = box.cut_right(std::clamp(box.w * 0.27F, 340.0F, 424.0F), kResultsGap);
  constexpr float kMargins = 24.0F;
  if (side.h >= kCertificatesHeight + kExportHeight + 2 * kMargins + kResultsGap) {
    draw_export_card(view, side.cut_bottom(kExportHeight + kMargins, kResultsGap));
    draw_certificates_card(view, side);
  } else {
    draw_parts(view, side, false);
    draw_part(view, desk.part(false), side);
  }
  draw_results_table(view, box);
}

}  // namespace sternum
