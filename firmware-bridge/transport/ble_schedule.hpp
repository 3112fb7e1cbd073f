/// Whom to connect to now, of the manikins that are not connected.
///
///              due             open                    lost
///   In sight ──────▶ Trying ─────────▶ Open ─────────────────────▶ Missed
///       ▲              │ failed: later                               │ due: at once, then later
///       └──────────────┘          Trying ◀───────────────────────────┘
///
/// Newcomers come one after another, so that the radio is not busy with several at once while
/// others stream; one that takes longer than `patience` no longer holds the next one up. A manikin
/// that was here and was lost waits for nobody: asking for it costs the radio little while it is
/// away, and it is to be back at once when it returns. It is missed for `remembered`. After
/// failures the wait doubles from `first_wait` to `longest_wait`; after links that opened and fell,
/// as at the edge of the radio's reach, to `longest_wait_fallen`. Pure: times are passed in.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "firmware-bridge/host_time.hpp"

namespace sternum {

struct BleScheduleOptions {
  std::chrono::milliseconds first_wait{250};
  std::chrono::milliseconds longest_wait{8000};
  std::chrono::milliseconds longest_wait_fallen{1000};
  std::chrono::milliseconds patience{6000};
  /// An open link that stood so long was no failure: the next wait is the first again.
  std::chrono::milliseconds stood{3000};
  std::chrono::minutes remembered{10};
  std::chrono::minutes shunned{5};
};

class BleSchedule {
 public:
  explicit BleSchedule(BleScheduleOptions options = {}) : options_(options) {}

  /// It advertises. To be told again for as long as it does.
  void in_sight(const std::string& address, HostTime now);
  /// `connect` was asked for.
  void trying(const std::string& address, HostTime now);
  void open(const std::string& address, HostTime now);
  /// A try failed, or an open link ended.
  void ended(const std::string& address, HostTime now);
  /// It is no manikin: leave it alone for a while.
  void shun(const std::string& address, HostTime now);

  /// To connect to now, in the order in which to do it.
  [[nodiscard]] std::vector<std::string> due(HostTime now) const;
  [[nodiscard]] bool shunned(const std::string& address) const;
  /// Forgets who has been away for too long; answers those whose link is to be ended for good.
  [[nodiscard]] std::vector<std::string> forget(HostTime now);

 private:
  enum class Phase { Waiting, Trying, Open };
  struct Entry {
    Phase phase = Phase::Waiting;
    bool was_open = false;
    bool shunned = false;
    int failures = 0;
    HostTime since{};    ///< of the phase
    HostTime next_at{};  ///< when waiting: not before
    HostTime seen_at{};
    HostTime open_at{};
  };

  [[nodiscard]] bool somebody_arrives(HostTime now) const;

  BleScheduleOptions options_;
  std::map<std::string, Entry> entries_;
};

}  // namespace sternum
