#include <imgui.h>

#include <algorithm>
#include <array>
#include <string>
#include <tuple>
#include <vector>

#include "gui/model/roster_sentence.hpp"
#include "gui/views/roster_panel.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/panel.hpp"

namespace sternum {

namespace {

constexpr float kImportRow = 40.0F;
constexpr float kReason = 24.0F;  ///< a line of one; it has two where one would be cut
constexpr float kMargin = 12.0F;
constexpr float kRowNumber = 48.0F;
constexpr float kApart = 8.0F;
/// Narrower than this there is no room for an organisation and for numbers.
constexpr float kAllColumns = 640.0F;

struct ImportColumns {
  Box row, name, organisation, phone, identity, status;
};

ImportColumns import_columns(Box line) {
  const bool all = line.w >= kAllColumns;
  ImportColumns c;
  line = line.inset(kMargin, 0);
  c.row = line.cut_left(kRowNumber, kApart);
  c.status = line.cut_right(132, 8);
  if (all) {
    c.identity = line.cut_right(88, 8);
    c.phone = line.cut_right(88, 8);
  }
  c.name = line.cut_left(line.w * (all ? 0.5F : 0.6F), 8);
  c.organisation = line;
  return c;
}

/// Under the cells: why not, or under what name.
std::vector<std::string> reasons_of(Language language, const ImportRow& row) {
  std::vector<std::string> reasons;
  for (const RosterFault& fault : row.faults) reasons.push_back(sentence(language, fault));
  if (row.status == ImportRow::Status::AlreadyThere) {
    reasons.push_back(filled(tr(language, "Row {}: this name is in the class already"), row.row));
  } else if (row.faults.empty() && row.taken_as != row.name) {
    reasons.push_back(
        filled(tr(language, "Row {}: a namesake; will be listed as {}"), row.row, row.taken_as));
  }
  return reasons;
}

/// They begin below the name and end beside the scroll bar.
float reason_width(float list_w) { return list_w - kMargin - kRowNumber - kApart - 2 * kMargin; }

float height_of(Canvas& canvas, const std::string& reason, float list_w) {
  return kReason *
         static_cast<float>(canvas.lines_of(reason, Type::Label, reason_width(list_w), 2));
}

float height_of(Canvas& canvas, const ImportRow& row, float list_w) {
  const std::vector<std::string> reasons = reasons_of(canvas.language(), row);
  float height = reasons.empty() ? kImportRow : kImportRow + kApart;
  for (const std::string& reason : reasons) height += height_of(canvas, reason, list_w);
  return height;
}

/// Four characters of a number are shown behind dots.
std::string end_words(const std::string& end) { return end.empty() ? end : "…" + end; }

void draw_status(const View& view, Canvas& canvas, Box box, const ImportRow& row) {
  const Theme& t = view.theme();
  const Language language = view.language();
  const Box icon = box.cut_left(18, 8);
  switch (row.status) {
    case ImportRow::Status::Importable:
      draw_state_icon(canvas, icon, SeatState::Good, t.target, t.bg1);
      canvas.text(box, tr(language, "importable"), Type::Label, t.tx1);
      return;
    case ImportRow::Status::AlreadyThere:
      draw_trouble_icon(canvas, icon, t.warn_tx, t.bg1);
      canvas.text(box, tr(language, "there already"), Type::LabelBold, t.warn_tx);
      return;
    case ImportRow::Status::Faulty:
      draw_state_icon(canvas, icon, SeatState::NoSignal, t.stop_tx, t.bg2);
      canvas.text(box, tr(language, "at fault"), Type::LabelBold, t.stop_tx);
      return;
  }
}

/// `list_w`: with its scroll bar.
void draw_import_row(const View& view, Canvas& canvas, Box line, const ImportRow& row,
                     float list_w) {
  const Theme& t = view.theme();
  const bool faulty = row.status == ImportRow::Status::Faulty;
  if (row.status != ImportRow::Status::Importable) {
    canvas.fill(line, t.bg2);
    canvas.fill({line.x, line.y, 6, line.h}, faulty ? t.stop : t.warn);
  }
  canvas.line({line.x, line.bottom() - 1}, {line.right(), line.bottom() - 1}, t.line);
  Box rest = line;
  const ImportColumns c = import_columns(rest.cut_top(kImportRow));
  canvas.text(c.row, fmt::format("{}", row.row), Type::Label, t.tx3);
  const bool nameless = std::ranges::find(row.faults, RosterFaultKind::EmptyName,
                                          &RosterFault::kind) != row.faults.end();
  if (nameless) {
    canvas.outline(c.name.inset(0, 6), t.stop_tx, 4, 2);
  } else {
    canvas.text(c.name, row.name, Type::LabelBold, t.tx1);
  }
  canvas.text(c.organisation, row.organisation, Type::Label, t.tx2);
  if (c.phone.w > 0.0F) {
    canvas.text(c.phone, end_words(row.phone_end), Type::Label, t.tx2);
    canvas.text(c.identity, end_words(row.identity_end), Type::Label, t.tx2);
  }
  draw_status(view, canvas, c.status, row);
  for (const std::string& reason : reasons_of(view.language(), row)) {
    Box box = rest.cut_top(height_of(canvas, reason, list_w));
    box.x = c.name.x;
    box.w = reason_width(list_w);
    canvas.paragraph(box, reason, Type::Label, t.tx1, kReason);
  }
}

void draw_import_head(const View& view, Box line) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  canvas.fill(line, t.bg2);
  const ImportColumns c = import_columns(line);
  canvas.text(c.row, trc(language, "table", "Row"), Type::Label, t.tx2);
  canvas.text(c.name, tr(language, "Name"), Type::Label, t.tx2);
  canvas.text(c.organisation, tr(language, "Organisation"), Type::Label, t.tx2);
  if (c.phone.w > 0.0F) {
    canvas.text(c.phone, tr(language, "Telephone"), Type::Label, t.tx2);
    canvas.text(c.identity, tr(language, "Document"), Type::Label, t.tx2);
  }
  canvas.text(c.status, tr(language, "State"), Type::Label, t.tx2);
}

void draw_filters(const View& view, Box& row, ClassImport& import) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const std::array filters = {
      std::tuple(ImportFilter::All, "all", tr(language, "All {}")),
      std::tuple(ImportFilter::Importable, "importable", tr(language, "Importable {}")),
      std::tuple(ImportFilter::Problems, "problems", tr(language, "With problems {}"))};
  float width = 0.0F;
  std::array<std::string, 3> words;
  for (std::size_t i = 0; i < 3; ++i) {
    words[i] = filled(std::get<2>(filters[i]), import.count(std::get<0>(filters[i])));
    width += canvas.width(words[i], Type::LabelBold) + 24;
  }
  Box group = row.cut_left(width, 16);
  canvas.outline(group, t.edge, 6);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& [filter, id, pattern] = filters[i];
    const Box cell = group.cut_left(canvas.width(words[i], Type::LabelBold) + 24);
    const bool chosen = import.filter() == filter;
    if (canvas.click_area(id, cell)) import.set_filter(filter);
    if (chosen || canvas.hovered()) canvas.fill(cell.inset(2), chosen ? t.pri : t.bg3, 4);
    canvas.text(cell, words[i], chosen ? Type::LabelBold : Type::Label, chosen ? t.on_pri : t.tx2,
                Align::Centre);
  }
}

