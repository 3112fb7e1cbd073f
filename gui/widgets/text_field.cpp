#include "gui/widgets/text_field.hpp"

#include <imgui.h>
#include <imgui_stdlib.h>

namespace sternum {

bool text_field(Canvas& canvas, const char* id, Box box, std::string& text,
                const TextFieldOptions& options) {
  const Theme& t = canvas.theme();
  canvas.typeface().want(Type::Label, text);
  canvas.typeface().want(Type::Label, options.hint);
  ImFont* font = canvas.typeface().font(Type::Label);
  ImGui::PushFont(font);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      {canvas.px(7), (canvas.px(box.h) - font->FontSize) / 2});
  ImGui::SetCursorScreenPos({canvas.px(box.x), canvas.px(box.y)});
  ImGui::SetNextItemWidth(canvas.px(box.w));
  ImGui::PushID(id);
  const bool entered =
      ImGui::InputTextWithHint("##text", options.hint, &text, ImGuiInputTextFlags_EnterReturnsTrue);
  ImGui::PopID();
  const bool focused = ImGui::IsItemActive();
  ImGui::PopStyleVar();
  ImGui::PopFont();
  if (focused) {
    canvas.outline(box.inset(-1), t.target, 7, 2);
  } else if (options.wrong) {
    canvas.outline(box.inset(-1), t.warn_tx, 7, 2);
  }
  return entered;
}

}  // namespace sternum
