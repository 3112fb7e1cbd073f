// How long it takes from a frame on the wire till a screen can show what it says: bytes written to
// a socket of this computer, bridge, analysis, snapshot. The other manikins stream all the while.
//
//   snapshot_latency [MANIKINS] [SECONDS]        prints p50, p99 and the worst, ms
//
// Beside it, between two frames each time, what this computer itself takes to hand a byte through a
// socket to one thread and from that to another, which is the way a frame goes: threads that sleep
// are not woken at once, least of all on a virtual machine.
#include <fmt/format.h>
#include <pthread.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <mutex>
#include <numbers>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio.hpp>

#include "datasets/guidelines/guideline_file.hpp"
#include "firmware-bridge/protocol/codec.hpp"
#include "gui/model/station.hpp"

namespace {

using namespace sternum;
namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPeriod(10);
constexpr std::size_t kTurns = 10;

/// A manikin that sends one sample a frame, 100 times a second.
class Sender {
 public:
  Sender(asio::io_context& context, std::uint16_t port, int number) : socket_(context) {
    socket_.connect({asio::ip::address_v4::loopback(), port});
    socket_.set_option(asio::ip::tcp::no_delay(true));
    Hello hello;
    hello.id = fmt::format("BENCH-{:02}", number);
    hello.channels = {{.channel = Channel::Depth, .low = 0, .high = 100, .rate_hz = 100}};
    send(hello);
  }

  /// The device time of the next sample.
  [[nodiscard]] std::int64_t next_us() const { return std::int64_t{count_} * 10'000; }
  void send_sample() {
    const double phase = 2 * std::numbers::pi * 110.0 / 60.0 * static_cast<double>(count_) * 0.01;
    WireBatch batch;
    batch.sequence = count_;
    batch.t_us = next_us();
    batch.period_us = 10'000;
    batch.values = {static_cast<float>(27.0 - 27.0 * std::cos(phase))};
    ++count_;
    send(batch);
  }

 private:
  void send(const UpMessage& message) {
    bytes_.clear();
    append_frame(message, bytes_);
    asio::write(socket_, asio::buffer(bytes_));
  }

  asio::ip::tcp::socket socket_;
  std::vector<std::byte> bytes_;
  std::uint32_t count_ = 0;
};

/// Empty until the manikin has a seat with something in it.
std::optional<std::int64_t> shown_until_us(const Station& station, const std::string& id) {
  const auto snapshot = station.snapshot();
  for (const Seat& seat : snapshot->seats) {
    if (seat.manikin.id == id && seat.live) return seat.live->now.us();
  }
  return std::nullopt;
}

/// Two threads that hand a number on, and nothing else.
class Relay {
 public:
  Relay() : in_(context_), out_(context_) {
    asio::local::connect_pair(in_, out_);
    reader_ = std::thread([this] { read(); });
    receiver_ = std::thread([this] { receive(); });
  }
  ~Relay() {
    send(kLast);
    reader_.join();
    receiver_.join();
  }
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  void send(int number) { asio::write(in_, asio::buffer(&number, sizeof number)); }
  [[nodiscard]] int arrived() const { return arrived_; }

 private:
  static constexpr int kLast = -1;

  void read() {
    for (int number = 0; number != kLast;) {
      asio::read(out_, asio::buffer(&number, sizeof number));
      const std::lock_guard lock(mutex_);
      handed_ = number;
      news_.notify_one();
    }
  }
  void receive() {
    for (int seen = 0; seen != kLast; arrived_ = seen) {
      std::unique_lock lock(mutex_);
      news_.wait(lock, [&] { return handed_ != seen; });
      seen = handed_;
    }
  }

  asio::io_context context_;
  asio::local::stream_protocol::socket in_;
  asio::local::stream_protocol::socket out_;
  std::mutex mutex_;
  std::condition_variable news_;
  int handed_ = 0;
  std::atomic<int> arrived_{0};
  std::thread reader_;
  std::thread receiver_;
};

/// Looks often whether something has come about: two threads, each on a processor of its own, of
/// which the first to see it counts. Of one alone half of what it saw late was its own doing: that
/// its processor had something else to do, or on a virtual machine was away.
class Watch {
 public:
  Watch() {
    for (std::size_t i = 0; i < watchers_.size(); ++i) {
      watchers_[i] = std::thread([this, i] {
        stay_on_processor(i);
        watch();
      });
    }
  }
  ~Watch() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    changed_.notify_all();
    for (std::thread& watcher : watchers_) watcher.join();
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  /// ms from just before `begin` till `there` holds, or a second.
  double waited_ms(const std::function<void()>& begin, std::function<bool()> there) {
    {
      const std::lock_guard lock(mutex_);
      there_ = std::move(there);
      watching_ = watchers_.size();
      seen_.reset();
      ++round_;
    }
    changed_.notify_all();
    const auto began = Clock::now();
    begin();
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return watching_ == 0; });
    return std::chrono::duration<double, std::milli>(*seen_ - began).count();
  }

