#include "gui/views/report_card_view.hpp"

#include <algorithm>

#include "gui/views/results_panels.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/text_field.hpp"

namespace sternum {

namespace {

constexpr float kReportWidth = 480.0F;
constexpr float kReportHeight = 268.0F;
constexpr float kReportControl = 40.0F;

void draw_report_inside(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  Console& console = view.console;
  const Paperwork& papers = console.results_desk().paperwork();
  const ExportState& state = papers.exports;
  canvas.fill(box, t.bg1, 8);
  canvas.outline(box, t.edge, 8, 1);
  Box rest = box.inset(16, 12);
  Box head = rest.cut_top(40, 6);
  if (button(canvas, "close report", head.cut_right(40, 8), "×")) console.report_card().show(false);
  canvas.text(head, tr(language, "The trainee's report, as PDF"), Type::LabelBold, t.tx1);
  canvas.text(rest.cut_top(24, 2), tr(language, "Folder; made when it is not there"), Type::Label,
              t.tx2);
  const bool entered =
      text_field(canvas, "report folder", rest.cut_top(kReportControl, 12),
                 console.report_card().folder((papers.usual_folder / "reports").string()));
  Box row = rest.cut_top(kReportControl, 10);
  const bool is_this =
      console.review() != nullptr && state.attempt == console.review()->review().record.id;
  if (state.phase == ExportPhase::Running) {
    if (button_at_right(canvas, "cancel report", row, tr(language, "Cancel"),
                        {.enabled = !state.stopping})) {
      view.station.post(CancelExport{});
    }
  } else {
    const bool clicked =
        button_at_right(canvas, "save report", row, tr(language, "Save"),
                        {.key = "Enter", .primary = true, .enabled = console.can_export_report()});
    if (clicked || entered) console.export_report(view.station);
  }
  if (is_this || state.phase == ExportPhase::Running) draw_export_progress(view, state, rest);
}

}  // namespace

void draw_report_card(const View& view, Box window) {
  const float width = std::min(kReportWidth, window.w - 32);
  const Box box{window.right() - width - 16, 72, width, std::min(kReportHeight, window.h - 80)};
  draw_floating(view.canvas, "Report", box, [&](Canvas& canvas) {
    draw_report_inside({canvas, view.console, view.station}, box);
  });
}

}  // namespace sternum
