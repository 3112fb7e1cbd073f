#include "firmware-bridge/transport/dbus_values.hpp"

#include <cstdint>
#include <vector>

namespace sternum {
namespace {

template <class T>
BluezValue whole_number(const sdbus::Variant& variant) {
  return static_cast<std::int64_t>(variant.get<T>());
}

BluezValue typed(const sdbus::Variant& variant) {
  const std::string type = variant.peekValueType();
  if (type == "b") return variant.get<bool>();
  if (type == "s") return variant.get<std::string>();
  if (type == "o") return std::string(variant.get<sdbus::ObjectPath>());
  if (type == "y") return whole_number<std::uint8_t>(variant);
  if (type == "n") return whole_number<std::int16_t>(variant);
  if (type == "q") return whole_number<std::uint16_t>(variant);
  if (type == "i") return whole_number<std::int32_t>(variant);
  if (type == "u") return whole_number<std::uint32_t>(variant);
  if (type == "as") return variant.get<std::vector<std::string>>();
  if (type == "ay") {
    std::vector<std::byte> bytes;
    for (const std::uint8_t byte : variant.get<std::vector<std::uint8_t>>()) {
      bytes.push_back(std::byte{byte});
    }
    return bytes;
  }
  return {};
}

}  // namespace

BluezValue bluez_value(const sdbus::Variant& variant) {
  try {
    return typed(variant);
  } catch (const sdbus::Error&) {
    return {};
  }
}

BluezProperties bluez_properties(const DbusProperties& properties) {
  BluezProperties ours;
  for (const auto& [name, value] : properties) ours[name] = bluez_value(value);
  return ours;
}

BluezInterfaces bluez_interfaces(const DbusInterfaces& interfaces) {
  BluezInterfaces ours;
  for (const auto& [name, properties] : interfaces) ours[name] = bluez_properties(properties);
  return ours;
}

}  // namespace sternum
