#include "firmware-bridge/transport/ble_peer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace sternum {
namespace {

using namespace std::chrono_literals;

constexpr auto kResolvesWithin = 8s;
/// A service that vanished may come back under another path: a firmware that rebuilds its table.
constexpr auto kPipeWithin = 3s;
constexpr auto kSubscribesWithin = 6s;
/// A manikin says Hello once a second, whatever else it does.
constexpr auto kMuteAfter = 5s;
constexpr auto kDropsWithin = 5s;
constexpr auto kLooksEvery = 500ms;
/// When notifications end, the end of the link itself is told a moment later.
constexpr auto kSettles = 400ms;
constexpr std::size_t kMostPieces = 64;
constexpr std::size_t kShortestPiece = kShortestMtu - kAttributeHeader;
constexpr std::size_t kLongestPiece = 244;  // of an MTU of 247, the longest in one radio packet

bool asks_for_pairing(const BluezFailure& failure) {
  const auto said = [&](const char* word) {
    return failure.name.find(word) != std::string::npos ||
           failure.message.find(word) != std::string::npos;
  };
  return said("NotAuthorized") || said("Authentication") || said("authentication") ||
         said("Encryption") || said("encryption") || said("NotPaired");
}

}  // namespace

BlePeer::BlePeer(std::string address, Bluez& bluez, const BluezObjects& objects,
                 BlePeerOwner& owner)
    : address_(std::move(address)), bluez_(bluez), objects_(objects), owner_(owner) {}

std::string BlePeer::title() const {
  const auto device = objects_.device(address_);
  if (!device || device->name.empty()) return address_;
  return fmt::format("{} ({})", device->name, address_);
}

void BlePeer::connect() {
  const auto device = objects_.device(address_);
  if (stage_ != Stage::Away || !device) return;
  path_ = device->path;
  was_connected_ = false;
  go_to(Stage::Connecting);
  bluez_.connect(path_, [weak = weak_from_this(), turn = turn_](const auto& failure) {
    if (const auto self = weak.lock(); self && self->turn_ == turn) self->connect_answered(failure);
  });
}

void BlePeer::connect_answered(const std::optional<BluezFailure>& failure) {
  const auto device = objects_.device(address_);
  was_connected_ = device && device->connected;
  if (!failure || was_connected_) return go_to(Stage::Resolving);
  if (asks_for_pairing(*failure)) {
    complain("the manikin asks for pairing, which Sternum does not do",
             "pair it once in the system's Bluetooth settings");
  } else {
    not_reached(device, failure->message);
  }
  away();
}

/// Once is what a manikin that leaves looks like.
void BlePeer::not_reached(const std::optional<BluezDevice>& device, const std::string& why) {
  if (!device || !device->signal_dbm || failures_++ == 0) return;
  complain(fmt::format("the manikin is in sight but cannot be connected ({})", why),
           "another computer or phone may have it: close that, or switch the manikin off and on");
}

void BlePeer::step() {
  const auto device = objects_.device(address_);
  const HostTime now = owner_.now();
  switch (stage_) {
    case Stage::Away:
      if (device && device->connected && !let_go_) {
        path_ = device->path;
        was_connected_ = true;
        go_to(Stage::Resolving);
      }
      return;
    case Stage::Connecting:
      if (!device) return away();
      // The link may stand long before the answer comes, or without one.
      if (device->connected && device->resolved && objects_.pipe(*device)) go_to(Stage::Resolving);
      return;
    case Stage::Resolving:
      return resolve(device);
    case Stage::Subscribing:
      if (!device || (was_connected_ && !device->connected)) return away();
      if (now - since_ > kSubscribesWithin) drop("it did not answer");
      return;
    case Stage::Open:
      return watch_open(device);
    case Stage::Dropping:
      if (!device || !device->connected || now - since_ > kDropsWithin) away();
      return;
  }
}

