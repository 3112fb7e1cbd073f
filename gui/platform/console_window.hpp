/// The console in a window, from opening to closing.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "analysis/core/result.hpp"
#include "gui/locale/locale.hpp"
#include "gui/model/station_port.hpp"
#include "gui/platform/frame_times.hpp"

namespace sternum {

struct ConsoleWindowOptions {
  Language language = Language::Chinese;
  bool dark = true;
  /// Closes by itself after so long.
  std::optional<double> seconds;
  /// A picture of the window, saved at the end of `seconds`, or else after the first frames.
  std::optional<std::filesystem::path> screenshot;
  bool projector = false;  ///< the trainees' screen is open from the beginning
  /// A picture of the trainees' screen, saved with `screenshot`, or when that would be.
  std::optional<std::filesystem::path> projector_screenshot;
  std::optional<int> metronome_bpm;  ///< clicks from the beginning
  bool voice = false;                ///< speaks from the beginning
  CoachMode coach = CoachMode::Full;
  /// Where what the instructor chose is remembered from one start to the next; empty: nowhere.
  std::filesystem::path preferences;
  int width = 1600;  ///< px
  int height = 900;
  /// Asked every frame: true closes the window, as when the program was told to end.
  std::function<bool()> stop_requested;
  float scale = 1.0F;                 ///< of everything, on top of what a larger window gives
  FrameTimes* frame_times = nullptr;  ///< where they are kept; null: nowhere. Outlives the window
};

/// Runs until the window is closed or `seconds` have passed. Main thread only; blocks meanwhile. An
/// error says that there is no display, no OpenGL, no font, or that the picture could not be
/// written.
[[nodiscard]] Result<void> run_console_window(StationPort& station,
                                              const ConsoleWindowOptions& options);

}  // namespace sternum
