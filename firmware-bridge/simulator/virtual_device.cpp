#include "firmware-bridge/simulator/virtual_device.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "firmware-bridge/protocol/codec.hpp"
#include "firmware-bridge/protocol/down_decoder.hpp"
#include "firmware-bridge/simulator/device_line.hpp"
#include "firmware-bridge/simulator/paced_device.hpp"

namespace sternum {
namespace {

namespace asio = boost::asio;
using TellingClock = std::chrono::steady_clock;

/// Whoever waits is told as often as whoever has it hears a Hello.
constexpr std::chrono::seconds kTellWaitingEvery{1};

/// The device, its lines, and which of them has it.
class LinkedDevice : public std::enable_shared_from_this<LinkedDevice> {
 public:
  LinkedDevice(asio::io_context& context, VirtualManikinOptions options, Impairments impairments,
               VirtualDeviceEvents events)
      : context_(context),
        events_(std::move(events)),
        device_(context, std::move(options), impairments,
                [this](std::span<const std::byte> bytes) { send(bytes); }) {}

  Result<void> start(std::vector<DeviceEndpoint> endpoints) {
    for (DeviceEndpoint& endpoint : endpoints) {
      auto& console = *consoles_.emplace_back(std::make_unique<Console>());
      console.line = std::make_unique<DeviceLine>(
          context_, std::move(endpoint),
          DeviceLineEvents{
              [this, &console](const std::string& address) { opened(console, address); },
              [this, &console](const Error& reason) { broken(console, reason); },
              [this, &console](auto bytes) { hear(console, bytes); }});
      if (auto started = console.line->start(); !started) return started;
    }
    return {};
  }

  void stop() {
    is_stopped_ = true;
    device_.stop();
    for (const auto& console : consoles_) console->line->stop();
  }

 private:
  /// Who may be at the other end of a line.
  struct Console {
    std::unique_ptr<DeviceLine> line;
    std::optional<DownDecoder> ear;  ///< anew with every opening
  };

  void opened(Console& console, const std::string& address) {
    console.ear.emplace();
    if (holder_ != nullptr) {
      tell_who_has_it(console);
    } else if (std::exchange(is_switched_on_, true)) {
      device_.announce();
    } else {
      device_.start();
    }
    if (events_.on_open) events_.on_open(address);
  }

  void broken(Console& console, const Error& reason) {
    if (holder_ == &console) {
      holder_ = nullptr;
      device_.announce();
    }
    if (events_.on_closed) events_.on_closed(reason);
  }

  void hear(Console& console, std::span<const std::byte> bytes) {
    const auto self = shared_from_this();  // a command may end this
    std::vector<DownMessage> commands;
    console.ear->push(bytes, commands);
    for (const DownMessage& command : commands) {
      if (is_stopped_) return;
      take(console, command);
    }
  }

  void take(Console& console, const DownMessage& command) {
    if (const auto* start = std::get_if<StartStreaming>(&command)) {
      const bool is_free = holder_ == nullptr || holder_ == &console;
      if (is_free || start->take_over) give_to(console, start->console);
    }
    // Anybody may look for it; what it does otherwise is for whoever has it to say.
    const bool may = holder_ == nullptr || holder_ == &console;
    if (!may && !std::holds_alternative<Identify>(command)) return;
    device_.obey(command);
    if (events_.on_command) events_.on_command(command);
  }

  void give_to(Console& console, const std::string& name) {
    holder_name_ = name.empty() ? console.line->address() : name;
    if (std::exchange(holder_, &console) == &console) return;
    device_.announce();
    tell_waiting();
  }

  void send(std::span<const std::byte> bytes) {
    if (holder_ == nullptr) {
      for (const auto& console : consoles_) console->line->send(bytes);
      return;
    }
    holder_->line->send(bytes);
    if (TellingClock::now() - waiting_told_at_ >= kTellWaitingEvery) tell_waiting();
  }

  void tell_waiting() {
    waiting_told_at_ = TellingClock::now();
    for (const auto& console : consoles_) {
      if (console.get() != holder_) tell_who_has_it(*console);
    }
  }

  void tell_who_has_it(Console& console) {
    Hello hello = device_.hello();
    hello.held_by = holder_name_;
    std::vector<std::byte> frame;
    append_frame(hello, frame);
    console.line->send(frame);
  }

  asio::io_context& context_;
  VirtualDeviceEvents events_;
  PacedDevice device_;
  std::vector<std::unique_ptr<Console>> consoles_;
  Console* holder_ = nullptr;
  std::string holder_name_;
  TellingClock::time_point waiting_told_at_;
  bool is_switched_on_ = false;
  bool is_stopped_ = false;
};

class RunningDevice final : public VirtualDevice {
 public:
  explicit RunningDevice(std::shared_ptr<LinkedDevice> device) : device_(std::move(device)) {}
  ~RunningDevice() override { device_->stop(); }
  void stop() override { device_->stop(); }

 private:
  std::shared_ptr<LinkedDevice> device_;
};

}  // namespace

Result<std::unique_ptr<VirtualDevice>> run_virtual_device(asio::io_context& context,
                                                          std::vector<DeviceEndpoint> lines,
                                                          VirtualManikinOptions options,
                                                          Impairments impairments,
                                                          VirtualDeviceEvents events) {
  auto device =
      std::make_shared<LinkedDevice>(context, std::move(options), impairments, std::move(events));
  if (auto started = device->start(std::move(lines)); !started) {
    return tl::unexpected<Error>(started.error());
  }
  return std::make_unique<RunningDevice>(std::move(device));
}

Result<std::unique_ptr<VirtualDevice>> run_virtual_device(asio::io_context& context,
                                                          DeviceEndpoint endpoint,
                                                          VirtualManikinOptions options,
                                                          Impairments impairments,
                                                          VirtualDeviceEvents events) {
  std::vector<DeviceEndpoint> lines;
  lines.push_back(std::move(endpoint));
  return run_virtual_device(context, std::move(lines), std::move(options), impairments,
                            std::move(events));
}

}  // namespace sternum
