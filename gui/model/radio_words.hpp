/// What the screens say of Bluetooth: how it stands, and how well a manikin was heard.
///
/// Pure functions of a survey, for any thread.
#pragma once

#include <string>

#include "firmware-bridge/transport/ble_survey.hpp"
#include "gui/locale/locale.hpp"

namespace sternum {

/// "Bluetooth: 2 manikins in sight", or what is wrong and what to do.
[[nodiscard]] std::string radio_words(Language language, const BleSurvey& survey);

/// What is behind that link of the bridge; null: nothing of this radio's.
[[nodiscard]] const BleSighting* sighting_of(const BleSurvey& survey, const std::string& link);

/// "BLE −58 dBm", or "BLE" alone while it was never heard advertising.
[[nodiscard]] std::string ble_words(Language language, const BleSighting* sighting);

}  // namespace sternum
