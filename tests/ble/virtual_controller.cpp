#include "tests/ble/virtual_controller.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace sternum::ble {
namespace {

using namespace std::chrono_literals;

// Packet types on /dev/vhci: those of the UART transport, and one to make the adapter.
constexpr std::uint8_t kCommand = 0x01, kData = 0x02, kEvent = 0x04, kVendor = 0xFF;
constexpr std::uint8_t kPeerIsRandom = 0x01;
constexpr std::uint16_t kAttributeChannel = 4, kSignalChannel = 5;
constexpr std::uint8_t kTimedOut = 0x08, kEndedByHost = 0x16;
constexpr std::uint16_t kDataLength = 251;
constexpr int kPacketsPerEvent = 6;
constexpr auto kTick = 2ms;
constexpr auto kAdvertisesEvery = 60ms;
/// What the manikin asks for: 15 ms, and 1 s without a word to notice a loss.
constexpr std::uint16_t kWishedInterval = 12, kWishedSupervision = 100;

std::uint16_t word(std::span<const std::uint8_t> octets, std::size_t at) {
  return static_cast<std::uint16_t>(octets[at] | octets[at + 1] << 8);
}

void add_word(Octets& octets, std::uint16_t number) {
  octets.push_back(static_cast<std::uint8_t>(number & 0xFF));
  octets.push_back(static_cast<std::uint8_t>(number >> 8));
}

Address address_at(std::span<const std::uint8_t> octets, std::size_t at) {
  Address address{};
  std::copy_n(octets.begin() + static_cast<std::ptrdiff_t>(at), 6, address.begin());
  return address;
}

/// Which commands there are (vol. 4, part E, 6.27): those of low energy, and to disconnect.
Octets supported_commands() {
  Octets answer(65, 0);
  answer[1 + 0] = 0x20;
  answer[1 + 2] = 0x80;
  answer[1 + 5] = 0xC0;
  answer[1 + 14] = 0x28;
  answer[1 + 25] = 0x97;
  answer[1 + 26] = 0xFC;
  answer[1 + 27] = 0xFF;
  answer[1 + 28] = 0x08;
  return answer;
}

}  // namespace

VirtualController::VirtualController(boost::asio::io_context& context)
    : context_(context), vhci_(context), ticker_(context) {}

