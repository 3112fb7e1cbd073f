/// The numbers of a seat, held still long enough to be read: they change at most twice a second.
///
/// What becomes unmeasured, a new phase and a new attempt are shown at once. Not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "gui/model/station_port.hpp"

namespace sternum {

struct SeatNumbers {
  std::optional<double> depth_mm;
  std::optional<double> rate_per_min;
  std::optional<double> full_recoil;    ///< 0–1
  std::optional<double> flow_fraction;  ///< 0–1
  friend bool operator==(const SeatNumbers&, const SeatNumbers&) = default;
};

/// What the seat says right now; nothing from a manikin that is silent.
[[nodiscard]] SeatNumbers numbers_of(const Seat& seat);

class HeldNumbers {
 public:
  static constexpr double kHold_s = 0.5;

  /// `now_s`: seconds of any one ascending clock.
  const SeatNumbers& update(const Seat& seat, double now_s);
  [[nodiscard]] SeatNumbers of(const std::string& manikin_id) const;

 private:
  struct Held {
    SeatNumbers numbers;
    double since_s = -1e9;
    AttemptPhase phase = AttemptPhase::Idle;
    bool online = false;
  };
  std::map<std::string, Held> held_;
};

}  // namespace sternum
