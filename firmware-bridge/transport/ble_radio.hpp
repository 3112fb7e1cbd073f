/// Manikins over Bluetooth Low Energy: found by the service that they advertise, connected to, and
/// handed over as sources of bytes.
///
/// A radio looks for manikins for as long as it runs, connects to newcomers one after another, and
/// to those that it lost again and again. Each is one `ByteSource` per address, which closes and
/// opens with the link; who it is, its `Hello` says. A source that is stopped lets go of its
/// manikin and leaves it alone for some minutes.
///
/// Lives on one io_context and is touched by its thread only; nothing here blocks: connecting and
/// disconnecting, which take seconds, are asked for and waited for by events. No call comes after
/// `stop`. Only Linux with BlueZ has a radio so far; another system's would derive from `BleRadio`,
/// and where there is none `make_ble_radio` gives one that says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "analysis/core/result.hpp"
#include "firmware-bridge/host_time.hpp"
#include "firmware-bridge/transport/byte_source.hpp"

namespace sternum {

enum class BleState : std::uint8_t {
  Starting,     ///< not known yet
  Unsupported,  ///< not built for this system
  NoService,    ///< BlueZ does not run, or there is no bus to reach it by
  NoAdapter,
  SwitchedOff,  ///< there are adapters, but all are off
  Searching,
};

/// "no Bluetooth adapter; plug one in", for people; empty while it starts or searches.
[[nodiscard]] std::string ble_trouble(BleState state);

struct BleAdapter {
  std::string name;  ///< "hci0"
  std::string address;
  bool on = false;
  friend bool operator==(const BleAdapter&, const BleAdapter&) = default;
};

/// A device in sight that could be a manikin, whether it has said Hello or not.
struct BleSighting {
  std::string address;
  std::string name;                              ///< as it advertises, made printable; may be empty
  std::optional<int> signal_dbm;                 ///< when it was last heard advertising
  bool connected = false;                        ///< it streams to us
  std::optional<std::uint32_t> battery_percent;  ///< of the Battery Service, if it has one
  std::string model;                             ///< of the Device Information Service
  std::string firmware;
  friend bool operator==(const BleSighting&, const BleSighting&) = default;
};

struct BleSurvey {
  BleState state = BleState::Starting;
  std::vector<BleAdapter> adapters;
  std::vector<BleSighting> manikins;  ///< ascending address
  friend bool operator==(const BleSurvey&, const BleSurvey&) = default;
};

/// What a source that this radio hands over is called: "ble C4:7C:8D:00:00:01".
[[nodiscard]] std::string ble_link_name(const std::string& address);

struct BleOptions {
  /// D-Bus address of the bus that BlueZ is on; empty: the system's.
  std::string bus;
};

struct BleRadioEvents {
  std::function<void(std::unique_ptr<ByteSource>)> on_source;
  /// Something in it changed; at most a few times a second.
  std::function<void(const BleSurvey&)> on_survey;
  /// A sentence for people: what is wrong, and what to do.
  std::function<void(const Error&)> on_notice;
};

class BleRadio {
 public:
  virtual ~BleRadio() = default;
  virtual void start(BleRadioEvents events) = 0;
  /// To be called several times a second.
  virtual void look_after() = 0;
  /// Asks for all manikins to be disconnected, so that others can have them; does not wait for it.
  virtual void stop() = 0;
};

[[nodiscard]] std::unique_ptr<BleRadio> make_ble_radio(boost::asio::io_context& context,
                                                       BleOptions options = {});

}  // namespace sternum
