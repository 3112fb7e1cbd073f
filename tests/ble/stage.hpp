/// What every scenario plays on: the daemon, the virtual radio, our bridge that listens, and a
/// table of what was measured.
///
/// A scenario says what it expects and tells what it measured; what is not as expected is printed
/// and counts. Touched by one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "firmware-bridge/bridge.hpp"
#include "firmware-bridge/host_time.hpp"
#include "tests/ble/radio_world.hpp"
#include "tests/bridge/event_log.hpp"
#include "tests/support/child_process.hpp"

namespace sternum::ble {

/// An event log that also knows when each batch came.
class TimedLog final : public BridgeListener {
 public:
  void on_manikin(const Hello& hello, const std::string& link) override;
  void on_silent(const std::string& id, const std::string& reason) override;
  void on_samples(const std::string& id, const SampleBatch& batch) override;
  void on_radio(const BleSurvey& survey) override { log.on_radio(survey); }
  void on_notice(const Error& error) override;

  /// How late each batch came since the last call, ms, counted from its last sample. `on` is when
  /// the manikin's clock was 0.
  [[nodiscard]] std::vector<double> latencies(const std::string& id, HostTime on);
  /// Of the newest depth; 0: none came yet.
  [[nodiscard]] double depth_mm(const std::string& id) const;

  EventLog log;

 private:
  struct Arrival {
    HostTime at;
    std::int64_t t_us;
  };
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<Arrival>> arrivals_;
  std::map<std::string, double> depth_mm_;
};

struct Programs {
  std::string bluetoothd;
  std::string sternum;
};

class Stage {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kManikins = 4;

  /// Plugs an adapter in and starts the daemon; nobody is in reach.
  explicit Stage(Programs programs);

  /// Plays one after the other and prints what failed; answers whether nothing did.
  struct Scenario {
    const char* name;
    void (*play)(Stage&);
  };
  [[nodiscard]] bool play(const std::vector<Scenario>& scenarios);

  void expect(bool holds, const std::string& what);
  /// A line of the table.
  void tell(const std::string& what, const std::string& value);
  void tell_ms(const std::string& what, double ms);

  [[nodiscard]] const Programs& programs() const { return programs_; }
  [[nodiscard]] RadioWorld& world() { return world_; }
  [[nodiscard]] TimedLog& heard() { return heard_; }
  /// Listens over Bluetooth, and to a virtual manikin by cable: "SIM-CABLE". Made when first asked
  /// for.
  [[nodiscard]] Bridge& bridge();
  void start_daemon();
  void stop_daemon();

  [[nodiscard]] std::size_t batches(std::size_t index) const;
  [[nodiscard]] LinkStatistics statistics(const std::string& id);
  [[nodiscard]] LinkStatistics statistics(std::size_t index);
  /// False when it took too long; then something is at fault.
  bool await(const std::function<bool()>& reached) { return heard_.log.await(reached); }
  /// How long from `from` until the next samples of it, ms; −1: none came.
  double until_streaming(std::size_t index, HostTime from);
  /// All of them in reach, and streaming.
  void all_stream();
  [[nodiscard]] std::size_t notices(const std::string& words) const;

 private:
  Programs programs_;
  RadioWorld world_{kManikins};
  std::optional<test::ChildProcess> daemon_;
  TimedLog heard_;
  std::optional<Bridge> bridge_;
  std::string table_;
  int failures_ = 0;
};

[[nodiscard]] double milliseconds_since(HostTime from);

}  // namespace sternum::ble
