/// Where the trainees' screen belongs among the monitors there are.
///
/// Boxes are in the desktop's pixels, y downward. Pure functions: what GLFW knows of monitors and
/// windows comes in as values. The trainees' screen fills a monitor that the console is not on. Two
/// monitors that overlap show the same picture, as a projector does that mirrors the console's
/// screen: that one is the console's, too.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace sternum {

struct DesktopBox {
  int x = 0;
  int y = 0;
  int w = 0;
  int h = 0;
  friend bool operator==(const DesktopBox&, const DesktopBox&) = default;
};

/// The monitor that holds most of the console; the first where it is on none. Empty: there is no
/// monitor.
[[nodiscard]] std::optional<std::size_t> console_monitor(const std::vector<DesktopBox>& monitors,
                                                         const DesktopBox& console);
/// The monitor for the trainees' screen: `current` as long as the console is not on it, else the
/// first that is not the console's. Empty: there is none.
[[nodiscard]] std::optional<std::size_t> projector_monitor(const std::vector<DesktopBox>& monitors,
                                                           const DesktopBox& console,
                                                           std::optional<std::size_t> current);
/// Without a monitor of its own: a window of 16 : 9 in the lower right corner of what the
/// console's monitor has room for, at most 1280 × 720 and two thirds of it, so that the console's
/// header and first seats stay in sight.
[[nodiscard]] DesktopBox projector_window_box(const DesktopBox& room);

}  // namespace sternum
