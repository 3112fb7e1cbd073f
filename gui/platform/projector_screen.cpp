#include "gui/platform/projector_screen.hpp"

namespace sternum {

namespace {

/// Nothing on it moves faster than the eye of a whole room follows.
constexpr double kProjectorFrame_s = 1.0 / 25.0;

}  // namespace

void ProjectorScreen::follow(Console& console, StationPort& station, double now_s) {
  if (window_ && !window_->follow(console)) console.projector().want(false);
  if (!console.projector().is_wanted()) {
    window_.reset();
    return;
  }
  if (!window_) {
    auto opened = ProjectorWindow::open(
        fonts_, std::string("Sternum · ") + tr(console.language(), "Projector"));
    if (!opened) {
      console.note(opened.error());
      console.projector().want(false);
      return;
    }
    window_.emplace(std::move(*opened));
    drawn_s_ = -1e9;
  }
  window_->keep_place(now_s);
  if (now_s - drawn_s_ < kProjectorFrame_s) return;
  window_->draw(console, station, now_s);
  drawn_s_ = now_s;
}

Result<void> ProjectorScreen::save(Console& console, StationPort& station, double now_s,
                                   const std::filesystem::path& file) {
  if (!window_) {
    return failure("there is no projector window to take a picture of", {},
                   "open it with --projector");
  }
  window_->draw(console, station, now_s);
  return write_png(window_->picture(), file);
}

}  // namespace sternum
