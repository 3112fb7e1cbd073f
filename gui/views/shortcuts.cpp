#include "gui/views/shortcuts.hpp"

#include <imgui.h>

#include <array>
#include <utility>

namespace sternum {

namespace {

// Keys as GLFW numbers them: printable ones by their ASCII capital.
constexpr int kF1 = 290;
constexpr int kKeypad0 = 320;

constexpr std::array<std::pair<int, Shortcut>, 9> kLetters = {{
    {'S', Shortcut::Start},
    {'E', Shortcut::End},
    {'A', Shortcut::Attempts},
    {'F', Shortcut::Coach},
    {'M', Shortcut::Metronome},
    {'V', Shortcut::Voice},
    {'L', Shortcut::Language},
    {'T', Shortcut::Theme},
    {kF1, Shortcut::Help},
}};

constexpr std::array<std::pair<ImGuiKey_, Shortcut>, 4> kRepeating = {{
    {ImGuiKey_LeftArrow, Shortcut::Left},
    {ImGuiKey_RightArrow, Shortcut::Right},
    {ImGuiKey_UpArrow, Shortcut::Up},
    {ImGuiKey_DownArrow, Shortcut::Down},
}};

bool pressed(ImGuiKey_ key, bool repeat) {
  const int index = ImGui::GetKeyIndex(key);
  return index >= 0 && ImGui::IsKeyPressed(index, repeat);
}

}  // namespace

void handle_shortcuts(Console& console, StationPort& station) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return;
  if (io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
  if (pressed(ImGuiKey_Escape, false)) console.press(Shortcut::Back, station);
  if (pressed(ImGuiKey_Enter, false)) console.press(Shortcut::Enter, station);
  for (const auto& [key, shortcut] : kLetters) {
    if (ImGui::IsKeyPressed(key, false)) console.press(shortcut, station);
  }
  for (const auto& [key, shortcut] : kRepeating) {
    if (pressed(key, true)) console.press(shortcut, station);
  }
  for (int digit = 0; digit <= 9; ++digit) {
    if (ImGui::IsKeyPressed('0' + digit, false) || ImGui::IsKeyPressed(kKeypad0 + digit, false)) {
      console.digit(digit);
    }
  }
}

}  // namespace sternum
