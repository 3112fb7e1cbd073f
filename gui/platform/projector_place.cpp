#include "gui/platform/projector_place.hpp"

#include <algorithm>

namespace sternum {

namespace {

constexpr int kMost_w = 1280;
constexpr int kLeast_w = 640;
constexpr int kMargin = 24;

long long overlap(const DesktopBox& a, const DesktopBox& b) {
  const int w = std::min(a.x + a.w, b.x + b.w) - std::max(a.x, b.x);
  const int h = std::min(a.y + a.h, b.y + b.h) - std::max(a.y, b.y);
  return w <= 0 || h <= 0 ? 0 : static_cast<long long>(w) * h;
}

}  // namespace

std::optional<std::size_t> console_monitor(const std::vector<DesktopBox>& monitors,
                                           const DesktopBox& console) {
  const auto most = std::ranges::max_element(
      monitors, {}, [&](const DesktopBox& monitor) { return overlap(monitor, console); });
  if (most == monitors.end()) return {};
  return static_cast<std::size_t>(most - monitors.begin());
}

std::optional<std::size_t> projector_monitor(const std::vector<DesktopBox>& monitors,
                                             const DesktopBox& console,
                                             std::optional<std::size_t> current) {
  const auto home = console_monitor(monitors, console);
  if (!home) return {};
  const auto suits = [&](std::size_t i) { return overlap(monitors[i], monitors[*home]) == 0; };
  if (current && *current < monitors.size() && suits(*current)) return current;
  for (std::size_t i = 0; i < monitors.size(); ++i) {
    if (suits(i)) return i;
  }
  return {};
}

DesktopBox projector_window_box(const DesktopBox& room) {
  const int most_w = std::min({kMost_w, room.w * 2 / 3, room.h * 2 / 3 * 16 / 9});
  const int w = std::max(kLeast_w, most_w);
  const int h = (w * 9 + 8) / 16;
  return {std::max(room.x, room.x + room.w - w - kMargin),
          std::max(room.y, room.y + room.h - h - kMargin), w, h};
}

}  // namespace sternum
