#include <array>

#include "gui/locale/error_sentence.hpp"
#include "gui/views/results_panels.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/check_box.hpp"
#include "gui/widgets/gauges.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/text_field.hpp"

namespace sternum {

namespace {

constexpr float kTick = 30.0F;
constexpr float kExportControl = 38.0F;

struct OfferedFormat {
  const char* id;
  const char* words;
  ExportFormat format;
};

/// In the order in which they are asked for.
std::array<OfferedFormat, std::size(kExportFormats)> offered(Language language) {
  return {{{"as xlsx", tr(language, "Excel table"), ExportFormat::Xlsx},
           {"as csv", tr(language, "CSV table"), ExportFormat::Csv},
           {"as reports", tr(language, "Reports, PDF"), ExportFormat::Reports},
           {"as certificates", tr(language, "Certificates, PDF"), ExportFormat::Certificates},
           {"as edf", tr(language, "Recordings, EDF+"), ExportFormat::Edf},
           {"as json", tr(language, "Signed result, JSON"), ExportFormat::Json}}};
}

void draw_formats(const View& view, Box& rest) {
  ResultsDesk& desk = view.console.results_desk();
  const bool idle = desk.paperwork().exports.phase != ExportPhase::Running;
  const auto formats = offered(view.language());
  // Two columns, where their words have room.
  const int columns = rest.w >= 360 ? 2 : 1;
  const int rows = static_cast<int>(formats.size()) / columns;
  const Box all = rest.cut_top(kTick * static_cast<float>(rows), 10);
  for (int i = 0; i < static_cast<int>(formats.size()); ++i) {
    const OfferedFormat& one = formats[static_cast<std::size_t>(i)];
    if (check_box(view.canvas, one.id, all.cell(i / rows, i % rows, columns, rows, 0), one.words,
                  desk.ticked(one.format), idle)) {
      desk.tick(one.format);
    }
  }
}

}  // namespace

void draw_export_progress(const View& view, const ExportState& state, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  switch (state.phase) {
    case ExportPhase::Idle:
      return;
    case ExportPhase::Running: {
      const double share =
          state.of == 0 ? 0.0 : static_cast<double>(state.done) / static_cast<double>(state.of);
      draw_meter(canvas, box.cut_top(10, 4), share, t.meter);
      const std::string words =
          state.stopping  ? std::string(tr(language, "Stopping …"))
          : state.of == 0 ? std::string(tr(language, "Looking up …"))
                          : filled(tr(language, "{0} of {1} files"), state.done, state.of);
      canvas.text(box.cut_top(24), words, Type::Label, t.tx2);
      return;
    }
    case ExportPhase::Done: {
      Box line = box.cut_top(24);
      draw_state_icon(canvas, line.cut_left(20, 8), SeatState::Done, t.target, t.bg1);
      canvas.text(line,
                  state.done == 1 ? std::string(tr(language, "1 file is written into"))
                                  : filled(tr(language, "{} files are written into"), state.done),
                  Type::LabelBold, t.tx1);
      canvas.paragraph(box, state.folder.string(), Type::Label, t.tx2, 22);
      return;
    }
    case ExportPhase::Cancelled:
      canvas.text(box.cut_top(24), tr(language, "Cancelled: nothing was written."), Type::Label,
                  t.tx1);
      return;
    case ExportPhase::Failed: {
      const Box icon = box.cut_left(20, 8);
      draw_trouble_icon(canvas, {icon.x, icon.y + 2, 20, 20}, t.stop_tx, t.bg1);
      const std::string why = state.trouble ? sentence(language, *state.trouble) : std::string();
      canvas.paragraph(box, why, Type::LabelBold, t.stop_tx, 24);
      return;
    }
  }
}

void draw_export(const View& view, Box rest) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  ResultsDesk& desk = view.console.results_desk();
  const ExportState& state = desk.paperwork().exports;
  canvas.text(rest.cut_top(32, 4), tr(language, "Export"), Type::Title, t.tx1);
  draw_formats(view, rest);
  canvas.text(rest.cut_top(24, 2), tr(language, "Folder; made when it is not there"), Type::Label,
              t.tx2);
  text_field(canvas, "export folder", rest.cut_top(kExportControl, 10), desk.folder());
  const bool runs = state.phase == ExportPhase::Running;
  const Box row = rest.cut_top(kExportControl, 10);
  if (runs) {
    if (button(canvas, "cancel export", row, tr(language, "Cancel"),
               {.enabled = !state.stopping})) {
      view.station.post(CancelExport{});
    }
  } else if (button(canvas, "export class", row, tr(language, "Export"),
                    {.enabled = desk.can_export()})) {
    view.console.export_class(view.station);
  }
  // What another card saved is told there.
  if (state.attempt == 0 || runs) draw_export_progress(view, state, rest);
}

}  // namespace sternum
