#include "tests/ble/radio_world.hpp"

#include <fmt/format.h>

#include <boost/asio/post.hpp>
#include <future>
#include <utility>

namespace sternum::ble {
namespace {

PeripheralOptions manikin_number(std::size_t index) {
  PeripheralOptions options;
  options.address = {static_cast<std::uint8_t>(index + 1), 0x00, 0x00, 0x8D, 0x7C, 0xC4};
  options.name = fmt::format("Chest {}", index + 1);
  // One of them has a name that is no text.
  if (index == 2) options.name = "Chest \xFF\xC3";
  options.manikin.id = RadioWorld::id(index);
  options.manikin.seed = index + 1;
  options.manikin.cycles = index == 0 ? 2 : 0;
  return options;
}

}  // namespace

std::string RadioWorld::id(std::size_t index) { return fmt::format("SIM-{:04}", index + 1); }

RadioWorld::RadioWorld(int manikins) : thread_([this] { context_.run(); }) {
  on_its_thread([&] {
    for (int i = 0; i < manikins; ++i) controller_.add(manikin_number(static_cast<std::size_t>(i)));
  });
}

RadioWorld::~RadioWorld() {
  unplug();
  context_.stop();
  thread_.join();
}

void RadioWorld::on_its_thread(const std::function<void()>& work) {
  std::promise<void> done;
  boost::asio::post(context_, [&] {
    work();
    done.set_value();
  });
  done.get_future().wait();
}

Result<void> RadioWorld::plug() {
  Result<void> plugged;
  on_its_thread([&] { plugged = controller_.plug(); });
  return plugged;
}

void RadioWorld::unplug() {
  on_its_thread([&] { controller_.unplug(); });
}

void RadioWorld::bring(std::size_t index) {
  on_its_thread([&] { controller_.bring_back(index); });
}

void RadioWorld::carry_away(std::size_t index) {
  on_its_thread([&] { controller_.carry_away(index); });
}

void RadioWorld::switch_off(std::size_t index) {
  on_its_thread([&] { controller_.switch_off(index); });
}

bool RadioWorld::is_connected(std::size_t index) {
  bool connected = false;
  on_its_thread([&] { connected = controller_.is_connected(index); });
  return connected;
}

std::optional<HostTime> RadioWorld::switched_on_at(std::size_t index) {
  std::optional<HostTime> at;
  on_its_thread([&] { at = controller_.peripheral(index).switched_on_at(); });
  return at;
}

std::uint64_t RadioWorld::dropped(std::size_t index) {
  std::uint64_t dropped = 0;
  on_its_thread([&] { dropped = controller_.peripheral(index).dropped(); });
  return dropped;
}

int RadioWorld::samples_per_frame(std::size_t index) {
  int samples = 0;
  on_its_thread([&] { samples = controller_.peripheral(index).samples_per_frame(); });
  return samples;
}

int RadioWorld::commands_heard(std::size_t index) {
  int commands = 0;
  on_its_thread([&] { commands = controller_.peripheral(index).commands_heard(); });
  return commands;
}

}  // namespace sternum::ble
