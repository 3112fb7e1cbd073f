#include "gui/model/radio_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace sternum {

std::string radio_words(Language language, const BleSurvey& survey) {
  switch (survey.state) {
    case BleState::Starting:
      return tr(language, "Bluetooth: starting");
    case BleState::Unsupported:
      return tr(language, "BLE needs Linux with BlueZ");
    case BleState::NoService:
      return tr(language, "Bluetooth: its service does not run (systemctl start bluetooth)");
    case BleState::NoAdapter:
      return tr(language, "Bluetooth: no adapter, plug one in");
    case BleState::SwitchedOff:
      return tr(language, "Bluetooth is switched off: switch it on in the system's settings");
    case BleState::Searching:
      break;
  }
  return fmt::format(fmt::runtime(tr(language, "Bluetooth: searching, {} in sight")),
                     survey.manikins.size());
}

const BleSighting* sighting_of(const BleSurvey& survey, const std::string& link) {
  const auto found = std::ranges::find_if(survey.manikins, [&](const BleSighting& sighting) {
    return ble_link_name(sighting.address) == link;
  });
  return found == survey.manikins.end() ? nullptr : &*found;
}

std::string ble_words(Language language, const BleSighting* sighting) {
  if (sighting == nullptr || !sighting->signal_dbm) return tr(language, "BLE");
  const int dbm = *sighting->signal_dbm;
  return fmt::format(fmt::runtime(tr(language, "BLE {} dBm")),
                     fmt::format("{}{}", dbm < 0 ? "\u2212" : "", std::abs(dbm)));
}

}  // namespace sternum
