#include "gui/views/manikin_detail.hpp"

#include <algorithm>
#include <cmath>

#include "gui/model/numbers.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/text_field.hpp"

namespace sternum {

namespace {

constexpr float kField_h = 40.0F;
constexpr float kLabel_w = 96.0F;
constexpr float kLine_h = 24.0F;
constexpr float kRagged = 80.0F;

Box draw_label(const View& view, Box row, const char* words) {
  view.canvas.text(row.cut_left(kLabel_w, 8), words, Type::Label, view.theme().tx2);
  return row;
}

void draw_name_row(const View& view, const ManikinRow& row, Box line) {
  ManikinDesk& desk = view.console.manikin_desk();
  Box rest = draw_label(view, line, trc(view.language(), "manikin", "Name"));
  const bool typed = !desk.typed_name().empty();
  const bool clicked = button_at_right(view.canvas, "rename", rest, tr(view.language(), "Rename"),
                                       {.enabled = typed});
  const bool entered = text_field(view.canvas, "manikin name", rest, desk.typed_name(),
                                  {.hint = row.title.c_str(), .selects_all = true});
  if ((clicked || entered) && !desk.typed_name().empty()) desk.rename(row, view.station);
}

void draw_seat_row(const View& view, const ManikinRow& row, Box line) {
  Canvas& canvas = view.canvas;
  Box rest = draw_label(view, line, tr(view.language(), "Seat"));
  if (button(canvas, "seat before", rest.cut_left(40, 0), "-", {.enabled = row.seat > 1})) {
    ManikinDesk::move(row, -1, view.station);
  }
  canvas.text(rest.cut_left(56, 0), fmt::format("{}", row.seat), Type::Title, view.theme().tx1,
              Align::Centre);
  if (button(canvas, "seat after", rest.cut_left(40, 12), "+")) {
    ManikinDesk::move(row, 1, view.station);
  }
  const bool online = row.here != nullptr && row.here->online;
  if (button_at_right(canvas, "blink", rest, tr(view.language(), "Blink"), {.enabled = online})) {
    ManikinDesk::blink(row, view.station);
  }
  if (rest.w >= 150) {
    canvas.text(rest, tr(view.language(), "changes with whoever has it"), Type::Label,
                view.theme().tx3);
  }
}

void draw_check_row(const View& view, const ManikinRow& row, Box line) {
  Console& console = view.console;
  ManikinDesk& desk = console.manikin_desk();
  Box rest = draw_label(view, line, tr(view.language(), "Block, mm"));
  const bool idle =
      row.here != nullptr && row.here->online && row.here->phase != AttemptPhase::Running;
  if (button_at_right(view.canvas, "check depth", rest, tr(view.language(), "Check depth"),
                      {.primary = true, .enabled = idle && desk.block_mm().has_value()})) {
    desk.check(row, false, console.examiner(), view.station);
  }
  text_field(view.canvas, "block", rest.cut_left(std::min(72.0F, rest.w)), desk.typed_block(),
             {.hint = "50", .selects_all = true});
  rest.cut_left(8);
  if (rest.w >= 64) {
    text_field(view.canvas, "checked by", rest, console.examiner(),
               {.hint = tr(view.language(), "your no."), .selects_all = true});
  }
}

void draw_paragraph(const View& view, Box& rest, const std::string& words, Colour ink) {
  if (rest.h < kLine_h) return;
  rest.cut_top(view.canvas.paragraph(rest, words, Type::Label, ink, kLine_h), 6);
}

void draw_facts(const View& view, const ManikinRow& row, Box& rest) {
  const Theme& t = view.theme();
  const Language language = view.language();
  std::string made = row.id;
  if (row.here != nullptr) {
    for (const std::string& part : {row.here->manikin.model, row.here->manikin.firmware}) {
      if (!part.empty()) made += " · " + part;
    }
  }
  draw_paragraph(view, rest, made, t.tx2);
  if (row.here == nullptr) return;
  const LinkStatistics& link = row.here->statistics;
  // As many as there is room for: none is cut. A line may end some way before the edge.
  const float lines = std::floor(rest.h / kLine_h);
  const float room = lines * rest.w - (lines - 1) * kRagged;
  std::string facts = row.link_words;
  for (const std::string& part :
       {row.signal_words, filled(tr(language, "Frames {}"), grouped(link.frames)),
        filled(tr(language, "CRC failures {}"), grouped(link.crc_failures)),
        filled(tr(language, "gaps {}"), grouped(link.gaps))}) {
    const std::string more = facts + " · " + part;
    if (view.canvas.width(more, Type::Label) > room) break;
    facts = more;
  }
  draw_paragraph(view, rest, facts, t.tx2);
}

void draw_take_over(const View& view, const ManikinRow& row, Box& rest) {
  ManikinDesk& desk = view.console.manikin_desk();
  Box line = rest.cut_top(kField_h, 10);
  const bool armed = desk.take_over_armed(row);
  const char* words =
      armed ? tr(view.language(), "Click again to take it over") : tr(view.language(), "Take over");
  if (button(view.canvas, "take over", line.cut_left(button_width(view.canvas, words), 0), words,
             {.armed = armed})) {
    desk.take_over(row, view.station);
  }
}

void draw_detail_head(const View& view, const ManikinRow& row, Box head) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const float state_w = std::min(canvas.width(row.state_words, Type::LabelBold), head.w / 2);
  canvas.text(head.cut_right(state_w, 12), row.state_words, Type::LabelBold,
              row.state == ManikinState::Online ? t.tx2 : t.tx1, Align::Right);
  canvas.text(head, row.title, Type::Title, t.tx1);
}

}  // namespace

void draw_manikin_detail(const View& view, const ManikinRow& row, Box box) {
  const Theme& t = view.theme();
  draw_panel(view.canvas, box);
  Box rest = box.inset(16, 12);
  draw_detail_head(view, row, rest.cut_top(32, 8));
  if (row.here != nullptr && row.here->depth_check) {
    draw_depth_check(view, row, rest);
    return;
  }
  if (row.state == ManikinState::HeldElsewhere) draw_take_over(view, row, rest);
  draw_name_row(view, row, rest.cut_top(kField_h, 10));
  draw_seat_row(view, row, rest.cut_top(kField_h, 10));
  draw_check_row(view, row, rest.cut_top(kField_h, 14));
  view.canvas.line({rest.x, rest.y - 7}, {rest.right(), rest.y - 7}, t.line);
  for (const std::string& sentence : row.advice) {
    if (rest.h < kLine_h) return;
    Box line = rest;
    draw_trouble_icon(view.canvas, {line.x, line.y + 3, 18, 18}, t.warn_tx, t.bg1);
    line.cut_left(26);
    rest.cut_top(view.canvas.paragraph(line, sentence, Type::Label, t.warn_tx, kLine_h), 6);
  }
  if (row.calibration) {
    draw_paragraph(view, rest,
                   filled(tr(view.language(), "Last check {}"),
                          check_sentence(view.language(), *row.calibration)),
                   t.tx1);
  }
  draw_facts(view, row, rest);
}

}  // namespace sternum
