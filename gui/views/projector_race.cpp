#include <imgui.h>

#include <algorithm>

#include "gui/model/numbers.hpp"
#include "gui/views/live_view.hpp"
#include "gui/views/projector_modes.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/quantity.hpp"
#include "gui/widgets/seat_chip.hpp"
#include "gui/widgets/state_banner.hpp"

namespace sternum {

namespace {

constexpr float kChip = 92.0F;
constexpr float kWho = 276.0F;
constexpr float kPointsColumn = 120.0F;
constexpr float kLaneInset = 8.0F;
constexpr float kTrackGap = 16.0F;

/// Where the bars are, in a lane and above the lanes alike.
Box track_of(Box lane) {
  Box rest = lane.inset(kLaneInset, 0);
  rest.cut_left(kChip, 12);
  rest.cut_left(kWho, kTrackGap);
  rest.cut_right(kPointsColumn, 12);
  return rest;
}

void draw_axis(const View& view, Box row) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Box track = track_of(row);
  canvas.text({row.x, row.y, track.x - row.x - kTrackGap, row.h},
              tr(view.language(), "Quality points"), Type::Unit, t.tx2, Align::Right);
  for (const int mark : {0, 25, 50, 75, 100}) {
    const float x = track.x + track.w * static_cast<float>(mark) / 100.0F;
    const bool goal = mark == 100;
    canvas.text({x - 40, row.y, 80, row.h}, whole(mark), goal ? Type::Title : Type::Unit,
                goal ? t.tx1 : t.tx2, Align::Centre);
  }
}

void draw_who(const View& view, const RaceLane& lane, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  Box rest = box;
  // Two lines of the larger type need that much.
  const bool tall = rest.h >= 84;
  if (!lane.name.empty()) {
    const Box name = rest.cut_top(tall ? rest.h * 0.46F : 28.0F, 2);
    canvas.text(name, lane.name,
                tall ? canvas.fitting(lane.name, name.w, {Type::State, Type::Title})
                     : canvas.fitting(lane.name, name.w, {Type::Title, Type::LabelBold}),
                t.tx1);
  }
  const float state_h = std::min(rest.h, 46.0F);
  const Box state{rest.x, rest.centre().y - state_h / 2, rest.w, state_h};
  const StateColours colours = state_colours(canvas, lane.condition.state);
  const bool filled_in = needs_help(lane.condition.state);
  if (filled_in) canvas.fill(state, colours.fill, 4);
  std::string words = word(language, lane.condition.state);
  if (lane.condition.state == SeatState::HandsOff || lane.condition.state == SeatState::NoSignal) {
    const std::string value = value_text(language, lane.condition);
    const std::string both = words + " " + value;
    if (canvas.width(both, Type::Title) + 56 <= state.w) words = both;
  }
  Box inside = filled_in ? state.inset(10, 0) : state;
  draw_state_icon(canvas, inside.cut_left(34, 10), lane.condition.state, colours.icon,
                  filled_in ? colours.fill : t.bg1);
  canvas.text(inside, words,
              tall ? canvas.fitting(words, inside.w, {Type::State, Type::Title, Type::LabelBold})
                   : canvas.fitting(words, inside.w, {Type::Title, Type::LabelBold}),
              colours.ink);
}

/// A pennant with a word, its pole at the end of the bar.
void draw_flag(const View& view, Box track, Box bar, float end) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const char* words = tr(view.language(), "Leads");
  const Type type = bar.h >= 46 ? Type::State : Type::Title;
  const float tail = 14.0F;
  const float width = canvas.width(words, type) + 24 + tail;
  canvas.fill({end - 2, track.y, 4, track.h}, t.pri);
  // Where the way that is left is too short the flag flies over the bar.
  const bool ahead = end + width <= track.right() - 8;
  const float left = ahead ? end : end - width;
  const float body_x = ahead ? left : left + tail;
  const float body_w = width - tail;
  canvas.fill({body_x, bar.y, body_w, bar.h}, t.pri);
  const float tip = ahead ? left + width : left;
  const float root = ahead ? body_x + body_w : body_x;
  const float middle = bar.centre().y;
  canvas.triangle({root, bar.y}, {tip, bar.y}, {root, middle}, t.pri);
  canvas.triangle({root, middle}, {tip, bar.bottom()}, {root, bar.bottom()}, t.pri);
  canvas.text({body_x, bar.y, body_w, bar.h}, words, type, t.on_pri, Align::Centre);
}

void draw_rounds(const View& view, const RaceLane& lane, Box row) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const int rounds = view.guideline()->cycles;
  const bool over = lane.seat->phase == AttemptPhase::Done;
  const float y = row.centre().y;
  constexpr float kStep = 26.0F;
  if (static_cast<float>(rounds) * kStep > row.w * 0.6F) return;
  for (int round = 1; round <= rounds; ++round) {
    const Point at{row.x + 9 + kStep * static_cast<float>(round - 1), y};
    if (round < lane.standing.round || (over && round <= lane.standing.round)) {
      canvas.disc(at, 9, t.tx1);
    } else {
      canvas.ring(at, 8, round == lane.standing.round ? t.tx1 : t.edge, 2);
      if (round == lane.standing.round) canvas.disc(at, 4.5F, t.tx1);
    }
  }
  if (lane.standing.round == 0) return;
  row.cut_left(kStep * static_cast<float>(rounds), 12);
  canvas.text(row, filled(tr(view.language(), "round {}"), lane.standing.round), Type::Unit, t.tx2);
}

