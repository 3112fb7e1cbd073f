/// One manikin, known by its id for as long as the console runs, whatever links it comes by.
///
///            Hello             nothing intact for long, or the link closed
///   unknown ───────▶ live on L ───────────────────────────────────────────▶ silent
///                     ▲  │  ▲                                                 │
///                     │  └──┘ a Hello that differs: told again                │
///                     └──── anything intact on L, a Hello on any other ◀──────┘
///
///   live on L: Hello on M ──▶ M claims ──L heard again──▶ conflict ──M closed or mute──▶ resolved
///                                └──L silent or closed──▶ live on M
///
/// "Heard again" keeps a quick reconnect from looking like a conflict: the old connection of a
/// manikin that has come back on a new one never speaks again. IO thread only; never blocks; tells
/// the listener as it goes. Host times are passed in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "firmware-bridge/bridge.hpp"
#include "firmware-bridge/host_time.hpp"
#include "firmware-bridge/protocol/batch_assembler.hpp"

namespace sternum {

class Link;

class ManikinSession {
 public:
  /// `console`: who we are, for the manikin.
  ManikinSession(std::string id, BridgeListener& listener, Duration silence,
                 std::string console = {});

  [[nodiscard]] const std::string& id() const { return id_; }

  /// Something intact came over `link`, whose Hello names this manikin. True when the session
  /// listens to that link, which may be from now on.
  [[nodiscard]] bool hear(Link& link, HostTime now);
  /// Live, and over this link.
  [[nodiscard]] bool listens_to(const Link& link) const { return !silent_ && carrier_ == &link; }

  /// What the link that is listened to brought.
  void take_hello(Link& link);
  void take_samples(const WireBatch& batch, HostTime now);
  void take_compression(const CompressionReport& report, HostTime now);
  void take_breath(const BreathReport& report, HostTime now);
  void take_status(const Status& status) { listener_.on_status(id_, status); }
  void take_touch() { listener_.on_touch(id_); }

  /// The link closed, or carries another manikin now.
  void leave(Link& link, const std::string& reason, HostTime now);
  /// Notices silence, and claims that nobody keeps up. To be called several times a second.
  void watch(HostTime now);

  /// Counts what arrived over the link that is listened to.
  void settle(Link& link);
  [[nodiscard]] LinkStatistics statistics() const;

  /// The link it is live on; nullptr while it is silent.
  [[nodiscard]] Link* carrier() const { return silent_ ? nullptr : carrier_; }
  /// Since when it has been lost; empty while it is live.
  [[nodiscard]] std::optional<HostTime> missing_since() const;

 private:
  struct Claim {
    Link* link;
    bool told;
  };

  void carry(Link& link, HostTime now);
  void tell(Link& link);
  void fall_silent(const std::string& reason, HostTime now);
  void tell_conflicts();
  void drop_claim(const Link& link);
  void tell_if_resolved();
  [[nodiscard]] bool streams() const;
  [[nodiscard]] std::chrono::microseconds patience() const;

  std::string id_;
  BridgeListener& listener_;
  std::chrono::microseconds silence_;
  std::string console_;
  BatchAssembler assembler_;
  LinkStatistics received_;
  std::optional<Hello> hello_;
  Link* carrier_ = nullptr;  ///< kept while silent, as long as the link is open
  bool silent_ = true;
  HostTime silent_since_;
  HostTime heard_at_;
  std::optional<HostTime> streamed_at_;  ///< the last measurement since it became live
  std::vector<Claim> claims_;
  bool conflict_ = false;
};

}  // namespace sternum
