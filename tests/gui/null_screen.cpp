#include "tests/gui/null_screen.hpp"

#include <imgui_internal.h>

#include <cmath>
#include <cstdlib>

#include "gui/platform/frame_loop.hpp"
#include "gui/views/console_view.hpp"

namespace sternum::test {

namespace {

constexpr double kFrame_s = 1.0 / 30.0;

FontFiles fonts_of_this_computer() {
  auto files = find_font_files();
  if (!files) std::abort();  // the tests' packages include a font
  return *files;
}

std::string& clipboard() {
  static std::string text;
  return text;
}

}  // namespace

NullScreen::NullScreen(int width, int height)
    : NullScreen(width, height, draw_console, scale_for(width, height, 1.0F)) {}

NullScreen::NullScreen(int width, int height, Draw draw, float scale)
    : context_(ImGui::CreateContext()),
      fonts_(fonts_of_this_computer()),
      draw_(draw),
      scale_(scale) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
  io.DeltaTime = static_cast<float>(kFrame_s);
  io.MousePos = {-1e6F, -1e6F};
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  // As the window's back end maps them.
  io.KeyMap[ImGuiKey_LeftArrow] = 263;
  io.KeyMap[ImGuiKey_RightArrow] = 262;
  io.KeyMap[ImGuiKey_UpArrow] = 265;
  io.KeyMap[ImGuiKey_DownArrow] = 264;
  io.KeyMap[ImGuiKey_Escape] = 256;
  io.KeyMap[ImGuiKey_Enter] = 257;
  io.KeyMap[ImGuiKey_V] = 'V';
  io.SetClipboardTextFn = [](void*, const char* text) { clipboard() = text; };
  io.GetClipboardTextFn = [](void*) { return clipboard().c_str(); };
}

NullScreen::~NullScreen() { ImGui::DestroyContext(context_); }

void NullScreen::frame(Console& console, StationPort& station) {
  for (int attempt = 0; attempt < 4; ++attempt) {
    if (fonts_.needs_rebuild(scale_)) {
      fonts_.rebuild(scale_);
      ImGui::GetIO().Fonts->SetTexID(reinterpret_cast<ImTextureID>(1));
    }
    now_s_ += kFrame_s;
    ImGui::NewFrame();
    draw_(console, station, fonts_.typeface(), scale_, now_s_);
    ImGui::Render();
    if (!fonts_.typeface().grown()) return;
  }
}

std::string NullScreen::read(Console& console, StationPort& station) {
  frame(console, station);
  clipboard().clear();
  now_s_ += kFrame_s;
  ImGui::NewFrame();
  ImGui::LogToClipboard();
  draw_(console, station, fonts_.typeface(), scale_, now_s_);
  ImGui::LogFinish();
  ImGui::Render();
  return clipboard();
}

void NullScreen::click(Console& console, StationPort& station, float x, float y) {
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = {x, y};
  frame(console, station);
  // A second one: things that stand on others take the mouse a frame later.
  frame(console, station);
  io.MouseDown[0] = true;
  frame(console, station);
  io.MouseDown[0] = false;
  frame(console, station);
  frame(console, station);
}

bool NullScreen::click_on(Console& console, StationPort& station, const char* id, Box where,
                          int seat, const char* window) {
  frame(console, station);
  ImGuiID scope = ImGui::FindWindowByName(window)->ID;
  if (seat != 0) scope = ImHashData(&seat, sizeof seat, scope);
  const ImGuiID wanted = ImHashStr(id, 0, scope);
  constexpr float kStep = 16.0F;
  for (float y = where.y + kStep / 2; y < where.bottom(); y += kStep) {
    for (float x = where.x + kStep / 2; x < where.right(); x += kStep) {
      ImGui::GetIO().MousePos = {x, y};
      frame(console, station);
      if (ImGui::GetHoveredID() == wanted) {
        click(console, station, x, y);
        return true;
      }
    }
  }
  return false;
}

void NullScreen::key(Console& console, StationPort& station, int key) {
  ImGuiIO& io = ImGui::GetIO();
  io.KeysDown[key] = true;
  frame(console, station);
  io.KeysDown[key] = false;
  frame(console, station);
}

void NullScreen::type(Console& console, StationPort& station, const std::string& text) {
  ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
  frame(console, station);
  frame(console, station);
}

int NullScreen::vertices() const { return ImGui::GetDrawData()->TotalVtxCount; }

bool NullScreen::all_vertices_finite() const {
  const ImDrawData* data = ImGui::GetDrawData();
  for (int list = 0; list < data->CmdListsCount; ++list) {
    for (const ImDrawVert& vertex : data->CmdLists[list]->VtxBuffer) {
      if (!std::isfinite(vertex.pos.x) || !std::isfinite(vertex.pos.y)) return false;
    }
  }
  return true;
}

}  // namespace sternum::test