void draw_track(const View& view, const RaceLane& lane, Box track) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  Box rest = track;
  const Box bar = rest.cut_top(std::min(track.h * 0.56F, 56.0F), 4);
  const float share = static_cast<float>(lane.standing.points.points() / 100.0);
  canvas.fill(bar, t.bg2, 2);
  const float end = bar.x + bar.w * share;
  canvas.fill({bar.x, bar.y, end - bar.x, bar.h}, lane.leads ? t.target : t.bar, 2);
  for (const float mark : {0.25F, 0.5F, 0.75F}) {
    const float x = bar.x + bar.w * mark;
    canvas.line({x, bar.y}, {x, bar.bottom()}, x < end ? t.bg0 : t.edge, 1);
  }
  canvas.fill({bar.right() - 2, track.y, 4, track.h}, t.tx1);
  draw_rounds(view, lane, rest);
  if (lane.leads) draw_flag(view, track, bar, end);
}

void draw_lane(const View& view, const RaceLane& lane, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const int seats = static_cast<int>(view.console.station().seats.size());
  if (lane.condition.state == SeatState::HandsOff) {
    canvas.fill(box, t.stop_bg, 6);
    canvas.outline(box, t.tx1, 6, 3);
  } else {
    draw_panel(canvas, box);
  }
  Box rest = box.inset(kLaneInset, 6);
  draw_seat_chip(canvas, rest.cut_left(kChip, 12), lane.seat->number,
                 seat_colour(lane.index, seats, tile_grid(seats).columns),
                 lane.seat->number < 10 && rest.h >= 76 ? Type::Number : Type::State, false);
  draw_who(view, lane, rest.cut_left(kWho));
  Box track = track_of(box);
  track.y = rest.y + 2;
  track.h = rest.h - 4;
  draw_track(view, lane, track);
  if (lane.seat->phase == AttemptPhase::Idle) return;
  const Box number = rest.cut_right(kPointsColumn);
  draw_quantity(canvas, number, whole(std::optional(lane.standing.points)),
                tr(view.language(), "pts"),
                {.number = Type::State,
                 .unit = Type::Unit,
                 .ink = t.tx1,
                 .unit_ink = t.tx2,
                 .align = Align::Right});
}

void draw_rules(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Guideline& g = *view.guideline();
  canvas.fill(box, t.bg1);
  canvas.line({box.x, box.y}, {box.right(), box.y}, t.line);
  Box row = box.inset(16, 4);
  std::string rules =
      filled(tr(language, "Only what is right counts: {}–{} mm · {}–{}/min · full recoil"),
             whole(g.depth.low.mm()), whole(g.depth.high.mm()), whole(g.rate.low.per_minute()),
             whole(g.rate.high.per_minute()));
  if (g.breaths_per_cycle > 0) {
    rules += " · " + filled(tr(language, "breaths {}–{} ml"), whole(g.breath_volume.low.ml()),
                            whole(g.breath_volume.high.ml()));
  }
  const std::string all = filled(tr(language, "{} rounds, 100 points"), g.cycles);
  const bool large = canvas.width(rules, Type::Unit) + canvas.width(all, Type::Unit) + 24 <= row.w;
  const Type type = large ? Type::Unit : Type::Label;
  const float all_w = canvas.width(all, type);
  if (canvas.width(rules, type) + all_w + 24 <= row.w) {
    canvas.text(row.cut_right(all_w, 24), all, type, t.tx2);
  }
  canvas.text(row, rules, type, t.tx2);
}

}  // namespace

void draw_projector_race(const View& view, Box window) {
  const Language language = view.language();
  const Race race = race_of(view.console.station(), view.console.projector().race(),
                            view.console.projector().names());
  Box rest = window;
  const Box header = rest.cut_top(kProjectorHeader);
  std::string line = tr(language, "Race");
  if (race.left_out > 0) {
    line += " · " + filled(tr(language, "{} of {} seats"), race.lanes.size(),
                           race.lanes.size() + static_cast<std::size_t>(race.left_out));
  }
  const Box time = draw_projector_header(view, header, tr(language, "Quality, not speed"), line);
  draw_projector_time(view, header, time, race.elapsed);
  draw_rules(view, rest.cut_bottom(kProjectorFooter));
  rest = rest.inset(kProjectorMargin, 0);
  if (race.lanes.empty()) {
    draw_projector_hint(view, rest, tr(language, "Nobody has begun yet"));
    return;
  }
  draw_axis(view, rest.cut_top(40));
  rest.h -= 8;
  const int lanes = static_cast<int>(race.lanes.size());
  const float gap = 6.0F;
  const float height =
      std::min(132.0F, (rest.h - gap * static_cast<float>(lanes - 1)) / static_cast<float>(lanes));
  for (const RaceLane& lane : race.lanes) {
    ImGui::PushID(lane.seat->number);
    draw_lane(view, lane, rest.cut_top(height, gap));
    ImGui::PopID();
  }
}

}  // namespace sternum