Result<void> VirtualController::plug() {
  const int fd = ::open("/dev/vhci", O_RDWR | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return failure(std::strerror(errno), "/dev/vhci", "load the module hci_vhci");
  const std::array<std::uint8_t, 2> make = {kVendor, 0x00};
  if (::write(fd, make.data(), make.size()) != static_cast<ssize_t>(make.size())) {
    ::close(fd);
    return failure("no adapter could be made", "/dev/vhci");
  }
  vhci_.assign(fd);
  plugged_ = std::make_shared<const bool>(true);
  read();
  tick();
  return {};
}

void VirtualController::unplug() {
  plugged_.reset();
  ticker_.cancel();
  boost::system::error_code ignored;
  vhci_.close(ignored);
  forget_links();
}

/// As a controller that was reset.
void VirtualController::forget_links() {
  scans_ = false;
  connecting_.reset();
  accepted_.clear();
  for (const auto& remote : remotes_) {
    if (std::exchange(remote->handle, std::uint16_t{0}) != 0) remote->device->disconnected();
  }
}

void VirtualController::add(PeripheralOptions options) {
  auto remote = std::make_unique<Remote>();
  remote->device = std::make_unique<Peripheral>(context_, std::move(options));
  remotes_.push_back(std::move(remote));
}

void VirtualController::carry_away(std::size_t index) { remotes_.at(index)->in_reach = false; }

void VirtualController::bring_back(std::size_t index) { remotes_.at(index)->in_reach = true; }

void VirtualController::switch_off(std::size_t index) {
  remotes_.at(index)->in_reach = false;
  remotes_.at(index)->forgot_link = true;
  remotes_.at(index)->device->switch_off();
}

void VirtualController::read() {
  vhci_.async_read_some(boost::asio::buffer(buffer_),
                        [this, plugged = std::weak_ptr(plugged_)](
                            const boost::system::error_code& failure, std::size_t size) {
                          if (plugged.expired() || failure) return;
                          take(std::span<const std::uint8_t>(buffer_).first(size));
                          read();
                        });
}

void VirtualController::take(std::span<const std::uint8_t> packet) {
  if (packet.size() >= 4 && packet[0] == kCommand) {
    obey(word(packet, 1), packet.subspan(4));
  } else if (packet.size() >= 5 && packet[0] == kData) {
    take_data(packet.subspan(1));
  }
}

void VirtualController::obey(std::uint16_t opcode, std::span<const std::uint8_t> parameters) {
  switch (opcode) {
    case 0x0C03:  // Reset
      forget_links();
      return complete(opcode, {0});
    case 0x1001:  // Read Local Version Information: 5.0, of nobody
      return complete(opcode, {0, 0x09, 0, 0, 0x09, 0xFF, 0xFF, 0, 0});
    case 0x1002:
      return complete(opcode, supported_commands());
    case 0x1003:  // Read Local Supported Features: low energy, and nothing else
      return complete(opcode, {0, 0, 0, 0, 0, 0x60, 0, 0, 0});
    case 0x1009:  // Read BD_ADDR
      return complete(opcode, {0, 0x01, 0x00, 0x00, 0xAA, 0x55, 0x00});
    case 0x0406: {  // Disconnect
      status(opcode, 0);
      Remote* remote = by_handle(word(parameters, 0));
      if (remote != nullptr) end_link(*remote, kEndedByHost);
      return;
    }
    case 0x041D: {  // Read Remote Version Information
      status(opcode, 0);
      Octets version = {0, parameters[0], parameters[1], 0x09, 0xFF, 0xFF, 0, 0};
      return event(0x0C, version);
    }
    case 0x0C01:  // Set Event Mask
    case 0x0C63:  // … page 2
      return complete(opcode, {0});
    default:
      if ((opcode >> 10) == 0x08) return obey_low_energy(opcode, parameters);
      return complete(opcode, {0x01});  // unknown
  }
}

void VirtualController::obey_low_energy(std::uint16_t opcode,
                                        std::span<const std::uint8_t> parameters) {
  switch (opcode) {
    case 0x2001:  // Set Event Mask
    case 0x2005:  // Set Random Address
    case 0x2008:  // Set Advertising Data
    case 0x2009:  // Set Scan Response Data
      return complete(opcode, {0});
    case 0x2002:  // Read Buffer Size
      return complete(opcode, {0, kDataLength & 0xFF, 0x00, 8});
    case 0x2003:  // Read Local Supported Features: encryption is said, and never asked for
    case 0x201C:  // Read Supported States
      return complete(opcode, {0, 0x01, 0, 0, 0, 0, 0, 0, 0});
    case 0x2007:  // Read Advertising Channel Tx Power
      return complete(opcode, {0, 0});
    case 0x200B:  // Set Scan Parameters
      scans_actively_ = parameters[0] == 1;
      scans_for_accepted_ = (parameters[6] & 1) != 0;
      return complete(opcode, {0});
    case 0x200C:  // Set Scan Enable
      scans_ = parameters[0] == 1;
      return complete(opcode, {0});
    case 0x200D:  // Create Connection
      connecting_ = Connecting{address_at(parameters, 6), parameters[4] == 1, word(parameters, 15),
                               word(parameters, 19)};
      return status(opcode, 0);
    case 0x200E: {  // Create Connection Cancel
      const bool was = connecting_.has_value();
      complete(opcode, {static_cast<std::uint8_t>(was ? 0x00 : 0x0C)});
      connecting_.reset();
      if (was) meta(0x01, {0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
      return;
    }
    case 0x200F:  // Read Filter Accept List Size
      return complete(opcode, {0, 32});
    case 0x2010:  // Clear
      accepted_.clear();
      return complete(opcode, {0});
    case 0x2011:  // Add Device To
      accepted_.insert(address_at(parameters, 1));
      return complete(opcode, {0});
    case 0x2012:  // Remove Device From
      accepted_.erase(address_at(parameters, 1));
      return complete(opcode, {0});
    case 0x2013: {  // Connection Update
      status(opcode, 0);
      Remote* remote = by_handle(word(parameters, 0));
      if (remote == nullptr) return;
      const std::uint16_t interval = word(parameters, 2);
      remote->interval = interval * 1250us;
      remote->supervision = word(parameters, 8) * 10ms;
      remote->device->set_interval(microseconds(remote->interval.count()));
      Octets updated = {0};
      add_word(updated, remote->handle);
      add_word(updated, interval);
      add_word(updated, word(parameters, 6));
      add_word(updated, word(parameters, 8));
      return meta(0x03, updated);
    }
    case 0x2016: {  // Read Remote Features
      status(opcode, 0);
      Octets features = {0, parameters[0], parameters[1], 0, 0, 0, 0, 0, 0, 0, 0};
      return meta(0x04, features);
    }
    case 0x2018:  // Rand: no secrets are kept here
      return complete(opcode, {0, 4, 8, 15, 16, 23, 42, 1, 2});
    default:
      return complete(opcode, {0x01});
  }
}

void VirtualController::take_data(std::span<const std::uint8_t> packet) {
  const auto handle = static_cast<std::uint16_t>(word(packet, 0) & 0x0FFF);
  const bool continues = ((packet[1] >> 4) & 3) == 1;
  Octets taken = {1};
  add_word(taken, handle);
  add_word(taken, 1);
  event(0x13, taken);  // Number Of Completed Packets
  Remote* remote = by_handle(handle);
  if (remote == nullptr || !remote->in_reach || remote->forgot_link) return;
  if (!continues) remote->incoming.clear();
  const auto octets = packet.subspan(4);
  remote->incoming.insert(remote->incoming.end(), octets.begin(), octets.end());
  if (remote->incoming.size() < 4) return;
  if (remote->incoming.size() < word(remote->incoming, 0) + 4U) return;
  const Octets frame = std::exchange(remote->incoming, {});
  take_frame(*remote, frame);
}

void VirtualController::take_frame(Remote& remote, std::span<const std::uint8_t> frame) {
  const auto payload = frame.subspan(4);
  if (word(frame, 2) != kAttributeChannel) return;
  if (const Octets answer = remote.device->hear(payload); !answer.empty()) {
    send_frame(remote, kAttributeChannel, answer);
  }
  if (std::exchange(remote.asked_for_interval, true)) return;
  Octets wish = {0x12, 0x01};  // Connection Parameter Update Request
  add_word(wish, 8);
  add_word(wish, kWishedInterval);
  add_word(wish, kWishedInterval);
  add_word(wish, 0);
  add_word(wish, kWishedSupervision);
  send_frame(remote, kSignalChannel, wish);
}

void VirtualController::tick() {
  const auto now = Clock::now();
  if (now >= next_advertising_) {
    next_advertising_ = now + kAdvertisesEvery;
    advertise();
  }
  for (const auto& remote : remotes_) {
    if (remote->handle != 0) hold_event(*remote, now);
  }
  ticker_.expires_after(kTick);
  ticker_.async_wait(
      [this, plugged = std::weak_ptr(plugged_)](const boost::system::error_code& cancelled) {
        if (!cancelled && !plugged.expired()) tick();
      });
}

void VirtualController::advertise() {
  for (const auto& remote : remotes_) {
    if (!remote->in_reach || remote->handle != 0) continue;
    const Address& address = remote->device->address();
    const bool wanted = connecting_ && (connecting_->by_accept_list ? accepted_.contains(address)
                                                                    : connecting_->to == address);
    if (wanted) {
      meet(*remote);
      continue;
    }
    if (!scans_ || (scans_for_accepted_ && !accepted_.contains(address))) continue;
    const auto report = [&](std::uint8_t kind, const Octets& data) {
      Octets told = {1, kind, kPeerIsRandom};
      told.insert(told.end(), address.begin(), address.end());
      told.push_back(static_cast<std::uint8_t>(data.size()));
      told.insert(told.end(), data.begin(), data.end());
      told.push_back(static_cast<std::uint8_t>(-52 - 3 * address[0]));
      meta(0x02, told);
    };
    report(0x00, remote->device->advertisement());
    if (scans_actively_) report(0x04, remote->device->scan_response());
  }
}

void VirtualController::meet(Remote& remote) {
  remote.handle = next_handle_;
  next_handle_ = next_handle_ >= 0x0E00 ? 0x0040 : static_cast<std::uint16_t>(next_handle_ + 1);
  remote.interval = connecting_->interval * 1250us;
  remote.supervision = connecting_->supervision * 10ms;
  remote.heard_at = remote.next_event = Clock::now();
  remote.incoming.clear();
  remote.asked_for_interval = false;
  remote.forgot_link = false;
  remote.device->connected(microseconds(remote.interval.count()));
  Octets met = {0};
  add_word(met, remote.handle);
  met.push_back(0);  // we are the central
  met.push_back(kPeerIsRandom);
  met.insert(met.end(), remote.device->address().begin(), remote.device->address().end());
  add_word(met, connecting_->interval);
  add_word(met, 0);
  add_word(met, connecting_->supervision);
  met.push_back(0);
  connecting_.reset();
  meta(0x01, met);
}

void VirtualController::hold_event(Remote& remote, Clock::time_point now) {
  if (!remote.in_reach || remote.forgot_link) {
    if (now - remote.heard_at > remote.supervision) end_link(remote, kTimedOut);
    return;
  }
  remote.heard_at = now;
  if (now < remote.next_event) return;
  remote.next_event = std::max(remote.next_event + remote.interval, now - remote.interval);
  for (int i = 0; i < kPacketsPerEvent; ++i) {
    const Octets notification = remote.device->next_notification();
    if (notification.empty()) return;
    send_frame(remote, kAttributeChannel, notification);
  }
}

void VirtualController::end_link(Remote& remote, std::uint8_t reason) {
  Octets ended = {0};
  add_word(ended, remote.handle);
  ended.push_back(reason);
  remote.handle = 0;
  remote.device->disconnected();
  event(0x05, ended);
}

VirtualController::Remote* VirtualController::by_handle(std::uint16_t handle) {
  const auto found =
      std::ranges::find_if(remotes_, [&](const auto& remote) { return remote->handle == handle; });
  return handle == 0 || found == remotes_.end() ? nullptr : found->get();
}

void VirtualController::send(const Octets& packet) {
  // The kernel takes a packet whole, and at once.
  (void)!::write(vhci_.native_handle(), packet.data(), packet.size());
}

void VirtualController::event(std::uint8_t code, const Octets& parameters) {
  Octets packet = {kEvent, code, static_cast<std::uint8_t>(parameters.size())};
  packet.insert(packet.end(), parameters.begin(), parameters.end());
  send(packet);
}

void VirtualController::meta(std::uint8_t code, const Octets& parameters) {
  Octets behind = {code};
  behind.insert(behind.end(), parameters.begin(), parameters.end());
  event(0x3E, behind);
}

void VirtualController::complete(std::uint16_t opcode, const Octets& parameters) {
  Octets behind = {1};
  add_word(behind, opcode);
  behind.insert(behind.end(), parameters.begin(), parameters.end());
  event(0x0E, behind);
}

void VirtualController::status(std::uint16_t opcode, std::uint8_t code) {
  Octets behind = {code, 1};
  add_word(behind, opcode);
  event(0x0F, behind);
}

void VirtualController::send_frame(const Remote& remote, std::uint16_t channel,
                                   const Octets& payload) {
  Octets packet = {kData};
  add_word(packet, static_cast<std::uint16_t>(remote.handle | 0x2000));
  add_word(packet, static_cast<std::uint16_t>(payload.size() + 4));
  add_word(packet, static_cast<std::uint16_t>(payload.size()));
  add_word(packet, channel);
  packet.insert(packet.end(), payload.begin(), payload.end());
  send(packet);
}

}  // namespace sternum::ble
