#include "tests/ble/ble_peripheral.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "firmware-bridge/transport/ble_gatt.hpp"

namespace sternum::ble {
namespace {

/// About a second of two channels at 100 Hz.
constexpr std::size_t kMostWaiting = 100;

void put_field(Octets& data, std::uint8_t type, const Octets& value) {
  data.push_back(static_cast<std::uint8_t>(value.size() + 1));
  data.push_back(type);
  data.insert(data.end(), value.begin(), value.end());
}

}  // namespace

Peripheral::Peripheral(boost::asio::io_context& context, PeripheralOptions options)
    : context_(context),
      options_(std::move(options)),
      server_(
          {options_.name, "Virtual chest", "1.0", 80, options_.mtu},
          [this](std::span<const std::uint8_t> octets) {
            ++commands_heard_;
            if (device_) device_->hear(std::as_bytes(octets));
          },
          [this](bool by_somebody) { listened_to(by_somebody); }) {}

Octets Peripheral::advertisement() const {
  Octets data;
  put_field(data, 0x01, {0x06});  // general discoverable, no BR/EDR
  put_field(data, 0x07, uuid_octets(kSternumService));
  return data;
}

Octets Peripheral::scan_response() const {
  Octets data;
  put_field(data, 0x09, {options_.name.begin(), options_.name.end()});
  return data;
}

void Peripheral::connected(Duration interval) {
  server_.reset();
  link_.interval = interval;
  frames_.clear();
  sent_of_first_ = 0;
}

void Peripheral::disconnected() {
  server_.reset();
  frames_.clear();
  sent_of_first_ = 0;
}

void Peripheral::listened_to(bool by_somebody) {
  if (!by_somebody) return;
  if (device_) return device_->announce();
  VirtualManikinOptions manikin = options_.manikin;
  link_.mtu = server_.mtu();
  manikin.samples_per_batch =
      ble_samples_per_batch(link_, std::vector<double>(manikin.channels.size(), manikin.rate_hz));
  samples_per_frame_ = manikin.samples_per_batch;
  Impairments restart;
  // Another boot number than before it was switched off.
  if (times_off_ > 0) restart.reboot_at = milliseconds(1);
  device_ =
      std::make_unique<PacedDevice>(context_, std::move(manikin), restart,
                                    [this](std::span<const std::byte> frames) { take(frames); });
  device_->start();
  on_at_ = std::chrono::steady_clock::now();
}

void Peripheral::take(std::span<const std::byte> frames) {
  if (!server_.subscribed()) return;
  Octets frame;
  for (const std::byte byte : frames) {
    frame.push_back(std::to_integer<std::uint8_t>(byte));
    if (byte != std::byte{0}) continue;
    frames_.push_back(std::exchange(frame, {}));
  }
  while (frames_.size() > kMostWaiting) {
    // One that is half sent is not taken back.
    frames_.erase(frames_.begin() + (sent_of_first_ > 0 ? 1 : 0));
    ++dropped_;
  }
}

Octets Peripheral::next_notification() {
  const std::size_t room = server_.mtu() - kAttributeHeader;
  Octets value;
  while (!frames_.empty() && value.size() < room) {
    const Octets& frame = frames_.front();
    const std::size_t size = std::min(room - value.size(), frame.size() - sent_of_first_);
    const auto begin = frame.begin() + static_cast<std::ptrdiff_t>(sent_of_first_);
    value.insert(value.end(), begin, begin + static_cast<std::ptrdiff_t>(size));
    sent_of_first_ += size;
    if (sent_of_first_ == frame.size()) {
      frames_.pop_front();
      sent_of_first_ = 0;
    }
  }
  return value.empty() ? value : server_.notification(value);
}

void Peripheral::switch_off() {
  disconnected();
  device_.reset();
  on_at_.reset();
  ++times_off_;
}

}  // namespace sternum::ble
