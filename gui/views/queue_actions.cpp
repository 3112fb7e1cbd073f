#include "gui/views/queue_actions.hpp"

#include <imgui.h>

#include <vector>

#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/text_field.hpp"

namespace sternum {

namespace {

constexpr float kActionsRow = 36.0F;
constexpr float kActionsGap = 6.0F;
constexpr float kActionsWide = 560.0F;
constexpr float kSaid = 26.0F;

struct QueueAction {
  const char* id;
  const char* words;
  const char* key;
  Shortcut shortcut;
  bool enabled;
};

std::vector<QueueAction> actions_of(const View& view) {
  const Language language = view.language();
  const ClassDesk& desk = view.console.class_desk();
  const ClassMember* chosen = desk.chosen();
  const bool free = chosen != nullptr && !desk.queue().is_pressing(chosen->name);
  const bool called = free && !chosen->manikin_id.empty();
  const bool absent = chosen != nullptr && chosen->absent;
  return {
      {"next", tr(language, "Next"), "N", Shortcut::Next, called},
      {"skip", tr(language, "Skip"), "J", Shortcut::Skip, free && !absent && !chosen->skipped},
      {"absent", absent ? tr(language, "Is here") : tr(language, "Absent"), "G", Shortcut::Absent,
       free},
      {"swap", tr(language, "Swap"), "W", Shortcut::Swap, free && !absent},
      {"undo", tr(language, "Undo"), "U", Shortcut::Undo, desk.queue().can_undo()},
  };
}

/// The seats that the chosen one can be called to, under a button.
void draw_call(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Language language = view.language();
  ClassDesk& desk = view.console.class_desk();
  const ClassMember* chosen = desk.chosen();
  const bool free = chosen != nullptr && !desk.queue().is_pressing(chosen->name);
  if (button(canvas, "call", box, tr(language, "Call to …"), {.enabled = free})) {
    ImGui::OpenPopup("call to seat");
  }
  ImGui::SetNextWindowPos({canvas.px(box.x), canvas.px(box.y - 4)}, ImGuiCond_Always, {0, 1});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {canvas.px(8), canvas.px(8)});
  if (ImGui::BeginPopup("call to seat")) {
    ImGui::PushFont(canvas.typeface().font(Type::Label));
    for (const Seat& seat : view.console.station().seats) {
      if (!seat.online || !seat.has_manikin || seat.phase == AttemptPhase::Running) continue;
      const std::string words = filled(tr(language, "Seat {}"), seat.number);
      canvas.typeface().want(Type::Label, words);
      if (ImGui::Selectable(words.c_str(), false, 0, {canvas.px(160), canvas.px(28)}) &&
          chosen != nullptr) {
        desk.queue().call(std::string(chosen->name), seat.manikin.id);
      }
    }
    ImGui::PopFont();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

const char* guardian_words(Language language, GuardianConsent guardian) {
  switch (guardian) {
    case GuardianConsent::Missing:
      return tr(language, "Guardian: missing");
    case GuardianConsent::Given:
      return tr(language, "Guardian: agrees");
    case GuardianConsent::NotNeeded:
      break;
  }
  return tr(language, "Guardian: –");
}

/// Only where the class is set up: what belongs to the list, not to the turn.
void draw_of_the_list(const View& view, Box row) {
  Canvas& canvas = view.canvas;
  const Language language = view.language();
  ClassDesk& desk = view.console.class_desk();
  const ClassMember* chosen = desk.chosen();
  if (chosen == nullptr) return;
  const std::string name = chosen->name;
  const char* words = tr(language, "Take off the list");
  if (button(canvas, "remove", row.cut_right(button_width(canvas, words), 12), words,
             {.enabled = !desk.queue().is_pressing(name)})) {
    desk.queue().remove(name);
    return;
  }
  const GuardianConsent guardian = chosen->guardian;
  const char* consent = guardian_words(language, guardian);
  if (button(canvas, "guardian", row.cut_right(button_width(canvas, consent), 12), consent)) {
    desk.queue().set_guardian(
        name, static_cast<GuardianConsent>((static_cast<std::uint8_t>(guardian) + 1U) % 3U));
    return;
  }
  std::string nickname = chosen->nickname;
  const char* label = tr(language, "Nickname");
  row.cut_left(canvas.text(row, label, Type::Label, view.theme().tx2), 12);
  text_field(canvas, name.c_str(), row.cut_left(std::min(240.0F, row.w)), nickname,
             {.hint = tr(language, "for the trainees' screen")});
  if (nickname != chosen->nickname) desk.queue().set_nickname(name, nickname);
}

std::string said(const View& view) {
  const Language language = view.language();
  const ClassDesk& desk = view.console.class_desk();
  const ClassMember* chosen = desk.chosen();
  if (desk.swap_asked()) return tr(language, "Swap with whom? Esc: nobody");
  if (chosen == nullptr) return tr(language, "Choose somebody in the list");
  if (chosen->guardian != GuardianConsent::Missing) return chosen->name;
  return chosen->name + " · " + tr(language, "a guardian has to agree");
}

}  // namespace

float queue_actions_height(const View& view, float width) {
  const bool setup = view.console.screen() == Screen::Setup;
  const bool wide = width >= kActionsWide;
  const int rows = (wide ? 1 : 2) + (setup && wide ? 1 : 0);
  return kSaid + static_cast<float>(rows) * (kActionsRow + kActionsGap);
}

void draw_queue_actions(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const bool wide = box.w >= kActionsWide;
  const Box words = box.cut_top(kSaid);
  const bool asks = view.console.class_desk().swap_asked();
  canvas.text(words, said(view), Type::LabelBold, asks ? t.warn_tx : t.tx2);
  const std::vector<QueueAction> actions = actions_of(view);
  const int columns = wide ? 6 : 3;
  const int rows = wide ? 1 : 2;
  const Box grid = box.cut_top(static_cast<float>(rows) * (kActionsRow + kActionsGap) - kActionsGap,
                               kActionsGap);
  for (int i = 0; i < 6; ++i) {
    const Box cell = grid.cell(i % columns, i / columns, columns, rows, kActionsGap);
    if (i == 4) {
      draw_call(view, cell);
      continue;
    }
    const QueueAction& action = actions[static_cast<std::size_t>(i < 4 ? i : 4)];
    // The word rather than its key where there is no room for both.
    const bool keyed = button_width(canvas, action.words, action.key) <= cell.w;
    if (button(canvas, action.id, cell, action.words,
               {.key = keyed ? action.key : std::string_view(), .enabled = action.enabled})) {
      view.console.press(action.shortcut, view.station);
    }
  }
  if (wide && view.console.screen() == Screen::Setup) {
    draw_of_the_list(view, box.cut_top(kActionsRow));
  }
}

}  // namespace sternum