void BlePeer::resolve(const std::optional<BluezDevice>& device) {
  const HostTime now = owner_.now();
  if (!device) return away();
  was_connected_ = was_connected_ || device->connected;
  if (was_connected_ && !device->connected) {
    not_reached(device, "the link falls at once");
    return away();
  }
  if (device->resolved && now >= settled_at_) {
    if (const auto pipe = objects_.pipe(*device)) return subscribe(*pipe);
    if (now - since_ > kPipeWithin) {
      complain("the manikin is connected, but has no service that carries samples",
               "switch it off and on; if that does not help, its firmware is at fault");
      return drop("its service is gone");
    }
  }
  if (now - since_ > kResolvesWithin) {
    complain("the manikin is connected, but does not tell its services", "switch it off and on");
    return drop("it did not tell its services");
  }
  // Neither change is always signalled.
  if (now - looked_at_ >= kLooksEvery) {
    looked_at_ = now;
    bluez_.look_at(path_);
  }
}

BluezSubscriber BlePeer::subscriber() {
  const auto weak = weak_from_this();
  const std::uint64_t turn = turn_;
  // The stage turns once, to Open, before anything can come.
  return {[weak, turn](std::span<const std::byte> bytes) {
            const auto self = weak.lock();
            if (self && self->turn_ == turn + 1) self->take(bytes);
          },
          [weak, turn] {
            const auto self = weak.lock();
            if (!self || self->turn_ != turn + 1) return;
            self->close("out of reach, or switched off");
            self->go_to(Stage::Resolving);
            self->settled_at_ = self->since_ + kSettles;
          }};
}

void BlePeer::subscribe(const BluezPipe& pipe) {
  go_to(Stage::Subscribing);
  fell_back_ = false;
  bluez_.acquire(
      pipe.notify, subscriber(),
      [weak = weak_from_this(), turn = turn_, pipe](std::unique_ptr<BluezSubscription> subscription,
                                                    unsigned mtu, const auto& failure) {
        const auto self = weak.lock();
        if (!self || self->turn_ != turn) return;
        if (failure) {
          self->subscribe_failed(pipe, *failure);
        } else {
          self->subscribed(pipe, std::move(subscription), mtu);
        }
      });
}

void BlePeer::subscribe_failed(const BluezPipe& pipe, const BluezFailure& failure) {
  if (asks_for_pairing(failure)) {
    complain("the manikin asks for pairing, which Sternum does not do",
             "pair it once in the system's Bluetooth settings");
    return drop("it asks for pairing");
  }
  if (fell_back_) {
    // Once is what a link that ends meanwhile looks like.
    if (failures_++ > 0) {
      complain(
          fmt::format("the manikin is connected, but does not let us listen ({})", failure.message),
          "another program on this computer may have it: close that");
    }
    return drop("it does not let us listen");
  }
  fell_back_ = true;
  bluez_.notify(
      pipe.notify, subscriber(),
      [weak = weak_from_this(), turn = turn_, pipe](std::unique_ptr<BluezSubscription> subscription,
                                                    unsigned mtu, const auto& refusal) {
        const auto self = weak.lock();
        if (!self || self->turn_ != turn) return;
        if (refusal) {
          self->subscribe_failed(pipe, *refusal);
        } else {
          self->subscribed(pipe, std::move(subscription), mtu);
        }
      });
}

void BlePeer::subscribed(const BluezPipe& pipe, std::unique_ptr<BluezSubscription> subscription,
                         unsigned mtu) {
  subscription_ = std::move(subscription);
  pipe_ = pipe;
  piece_ = std::clamp<std::size_t>(std::max(mtu, kShortestMtu) - kAttributeHeader, kShortestPiece,
                                   kLongestPiece);
  was_connected_ = true;
  go_to(Stage::Open);
  heard_at_ = owner_.now();
  ByteSourceListener* const before = listener_;
  owner_.on_peer_open(*this);  // a listener that attaches now is told by `attach`
  if (before != nullptr && listener_ == before && stage_ == Stage::Open) before->on_open();
}

