/// BlueZ's objects as it has told of them: adapters, devices, and the GATT tree below each device.
///
/// Paths of GATT objects change whenever a device is discovered again: whoever needs a
/// characteristic looks it up here by its UUID each time. What has an odd type or is missing is
/// taken as not told. Pure: no D-Bus, no clock, no thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "firmware-bridge/transport/bluez.hpp"

namespace sternum {

struct BluezAdapter {
  std::string path;
  std::string address;
  bool powered = false;
  bool discovering = false;
};

struct BluezDevice {
  std::string path;
  std::string adapter;
  std::string address;
  std::string name;  ///< made printable
  std::optional<int> signal_dbm;
  bool connected = false;
  bool resolved = false;  ///< its services are known
};

/// The two characteristics of a byte pipe, which may be one and the same.
struct BluezPipe {
  std::string notify;
  std::string write;            ///< empty: it has no ears
  bool write_commands = false;  ///< writes need no response
  friend bool operator==(const BluezPipe&, const BluezPipe&) = default;
};

class BluezObjects {
 public:
  void put(const std::string& path, const BluezInterfaces& interfaces);
  void change(const std::string& path, const std::string& interface,
              const BluezProperties& properties);
  void remove(const std::string& path, const std::vector<std::string>& interfaces);
  void clear() { objects_.clear(); }

  [[nodiscard]] std::vector<BluezAdapter> adapters() const;
  /// Those that advertise or have a service that a manikin can be behind; ascending path.
  [[nodiscard]] std::vector<BluezDevice> candidates() const;
  /// By its address, whatever its services; of two adapters that know it, the one that is connected
  /// to it, else one that sees it.
  [[nodiscard]] std::optional<BluezDevice> device(const std::string& address) const;
  /// Of our service, or else of the Nordic UART Service, chosen by what each characteristic can do.
  [[nodiscard]] std::optional<BluezPipe> pipe(const BluezDevice& device) const;
  /// The path of a characteristic of that UUID; empty: it has none.
  [[nodiscard]] std::string characteristic(const BluezDevice& device, std::string_view uuid) const;
  /// What BlueZ read from the Battery Service by itself.
  [[nodiscard]] std::optional<std::uint32_t> battery_percent(const BluezDevice& device) const;

 private:
  [[nodiscard]] const BluezProperties* find(const std::string& path, const char* interface) const;
  /// The objects below `parent` that have that interface, ascending path.
  [[nodiscard]] std::vector<std::pair<std::string, const BluezProperties*>> below(
      const std::string& parent, const char* interface) const;
  [[nodiscard]] std::optional<BluezPipe> pipe_in(const std::string& service) const;

  std::map<std::string, BluezInterfaces> objects_;
};

}  // namespace sternum
