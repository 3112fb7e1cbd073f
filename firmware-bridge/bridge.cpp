#include "firmware-bridge/bridge.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <list>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "firmware-bridge/host_time.hpp"
#include "firmware-bridge/link.hpp"
#include "firmware-bridge/port_watch.hpp"
#include "firmware-bridge/switchboard.hpp"
#include "firmware-bridge/transport/ble_radio.hpp"
#include "firmware-bridge/transport/serial_device.hpp"
#include "firmware-bridge/transport/serial_source.hpp"
#include "firmware-bridge/transport/tcp_listener.hpp"

namespace sternum {
namespace {

constexpr std::chrono::milliseconds kLookAfterLinks{50};
constexpr std::chrono::milliseconds kLookForPorts{250};
/// What a source brings faster than that is told in pieces.
constexpr int kMostAtOneLook = 64;

}  // namespace

/// Everything but `thread`, `lifecycle`, `stopped`, `pause` and the switchboard's statistics is
/// touched by the IO thread only.
struct Bridge::State {
  /// What `add_serial` asked for, and the ports open or looked for because of it.
  struct Watch {
    PortWatch ports;
    unsigned baud = 0;
    std::map<std::string, std::unique_ptr<Link>> open;  ///< by path
  };

  State(BridgeListener& told, BridgeOptions chosen)
      : options(chosen),
        listener(told),
        switchboard(told, chosen, [] { return std::chrono::steady_clock::now(); }),
        links_timer(context),
        ports_timer(context) {}

  // On the IO thread.
  void run();
  void look_after_links();
  void look_for_ports();
  void look_for_ports(Watch& watch);
  void watch_over(Link& link);
  void accept(std::unique_ptr<ByteSource> connection);
  void turn_on(std::unique_ptr<BleRadio> taken);
  void look_after_radio();
  void shut_down();
  [[nodiscard]] bool is_open(const std::string& path) const;
  [[nodiscard]] std::optional<HostTime> missing_since(const Watch& watch) const;

  boost::asio::io_context context;  // first: it outlives everything that runs on it
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{
      context.get_executor()};
  BridgeOptions options;
  BridgeListener& listener;
  Switchboard switchboard;
  boost::asio::steady_timer links_timer;
  boost::asio::steady_timer ports_timer;
  std::vector<std::unique_ptr<TcpListener>> doors;
  std::list<std::unique_ptr<Link>> connections;
  std::list<std::unique_ptr<Link>> others;
  std::list<Watch> watches;
  std::unique_ptr<BleRadio> radio;
  std::list<std::unique_ptr<Link>> over_radio;  // behind the radio: they leave first

