#include "gui/views/console_view.hpp"

#include <imgui.h>

#include "gui/views/aed_panel.hpp"
#include "gui/views/attempts_view.hpp"
#include "gui/views/bars.hpp"
#include "gui/views/empty_view.hpp"
#include "gui/views/header_bar.hpp"
#include "gui/views/help_overlay.hpp"
#include "gui/views/live_view.hpp"
#include "gui/views/manikins_panel.hpp"
#include "gui/views/projector_panel.hpp"
#include "gui/views/queue_panel.hpp"
#include "gui/views/report_card_view.hpp"
#include "gui/views/results_view.hpp"
#include "gui/views/review_view.hpp"
#include "gui/views/setup_view.hpp"
#include "gui/views/shortcuts.hpp"
#include "gui/views/sign_in_view.hpp"
#include "gui/views/style.hpp"
#include "gui/views/view.hpp"
#include "gui/widgets/focus_walk.hpp"

namespace sternum {

namespace {

constexpr float kHeader = 64.0F;
constexpr float kFooter = 32.0F;
constexpr float kTrouble = 72.0F;
constexpr float kMargin = 16.0F;

void draw_screen(const View& view, Box content) {
  switch (view.console.screen()) {
    case Screen::Attempts:
      draw_attempts_view(view, content.inset(kMargin));
      return;
    case Screen::Review:
      draw_review_view(view, content.inset(kMargin));
      return;
    case Screen::Aed:
      draw_aed_panel(view, view.console.aed(), {}, content.inset(kMargin));
      return;
    case Screen::Setup:
      draw_setup_view(view, content.inset(kMargin));
      return;
    case Screen::Manikins:
      draw_manikins_panel(view, content.inset(kMargin));
      return;
    case Screen::Results:
      draw_results_view(view, content.inset(kMargin));
      return;
    case Screen::Live:
      break;
  }
  if (view.console.queue_shown() && queue_has_room(view, content)) {
    Box column = content.cut_right(kQueueColumn);
    column.cut_right(kMargin);
    draw_queue_panel(view, column.inset(0, kMargin));
  }
  if (view.console.station().seats.empty() || view.guideline() == nullptr) {
    draw_empty_view(view, content.inset(kMargin));
  } else {
    draw_live_view(view, content);
  }
}

void draw_everything(const View& view) {
  Box rest = view.canvas.window();
  if (view.console.station().journal.trouble) draw_trouble_banner(view, rest.cut_top(kTrouble));
  draw_header_bar(view, rest.cut_top(kHeader));
  draw_footer_bar(view, rest.cut_bottom(kFooter));
  draw_notice_bar(view, rest);
  draw_interrupted_bar(view, rest);
  draw_screen(view, rest);
  if (view.console.projector().panel_shown()) draw_projector_panel(view, view.canvas.window());
  if (view.console.report_card().shown()) draw_report_card(view, view.canvas.window());
  if (view.console.sign_in_card().shown()) draw_sign_in_card(view, view.canvas.window());
  if (view.console.help_shown()) draw_help_overlay(view, view.canvas.window());
}

}  // namespace

void draw_console(Console& console, StationPort& station, Typeface& typeface, float scale,
                  double now_s) {
  console.update(station, now_s);
  handle_shortcuts(console, station);

  const Theme& theme = console.dark() ? dark_theme() : light_theme();
  apply_style(theme, scale);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  constexpr ImGuiWindowFlags kWholeScreen =
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
      ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav |
      ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::Begin("Sternum", nullptr, kWholeScreen);
  Canvas canvas(theme, typeface, console.language(), scale, now_s);
  begin_focus_walk();
  draw_everything({canvas, console, station});
  end_focus_walk();
  ImGui::End();
}

}  // namespace sternum
