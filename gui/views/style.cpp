#include "gui/views/style.hpp"

#include <imgui.h>

namespace sternum {

void apply_style(const Theme& theme, float scale) {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.WindowRounding = 0;
  style.WindowMinSize = {1, 1};
  style.ChildBorderSize = 0;
  style.FrameRounding = 6 * scale;
  style.FrameBorderSize = 1;
  style.PopupRounding = 6 * scale;
  style.PopupBorderSize = 1;
  style.ItemSpacing = {8 * scale, 4 * scale};
  style.ScrollbarSize = 12 * scale;
  style.ScrollbarRounding = 6 * scale;
  style.DisplaySafeAreaPadding = {0, 0};

  const auto set = [&style](ImGuiCol which, Colour c) {
    style.Colors[which] =
        ImVec4(static_cast<float>(c.r) / 255.0F, static_cast<float>(c.g) / 255.0F,
               static_cast<float>(c.b) / 255.0F, static_cast<float>(c.a) / 255.0F);
  };
  set(ImGuiCol_Text, theme.tx1);
  set(ImGuiCol_TextDisabled, theme.tx3);
  set(ImGuiCol_WindowBg, theme.bg0);
  set(ImGuiCol_ChildBg, with_alpha(theme.bg0, 0.0F));
  set(ImGuiCol_PopupBg, theme.bg1);
  set(ImGuiCol_Border, theme.edge);
  set(ImGuiCol_FrameBg, theme.bg2);
  set(ImGuiCol_FrameBgHovered, theme.bg3);
  set(ImGuiCol_FrameBgActive, theme.bg2);
  set(ImGuiCol_TextSelectedBg, theme.mid);
  set(ImGuiCol_Header, theme.bg3);
  set(ImGuiCol_HeaderHovered, theme.bg3);
  set(ImGuiCol_HeaderActive, theme.bg3);
  set(ImGuiCol_ScrollbarBg, with_alpha(theme.bg0, 0.0F));
  set(ImGuiCol_ScrollbarGrab, theme.bg3);
  set(ImGuiCol_ScrollbarGrabHovered, theme.edge);
  set(ImGuiCol_ScrollbarGrabActive, theme.edge);
  set(ImGuiCol_NavHighlight, theme.target);
}

}  // namespace sternum
