/// How Bluetooth Low Energy stands, and who is in sight: plain values, for every thread and screen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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

}  // namespace sternum
