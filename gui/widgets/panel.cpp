#include "gui/widgets/panel.hpp"

#include <imgui.h>

namespace sternum {

void draw_panel(Canvas& canvas, Box box) {
  const Theme& t = canvas.theme();
  canvas.fill(box, t.bg1, 8);
  if (!t.dark) canvas.outline(box, t.line, 8);
}

void draw_floating(Canvas& under, const char* name, Box box,
                   const std::function<void(Canvas&)>& content) {
  ImGui::SetNextWindowPos({under.px(box.x), under.px(box.y)});
  ImGui::SetNextWindowSize({under.px(box.w), under.px(box.h)});
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoFocusOnAppearing);
  Canvas canvas(under.theme(), under.typeface(), under.language(), under.scale(), under.now_s());
  content(canvas);
  ImGui::End();
}

void draw_scrolling(Canvas& canvas, const char* id, Box box, float height, Reveal reveal,
                    const std::function<void(Canvas&, Box)>& content) {
  ImGui::SetCursorScreenPos({canvas.px(box.x), canvas.px(box.y)});
  // A bar for the sake of a rounded pixel would be seen.
  const bool scrolls = height > box.h + 1;
  const bool open =
      ImGui::BeginChild(id, {canvas.px(box.w), canvas.px(box.h)}, false,
                        ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground |
                            (scrolls ? ImGuiWindowFlags_None : ImGuiWindowFlags_NoScrollbar));
  if (open) {
    const float scroll = ImGui::GetScrollY() / canvas.scale();
    // Only when it is another part than before: whoever scrolls away must be let go.
    ImGuiStorage& kept = *ImGui::GetStateStorage();
    float* const revealed = kept.GetFloatRef(ImGui::GetID("revealed"), -1.0F);
    int* const chosen = kept.GetIntRef(ImGui::GetID("chosen"), reveal.chosen);
    const Box part = reveal.part;
    if (part.h > 0.0F && (*revealed != part.y || *chosen != reveal.chosen)) {
      *revealed = part.y;
      *chosen = reveal.chosen;
      if (part.y < scroll) ImGui::SetScrollY(canvas.px(part.y));
      if (part.bottom() > scroll + box.h) ImGui::SetScrollY(canvas.px(part.bottom() - box.h));
    }
    Canvas inside(canvas.theme(), canvas.typeface(), canvas.language(), canvas.scale(),
                  canvas.now_s());
    const float bar = scrolls ? ImGui::GetStyle().ScrollbarSize / canvas.scale() : 0.0F;
    content(inside, {box.x, box.y - scroll, box.w - bar, height});
    // The last thing drawn stands for the height of it all.
    ImGui::SetCursorPos({0.0F, canvas.px(height) - 1.0F});
    ImGui::Dummy({1.0F, 1.0F});
  }
  ImGui::EndChild();
}

}  // namespace sternum
