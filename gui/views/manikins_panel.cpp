#include "gui/views/manikins_panel.hpp"

#include <imgui.h>

#include <algorithm>

#include "gui/model/radio_words.hpp"
#include "gui/views/manikin_detail.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/seat_chip.hpp"

namespace sternum {

namespace {

/// Lower than this, list and detail have no room one below the other: they scroll.
constexpr float kLowest_h = 440.0F;
constexpr float kScrolled_h = 640.0F;

constexpr float kRow_h = 84.0F;
constexpr float kAdviceLine_h = 24.0F;
/// From this width on the chosen manikin stands beside the list.
constexpr float kBeside = 880.0F;
constexpr float kUnder_h = 336.0F;
/// From this width on the facts of a row are told in words.
constexpr float kWideFacts = 420.0F;
/// Of a row around its texts; and of an advice, the icon before it.
constexpr float kRowMargin = 12.0F;
constexpr float kAdviceMargin = 26.0F;

Colour seat_ink(const View& view, const ManikinRow& row) {
  // By the number alone: the colour of a seat does not depend on who else is here.
  const int count = static_cast<int>(view.console.station().seats.size());
  return seat_colour(row.seat - 1, count, 6);
}

SeatState icon_of(ManikinState state) {
  switch (state) {
    case ManikinState::Online:
      return SeatState::Good;
    case ManikinState::Touched:
      return SeatState::PressDeeper;
    case ManikinState::HeldElsewhere:
      return SeatState::HeldElsewhere;
    case ManikinState::Silent:
    case ManikinState::NotSeen:
      break;
  }
  return SeatState::NoSignal;
}

/// Four bars that grow; those that are missing are pale.
void draw_signal(Canvas& canvas, Box box, int bars, Colour ink, Colour pale) {
  for (int i = 0; i < 4; ++i) {
    const float height = box.h * (0.4F + 0.2F * static_cast<float>(i));
    canvas.fill({box.x + 5.0F * static_cast<float>(i), box.bottom() - height, 3, height},
                i < bars ? ink : pale);
  }
}

void draw_head(const View& view, const std::vector<ManikinRow>& rows, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const auto online = std::ranges::count_if(
      rows, [](const ManikinRow& row) { return row.here != nullptr && row.here->online; });
  const std::string count = filled(tr(view.language(), "{} of {} in sight"), online, rows.size());
  canvas.text(box.cut_right(canvas.width(count, Type::Label), 12), count, Type::Label, t.tx2);
  canvas.text(box, tr(view.language(), "Manikins"), Type::Title, t.tx1);
}

void draw_touch_hint(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  canvas.fill(box, t.bg3, 6);
  canvas.outline(box, t.target, 6, 2);
  Box rest = box.inset(16, 8);
  draw_state_icon(canvas, rest.cut_left(36, 16), SeatState::PressDeeper, t.target, t.bg3);
  const char* words = tr(view.language(), "Press a chest to see which it is");
  canvas.text(rest.cut_top(rest.h * 0.55F), words,
              canvas.fitting(words, rest.w, {Type::Title, Type::LabelBold}), t.tx1);
  canvas.text(rest, tr(view.language(), "Its row lights up, and it is chosen"), Type::Label, t.tx2);
}

struct RowInks {
  Colour ground, text, label, pale, warn;
  bool lit;
};

RowInks inks_of(const Theme& t, const ManikinRow& row, bool chosen) {
  if (row.state == ManikinState::Touched) {
    return {t.pri, t.on_pri, t.on_pri, t.edge, t.on_pri, true};
  }
  const bool gone = row.state != ManikinState::Online;
  const Colour ground = chosen ? t.bg3 : t.bg1;
  return {ground,
          gone ? t.tx3 : t.tx1,
          chosen ? t.tx1
          : gone ? t.tx3
                 : t.tx2,
          t.edge,
          chosen && !t.dark ? t.tx1 : t.warn_tx,
          false};
}

/// Signal, link, battery, and when the depth was checked.
void draw_facts(const View& view, Canvas& canvas, const ManikinRow& row, const RowInks& ink,
                Box line) {
  const Theme& t = view.theme();
  const Colour checked = row.calibration_warns ? ink.warn : ink.label;
  const Type type = row.calibration_warns ? Type::LabelBold : Type::Label;
  const bool narrow = line.w < kWideFacts && !row.calibration_day.empty();
  const std::string& when = narrow ? row.calibration_day : row.calibration_words;
  canvas.text(line.cut_right(canvas.width(when, type), 12), when, type, checked);
  if (row.calibration_warns && line.w > 60) {
    draw_trouble_icon(canvas, line.cut_right(18, 6), ink.warn, ink.ground);
  }
  const Box bars = line.cut_left(20, 8);
  draw_signal(canvas, {bars.x, bars.centre().y - 8, 20, 16}, row.bars, ink.text, ink.pale);
  if (row.battery_percent) {
    const std::string percent_left = fmt::format("{}%", *row.battery_percent);
    const Type weight = row.battery_low ? Type::LabelBold : Type::Label;
    const float words_w = canvas.width(percent_left, weight);
    if (line.w >= words_w + 34) {
      const Colour colour = row.battery_low ? ink.warn : ink.label;
      Box battery = line.cut_right(words_w + 34, 14);
      const Box icon = battery.cut_left(28, 6);
      draw_battery(canvas, {icon.x, icon.centre().y - 7, 28, 14}, *row.battery_percent / 100.0,
                   ink.lit ? t.on_pri : ink.label, ink.warn);
      canvas.text(battery, percent_left, weight, colour);
    }
  }
  const bool told = row.here != nullptr && !row.link_words.empty();
  canvas.text(line, told ? row.link_words : row.signal_words, Type::Label, ink.label);
}

/// The worst; the others are told beside the list.
std::string advice_words(Language language, const ManikinRow& row) {
  if (row.advice.size() == 1) return row.advice.front();
  return filled(tr(language, "{} (and {} more)"), row.advice.front(), row.advice.size() - 1);
}

/// One line, or two where it does not fit into one.
float advice_height(const View& view, const ManikinRow& row, float row_w) {
  if (row.advice.empty()) return 0.0F;
  const float room = row_w - 2 * kRowMargin - kAdviceMargin;
  const std::string words = advice_words(view.language(), row);
  return view.canvas.width(words, Type::Label) <= room ? kAdviceLine_h : 2 * kAdviceLine_h;
}

float height_of(const View& view, const ManikinRow& row, float row_w) {
  return kRow_h + advice_height(view, row, row_w);
}

void draw_row(const View& view, Canvas& canvas, const ManikinRow& row, Box box) {
  const Theme& t = view.theme();
  ManikinDesk& desk = view.console.manikin_desk();
  const bool chosen = desk.chosen() == row.id;
  ImGui::PushID(row.id.c_str());
  if (canvas.click_area("manikin", box)) desk.choose(row.id);
  ImGui::PopID();
  const RowInks ink = inks_of(t, row, chosen);
  const bool over = canvas.hovered() && !chosen && !ink.lit;
  canvas.fill(box.inset(0, 2), over ? t.bg2 : ink.ground, 6);
  if (chosen) canvas.fill({box.x, box.y + 2, 4, box.h - 4}, ink.lit ? t.target : t.tx1, 2);
  canvas.line({box.x + 12, box.bottom()}, {box.right() - 12, box.bottom()}, t.line);

  Box rest = box.inset(kRowMargin, 10);
  Box advice{};
  if (!row.advice.empty()) advice = rest.cut_bottom(advice_height(view, row, box.w));
  const Box chip = rest.cut_left(56, 16);
  draw_seat_chip(canvas, {chip.x, chip.y + 4, 56, std::min(52.0F, chip.h - 8)}, row.seat,
                 seat_ink(view, row), Type::Title, false);
  Box top = rest.cut_top(rest.h / 2);
  const Type state_type = row.state == ManikinState::Online ? Type::Label : Type::LabelBold;
  const float state_w = std::min(canvas.width(row.state_words, state_type), top.w * 0.6F);
  draw_state_icon(canvas, top.cut_right(20, 8), icon_of(row.state),
                  row.state == ManikinState::Online ? t.target : ink.text, ink.ground);
  canvas.text(top.cut_right(state_w, 12), row.state_words, state_type,
              row.state == ManikinState::Online ? ink.label : ink.text, Align::Right);
  canvas.text(top, row.title, Type::Title, ink.text);
  draw_facts(view, canvas, row, ink, rest);
  if (row.advice.empty()) return;
  const Box icon = advice.cut_left(18, 8);
  draw_trouble_icon(canvas, {icon.x, icon.y + 3, 18, 18}, ink.warn, ink.ground);
  canvas.paragraph(advice, advice_words(view.language(), row), Type::Label,
                   ink.lit ? ink.text : ink.warn, kAdviceLine_h);
}

void draw_list(const View& view, const std::vector<ManikinRow>& rows, Box box) {
  // As wide as beside a scroll bar, so that heights are the same with and without one.
  const float row_w = box.w - ImGui::GetStyle().ScrollbarSize / view.canvas.scale();
  float height = 0.0F;
  Box revealed{};
  for (const ManikinRow& row : rows) {
    const float row_h = height_of(view, row, row_w);
    if (row.id == view.console.manikin_desk().chosen()) revealed = {0, height, 1, row_h};
    height += row_h;
  }
  draw_scrolling(view.canvas, "manikins list", box, height, revealed,
                 [&](Canvas& inside, Box content) {
                   for (const ManikinRow& row : rows) {
                     Box place = content.cut_top(height_of(view, row, row_w));
                     place.w = row_w;
                     if (place.bottom() < box.y || place.y > box.bottom()) continue;
                     draw_row(view, inside, row, place);
                   }
                 });
}

/// How Bluetooth stands, where it is looked at.
void draw_radio(const View& view, Box line) {
  const auto& radio = view.console.station().radio;
  if (!radio || line.w < 60) return;
  const bool works = radio->state == BleState::Searching || radio->state == BleState::Starting;
  view.canvas.text(line, radio_words(view.language(), *radio), Type::Label,
                   works ? view.theme().tx2 : view.theme().warn_tx);
}

void draw_nobody(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  canvas.text(box.cut_top(40), tr(view.language(), "No manikin was ever here"), Type::Title, t.tx1);
  canvas.paragraph(box,
                   tr(view.language(),
                      "Plug one in, switch it on, or let it connect to this computer; it appears "
                      "by itself."),
                   Type::Label, t.tx2, 24);
}

void draw_list_and_detail(const View& view, const std::vector<ManikinRow>& rows, Box box) {
  Canvas& canvas = view.canvas;
  ManikinDesk& desk = view.console.manikin_desk();
  desk.update(rows, view.console.now_s());
  const auto chosen = std::ranges::find(rows, desk.chosen(), &ManikinRow::id);

  Box detail{};
  if (chosen != rows.end()) {
    detail = box.w >= kBeside ? box.cut_right(std::max(440.0F, box.w * 0.46F), 16)
                              : box.cut_bottom(std::min(kUnder_h, box.h * 0.5F), 16);
  }
  draw_panel(canvas, box);
  Box rest = box.inset(16, 12);
  draw_head(view, rows, rest.cut_top(32, 8));
  if (rest.h >= 320) draw_touch_hint(view, rest.cut_top(72, 8));
  if (rows.empty()) {
    draw_radio(view, rest.cut_bottom(40, 8));
    draw_nobody(view, rest);
    return;
  }
  Box buttons = rest.cut_bottom(40, 8);
  const auto online = std::ranges::any_of(
      rows, [](const ManikinRow& row) { return row.here != nullptr && row.here->online; });
  if (button_at_right(canvas, "blink all", buttons, tr(view.language(), "Blink all"),
                      {.enabled = online})) {
    ManikinDesk::blink_all(rows, view.station);
  }
  draw_radio(view, buttons);
  draw_list(view, rows, rest);
  if (chosen != rows.end()) draw_manikin_detail(view, *chosen, detail);
}

}  // namespace

void draw_manikins_panel(const View& view, Box box) {
  const std::vector<ManikinRow> rows = manikin_rows(view.language(), view.console.station());
  if (box.h >= kLowest_h || box.w >= kBeside || rows.empty()) {
    draw_list_and_detail(view, rows, box);
    return;
  }
  // The one that is chosen comes into sight.
  const auto chosen =
      std::ranges::find(rows, view.console.manikin_desk().chosen(), &ManikinRow::id);
  Reveal detail;
  if (chosen != rows.end()) {
    detail = {{0, kScrolled_h / 2, 1, box.h}, static_cast<int>(chosen - rows.begin())};
  }
  scroll_panels(view, "manikins", box, kScrolled_h, detail, [&](const View& inside, Box content) {
    draw_list_and_detail(inside, rows, content);
  });
}

}  // namespace sternum
