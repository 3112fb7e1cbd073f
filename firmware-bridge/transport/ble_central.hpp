/// The radio over BlueZ: keeps its objects in view, looks for manikins with every adapter that is
/// on, lets the schedule say whom to connect to, and tells how it stands.
///
/// Bluetooth's service and its adapters may come and go at any time; sources close then, and open
/// again when all is back. Host times come from the clock that is passed in, so that tests turn it
/// by hand. See `BleRadio` for threads.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "firmware-bridge/host_time.hpp"
#include "firmware-bridge/transport/ble_peer.hpp"
#include "firmware-bridge/transport/ble_radio.hpp"
#include "firmware-bridge/transport/ble_schedule.hpp"
#include "firmware-bridge/transport/bluez.hpp"
#include "firmware-bridge/transport/bluez_objects.hpp"

namespace sternum {

class BleCentral final : public BleRadio, private BluezListener, private BlePeerOwner {
 public:
  using Clock = std::function<HostTime()>;

  BleCentral(std::unique_ptr<Bluez> bluez, Clock clock);
  ~BleCentral() override;

  void start(BleRadioEvents events) override;
  void look_after() override;
  void stop() override;

 private:
  /// Of the standard services; kept while the program runs.
  struct Facts {
    std::optional<std::uint32_t> battery_percent;
    std::string model;
    std::string firmware;
    std::optional<int> signal_dbm;  ///< the last
  };
  struct Search {
    bool asked = false;
    HostTime next_at;
  };

  void on_service(BluezService service) override;
  void on_object(const std::string& path, const BluezInterfaces& interfaces) override;
  void on_removed(const std::string& path, const std::vector<std::string>& interfaces) override;
  void on_changed(const std::string& path, const std::string& interface,
                  const BluezProperties& properties) override;

  void on_peer_open(BlePeer& peer) override;
  void on_peer_away(BlePeer& peer) override;
  void on_peer_notice(const Error& error) override;
  [[nodiscard]] HostTime now() const override { return clock_(); }

  void arrange();
  void search();
  void ask_to_search(const std::string& adapter);
  void look_around();
  void connect_to_those_due();
  void release_peers();
  void read_facts(const BlePeer& peer);
  void read_text(const std::string& address, const char* uuid, std::string Facts::*text);
  void read_battery(const std::string& address);
  void publish();
  [[nodiscard]] BleState state() const;
  [[nodiscard]] BleSurvey survey() const;
  BlePeer& peer_of(const std::string& address);

  std::unique_ptr<Bluez> bluez_;
  Clock clock_;
  BleRadioEvents events_;
  BluezService service_ = BluezService::NoBus;
  bool service_known_ = false;
  BluezObjects objects_;
  BleSchedule schedule_;
  std::map<std::string, std::shared_ptr<BlePeer>> peers_;  ///< by address
  std::map<std::string, Facts> facts_;                     ///< by address
  std::map<std::string, Search> searches_;                 ///< by adapter
  std::optional<BleSurvey> told_;
  BleState told_state_ = BleState::Starting;
  std::optional<HostTime> lost_at_;  ///< and not told yet why
  HostTime told_at_;
  bool arranging_ = false;
  bool running_ = false;
  /// Expires with the radio: answers that come later find out.
  std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

}  // namespace sternum