  std::mutex lifecycle;  ///< held by start and stop only
  std::atomic<bool> stopped = false;
  std::atomic<std::chrono::microseconds> pause{std::chrono::microseconds{0}};
  std::thread thread;
};

Bridge::Bridge(BridgeListener& listener, BridgeOptions options)
    : state_(std::make_unique<State>(listener, options)) {}

Bridge::~Bridge() { stop(); }

void Bridge::start() {
  const std::lock_guard lock(state_->lifecycle);
  if (state_->stopped || state_->thread.joinable()) return;
  boost::asio::post(state_->context, [state = state_.get()] {
    state->look_after_links();
    state->look_for_ports();
  });
  state_->thread = std::thread([state = state_.get()] { state->run(); });
}

void Bridge::stop() {
  const std::lock_guard lock(state_->lifecycle);
  state_->stopped = true;
  if (!state_->thread.joinable()) return;
  boost::asio::post(state_->context, [state = state_.get()] { state->shut_down(); });
  state_->thread.join();
}

void Bridge::add_serial(SerialPort port) {
  boost::asio::post(state_->context, [state = state_.get(), port = std::move(port)] {
    const std::string family = PortWatch::family_of(port.device);
    PortWatch ports(port.device, serial_devices(family));
    state->look_for_ports(
        state->watches.emplace_back(State::Watch{std::move(ports), port.baud, {}}));
  });
}

Result<std::uint16_t> Bridge::listen(std::uint16_t port, const std::string& address) {
  if (state_->stopped) return failure("the bridge has been stopped", fmt::format("port {}", port));
  auto door = TcpListener::bind(state_->context, address, port);
  if (!door) return tl::unexpected(door.error());
  const std::uint16_t taken = (*door)->port();
  boost::asio::post(state_->context, [state = state_.get(), door = std::move(*door)]() mutable {
    door->start([state](std::unique_ptr<ByteSource> c) { state->accept(std::move(c)); },
                [state](const Error& error) { state->switchboard.notice(error); });
    state->doors.push_back(std::move(door));
  });
  return taken;
}

void Bridge::add_bluetooth(BleOptions options) {
  boost::asio::post(state_->context, [state = state_.get(), options = std::move(options)] {
    if (!state->radio) state->turn_on(make_ble_radio(state->context, options));
  });
}

void Bridge::add_source(std::function<std::unique_ptr<ByteSource>(boost::asio::io_context&)> make) {
  boost::asio::post(state_->context, [state = state_.get(), make = std::move(make)] {
    std::unique_ptr<ByteSource> source = make(state->context);
    if (!source) return;
    state->others.push_back(std::make_unique<Link>(std::move(source), state->switchboard));
    state->others.back()->start();
  });
}

void Bridge::send(const std::string& id, DownMessage message) {
  boost::asio::post(state_->context,
                    [state = state_.get(), id, message] { state->switchboard.send(id, message); });
}

void Bridge::sleep_between_looks(std::chrono::microseconds pause) { state_->pause = pause; }

std::optional<LinkStatistics> Bridge::statistics(const std::string& id) const {
  return state_->switchboard.statistics(id);
}

/// Until `shut_down`. Waking up costs more than what a frame brings: what came is handled together.
void Bridge::State::run() {
  while (context.run_one() > 0) {
    for (int more = 1; more < kMostAtOneLook && context.poll_one() > 0; ++more) continue;
    listener.on_all_told();
    // Behind a timer there is seldom anything that could come together.
    if (!switchboard.take_bytes_came()) continue;
    const std::chrono::microseconds still = pause;
    if (still.count() > 0 && !stopped) std::this_thread::sleep_for(still);
  }
}

/// Several times a second: who is silent, which connections are of no use, which have ended.
void Bridge::State::look_after_links() {
  switchboard.watch();
  for (const auto& link : connections) watch_over(*link);
  for (const Watch& watch : watches) {
    for (const auto& [path, link] : watch.open) {
      if (!link->puzzles(switchboard.now(), on_host(options.greeting))) continue;
      switchboard.notice({"what comes is not understood", link->name(),
                          "check the baud rate, and that it is a manikin"});
    }
  }
  look_after_radio();
  std::erase_if(connections, [](const auto& link) { return link->finished(); });
  std::erase_if(others, [](const auto& link) { return link->finished(); });

  links_timer.expires_after(kLookAfterLinks);
  links_timer.async_wait([this](const boost::system::error_code& cancelled) {
    if (!cancelled) look_after_links();
  });
}

/// A connection must greet, and go on speaking: what hangs would keep the manikin from connecting
/// again.
void Bridge::State::watch_over(Link& link) {
  if (link.finished()) return;
  const HostTime alive_at = link.hello() ? link.heard_at() : link.opened_at();
  if (switchboard.now() - alive_at <= on_host(options.greeting)) return;
  if (!link.hello()) {
    switchboard.notice({fmt::format("a connection sent no Hello within {:.0f} s and was closed",
                                    options.greeting.seconds()),
                        link.origin(), "if it is a manikin, look at what it sends"});
  }
  link.close(fmt::format("nothing came from {} any more", link.origin()));
}

void Bridge::State::accept(std::unique_ptr<ByteSource> connection) {
  if (connections.size() >= options.connections) {
    switchboard.notice({fmt::format("more than {} manikins connect: the newest are turned away",
                                    options.connections),
                        connection->fallback_id(), "check what else connects to this port"});
    return;
  }
  connections.push_back(std::make_unique<Link>(std::move(connection), switchboard));
  connections.back()->start();
}

void Bridge::State::turn_on(std::unique_ptr<BleRadio> taken) {
  radio = std::move(taken);
  radio->start({[this](std::unique_ptr<ByteSource> source) {
                  over_radio.push_back(std::make_unique<Link>(std::move(source), switchboard));
                  over_radio.back()->start();
                },
                [this](const BleSurvey& survey) { switchboard.tell(survey); },
                [this](const Error& error) { switchboard.notice(error); }});
}

/// A radio's link stays while its manikin is away: only one that is open, and no manikin, is let
/// go.
void Bridge::State::look_after_radio() {
  if (!radio) return;
  radio->look_after();
  for (const auto& link : over_radio) {
    if (link->open()) watch_over(*link);
  }
  std::erase_if(over_radio, [](const auto& link) { return link->finished(); });
}

void Bridge::State::look_for_ports() {
  for (Watch& watch : watches) look_for_ports(watch);
  ports_timer.expires_after(kLookForPorts);
  ports_timer.async_wait([this](const boost::system::error_code& cancelled) {
    if (!cancelled) look_for_ports();
  });
}

void Bridge::State::look_for_ports(Watch& watch) {
  for (const auto& [path, link] : watch.open) {
    if (!link->last_manikin().empty()) watch.ports.remember(link->last_manikin());
  }
  const auto present = watch.ports.family().empty() ? std::vector<std::string>{}
                                                    : serial_devices(watch.ports.family());
  const auto wanted = watch.ports.wanted(present, missing_since(watch), switchboard.now());

  // A port nobody asks for any more is kept for as long as a manikin speaks there.
  std::erase_if(watch.open, [&](const auto& open) {
    const auto& [path, link] = open;
    if (wanted.contains(path) || link->hello()) return false;
    link->close(path + " is gone");
    return true;
  });
  for (const std::string& path : wanted) {
    if (is_open(path)) continue;
    auto& link = watch.open[path];
    link = std::make_unique<Link>(make_serial_source(context, path, watch.baud), switchboard);
    link->start();
  }
}

std::optional<HostTime> Bridge::State::missing_since(const Watch& watch) const {
  std::optional<HostTime> first;
  for (const std::string& id : watch.ports.manikins()) {
    const auto since = switchboard.missing_since(id);
    if (since && (!first || *since < *first)) first = since;
  }
  return first;
}

bool Bridge::State::is_open(const std::string& path) const {
  return std::ranges::any_of(watches, [&](const Watch& w) { return w.open.contains(path); });
}

void Bridge::State::shut_down() {
  for (const auto& door : doors) door->stop();
  doors.clear();
  connections.clear();
  others.clear();
  watches.clear();
  over_radio.clear();
  if (radio) radio->stop();
  radio.reset();
  links_timer.cancel();
  ports_timer.cancel();
  context.stop();
}

}  // namespace sternum
