// The AED's panel through Dear ImGui: what it says, what its buttons and keys do, at every size.
#include "gui/views/aed_panel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>
#include <cstdlib>

#include "gui/platform/font_atlas.hpp"
#include "gui/platform/frame_loop.hpp"
#include "tests/gui/aed_stage.hpp"

namespace sternum::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string& copied() {
  static std::string text;
  return text;
}

/// Dear ImGui without a window; one at a time.
class PanelScreen {
 public:
  PanelScreen(int width, int height)
      : context_(ImGui::CreateContext()),
        fonts_(find_font_files().value()),
        scale_(scale_for(width, height, 1.0F)) {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    io.MousePos = {-1e6F, -1e6F};
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    io.SetClipboardTextFn = [](void*, const char* text) { copied() = text; };
  }
  ~PanelScreen() { ImGui::DestroyContext(context_); }
  PanelScreen(const PanelScreen&) = delete;
  PanelScreen& operator=(const PanelScreen&) = delete;

  void frame(AedStage& stage, std::optional<Box> box = {}) {
    for (int attempt = 0; attempt < 4; ++attempt) {
      begin();
      stage.draw(fonts_.typeface(), scale_, box);
      ImGui::Render();
      if (!fonts_.typeface().grown()) return;
    }
  }
  std::string read(AedStage& stage, std::optional<Box> box = {}) {
    frame(stage, box);
    copied().clear();
    begin();
    ImGui::LogToClipboard();
    stage.draw(fonts_.typeface(), scale_, box);
    ImGui::LogFinish();
    ImGui::Render();
    return copied();
  }
  void key(AedStage& stage, int key) {
    ImGui::GetIO().KeysDown[key] = true;
    frame(stage);
    ImGui::GetIO().KeysDown[key] = false;
    frame(stage);
  }
  void click(AedStage& stage, Point at) {
    ImGuiIO& io = ImGui::GetIO();
    io.MousePos = {at.x, at.y};
    frame(stage);
    frame(stage);
    io.MouseDown[0] = true;
    frame(stage);
    io.MouseDown[0] = false;
    frame(stage);
    frame(stage);
  }
  [[nodiscard]] static bool all_vertices_finite() {
    const ImDrawData* data = ImGui::GetDrawData();
    for (int list = 0; list < data->CmdListsCount; ++list) {
      for (const ImDrawVert& vertex : data->CmdLists[list]->VtxBuffer) {
        if (!std::isfinite(vertex.pos.x) || !std::isfinite(vertex.pos.y)) return false;
      }
    }
    return true;
  }

 private:
  void begin() {
    if (fonts_.needs_rebuild(scale_)) {
      fonts_.rebuild(scale_);
      ImGui::GetIO().Fonts->SetTexID(reinterpret_cast<ImTextureID>(1));
    }
    ImGui::GetIO().DeltaTime = 1.0F / 30.0F;
    ImGui::NewFrame();
  }

  ImGuiContext* context_;
  FontAtlas fonts_;
  float scale_;
};

constexpr Box kCard{816, 600, 768, 200};

/// Where a line was broken is the layout's business.
std::string on_one_line(std::string text, const std::string& instead) {
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos;) {
    text.replace(at, 1, instead);
  }
  return text;
}

class AedPanel : public ::testing::Test {
 protected:
  PanelScreen screen{1600, 900};
  AedStage stage{Language::English};
};

TEST_F(AedPanel, SaysWhatTheAedSaysAndHowLongItTakes) {
  stage.press(AedInput::AdultPads).press(AedInput::Power).wait(20);
  for (const std::optional<Box> box : {std::optional<Box>(), std::optional(kCard)}) {
    const std::string words = on_one_line(screen.read(stage, box), " ");
    for (const char* expected :
         {"Ready to shock", "Stand clear. Press the flashing button now", "F8", "0:27"}) {
      EXPECT_THAT(words, HasSubstr(expected));
    }
  }
  stage.press(AedInput::ShockButton).wait(10);
  EXPECT_THAT(screen.read(stage), HasSubstr("1:54"));
}

TEST_F(AedPanel, IsWorkedByItsKeys) {
  screen.frame(stage);
  screen.key(stage, 295);
  EXPECT_EQ(stage.aed().state(), AedState::AttachPads);
  screen.key(stage, 297);
  EXPECT_EQ(stage.aed().shocks(), 0);
  screen.key(stage, 296);
  EXPECT_EQ(stage.aed().pads(), AedPads::Adult);
  stage.wait(20);
  screen.key(stage, 297);
  EXPECT_EQ(stage.aed().shocks(), 1);
}

TEST_F(AedPanel, IsWorkedByItsButtons) {
  screen.frame(stage);
  screen.click(stage, {120, 810});
  EXPECT_EQ(stage.aed().state(), AedState::AttachPads) << "the power button is on the left";
  screen.click(stage, {400, 810});
  EXPECT_TRUE(stage.aed().pads());
  stage.wait(20);
  screen.click(stage, {800, 810});
  EXPECT_EQ(stage.aed().shocks(), 1);
}

TEST_F(AedPanel, ListsWhatWasDoneWrong) {
  stage.press(AedInput::ChildPads).press(AedInput::Power).wait(5).compress(3).wait(16);
  stage.compress(5).press(AedInput::ShockButton);
  const std::string words = screen.read(stage);
  EXPECT_THAT(words, HasSubstr("Child pads on an adult"));
  EXPECT_THAT(words, HasSubstr("Somebody pressed at the shock"));
  EXPECT_THAT(screen.read(stage, kCard), HasSubstr("Somebody pressed"))
      << "a card has room for the last one";
}

TEST_F(AedPanel, SpeaksChineseToo) {
  AedStage chinese(Language::Chinese);
  chinese.press(AedInput::Power);
  const std::string words = on_one_line(screen.read(chinese), "");
  EXPECT_THAT(words, HasSubstr("请将电极片贴在裸露的胸部"));
  EXPECT_THAT(words, Not(HasSubstr("Attach")));
}

TEST(AedPanelScenes, AreDrawnInEverySizeLanguageAndTheme) {
  for (const auto& [width, height] : {std::pair{1600, 900}, {1280, 720}, {960, 600}, {512, 160}}) {
    PanelScreen screen(width, height);
    for (const AedScene& scene : aed_scenes()) {
      for (const Language language : {Language::Chinese, Language::English}) {
        AedStage stage(language, language == Language::Chinese);
        scene.play(stage);
        const auto posted = stage.station.posted.size();
        EXPECT_FALSE(screen.read(stage).empty()) << scene.name;
        EXPECT_TRUE(PanelScreen::all_vertices_finite()) << scene.name;
        EXPECT_EQ(stage.station.posted.size(), posted) << "looking must not ask for anything";
      }
    }
  }
}

}  // namespace
}  // namespace sternum::test
