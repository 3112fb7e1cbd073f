#include "firmware-bridge/simulator/paced_device.hpp"

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <utility>
#include <vector>

namespace sternum {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t kMostCatchingUp_us = 1'000'000;

}  // namespace

struct PacedDevice::State : std::enable_shared_from_this<State> {
  State(boost::asio::io_context& context, VirtualManikinOptions options, Impairments impairments,
        OnBytes bytes_handler, OnCommand command_handler)
      : player(std::move(options), impairments),
        timer(context),
        on_bytes(std::move(bytes_handler)),
        on_command(std::move(command_handler)) {}

  void wait() {
    timer.expires_at(switched_on + std::chrono::microseconds(player.next_due().us()));
    timer.async_wait([self = shared_from_this()](const boost::system::error_code& failure) {
      if (!failure && !self->is_stopped) self->send_what_is_due();
    });
  }

  void send_what_is_due() {
    std::int64_t elapsed_us =
        std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - switched_on).count();
    const std::int64_t slept_us = elapsed_us - player.next_due().us() - kMostCatchingUp_us;
    if (slept_us > 0) {
      switched_on += std::chrono::microseconds(slept_us);
      elapsed_us -= slept_us;
    }
    bytes.clear();
    player.advance(microseconds(elapsed_us), bytes);
    if (!bytes.empty()) on_bytes(bytes);
    if (!is_stopped) wait();
  }

  DevicePlayer player;
  boost::asio::steady_timer timer;
  Clock::time_point switched_on;
  OnBytes on_bytes;
  OnCommand on_command;
  std::vector<std::byte> bytes;
  bool is_stopped = false;
};

PacedDevice::PacedDevice(boost::asio::io_context& context, VirtualManikinOptions options,
                         Impairments impairments, OnBytes on_bytes, OnCommand on_command)
    : state_(std::make_shared<State>(context, std::move(options), impairments, std::move(on_bytes),
                                     std::move(on_command))) {}

PacedDevice::~PacedDevice() { stop(); }

void PacedDevice::start() {
  state_->switched_on = Clock::now();
  state_->wait();
}

void PacedDevice::stop() {
  state_->is_stopped = true;
  state_->timer.cancel();
}

void PacedDevice::announce() { state_->player.announce(); }

void PacedDevice::obey(const DownMessage& command) { state_->player.obey(command); }

const Hello& PacedDevice::hello() const { return state_->player.hello(); }

void PacedDevice::hear(std::span<const std::byte> bytes) {
  const auto state = state_;  // a command may end this
  std::vector<DownMessage> commands;
  state->player.hear(bytes, commands);
  if (!state->on_command) return;
  for (const DownMessage& command : commands) {
    if (!state->is_stopped) state->on_command(command);
  }
}

}  // namespace sternum
