/// The manikins in reach, whatever they are connected by.
///
/// Owns the one io_context and its thread. Sources deliver bytes; the bridge decodes them, knows
/// each manikin by the id in its Hello, whatever port it comes back on, and tells its listener,
/// always on the IO thread. A manikin from which nothing intact came for `silence` is silent; a
/// source without a Hello is not a manikin yet. When a second link claims an id that is alive on
/// another, the first keeps it and the second is reported as a conflict once both have been heard;
/// a silent or closed one hands it over. A manikin that another console has says so in its Hello
/// (`held_by`) and sends nothing to measure; it comes over by itself when that console lets go, or
/// is asked for with `StartStreaming::take_over`. `start`, `add_…`, `listen`, `send`, `statistics`,
/// `sleep_between_looks` and `stop` may be called from any thread; none blocks on a manikin. `stop`
/// waits for the call in progress to the listener, so it must not be made from inside one; after it
/// no call comes, and a stopped bridge does not start again.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/core/device_report.hpp"
#include "analysis/core/device_time.hpp"
#include "analysis/core/result.hpp"
#include "analysis/core/sample_batch.hpp"
#include "firmware-bridge/protocol/link_statistics.hpp"
#include "firmware-bridge/protocol/messages.hpp"
#include "firmware-bridge/transport/ble_survey.hpp"
#include "firmware-bridge/transport/byte_source.hpp"

namespace boost::asio {
class io_context;
}

namespace sternum {

/// All calls come on the IO thread; references are valid during the call only; none may block.
class BridgeListener {
 public:
  virtual ~BridgeListener() = default;
  /// Seen for the first time, back after silence, or changed. `link` names its source.
  virtual void on_manikin(const Hello& hello, const std::string& link) = 0;
  virtual void on_silent(const std::string& id, const std::string& reason) = 0;
  virtual void on_samples(const std::string& id, const SampleBatch& batch) = 0;
  virtual void on_status(const std::string&, const Status&) {}
  virtual void on_touch(const std::string&) {}
  /// What the manikin computed by itself, on the same timeline as the samples.
  virtual void on_compression(const std::string&, const ReportedCompression&) {}
  virtual void on_breath(const std::string&, const ReportedBreath&) {}
  /// Two links claim to be the same manikin; `link` is the one that is not listened to.
  virtual void on_conflict(const std::string&, const std::string& /*link*/) {}
  /// The other links that claimed this id are gone.
  virtual void on_conflict_resolved(const std::string&) {}
  /// How Bluetooth stands, and who is in sight; told when it changes.
  virtual void on_radio(const BleSurvey&) {}
  /// Anything else an instructor should know: "cannot open /dev/ttyUSB0: no permission; …".
  virtual void on_notice(const Error&) {}
  /// What had come by now has been told: a good moment to hand it on.
  virtual void on_all_told() {}
};

struct SerialPort {
  std::string device;  ///< a path, or a glob such as /dev/ttyUSB*
  unsigned baud = 115200;
};

struct BridgeOptions {
  /// Nothing intact for so long from a manikin that streams: it is silent. One that does not stream
  /// is heard only by its Hello, once a second, and is granted two and a half times as much.
  Duration silence = seconds(1.0);
  /// A TCP connection without a Hello, or without anything intact, is closed after this; a serial
  /// port on which bytes come but no Hello is told.
  Duration greeting = seconds(10.0);
  std::size_t connections = 256;  ///< over TCP, at once
  std::size_t manikins = 512;     ///< ids known, at most
  /// Who we are: what a manikin tells another console that asks for it. At most 64 bytes.
  std::string console{};
};

class Bridge {
 public:
  Bridge(BridgeListener& listener, BridgeOptions options = {});
  ~Bridge();  ///< stops

  void start();
  void stop();

  /// Opens the port, now or when it turns up, and again whenever it comes back. A manikin lost from
  /// it is also looked for on ports of the same family (/dev/ttyUSB*) that appear later.
  void add_serial(SerialPort port);
  /// Manikins connect to us. Port 0 takes a free one. Answers the port listened on. `address`
  /// defaults to all interfaces because manikins come over the classroom's Wi-Fi; tests pass
  /// 127.0.0.1.
  [[nodiscard]] Result<std::uint16_t> listen(std::uint16_t port,
                                             const std::string& address = "0.0.0.0");
  /// Looks for manikins over Bluetooth Low Energy from now on. A device that advertises as one but
  /// says no Hello within `BridgeOptions::greeting` is let go. Once.
  void add_bluetooth(BleOptions options = {});
  /// Any other source; made on the bridge's io_context by `make`, called on the IO thread.
  void add_source(std::function<std::unique_ptr<ByteSource>(boost::asio::io_context&)> make);

  void send(const std::string& id, DownMessage message);
  /// How long the IO thread sleeps after something came from a manikin, before it looks again: what
  /// comes meanwhile is handled together. At first, not at all.
  void sleep_between_looks(std::chrono::microseconds pause);
  [[nodiscard]] std::optional<LinkStatistics> statistics(const std::string& id) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
