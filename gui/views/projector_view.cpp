#include "gui/views/projector_view.hpp"

#include <imgui.h>

#include <algorithm>

#include "gui/model/numbers.hpp"
#include "gui/views/projector_modes.hpp"
#include "gui/views/style.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/quantity.hpp"

namespace sternum {

Box draw_projector_header(const View& view, Box box, const std::string& title,
                          const std::string& line) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  canvas.fill(box, t.bg1);
  Box rest = box.inset(20, 8);
  const Box mark = rest.cut_left(44, 20);
  draw_mark(canvas, {mark.x, mark.centre().y - 22, 44, 44});
  const float title_w = canvas.width(title, Type::State);
  const float line_w = canvas.width(line, Type::Unit);
  Box words = rest.cut_left(std::min(std::max(title_w, line_w) + 4, rest.w * 0.64F), 24);
  if (line.empty()) {
    canvas.text(words, title, Type::State, t.tx1);
  } else {
    canvas.text(words.cut_top(50), title,
                canvas.fitting(title, words.w, {Type::State, Type::Title}), t.tx1);
    canvas.text(words, line, canvas.fitting(line, words.w, {Type::Unit, Type::Label}), t.tx2);
  }
  return rest;
}

void draw_projector_time(const View& view, Box header, Box place, Duration elapsed) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Duration length = view.guideline()->attempt_length;
  draw_quantity(canvas, place, clock(elapsed), "/ " + clock(length),
                {.number = Type::Number,
                 .unit = Type::Unit,
                 .ink = t.tx1,
                 .unit_ink = t.tx2,
                 .align = Align::Right});
  const double share =
      length.us() > 0 ? std::clamp(elapsed.seconds() / length.seconds(), 0.0, 1.0) : 0.0;
  const Box line{header.x, header.bottom() - 4, header.w, 4};
  canvas.fill(line, t.bg3);
  canvas.fill({line.x, line.y, line.w * static_cast<float>(share), line.h}, t.tx1);
}

void draw_projector_hint(const View& view, Box box, const char* words) {
  view.canvas.text(box, words, view.canvas.fitting(words, box.w, {Type::State, Type::Title}),
                   view.theme().tx2, Align::Centre);
}

void draw_projector(Console& console, StationPort& station, Typeface& typeface, float scale,
                    double now_s) {
  const Theme& theme = console.dark() ? dark_theme() : light_theme();
  apply_style(theme, scale);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::Begin("Projector", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoInputs |
                   ImGuiWindowFlags_NoNav);
  Canvas canvas(theme, typeface, console.language(), scale, now_s);
  const View view{canvas, console, station};
  const Box window = canvas.window();
  const ProjectorMode mode = console.projector().shown(console.station());
  if (mode == ProjectorMode::Clock) {
    draw_projector_clock(view, window);
  } else if (mode == ProjectorMode::Board) {
    draw_projector_board(view, window);
  } else if (console.station().seats.empty() || view.guideline() == nullptr) {
    draw_projector_hint(view, window, tr(view.language(), "No manikin yet"));
  } else if (mode == ProjectorMode::Race) {
    draw_projector_race(view, window);
  } else {
    draw_projector_strip(view, window);
  }
  ImGui::End();
}

}  // namespace sternum
