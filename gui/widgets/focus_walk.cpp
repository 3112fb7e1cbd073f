#include "gui/widgets/focus_walk.hpp"

#include <imgui.h>
#include <imgui_internal.h>

namespace sternum {

namespace {

constexpr int kTab = 258;  // GLFW's
constexpr int kSpace = 32;

/// Places in the window's storage.
enum Slot : ImGuiID { kFocused = 0x53544E01, kFirst, kLast, kWanted, kFresh };

/// Where Tab wants to go.
enum Wanted { kNowhere, kForth, kBack, kTakeNext, kWrapBack };

/// What scrolls is a window of its own inside of ours.
ImGuiStorage& storage() { return ImGui::GetCurrentWindow()->RootWindow->StateStorage; }

unsigned get(Slot slot) { return static_cast<unsigned>(storage().GetInt(slot)); }
void set(Slot slot, unsigned value) { storage().SetInt(slot, static_cast<int>(value)); }

void focus(unsigned id) {
  // A field that was given the keyboard only just now gives it back, too.
  if (get(kFocused) != 0 && ImGui::GetActiveID() == get(kFocused)) ImGui::ClearActiveID();
  set(kFocused, id);
  set(kFresh, id);
  set(kWanted, kNowhere);
}

}  // namespace

void begin_focus_walk() {
  const ImGuiIO& io = ImGui::GetIO();
  set(kFirst, 0);
  set(kLast, 0);
  set(kWanted, kNowhere);
  if (ImGui::IsMouseClicked(0)) set(kFocused, 0);
  if (!io.KeyCtrl && !io.KeyAlt && ImGui::IsKeyPressed(kTab, true)) {
    // Whoever was typed into gives the keyboard back.
    if (io.WantTextInput) ImGui::ClearActiveID();
    set(kWanted, io.KeyShift ? kBack : kForth);
  }
}

bool has_focus(unsigned id) {
  if (get(kFirst) == 0) set(kFirst, id);
  if (get(kWanted) == kTakeNext) {
    focus(id);
  } else if (get(kFocused) == id && get(kWanted) == kForth) {
    set(kWanted, kTakeNext);
  } else if (get(kFocused) == id && get(kWanted) == kBack) {
    if (get(kLast) != 0) {
      focus(get(kLast));
    } else {
      set(kWanted, kWrapBack);
    }
  }
  set(kLast, id);
  return get(kFocused) == id;
}

void lead_into_field(unsigned id) {
  if (!has_focus(id) || get(kFresh) != id) return;
  set(kFresh, 0);
  ImGui::SetKeyboardFocusHere();
}

void stay_in_field(unsigned id) {
  if (ImGui::IsItemActive()) set(kFocused, id);
}

void end_focus_walk() {
  switch (get(kWanted)) {
    case kNowhere:
      return;
    case kWrapBack:
      return focus(get(kLast));
    case kBack:  // nothing had the focus, or what had it is gone
      return focus(get(kLast));
    default:
      return focus(get(kFirst));
  }
}

bool focus_clicks() { return !ImGui::GetIO().WantTextInput && ImGui::IsKeyPressed(kSpace, false); }

}  // namespace sternum
