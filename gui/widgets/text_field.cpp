#include "gui/widgets/text_field.hpp"

#include <imgui.h>
#include <imgui_stdlib.h>

#include "gui/widgets/focus_walk.hpp"

namespace sternum {

bool text_field(Canvas& canvas, const char* id, Box box, std::string& text,
                const TextFieldOptions& options) {
  const Theme& t = canvas.theme();
  canvas.typeface().want(options.type, options.secret ? std::string("*") : text);
  canvas.typeface().want(options.type, options.hint);
  ImFont* font = canvas.typeface().font(options.type);
  const std::string label = std::string("##") + id;
  const ImGuiID field = ImGui::GetID(label.c_str());

  ImGui::PushFont(font);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      {canvas.px(8), (canvas.px(box.h) - font->FontSize) / 2});
  ImGui::SetCursorScreenPos({canvas.px(box.x), canvas.px(box.y)});
  ImGui::SetNextItemWidth(canvas.px(box.w));
  lead_into_field(field);
  if (options.take_keyboard) ImGui::SetKeyboardFocusHere();
  ImGuiInputTextFlags flags = ImGuiInputTextFlags_EnterReturnsTrue;
  if (options.selects_all) flags |= ImGuiInputTextFlags_AutoSelectAll;
  const bool dots = options.secret && !text.empty();
  if (options.secret) flags |= ImGuiInputTextFlags_Password;
  if (dots) ImGui::PushStyleColor(ImGuiCol_Text, 0U);
  const bool entered = ImGui::InputTextWithHint(label.c_str(), options.hint, &text, flags);
  if (dots) ImGui::PopStyleColor();
  stay_in_field(field);
  const bool typing = ImGui::IsItemActive();
  ImGui::PopStyleVar();
  ImGui::PopFont();

  if (dots) {
    constexpr float kApart = 14.0F;
    for (std::size_t i = 0; i < text.size() && kApart * static_cast<float>(i + 2) < box.w; ++i) {
      canvas.disc({box.x + 8 + kApart * (static_cast<float>(i) + 0.5F), box.centre().y}, 4, t.tx1);
    }
  }
  if (typing) {
    canvas.outline(box.inset(-1), t.target, 7, 2);
  } else if (options.wrong) {
    canvas.outline(box.inset(-1), t.warn_tx, 7, 2);
  }
  return entered;
}

}  // namespace sternum
