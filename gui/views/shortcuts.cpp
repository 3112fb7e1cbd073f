#include "gui/views/shortcuts.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sternum {

namespace {

// Keys as GLFW numbers them: printable ones by their ASCII capital.
constexpr int kF1 = 290;
constexpr int kF2 = 291;
constexpr int kF9 = 298;
constexpr int kF11 = 300;
constexpr int kF12 = 301;
constexpr int kKeypad0 = 320;

constexpr std::array<std::pair<int, Shortcut>, 22> kLetters = {{
    {'S', Shortcut::Start},     {'E', Shortcut::End},       {'A', Shortcut::Attempts},
    {'D', Shortcut::Aed},       {'K', Shortcut::Checklist}, {'F', Shortcut::Coach},
    {'M', Shortcut::Metronome}, {'V', Shortcut::Voice},     {'L', Shortcut::Language},
    {'T', Shortcut::Theme},     {'P', Shortcut::Purpose},   {'X', Shortcut::Scheme},
    {'C', Shortcut::Class},     {'Y', Shortcut::Queue},     {'N', Shortcut::Next},
    {'J', Shortcut::Skip},      {'G', Shortcut::Absent},    {'W', Shortcut::Swap},
    {'U', Shortcut::Undo},      {'I', Shortcut::Manikins},  {'B', Shortcut::Layout},
    {'R', Shortcut::Results},
}};

/// Heard on every screen.
constexpr std::array<std::pair<int, Shortcut>, 5> kFunctionKeys = {{
    {kF1, Shortcut::Help},
    {kF2, Shortcut::SignIn},
    {kF9, Shortcut::VoidAndRedo},
    {kF11, Shortcut::Projector},
    {kF12, Shortcut::EndExam},
}};

/// Heard in a debrief, the last two also beside the seats; held down they go on.
constexpr std::array<std::pair<int, Shortcut>, 7> kReviewKeys = {{
    {'=', Shortcut::ZoomIn},
    {334, Shortcut::ZoomIn},  // the keypad's
    {'-', Shortcut::ZoomOut},
    {333, Shortcut::ZoomOut},
    {268, Shortcut::ZoomAll},  // Home
    {266, Shortcut::Earlier},  // PageUp
    {267, Shortcut::Later},    // PageDown
}};

/// Letters that have another meaning in a debrief.
constexpr std::array<std::pair<int, Shortcut>, 3> kReviewLetters = {{
    {'C', Shortcut::Compare},
    {'G', Shortcut::Progress},
    {'R', Shortcut::Report},
}};

/// Letters that an exam leaves to the console.
constexpr std::array<std::pair<int, Shortcut>, 4> kLettersInAnExam = {{
    {'O', Shortcut::Overrule},
    {'U', Shortcut::Undo},
    {'L', Shortcut::Language},
    {'M', Shortcut::Metronome},
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

void press_letters(Console& console, StationPort& station) {
  const bool in_an_exam = console.examined() != nullptr;
  if (in_an_exam) {
    for (char letter = 'A'; letter <= 'Z'; ++letter) {
      if (ImGui::IsKeyPressed(letter, false)) console.press_letter(letter, station);
    }
  } else {
    const bool in_review = console.screen() == Screen::Review;
    const auto is_of_review = [&](int key) {
      return std::ranges::count(kReviewLetters, key, &std::pair<int, Shortcut>::first) > 0;
    };
    for (const auto& [key, shortcut] : kLetters) {
      if (in_review && is_of_review(key)) continue;
      if (ImGui::IsKeyPressed(key, false)) console.press(shortcut, station);
    }
    for (const auto& [key, shortcut] : kReviewLetters) {
      if (in_review && ImGui::IsKeyPressed(key, false)) console.press(shortcut, station);
    }
  }
  if (console.exam_in_sight() == nullptr) return;
  for (const auto& [key, shortcut] : kLettersInAnExam) {
    // A debrief's other letters are the console's own.
    if (!in_an_exam && shortcut != Shortcut::Overrule) continue;
    if (ImGui::IsKeyPressed(key, false)) console.press(shortcut, station);
  }
}

}  // namespace

void handle_shortcuts(Console& console, StationPort& station) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return;
  if (io.KeyCtrl && !io.KeyAlt && !io.KeySuper && ImGui::IsKeyPressed('Z', false)) {
    console.press(Shortcut::Undo, station);
  }
  if (io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
  if (pressed(ImGuiKey_Escape, false)) console.press(Shortcut::Back, station);
  if (pressed(ImGuiKey_Enter, false)) console.press(Shortcut::Enter, station);
  press_letters(console, station);
  for (const auto& [key, shortcut] : kFunctionKeys) {
    if (ImGui::IsKeyPressed(key, false)) console.press(shortcut, station);
  }
  for (const auto& [key, shortcut] : kReviewKeys) {
    if (ImGui::IsKeyPressed(key, true)) console.press(shortcut, station);
  }
  for (const auto& [key, shortcut] : kRepeating) {
    if (pressed(key, true)) console.press(shortcut, station);
  }
  for (int digit = 0; digit <= 9; ++digit) {
    if (ImGui::IsKeyPressed('0' + digit, false) || ImGui::IsKeyPressed(kKeypad0 + digit, false)) {
      if (!console.press_digit(digit, station)) console.digit(digit);
    }
  }
}

}  // namespace sternum
