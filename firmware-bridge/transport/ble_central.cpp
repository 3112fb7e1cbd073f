#include "firmware-bridge/transport/ble_central.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "firmware-bridge/protocol/limits.hpp"
#include "firmware-bridge/transport/ble_gatt.hpp"
#include "firmware-bridge/transport/ble_source.hpp"

namespace sternum {
namespace {

using namespace std::chrono_literals;

constexpr auto kSearchAgainAfter = 2s;
constexpr auto kTellEvery = 300ms;
/// A service that ends switches its adapters off first and takes them away: only then is it gone.
constexpr auto kLostFor = 500ms;
/// More than any room has; whoever comes later waits until one is forgotten.
constexpr std::size_t kMostPeers = 64;

std::string adapter_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string as_text(const std::vector<std::byte>& bytes) {
  std::string text;
  for (const std::byte byte : bytes) text.push_back(static_cast<char>(byte));
  while (!text.empty() && text.back() == '\0') text.pop_back();
  return text.size() <= kLongestName && is_printable(text) ? text : std::string{};
}

/// When something that worked does so no longer.
Error loss_of(BleState state) {
  if (state == BleState::NoAdapter) {
    return {"the Bluetooth adapter was pulled out", "Bluetooth", "plug it in again"};
  }
  if (state == BleState::SwitchedOff) {
    return {"Bluetooth was switched off", "Bluetooth", "switch it on in the system's settings"};
  }
  return {"the Bluetooth service of this computer stopped", "Bluetooth",
          "it usually restarts by itself; otherwise: systemctl restart bluetooth"};
}

}  // namespace

BleCentral::BleCentral(std::unique_ptr<Bluez> bluez, Clock clock)
    : bluez_(std::move(bluez)), clock_(std::move(clock)) {}

BleCentral::~BleCentral() { stop(); }

void BleCentral::start(BleRadioEvents events) {
  events_ = std::move(events);
  running_ = true;
  bluez_->start(*this);
}

void BleCentral::stop() {
  if (!std::exchange(running_, false)) return;
  for (const auto& [address, peer] : peers_) peer->retire("the console lets it go", true);
  bluez_->stop();
  peers_.clear();
}

void BleCentral::look_after() { arrange(); }

void BleCentral::arrange() {
  if (!running_ || std::exchange(arranging_, true)) return;
  if (service_ == BluezService::Running) {
    search();
    look_around();
    // A peer that steps may come to be let go; the map is changed only behind this.
    for (const auto& [address, peer] : peers_) peer->step();
    release_peers();
    connect_to_those_due();
  }
  publish();
  arranging_ = false;
}

void BleCentral::search() {
  const auto adapters = objects_.adapters();
  std::erase_if(searches_, [&](const auto& search) {
    return std::ranges::none_of(
        adapters, [&](const BluezAdapter& a) { return a.path == search.first && a.powered; });
  });
  for (const BluezAdapter& adapter : adapters) {
    if (!adapter.powered) continue;
    const Search& search = searches_[adapter.path];
    if (!search.asked && now() >= search.next_at) ask_to_search(adapter.path);
  }
}

/// BlueZ searches for as long as we are there, and pauses when it has to.
void BleCentral::ask_to_search(const std::string& adapter) {
  searches_[adapter].asked = true;
  bluez_->discover(adapter, {kPipeServices.begin(), kPipeServices.end()},
                   [this, alive = std::weak_ptr(alive_), adapter](const auto& failure) {
                     if (alive.expired() || !failure) return;
                     if (failure->name == "org.bluez.Error.InProgress") return;
                     const auto search = searches_.find(adapter);
                     if (search == searches_.end()) return;
                     search->second = {false, now() + kSearchAgainAfter};
                   });
}

void BleCentral::look_around() {
  for (const BluezDevice& device : objects_.candidates()) {
    if (device.signal_dbm) {
      facts_[device.address].signal_dbm = device.signal_dbm;
      schedule_.in_sight(device.address, now());
    }
    // Connected by a program before us, or by the system.
    if (device.connected && peers_.size() < kMostPeers && !schedule_.shunned(device.address)) {
      peer_of(device.address);
    }
  }
}

void BleCentral::connect_to_those_due() {
  for (const std::string& address : schedule_.due(now())) {
    const auto device = objects_.device(address);
    if (!device || device->connected) continue;
    if (!peers_.contains(address) && peers_.size() >= kMostPeers) continue;
    BlePeer& peer = peer_of(address);
    if (peer.stage() != BlePeer::Stage::Away) continue;
    schedule_.trying(address, now());
    peer.connect();
  }
}

void BleCentral::release_peers() {
  for (const std::string& address : schedule_.forget(now())) {
    const auto found = peers_.find(address);
    if (found != peers_.end()) found->second->end("not seen for a long time");
  }
  std::erase_if(peers_, [&](const auto& known) {
    const BlePeer& peer = *known.second;
    if (peer.stage() != BlePeer::Stage::Away || !peer.let_go()) return false;
    schedule_.shun(known.first, now());
    return true;
  });
}

BlePeer& BleCentral::peer_of(const std::string& address) {
  auto& peer = peers_[address];
  BlePeerOwner& owner = *this;
  if (!peer) peer = std::make_shared<BlePeer>(address, *bluez_, objects_, owner);
  return *peer;
}

void BleCentral::on_service(BluezService service) {
  const bool gone = service_ == BluezService::Running && service != BluezService::Running;
  service_ = service;
  service_known_ = true;
  if (gone) {
    objects_.clear();
    searches_.clear();
    for (const auto& [address, peer] : peers_) {
      peer->retire("the Bluetooth service of this computer stopped", false);
    }
  }
  arrange();
}

void BleCentral::on_object(const std::string& path, const BluezInterfaces& interfaces) {
  objects_.put(path, interfaces);
  if (interfaces.contains(bluez::kDevice) || interfaces.contains(bluez::kAdapter)) arrange();
}

void BleCentral::on_removed(const std::string& path, const std::vector<std::string>& interfaces) {
  objects_.remove(path, interfaces);
  arrange();
}

void BleCentral::on_changed(const std::string& path, const std::string& interface,
                            const BluezProperties& properties) {
  objects_.change(path, interface, properties);
  const auto tells = [&](const char* name) { return properties.contains(name); };
  if (tells("Connected") || tells("ServicesResolved") || tells("Powered")) arrange();
}

void BleCentral::on_peer_open(BlePeer& peer) {
  schedule_.open(peer.address(), now());
  read_facts(peer);
  if (!peer.has_listener()) events_.on_source(make_ble_source(peer.shared_from_this()));
}

void BleCentral::on_peer_away(BlePeer& peer) { schedule_.ended(peer.address(), now()); }

void BleCentral::on_peer_notice(const Error& error) { events_.on_notice(error); }

void BleCentral::read_facts(const BlePeer& peer) {
  read_text(peer.address(), kModelNumber, &Facts::model);
  read_text(peer.address(), kFirmwareRevision, &Facts::firmware);
  read_battery(peer.address());
}

void BleCentral::read_text(const std::string& address, const char* uuid, std::string Facts::*text) {
  const auto device = objects_.device(address);
  if (!device) return;
  const std::string path = objects_.characteristic(*device, uuid);
  if (path.empty()) return;
  bluez_->read(path, [this, alive = std::weak_ptr(alive_), address, text](const auto& bytes,
                                                                          const auto& failure) {
    if (!alive.expired() && !failure) facts_[address].*text = as_text(bytes);
  });
}

/// Only where BlueZ does not read the Battery Service by itself.
void BleCentral::read_battery(const std::string& address) {
  const auto device = objects_.device(address);
  if (!device || objects_.battery_percent(*device)) return;
  const std::string path = objects_.characteristic(*device, kBatteryLevel);
  if (path.empty()) return;
  bluez_->read(
      path, [this, alive = std::weak_ptr(alive_), address](const auto& bytes, const auto& failure) {
        if (alive.expired() || failure || bytes.size() != 1) return;
        const auto percent = std::to_integer<std::uint32_t>(bytes[0]);
        if (percent <= 100) facts_[address].battery_percent = percent;
      });
}

BleState BleCentral::state() const {
  if (!service_known_) return BleState::Starting;
  if (service_ != BluezService::Running) return BleState::NoService;
  const auto adapters = objects_.adapters();
  if (adapters.empty()) return BleState::NoAdapter;
  const bool on = std::ranges::any_of(adapters, [](const BluezAdapter& a) { return a.powered; });
  return on ? BleState::Searching : BleState::SwitchedOff;
}

BleSurvey BleCentral::survey() const {
  BleSurvey survey;
  survey.state = state();
  for (const BluezAdapter& adapter : objects_.adapters()) {
    survey.adapters.push_back({adapter_name(adapter.path), adapter.address, adapter.powered});
  }
  for (const BluezDevice& device : objects_.candidates()) {
    const auto peer = peers_.find(device.address);
    const bool open = peer != peers_.end() && peer->second->stage() == BlePeer::Stage::Open;
    if (!device.signal_dbm && !open) continue;
    const auto found = facts_.find(device.address);
    const Facts facts = found == facts_.end() ? Facts{} : found->second;
    const auto battery = objects_.battery_percent(device);
    survey.manikins.push_back({device.address, device.name, facts.signal_dbm, open,
                               battery ? battery : facts.battery_percent, facts.model,
                               facts.firmware});
  }
  std::ranges::sort(survey.manikins, {}, &BleSighting::address);
  return survey;
}

void BleCentral::publish() {
  const BleState stands = state();
  const bool turned = stands != told_state_;
  if (stands == BleState::Searching) {
    lost_at_.reset();
  } else if (turned && told_state_ == BleState::Searching) {
    lost_at_ = now();
  }
  if (lost_at_ && (stands == BleState::NoService || now() - *lost_at_ > kLostFor)) {
    lost_at_.reset();
    events_.on_notice(loss_of(stands));
  }
  told_state_ = stands;
  if (!turned && told_ && now() - told_at_ < kTellEvery) return;
  told_at_ = now();
  BleSurvey survey = this->survey();
  if (told_ && *told_ == survey) return;
  told_ = std::move(survey);
  events_.on_survey(*told_);
}

}  // namespace sternum