 private:
  static void stay_on_processor(std::size_t number) {
    cpu_set_t processor;
    CPU_ZERO(&processor);
    CPU_SET(number % std::max(1U, std::thread::hardware_concurrency()), &processor);
    (void)::pthread_setaffinity_np(::pthread_self(), sizeof processor, &processor);
  }

  void watch() {
    for (int round = 0;;) {
      std::function<bool()> there;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return over_ || round_ != round; });
        if (over_) return;
        round = round_;
        there = there_;
      }
      const auto at_most = Clock::now() + std::chrono::seconds(1);
      while (!there() && Clock::now() < at_most) {
        std::this_thread::sleep_for(std::chrono::microseconds(20));
      }
      const auto seen = Clock::now();
      const std::lock_guard lock(mutex_);
      seen_ = seen_ ? std::min(*seen_, seen) : seen;
      if (--watching_ == 0) changed_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::function<bool()> there_;
  std::size_t watching_ = 0;
  std::optional<Clock::time_point> seen_;
  int round_ = 0;
  bool over_ = false;
  std::array<std::thread, 2> watchers_;
};

void print(const std::string& what, std::vector<double> took_ms) {
  std::ranges::sort(took_ms);
  const auto share = [&](double of) {
    return took_ms[static_cast<std::size_t>(of * static_cast<double>(took_ms.size() - 1))];
  };
  fmt::print("{}: p50 {:.2f} ms, p99 {:.2f} ms, worst {:.2f} ms, of {}\n", what, share(0.5),
             share(0.99), took_ms.back(), took_ms.size());
}

int measure(int manikins, double seconds, const std::filesystem::path& folder) {
  StationOptions options;
  options.data_folder = folder;
  options.guideline = std::make_shared<const Guideline>(find_guideline(kDefaultGuideline).value());
  Station station(std::move(options));
  const auto port = station.bridge().listen(0, "127.0.0.1");
  if (!port) {
    fmt::print(stderr, "{}\n", port.error().message());
    return 1;
  }
  station.start();

  asio::io_context context;
  std::atomic<bool> over{false};
  std::thread others([&] {
    asio::io_context own;
    std::vector<std::unique_ptr<Sender>> senders;
    for (int i = 2; i <= manikins; ++i) senders.push_back(std::make_unique<Sender>(own, *port, i));
    // Spread over the period, a few at a time: waking up for each of them would cost this computer
    // more than the console does.
    for (auto next = Clock::now(); !over;) {
      for (std::size_t i = 0, turn = 1; turn <= kTurns; ++turn) {
        for (; i < senders.size() * turn / kTurns; ++i) senders[i]->send_sample();
        std::this_thread::sleep_until(next += kPeriod / kTurns);
      }
    }
  });

  Sender first(context, *port, 1);
  // Connecting and being given a seat is not what is asked about.
  while (station.snapshot()->seats.size() < static_cast<std::size_t>(manikins)) {
    std::this_thread::sleep_for(kPeriod);
  }

  Relay relay;
  Watch watch;
  std::vector<double> frames_ms;
  std::vector<double> relay_ms;
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  for (auto next = Clock::now(); next < end; next += kPeriod) {
    std::this_thread::sleep_until(next);
    const std::int64_t now_us = first.next_us();
    frames_ms.push_back(watch.waited_ms(
        [&] { first.send_sample(); },
        [&, now_us] { return shown_until_us(station, "BENCH-01").value_or(-1) >= now_us; }));
    std::this_thread::sleep_until(next + kPeriod / 2);
    const int number = static_cast<int>(relay_ms.size()) + 1;
    relay_ms.push_back(watch.waited_ms([&] { relay.send(number); },
                                       [&, number] { return relay.arrived() >= number; }));
  }
  over = true;
  others.join();
  station.stop();

  print(fmt::format("frame on the wire to snapshot, {:2} manikins", manikins), frames_ms);
  print("  two threads of this computer handing on a byte, meanwhile", relay_ms);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const int manikins = argc > 1 ? std::atoi(argv[1]) : 1;
  const double seconds = argc > 2 ? std::atof(argv[2]) : 10.0;
  std::string folder = (std::filesystem::temp_directory_path() / "sternum-latency-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return 1;
  const int code = measure(manikins, seconds, folder);
  std::filesystem::remove_all(folder);
  return code;
}