void BlePeer::watch_open(const std::optional<BluezDevice>& device) {
  if (!device || !device->connected) {
    close(device ? "out of reach, or switched off" : "the Bluetooth adapter is gone");
    return away();
  }
  if (objects_.pipe(*device) != pipe_) {
    close("its Bluetooth service vanished");
    return go_to(Stage::Resolving);
  }
  if (owner_.now() - heard_at_ > kMuteAfter) {
    complain("the manikin is connected, but sends nothing", "switch it off and on");
    drop("it sends nothing");
  }
}

void BlePeer::take(std::span<const std::byte> bytes) {
  if (stage_ != Stage::Open) return;
  heard_at_ = owner_.now();
  complained_ = false;
  failures_ = 0;
  if (listener_ != nullptr) listener_->on_bytes(bytes);
}

void BlePeer::attach(ByteSourceListener& listener) {
  listener_ = &listener;
  if (stage_ == Stage::Open) listener.on_open();
}

void BlePeer::detach() {
  listener_ = nullptr;
  let_go_ = true;
  if (stage_ != Stage::Away && stage_ != Stage::Dropping) drop("no longer wanted");
}

void BlePeer::write(const std::vector<std::byte>& bytes) {
  if (stage_ != Stage::Open || pipe_.write.empty()) return;
  const bool idle = unsent_.empty();
  for (std::size_t from = 0; from < bytes.size(); from += piece_) {
    if (unsent_.size() >= kMostPieces) break;
    const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(from);
    const auto size = std::min(piece_, bytes.size() - from);
    unsent_.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(size));
  }
  if (idle) write_next();
}

void BlePeer::write_next() {
  if (unsent_.empty()) return;
  bluez_.write(pipe_.write, unsent_.front(), !pipe_.write_commands,
               [weak = weak_from_this(), turn = turn_](const auto& failure) {
                 const auto self = weak.lock();
                 if (!self || self->turn_ != turn || self->unsent_.empty()) return;
                 std::vector<std::byte> piece = std::move(self->unsent_.front());
                 self->unsent_.pop_front();
                 if (failure && piece.size() > kShortestPiece) {
                   // It takes less than it said. Commands are repeated, so the rest may go.
                   self->piece_ = kShortestPiece;
                   self->unsent_.clear();
                   return self->write(piece);
                 }
                 self->write_next();
               });
}

void BlePeer::retire(const std::string& reason, bool disconnects) {
  if (disconnects && stage_ != Stage::Away && stage_ != Stage::Dropping) {
    bluez_.disconnect(path_, [](const auto&) {});
  }
  close(reason);
  if (stage_ != Stage::Away) away();
}

void BlePeer::end(const std::string& reason) {
  retire(reason, true);
  let_go_ = true;
  if (listener_ == nullptr) return;
  std::exchange(listener_, nullptr)->on_closed(fmt::format("{}: {}", title(), reason), true);
}

void BlePeer::drop(const std::string& reason) {
  close(reason);
  go_to(Stage::Dropping);
  bluez_.disconnect(path_, [weak = weak_from_this(), turn = turn_](const auto&) {
    if (const auto self = weak.lock(); self && self->turn_ == turn) self->away();
  });
}

void BlePeer::close(const std::string& reason) {
  subscription_.reset();
  unsent_.clear();
  if (stage_ == Stage::Open && listener_ != nullptr) {
    listener_->on_closed(fmt::format("{}: {}", title(), reason), false);
  }
}

void BlePeer::away() {
  if (stage_ == Stage::Away) return;
  go_to(Stage::Away);
  owner_.on_peer_away(*this);
}

void BlePeer::go_to(Stage stage) {
  stage_ = stage;
  since_ = owner_.now();
  ++turn_;
}

void BlePeer::complain(const std::string& what, const std::string& remedy) {
  if (std::exchange(complained_, true)) return;
  owner_.on_peer_notice({what, title(), remedy});
}

}  // namespace sternum
