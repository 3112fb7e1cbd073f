#include "gui/views/triage_bar.hpp"

#include <algorithm>

#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/seat_chip.hpp"
#include "gui/widgets/state_banner.hpp"

namespace sternum {

namespace {

constexpr float kGap = 8.0F;
constexpr float kNarrowest = 264.0F;
constexpr std::size_t kMost = 5;

int index_of(const StationSnapshot& station, int seat_number) {
  const auto seat = std::find_if(station.seats.begin(), station.seats.end(),
                                 [&](const Seat& s) { return s.number == seat_number; });
  return static_cast<int>(seat - station.seats.begin());
}

void draw_chip(const View& view, Box box, const TriageEntry& entry, int columns) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const StateColours colours = state_colours(canvas, entry.condition.state);
  const Urgency level = urgency(entry.condition.state);
  // Corrections are outlined, so that the bar does not shout.
  const bool filled_chip = level != Urgency::Correction;
  const Colour ground = filled_chip ? colours.fill : t.bg1;
  const Colour ink = filled_chip ? colours.ink : t.warn_tx;
  if (canvas.click_area(fmt::format("chip {}", entry.seat).c_str(), box)) {
    view.console.enlarge(entry.seat);
  }
  canvas.fill(box, ground, 6);
  if (!filled_chip) canvas.outline(box, t.warn_ln, 6, 2);
  if (level == Urgency::HandsOff) canvas.outline(box, t.tx1, 6, 3);

  Box row = box.inset(8, 8);
  const auto& station = view.console.station();
  const Colour colour =
      seat_colour(index_of(station, entry.seat), static_cast<int>(station.seats.size()), columns);
  draw_seat_chip(canvas, row.cut_left(44, 10), entry.seat, colour, Type::Title, false);
  draw_state_icon(canvas, row.cut_left(24, 8), entry.condition.state, ink, ground);
  const std::string name = word(view.language(), entry.condition.state);
  if (filled_chip) {
    const std::string value = value_text(view.language(), entry.condition);
    const float room = row.w - canvas.width(name, Type::Title) - 8;
    for (const Type type : {Type::Unit, Type::LabelBold}) {
      const float width = canvas.width(value, type);
      if (width > room) continue;
      canvas.text(row.cut_right(width, 8), value, type, ink);
      break;
    }
  }
  canvas.text(row, name, canvas.fitting(name, row.w, {Type::Title, Type::LabelBold}), ink);
}

/// Nobody needs help; or nobody would be told.
void draw_all_is_well(const View& view, Box row) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const auto& seats = view.console.station().seats;
  const bool running = view.console.anyone_can_end();
  const bool withheld = std::any_of(seats.begin(), seats.end(), [](const Seat& seat) {
    return condition_of(seat).state == SeatState::Pressing;
  });
  const SeatState state = withheld  ? SeatState::Pressing
                          : running ? SeatState::Good
                                    : SeatState::Ready;
  const char* words = withheld ? tr(view.language(), "At work, without feedback")
                      : running
                          ? tr(view.language(), "All pressing well")
                          : tr(view.language(), "Ready: press S to start all, or Start at a seat");
  draw_state_icon(canvas, row.cut_left(28, 10), state, running && !withheld ? t.target : t.tx2,
                  t.bg0);
  canvas.text(row, words, Type::Title, t.tx1);
}

}  // namespace

void draw_triage_bar(const View& view, Box box, int columns) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const auto& entries = view.console.triage().entries();
  const auto seats = view.console.station().seats.size();

  if (entries.empty()) {
    draw_all_is_well(view, box);
    return;
  }

  Box rest = box;
  Box label = rest.cut_left(136);
  label = label.inset(0, 4);
  const Box count = label.cut_bottom(label.h / 2);
  canvas.text(label, tr(view.language(), "Needs help"), Type::LabelBold, t.tx1);
  canvas.text(count, filled(tr(view.language(), "{} of {}"), entries.size(), seats), Type::Label,
              t.tx2);

  const auto room = [&rest] {
    const auto chips = static_cast<std::size_t>((rest.w + kGap + 1) / (kNarrowest + kGap));
    return std::clamp<std::size_t>(chips, 1, kMost);
  };
  if (entries.size() > room()) {
    const Box more = rest.cut_right(72, kGap);
    canvas.outline(more, t.edge, 6);
    canvas.text(more, fmt::format("+{}", entries.size() - std::min(entries.size(), room())),
                Type::LabelBold, t.tx1, Align::Centre);
  }
  const std::size_t fit = room();
  const std::size_t shown = std::min(entries.size(), fit);
  for (std::size_t i = 0; i < shown; ++i) {
    draw_chip(view, rest.cell(static_cast<int>(i), 0, static_cast<int>(fit), 1, kGap), entries[i],
              columns);
  }
}

}  // namespace sternum
