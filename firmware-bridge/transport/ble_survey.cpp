#include "firmware-bridge/transport/ble_survey.hpp"

namespace sternum {

std::string ble_trouble(BleState state) {
  switch (state) {
    case BleState::Starting:
    case BleState::Searching:
      break;
    case BleState::Unsupported:
      return "BLE needs Linux with BlueZ";
    case BleState::NoService:
      return "the Bluetooth service (BlueZ) does not run: systemctl start bluetooth";
    case BleState::NoAdapter:
      return "no Bluetooth adapter: plug one in";
    case BleState::SwitchedOff:
      return "Bluetooth is switched off: switch it on in the system's settings";
  }
  return {};
}

std::string ble_link_name(const std::string& address) { return "ble " + address; }

}  // namespace sternum
