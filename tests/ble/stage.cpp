#include "tests/ble/stage.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "firmware-bridge/simulator/simulated_source.hpp"

namespace sternum::ble {
namespace {

using namespace std::chrono_literals;

constexpr const char* kCableId = "SIM-CABLE";

std::unique_ptr<ByteSource> manikin_by_cable(boost::asio::io_context& context) {
  VirtualManikinOptions options;
  options.id = kCableId;
  options.cycles = 0;
  return make_simulated_source(context, std::move(options), {});
}

}  // namespace

double milliseconds_since(HostTime from) {
  return std::chrono::duration<double, std::milli>(Stage::Clock::now() - from).count();
}

void TimedLog::on_manikin(const Hello& hello, const std::string& link) {
  log.on_manikin(hello, link);
}

void TimedLog::on_silent(const std::string& id, const std::string& reason) {
  fmt::print("    {} is silent: {}\n", id, reason);
  log.on_silent(id, reason);
}

void TimedLog::on_samples(const std::string& id, const SampleBatch& batch) {
  const HostTime now = Stage::Clock::now();
  log.on_samples(id, batch);
  const std::lock_guard lock(mutex_);
  arrivals_[id].push_back({now, batch.last().us()});
  if (batch.channel == Channel::Depth) depth_mm_[id] = batch.values.back();
}

void TimedLog::on_notice(const Error& error) {
  fmt::print("    notice: {}\n", error.message());
  log.on_notice(error);
}

std::vector<double> TimedLog::latencies(const std::string& id, HostTime on) {
  const std::lock_guard lock(mutex_);
  std::vector<double> late;
  for (const auto& [at, t_us] : std::exchange(arrivals_[id], {})) {
    late.push_back(std::chrono::duration<double, std::milli>(at - on).count() -
                   static_cast<double>(t_us) * 1e-3);
  }
  return late;
}

double TimedLog::depth_mm(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = depth_mm_.find(id);
  return found == depth_mm_.end() ? 0.0 : found->second;
}

Stage::Stage(Programs programs) : programs_(std::move(programs)) {
  start_daemon();
  const auto plugged = world_.plug();
  expect(plugged.has_value(), plugged ? "" : plugged.error().message());
}

bool Stage::play(const std::vector<Scenario>& scenarios) {
  for (const auto& [name, play] : scenarios) {
    const int before = failures_;
    const auto from = Clock::now();
    fmt::print("-- {}\n", name);
    std::fflush(stdout);
    play(*this);
    fmt::print("{} {} ({:.1f} s)\n", failures_ == before ? "passed" : "FAILED", name,
               milliseconds_since(from) * 1e-3);
    std::fflush(stdout);
  }
  stop_daemon();
  fmt::print("| what | value |\n|---|---|\n{}", table_);
  return failures_ == 0;
}

void Stage::expect(bool holds, const std::string& what) {
  if (holds) return;
  ++failures_;
  fmt::print("    not so: {}\n", what);
}

void Stage::tell(const std::string& what, const std::string& value) {
  table_ += fmt::format("| {} | {} |\n", what, value);
}

void Stage::tell_ms(const std::string& what, double ms) {
  tell(what, fmt::format("{:.0f} ms", ms));
}

Bridge& Stage::bridge() {
  if (bridge_) return *bridge_;
  bridge_.emplace(heard_);
  bridge_->start();
  bridge_->add_bluetooth();
  bridge_->add_source(manikin_by_cable);
  expect(await([&] { return heard_.log.batches(kCableId) > 0; }), "the manikin by cable streams");
  return *bridge_;
}

void Stage::start_daemon() {
  // The plugins left out are those of sound, files and keyboards.
  daemon_.emplace(
      std::vector<std::string>{programs_.bluetoothd, "-n", "-P",
                               "a2dp,avrcp,sap,network,vcp,mcp,bap,hog,input,neard,hostname"});
}

void Stage::stop_daemon() {
  if (!daemon_) return;
  daemon_->signal(SIGTERM);
  (void)daemon_->wait(10s);
  daemon_.reset();
}

std::size_t Stage::batches(std::size_t index) const {
  return heard_.log.batches(RadioWorld::id(index));
}

LinkStatistics Stage::statistics(const std::string& id) {
  return bridge().statistics(id).value_or(LinkStatistics{});
}

LinkStatistics Stage::statistics(std::size_t index) { return statistics(RadioWorld::id(index)); }

double Stage::until_streaming(std::size_t index, HostTime from) {
  const std::size_t before = batches(index);
  return await([&] { return batches(index) > before; }) ? milliseconds_since(from) : -1.0;
}

void Stage::all_stream() {
  (void)bridge();
  for (std::size_t i = 0; i < kManikins; ++i) {
    if (world_.is_connected(i)) continue;
    world_.bring(i);
    expect(until_streaming(i, Clock::now()) >= 0.0, "samples come from " + RadioWorld::id(i));
  }
}

std::size_t Stage::notices(const std::string& words) const {
  const auto told = heard_.log.events();
  return static_cast<std::size_t>(std::ranges::count_if(told, [&](const std::string& event) {
    return event.starts_with("notice ") && event.find(words) != std::string::npos;
  }));
}

}  // namespace sternum::ble
