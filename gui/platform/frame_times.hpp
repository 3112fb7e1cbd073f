/// How long frames took, and how far apart they came: whether a screen keeps up.
///
/// Times are the window's clock, s. Keeps two numbers a frame. Main thread only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace sternum {

class FrameTimes {
 public:
  struct Spread {
    double p50_ms = 0.0;
    double p99_ms = 0.0;
    double most_ms = 0.0;
  };

  /// A frame whose building began, and that was handed to the display.
  void add(double begun_s, double shown_s) {
    took_ms_.push_back((shown_s - begun_s) * 1e3);
    if (last_shown_s_) apart_ms_.push_back((shown_s - *last_shown_s_) * 1e3);
    last_shown_s_ = shown_s;
  }

  [[nodiscard]] std::size_t count() const { return took_ms_.size(); }
  /// Building, drawing and handing over.
  [[nodiscard]] Spread took() const { return spread(took_ms_); }
  /// From one to the next. A frame that was left out shows as twice the usual distance.
  [[nodiscard]] Spread apart() const { return spread(apart_ms_); }

 private:
  [[nodiscard]] static Spread spread(std::vector<double> all) {
    if (all.empty()) return {};
    std::ranges::sort(all);
    const auto at = [&all](double share) {
      return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
    };
    return {at(0.5), at(0.99), all.back()};
  }

  std::optional<double> last_shown_s_{};
  std::vector<double> took_ms_{};
  std::vector<double> apart_ms_{};
};

}  // namespace sternum
