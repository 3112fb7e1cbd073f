#include "gui/platform/frame_loop.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/model/stillness.hpp"
#include "gui/platform/frame_fingerprint.hpp"
#include "gui/views/console_view.hpp"

namespace sternum {

namespace {

constexpr double kAtLeastEvery_s = 0.5;
constexpr double kStillFrame_s = 0.5;
constexpr double kBlink_s = 0.25;
constexpr double kStillLook_s = 0.015;
constexpr double kFrame_s = 1.0 / 60.0;
constexpr double kSoftwareFrame_s = 1.0 / 25.0;
/// Input is followed by a second frame: Dear ImGui learns in the first what is under the mouse.
constexpr int kFramesAfterInput = 2;
/// A first frame may ask for glyphs, and their widths for other glyphs ("…").
constexpr int kMostRebuilds = 4;

}  // namespace

float scale_for(int width, int height, float wished) {
  const float fits =
      std::min(static_cast<float>(width) / 1600.0F, static_cast<float>(height) / 900.0F);
  const float tenths = std::floor(fits * 10.0F + 0.01F) / 10.0F;
  // No screen has room in less than 640 × 360 units.
  const float most =
      std::min(static_cast<float>(width) / 640.0F, static_cast<float>(height) / 360.0F);
  return std::clamp(std::min(std::max(1.0F, tenths) * wished, most), 0.5F, 4.0F);
}

FrameLoop::FrameLoop(Window& window, FontFiles fonts, float wished_scale)
    : window_(window), fonts_(std::move(fonts)), wished_scale_(wished_scale) {}

void FrameLoop::build(Console& console, StationPort& station, double now_s) {
  const float scale = scale_for(window_.width(), window_.height(), wished_scale_);
  if (fonts_.needs_rebuild(scale)) {
    fonts_.rebuild(scale);
    window_.upload_fonts();
    stands_.reset();
  }
  window_.begin_frame();
  draw_console(console, station, fonts_.typeface(), scale, now_s);
  window_.end_frame();
}

void FrameLoop::build_with_glyphs(Console& console, StationPort& station, double now_s) {
  build(console, station, now_s);
  // A glyph that was missing is there before anybody sees the frame.
  for (int i = 0; i < kMostRebuilds && fonts_.typeface().grown(); ++i) {
    build(console, station, now_s);
  }
}

void FrameLoop::draw(Console& console, StationPort& station, double now_s) {
  build_with_glyphs(console, station, now_s);
  window_.draw();
  stands_.reset();
}

Frame FrameLoop::step(Console& console, StationPort& station) {
  const double frame_s = window_.software_rendered() ? kSoftwareFrame_s : kFrame_s;
  const double since_s = window_.now_s() - drawn_s_;
  // While nothing is due, a new snapshot is looked for now and then: soon enough, and idle.
  const double look_s = still_ ? kStillLook_s : frame_s / 4;
  if (window_.wait_for_input(std::max(look_s, frame_s - since_s))) {
    owed_frames_ = kFramesAfterInput;
  }
  const double now_s = window_.now_s();
  if (now_s - drawn_s_ < frame_s) return Frame::NotDue;
  auto snapshot = station.snapshot();
  if (snapshot != looked_at_) {
    room_is_still_ = is_still(*snapshot);
    looked_at_ = snapshot;
  }
  still_ = room_is_still_ && !console.aed().anything_on();
  const bool news = snapshot != drawn_ && (!still_ || now_s - drawn_s_ >= kStillFrame_s);
  // The cursor of a text field blinks.
  const bool typing = ImGui::GetIO().WantTextInput && now_s - drawn_s_ >= kBlink_s;
  if (owed_frames_ == 0 && !news && !typing && now_s - drawn_s_ < kAtLeastEvery_s) {
    return Frame::NotDue;
  }
  build_with_glyphs(console, station, now_s);
  drawn_ = std::move(snapshot);
  drawn_s_ = now_s;
  const bool owed = std::exchange(owed_frames_, std::max(0, owed_frames_ - 1)) > 0;
  // Where something moves every frame differs, and comparing them would be for nothing.
  const auto built = still_ ? std::optional(fingerprint(*ImGui::GetDrawData())) : std::nullopt;
  const bool stands = built && built == stands_;
  stands_ = built;
  // After input the window itself may be another, or have been covered.
  if (stands && !owed) return Frame::Unchanged;
  window_.draw();
  return Frame::Drawn;
}

}  // namespace sternum
