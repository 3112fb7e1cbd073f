/// One device of the radio: its way from being asked for to a pipe of bytes, and back.
///
///   Away ──connect──▶ Connecting ──answered──▶ Resolving ──services known──▶ Subscribing ──▶ Open
///    ▲                    │ failed                 │ too long    ▲ ▲             │ refused    │
///    │                    │                        │             │ └─pipe gone, link stands───┤
///    ├────────────────────┘                        │    by another way connected              │
///    └──disconnected, or 5 s──Dropping ◀───────────┴─────────────────────────────┴─no bytes───┤
///    ▲                                                                                        │
///    └──────────────────────────────link gone─────────────────────────────────────────────────┘
///
/// Notifications are taken by a descriptor (AcquireNotify), or where that is refused as changes of
/// a property (StartNotify). That a connection stands is not always signalled: it is asked for.
/// What is written goes in pieces that fit the MTU, and in the shortest that there are when a
/// device takes less than it said. Touched by one thread; `step` is to be called after anything
/// changed, and several times a second.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"
#include "firmware-bridge/host_time.hpp"
#include "firmware-bridge/transport/ble_gatt.hpp"
#include "firmware-bridge/transport/bluez.hpp"
#include "firmware-bridge/transport/bluez_objects.hpp"
#include "firmware-bridge/transport/byte_source.hpp"

namespace sternum {

class BlePeer;

class BlePeerOwner {
 public:
  virtual ~BlePeerOwner() = default;
  /// Bytes can flow. Whoever is to hear them attaches now, or has before.
  virtual void on_peer_open(BlePeer& peer) = 0;
  /// Away again, after a try that failed or a link that ended.
  virtual void on_peer_away(BlePeer& peer) = 0;
  virtual void on_peer_notice(const Error& error) = 0;
  [[nodiscard]] virtual HostTime now() const = 0;
};

class BlePeer : public std::enable_shared_from_this<BlePeer> {
 public:
  enum class Stage : std::uint8_t { Away, Connecting, Resolving, Subscribing, Open, Dropping };

  /// `bluez`, `objects` and the owner outlive the peer, or its `retire`.
  BlePeer(std::string address, Bluez& bluez, const BluezObjects& objects, BlePeerOwner& owner);

  [[nodiscard]] const std::string& address() const { return address_; }
  [[nodiscard]] Stage stage() const { return stage_; }
  /// What it is called in sentences: its name and address.
  [[nodiscard]] std::string title() const;

  /// When away, and BlueZ knows the device.
  void connect();
  void step();
  /// The service is gone or the program ends: nothing is asked for any more. `disconnects`: but for
  /// the link to be let go.
  void retire(const std::string& reason, bool disconnects);

  /// For good: its source is told that it will not open again.
  void end(const std::string& reason);

  // For its source.
  void attach(ByteSourceListener& listener);
  /// Lets go of the manikin.
  void detach();
  void write(const std::vector<std::byte>& bytes);
  [[nodiscard]] bool has_listener() const { return listener_ != nullptr; }
  /// Its source was stopped.
  [[nodiscard]] bool let_go() const { return let_go_; }

 private:
  void go_to(Stage stage);
  void resolve(const std::optional<BluezDevice>& device);
  void subscribe(const BluezPipe& pipe);
  void subscribed(const BluezPipe& pipe, std::unique_ptr<BluezSubscription> subscription,
                  unsigned mtu);
  void watch_open(const std::optional<BluezDevice>& device);
  void take(std::span<const std::byte> bytes);
  void close(const std::string& reason);
  void away();
  void drop(const std::string& reason);
  void complain(const std::string& what, const std::string& remedy);
  void write_next();
  [[nodiscard]] BluezSubscriber subscriber();
  void not_reached(const std::optional<BluezDevice>& device, const std::string& why);
  void connect_answered(const std::optional<BluezFailure>& failure);
  void subscribe_failed(const BluezPipe& pipe, const BluezFailure& failure);

  std::string address_;
  Bluez& bluez_;
  const BluezObjects& objects_;
  BlePeerOwner& owner_;
  ByteSourceListener* listener_ = nullptr;
  bool let_go_ = false;
  Stage stage_ = Stage::Away;
  std::uint64_t turn_ = 0;  ///< counts stages: an answer to an earlier one is stale
  HostTime since_;          ///< of the stage
  HostTime heard_at_;
  HostTime looked_at_;
  HostTime settled_at_;         ///< resolving: not before
  bool was_connected_ = false;  ///< BlueZ has said so, this time
  bool fell_back_ = false;      ///< to notifications as a property
  std::string path_;            ///< of the device, while not away
  BluezPipe pipe_;
  std::unique_ptr<BluezSubscription> subscription_;
  std::deque<std::vector<std::byte>> unsent_;  ///< pieces; the first is on its way
  std::size_t piece_ = kShortestMtu - kAttributeHeader;
  bool complained_ = false;  ///< since anything came
  int failures_ = 0;         ///< of which nothing was told, since anything came
};

}  // namespace sternum
