// How many lines a paragraph takes is known before it is drawn.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <string>

#include "gui/widgets/canvas.hpp"
#include "tests/gui/fake_station.hpp"
#include "tests/gui/null_screen.hpp"

namespace sternum::test {
namespace {

constexpr float kLine = 20.0F;
constexpr int kMost = 40;

constexpr std::array kTexts = {"",
                               "合格",
                               "电极片位置正确：右锁骨下、左乳头外侧腋中线",
                               "Leans them forward: 5 back blows between the shoulder blades",
                               "Unbrokenwordthatisaltogethertoolongforalinebyitself and more",
                               "呼叫：请人拨打 120 并取来 AED"};

int& drawn() {
  static int frames = 0;
  return frames;
}

void draw_paragraphs(Console& console, StationPort& /*station*/, Typeface& typeface, float scale,
                     double now_s) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::Begin("Paragraphs", nullptr, ImGuiWindowFlags_NoDecoration);
  Canvas canvas(dark_theme(), typeface, console.language(), scale, now_s);
  for (const std::string text : kTexts) {
    for (const float width : {30.0F, 61.5F, 120.0F, 333.0F, 2'000.0F}) {
      const int lines = canvas.lines_of(text, Type::Label, width, kMost);
      const float height = canvas.paragraph({0, 0, width, kLine * kMost}, text, Type::Label,
                                            dark_theme().tx1, kLine);
      EXPECT_EQ(height, kLine * static_cast<float>(lines)) << text << " in " << width;
      EXPECT_EQ(canvas.lines_of(text, Type::Label, width, 2), std::min(lines, 2));
      if (!text.empty()) {
        EXPECT_EQ(lines == 1, canvas.width(text, Type::Label) <= width) << text << " in " << width;
      }
    }
  }
  ImGui::End();
  ++drawn();
}

TEST(Paragraph, TakesAsManyLinesAsItSaid) {
  for (const float scale : {1.0F, 2.5F}) {
    NullScreen screen(1600, 900, draw_paragraphs, scale);
    FakeStation station;
    Console console(Language::Chinese, true);
    drawn() = 0;
    screen.frame(console, station);
    EXPECT_GT(drawn(), 0);
  }
}

}  // namespace
}  // namespace sternum::test
