#include "gui/platform/console_window.hpp"

#include <spdlog/spdlog.h>

#include "gui/model/preferences.hpp"
#include "gui/platform/console_sound.hpp"
#include "gui/platform/frame_loop.hpp"
#include "gui/platform/projector_screen.hpp"

namespace sternum {

namespace {

/// Long enough for the first data and every glyph.
constexpr int kFirstFrames = 3;

Result<void> keep(const Preferences& preferences, const std::filesystem::path& file) {
  return file.empty() ? Result<void>{} : save_preferences(preferences, file);
}

}  // namespace

Result<void> run_console_window(StationPort& station, const ConsoleWindowOptions& options) {
  auto fonts = find_font_files();
  if (!fonts) return tl::unexpected(fonts.error());
  if (fonts->notice) spdlog::warn("{}", fonts->notice->message());
  auto window = Window::open({options.width, options.height, true});
  if (!window) return tl::unexpected(window.error());

  ProjectorScreen projector(*fonts);
  FrameLoop loop(*window, std::move(*fonts), options.scale);
  Console console(options.language, options.dark);
  console.set_metronome(options.metronome_bpm);
  console.set_voice(options.voice);
  console.set_coach_mode(options.coach);
  console.projector().want(options.projector);
  Preferences remembered = load_preferences(options.preferences);
  console.layout().choose(remembered.seats_in_sight);
  ConsoleSound sound;
  const double opened_s = loop.now_s();
  bool picture_due = options.screenshot || options.projector_screenshot;
  int frames = 0;
  while (!window->close_requested() && !(options.stop_requested && options.stop_requested())) {
    console.open_dropped(window->take_dropped_files());
    const bool over = options.seconds && loop.now_s() - opened_s >= *options.seconds;
    if (over && !picture_due) break;
    Frame frame = Frame::Drawn;
    if (over) {
      loop.draw(console, station, loop.now_s());
    } else {
      frame = loop.step(console, station);
    }
    if (frame == Frame::NotDue) continue;
    projector.follow(console, station, loop.now_s());
    sound.follow(console, console.aed().take_sound());
    if (const Preferences now{console.layout().chosen()}; now != remembered) {
      remembered = now;
      if (auto saved = keep(now, options.preferences); !saved) console.note(saved.error());
    }
    ++frames;
    if (picture_due && (over || (!options.seconds && frames >= kFirstFrames))) {
      picture_due = false;
      if (frame == Frame::Unchanged) loop.draw(console, station, loop.now_s());
      frame = Frame::Drawn;
      if (options.screenshot) {
        if (auto written = write_png(window->picture(), *options.screenshot); !written) {
          return written;
        }
      }
      if (options.projector_screenshot) {
        auto written =
            projector.save(console, station, loop.now_s(), *options.projector_screenshot);
        if (!written) return written;
      }
    }
    if (frame != Frame::Drawn) continue;
    window->swap();
    if (options.frame_times != nullptr && !over) {
      options.frame_times->add(loop.begun_s(), loop.now_s());
    }
  }
  console.leave(station);
  return {};
}

}  // namespace sternum