void draw_import_foot(const View& view, Box row, const ClassImport& import) {
  Canvas& canvas = view.canvas;
  const Language language = view.language();
  ClassDesk& desk = view.console.class_desk();
  const int people = import.count(ImportFilter::Importable);
  if (button_at_right(canvas, "import", row, filled(tr(language, "Import {}"), people),
                      {.key = "Enter", .primary = true, .enabled = people > 0})) {
    desk.take_in();
    return;
  }
  if (button_at_right(canvas, "cancel import", row, tr(language, "Cancel"), {.key = "Esc"})) {
    desk.drop_import();
    return;
  }
  // What becomes of the numbers is said before anybody presses.
  canvas.paragraph(row, tr(language, "Telephone and document numbers are not stored."), Type::Label,
                   view.theme().tx2, 20);
}

}  // namespace

void draw_import_panel(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  ClassImport& import = *view.console.class_desk().import();
  draw_panel(canvas, box);
  Box rest = box.inset(16, 12);
  Box head = rest.cut_top(32, 8);
  const std::string many = filled(tr(language, "{} rows"), import.rows().size());
  canvas.text(head.cut_right(canvas.width(many, Type::Label), 16), many, Type::Label, t.tx2);
  canvas.text(head, import.file_name(), Type::Title, t.tx1);
  Box row = rest.cut_top(36, 12);
  draw_filters(view, row, import);
  const char* nothing = tr(language, "Nothing is stored before you import");
  if (canvas.width(nothing, Type::Label) <= row.w) {
    canvas.text(row, nothing, Type::Label, t.tx2, Align::Right);
  }
  const Box foot = rest.cut_bottom(40, 12);
  if (!import.left_out().empty()) {
    std::string headings;
    for (const std::string& heading : import.left_out()) {
      headings += (headings.empty() ? "" : ", ") + heading;
    }
    canvas.text(rest.cut_bottom(24, 4), filled(tr(language, "Not used: {0}"), headings),
                Type::Label, t.tx3);
  }
  const std::vector<const ImportRow*> rows = import.shown();
  float height = 0.0F;
  for (const ImportRow* one : rows) height += height_of(canvas, *one, rest.w);
  Box heads = rest.cut_top(32);
  if (height > rest.h + 1) {
    heads.cut_right(ImGui::GetStyle().ScrollbarSize / canvas.scale());
  }
  draw_import_head(view, heads);
  draw_scrolling(canvas, "import list", rest, height, {}, [&](Canvas& inside, Box content) {
    Box below = content;
    for (const ImportRow* one : rows) {
      const Box line = below.cut_top(height_of(inside, *one, rest.w));
      if (line.bottom() < rest.y || line.y > rest.bottom()) continue;
      draw_import_row(view, inside, line, *one, rest.w);
    }
  });
  // Last: it may put the list away.
  draw_import_foot(view, foot, import);
}

}  // namespace sternum
