#include "gui/views/start_panel.hpp"

#include <imgui.h>

#include "gui/model/names.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/text_field.hpp"

namespace sternum {

namespace {

constexpr std::size_t kNamesOffered = 12;

/// True when Enter was pressed in the field.
bool draw_name_field(const View& view, const Seat& seat, Box box) {
  Canvas& canvas = view.canvas;
  std::string& typed = view.console.typed_name(seat);
  const std::string& proposed = view.console.proposed_name(seat);
  return text_field(canvas, "name", box, typed,
                    {.hint = proposed.c_str(), .type = Type::Unit, .selects_all = true});
}

/// The names of those who were here, under a small button.
void draw_name_list(const View& view, const Seat& seat, Box box) {
  Canvas& canvas = view.canvas;
  const auto names = recent_trainees(view.console.attempts(), kNamesOffered);
  if (button(canvas, "names", box, "", {.enabled = !names.empty()})) ImGui::OpenPopup("names");
  draw_chevron(canvas, {box.x, box.centre().y - 9, box.w, 18},
               names.empty() ? view.theme().tx3 : view.theme().tx1);

  ImGui::SetNextWindowPos({canvas.px(box.right()), canvas.px(box.y - 4)}, ImGuiCond_Always, {1, 1});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {canvas.px(8), canvas.px(8)});
  if (ImGui::BeginPopup("names")) {
    ImGui::PushFont(canvas.typeface().font(Type::Unit));
    for (const std::string& name : names) {
      canvas.typeface().want(Type::Unit, name);
      if (ImGui::Selectable(name.c_str(), false, 0, {canvas.px(240), 0})) {
        view.console.typed_name(seat) = name;
      }
    }
    ImGui::PopFont();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

}  // namespace

void draw_start_row(const View& view, const Seat& seat, Box row) {
  const bool can_start = Console::can_start(seat);
  const char* words = tr(view.language(), "Start");
  const float width = button_width(view.canvas, words) + 16;
  const bool clicked = button(view.canvas, "start here", row.cut_right(width, 8), words,
                              {.primary = true, .enabled = can_start});
  if (row.w >= 160) draw_name_list(view, seat, row.cut_right(40, 4));
  const bool entered = draw_name_field(view, seat, row);
  if (clicked || entered) view.console.start(seat, view.station);
}

}  // namespace sternum
