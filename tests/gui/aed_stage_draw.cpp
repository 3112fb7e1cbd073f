#include <imgui.h>

#include "gui/views/aed_panel.hpp"
#include "gui/views/style.hpp"
#include "tests/gui/aed_stage.hpp"

namespace sternum::test {

void AedStage::draw(Typeface& typeface, float scale, std::optional<Box> box) {
  const Theme& theme = console.dark() ? dark_theme() : light_theme();
  apply_style(theme, scale);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::Begin("AED", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
  Canvas canvas(theme, typeface, console.language(), scale, now_s);
  draw_aed_panel({canvas, console, station}, trainer, manikin_id,
                 box.value_or(canvas.window().inset(16)));
  ImGui::End();
}

}  // namespace sternum::test
