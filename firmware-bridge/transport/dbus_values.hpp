/// Between D-Bus's typed values and ours.
#pragma once

#include <map>
#include <string>

#include <sdbus-c++/sdbus-c++.h>

#include "firmware-bridge/transport/bluez.hpp"

namespace sternum {

using DbusProperties = std::map<std::string, sdbus::Variant>;
using DbusInterfaces = std::map<std::string, DbusProperties>;

/// Monostate for types that we do not read. Throws nothing.
[[nodiscard]] BluezValue bluez_value(const sdbus::Variant& variant);
[[nodiscard]] BluezProperties bluez_properties(const DbusProperties& properties);
[[nodiscard]] BluezInterfaces bluez_interfaces(const DbusInterfaces& interfaces);

}  // namespace sternum
