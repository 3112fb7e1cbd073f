// How long it takes from a frame on the wire till a screen can show what it says: bytes written to
// a socket of this computer, bridge, analysis, snapshot. The other manikins stream all the while.
//
//   snapshot_latency [MANIKINS] [SECONDS]        prints p50, p99 and the worst, ms
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <numbers>
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

  /// Answers the device time of the sample.
  std::int64_t send_sample() {
    const double phase = 2 * std::numbers::pi * 110.0 / 60.0 * static_cast<double>(count_) * 0.01;
    WireBatch batch;
    batch.sequence = count_;
    batch.t_us = std::int64_t{count_} * 10'000;
    batch.period_us = 10'000;
    batch.values = {static_cast<float>(27.0 - 27.0 * std::cos(phase))};
    ++count_;
    send(batch);
    return batch.t_us;
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
  std::vector<double> waited_ms;
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  for (auto next = Clock::now(); next < end; next += kPeriod) {
    std::this_thread::sleep_until(next);
    const std::int64_t sent_us = first.send_sample();
    const auto sent = Clock::now();
    const auto give_up = sent + std::chrono::seconds(1);
    while (shown_until_us(station, "BENCH-01").value_or(-1) < sent_us && Clock::now() < give_up) {
      std::this_thread::sleep_for(std::chrono::microseconds(20));
    }
    waited_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - sent).count());
  }
  over = true;
  others.join();
  station.stop();

  std::ranges::sort(waited_ms);
  const auto share = [&](double of) {
    return waited_ms[static_cast<std::size_t>(of * static_cast<double>(waited_ms.size() - 1))];
  };
  fmt::print(
      "frame on the wire to snapshot, {:2} manikins: p50 {:.2f} ms, p99 {:.2f} ms, worst "
      "{:.2f} ms, of {} frames\n",
      manikins, share(0.5), share(0.99), waited_ms.back(), waited_ms.size());
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
