/// Opens and closes the projector's window as the console wants it, and keeps it up to date.
#pragma once

#include <filesystem>
#include <optional>

#include "gui/platform/projector_window.hpp"

namespace sternum {

/// Main thread only, while the console's window is open.
class ProjectorScreen {
 public:
  explicit ProjectorScreen(FontFiles fonts) : fonts_(std::move(fonts)) {}

  /// After every turn of the console's loop. A window that cannot be opened becomes a notice.
  void follow(Console& console, StationPort& station, double now_s);
  /// A picture of what it shows now; an error without a window.
  [[nodiscard]] Result<void> save(Console& console, StationPort& station, double now_s,
                                  const std::filesystem::path& file);

 private:
  FontFiles fonts_;
  std::optional<ProjectorWindow> window_;
  double drawn_s_ = -1e9;
};

}  // namespace sternum
