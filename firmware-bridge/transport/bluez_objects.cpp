#include "firmware-bridge/transport/bluez_objects.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "firmware-bridge/protocol/limits.hpp"
#include "firmware-bridge/transport/ble_gatt.hpp"

namespace sternum {
namespace {

using TextList = std::vector<std::string>;

template <class T>
const T* value_at(const BluezProperties& properties, const char* name) {
  const auto found = properties.find(name);
  return found == properties.end() ? nullptr : std::get_if<T>(&found->second);
}

template <class T>
T value_of(const BluezProperties& properties, const char* name, T otherwise = {}) {
  const T* value = value_at<T>(properties, name);
  return value == nullptr ? otherwise : *value;
}

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool is_pipe_service(const std::string& uuid) {
  return std::ranges::find(kPipeServices, lower_case(uuid)) != kPipeServices.end();
}

/// Advertised names are anybody's bytes: what is no text for a screen becomes a question mark.
std::string printable(const std::string& name) {
  std::string kept = name.substr(0, kLongestName);
  if (is_printable(kept)) return kept;
  for (char& c : kept) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte > 0x7E) c = '?';
  }
  return kept;
}

bool has_flag(const BluezProperties& characteristic, const char* flag) {
  const auto* flags = value_at<TextList>(characteristic, "Flags");
  return flags != nullptr && std::ranges::find(*flags, flag) != flags->end();
}

BluezDevice as_device(const std::string& path, const BluezProperties& properties) {
  BluezDevice device;
  device.path = path;
  device.adapter = value_of<std::string>(properties, "Adapter");
  device.address = value_of<std::string>(properties, "Address");
  device.name = printable(value_of<std::string>(properties, "Name"));
  if (const auto* dbm = value_at<std::int64_t>(properties, "RSSI")) {
    device.signal_dbm = static_cast<int>(std::clamp<std::int64_t>(*dbm, -127, 20));
  }
  device.connected = value_of<bool>(properties, "Connected");
  device.resolved = value_of<bool>(properties, "ServicesResolved");
  return device;
}

}  // namespace

void BluezObjects::put(const std::string& path, const BluezInterfaces& interfaces) {
  BluezInterfaces& object = objects_[path];
  for (const auto& [name, properties] : interfaces) object[name] = properties;
}

void BluezObjects::change(const std::string& path, const std::string& interface,
                          const BluezProperties& properties) {
  const auto object = objects_.find(path);
  if (object == objects_.end()) return;
  const auto known = object->second.find(interface);
  if (known == object->second.end()) return;
  for (const auto& [name, value] : properties) known->second[name] = value;
}

void BluezObjects::remove(const std::string& path, const std::vector<std::string>& interfaces) {
  const auto object = objects_.find(path);
  if (object == objects_.end()) return;
  for (const std::string& interface : interfaces) object->second.erase(interface);
  if (object->second.empty()) objects_.erase(object);
}

std::vector<BluezAdapter> BluezObjects::adapters() const {
  std::vector<BluezAdapter> found;
  for (const auto& [path, interfaces] : objects_) {
    const BluezProperties* adapter = find(path, bluez::kAdapter);
    if (adapter == nullptr) continue;
    found.push_back({path, value_of<std::string>(*adapter, "Address"),
                     value_of<bool>(*adapter, "Powered"), value_of<bool>(*adapter, "Discovering")});
  }
  return found;
}

std::vector<BluezDevice> BluezObjects::candidates() const {
  std::vector<BluezDevice> found;
  for (const auto& [path, interfaces] : objects_) {
    const BluezProperties* device = find(path, bluez::kDevice);
    if (device == nullptr) continue;
    const auto* services = value_at<TextList>(*device, "UUIDs");
    if (services != nullptr && std::ranges::any_of(*services, is_pipe_service)) {
      found.push_back(as_device(path, *device));
    }
  }
  std::erase_if(found, [](const BluezDevice& device) { return device.address.empty(); });
  return found;
}

std::optional<BluezDevice> BluezObjects::device(const std::string& address) const {
  std::optional<BluezDevice> best;
  const auto worth = [](const BluezDevice& device) {
    return device.connected ? 2 : device.signal_dbm ? 1 : 0;
  };
  for (const auto& [path, interfaces] : objects_) {
    const BluezProperties* properties = find(path, bluez::kDevice);
    if (properties == nullptr) continue;
    const auto* its = value_at<std::string>(*properties, "Address");
    if (its == nullptr || *its != address) continue;
    BluezDevice device = as_device(path, *properties);
    if (!best || worth(device) > worth(*best)) best = std::move(device);
  }
  return best;
}

std::optional<BluezPipe> BluezObjects::pipe(const BluezDevice& device) const {
  for (const char* wanted : kPipeServices) {
    for (const auto& [path, service] : below(device.path, bluez::kService)) {
      if (lower_case(value_of<std::string>(*service, "UUID")) != wanted) continue;
      if (auto pipe = pipe_in(path)) return pipe;
    }
  }
  return std::nullopt;
}

std::optional<BluezPipe> BluezObjects::pipe_in(const std::string& service) const {
  BluezPipe pipe;
  for (const auto& [path, characteristic] : below(service, bluez::kCharacteristic)) {
    const bool commands = has_flag(*characteristic, "write-without-response");
    if (pipe.notify.empty() &&
        (has_flag(*characteristic, "notify") || has_flag(*characteristic, "indicate"))) {
      pipe.notify = path;
    }
    if (pipe.write.empty() && (commands || has_flag(*characteristic, "write"))) {
      pipe.write = path;
      pipe.write_commands = commands;
    }
  }
  if (pipe.notify.empty()) return std::nullopt;
  return pipe;
}

std::string BluezObjects::characteristic(const BluezDevice& device, std::string_view uuid) const {
  for (const auto& [path, characteristic] : below(device.path, bluez::kCharacteristic)) {
    if (lower_case(value_of<std::string>(*characteristic, "UUID")) == uuid) return path;
  }
  return {};
}

std::optional<std::uint32_t> BluezObjects::battery_percent(const BluezDevice& device) const {
  const BluezProperties* battery = find(device.path, bluez::kBattery);
  if (battery == nullptr) return std::nullopt;
  const auto percent = value_of<std::int64_t>(*battery, "Percentage", -1);
  if (percent < 0 || percent > 100) return std::nullopt;
  return static_cast<std::uint32_t>(percent);
}

std::vector<std::pair<std::string, const BluezProperties*>> BluezObjects::below(
    const std::string& parent, const char* interface) const {
  std::vector<std::pair<std::string, const BluezProperties*>> found;
  const std::string start = parent + "/";
  for (auto at = objects_.lower_bound(start); at != objects_.end(); ++at) {
    if (!at->first.starts_with(start)) break;
    const auto its = at->second.find(interface);
    if (its != at->second.end()) found.emplace_back(at->first, &its->second);
  }
  return found;
}

const BluezProperties* BluezObjects::find(const std::string& path, const char* interface) const {
  const auto object = objects_.find(path);
  if (object == objects_.end()) return nullptr;
  const auto found = object->second.find(interface);
  return found == object->second.end() ? nullptr : &found->second;
}

}  // namespace sternum
