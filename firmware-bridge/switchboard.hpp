/// Which manikin speaks over which link.
///
/// Keeps a session per manikin id, passes on what links report, and answers for statistics. All of
/// it on the IO thread and without blocking, except `statistics`, which any thread may ask. Host
/// time comes from the clock that is passed in.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "firmware-bridge/bridge.hpp"
#include "firmware-bridge/host_time.hpp"

namespace sternum {

class Link;
class ManikinSession;

class Switchboard {
 public:
  using Clock = std::function<HostTime()>;

  Switchboard(BridgeListener& listener, BridgeOptions options, Clock clock);
  ~Switchboard();

  [[nodiscard]] HostTime now() const { return clock_(); }

  /// Attaches a link that said Hello to its manikin's session.
  void admit(Link& link);
  /// The link closed or carries another manikin from now on.
  void leave(Link& link, const std::string& reason);
  /// Publishes what the link's bytes added to the statistics of its manikin.
  void settle(Link& link);
  /// Whether a manikin's bytes have come since this was asked last.
  [[nodiscard]] bool take_bytes_came() { return std::exchange(bytes_came_, false); }
  /// Notices who has fallen silent. To be called several times a second.
  void watch();

  void send(const std::string& id, const DownMessage& message);
  /// Since when a manikin that was known has been lost; empty while it is live.
  [[nodiscard]] std::optional<HostTime> missing_since(const std::string& id) const;
  void tell(const BleSurvey& survey) { listener_.on_radio(survey); }
  /// Tells the listener, but not the same thing again within a minute.
  void notice(const Error& error);

  [[nodiscard]] std::optional<LinkStatistics> statistics(const std::string& id) const;

 private:
  BridgeListener& listener_;
  BridgeOptions options_;
  Clock clock_;
  std::map<std::string, std::unique_ptr<ManikinSession>> sessions_;
  std::map<std::string, HostTime> notices_;  ///< told lately, and when
  bool bytes_came_ = false;

  mutable std::mutex mutex_;  ///< a leaf: nothing is called while it is held
  std::map<std::string, LinkStatistics> published_;
};

}  // namespace sternum
