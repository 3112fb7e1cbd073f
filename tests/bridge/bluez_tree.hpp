/// Objects as BlueZ would tell them, for tests.
#pragma once

#include <string>

#include "firmware-bridge/transport/ble_gatt.hpp"
#include "firmware-bridge/transport/bluez_objects.hpp"

namespace sternum {

inline BluezProperties device_of(const std::string& address, const std::string& service) {
  return {{"Address", address},        {"Name", std::string("Chest")},
          {"RSSI", std::int64_t{-60}}, {"Connected", false},
          {"ServicesResolved", false}, {"UUIDs", std::vector<std::string>{service}}};
}

inline BluezInterfaces characteristic_of(const std::string& uuid,
                                         const std::vector<std::string>& flags) {
  return {{bluez::kCharacteristic, {{"UUID", uuid}, {"Flags", flags}}}};
}

inline void put_device(BluezObjects& objects, const std::string& path, const std::string& address) {
  objects.put(path, {{bluez::kDevice, device_of(address, kSternumService)}});
}

/// `char1` notifies, `char2` is written to.
inline void put_pipe(BluezObjects& objects, const std::string& path, const std::string& service,
                     const std::string& up = kSternumUp, const std::string& down = kSternumDown) {
  objects.put(path, {{bluez::kService, {{"UUID", service}}}});
  objects.put(path + "/char1", characteristic_of(up, {"notify"}));
  objects.put(path + "/char2", characteristic_of(down, {"write", "write-without-response"}));
}

}  // namespace sternum
