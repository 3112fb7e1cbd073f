#include "firmware-bridge/port_watch.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace sternum {
namespace {

/// A manikin that is replugged can turn up on its new port before the old one is known to be dead.
constexpr std::chrono::seconds kMayAppearBefore{5};
constexpr std::string_view kDigits = "0123456789";

std::string_view without_number(std::string_view path) {
  return path.substr(0, path.find_last_not_of(kDigits) + 1);
}

}  // namespace

bool PortWatch::is_glob(const std::string& device) {
  return device.find_first_of("*?[") != std::string::npos;
}

std::string PortWatch::family_of(const std::string& device) {
  if (is_glob(device)) return device;
  const std::string_view stem = without_number(device);
  if (stem.size() == device.size() || stem.ends_with('/')) return {};
  return std::string(stem) + "*";
}

PortWatch::PortWatch(std::string device, const std::vector<std::string>& present)
    : device_(std::move(device)), family_(family_of(device_)) {
  for (const std::string& path : present) appeared_.emplace(path, HostTime::min());
}

std::set<std::string> PortWatch::wanted(const std::vector<std::string>& present,
                                        std::optional<HostTime> missing_since, HostTime now) {
  std::map<std::string, HostTime> appeared;
  for (const std::string& path : present) {
    const auto known = appeared_.find(path);
    appeared.emplace(path, known == appeared_.end() ? now : known->second);
  }
  appeared_ = std::move(appeared);

  std::set<std::string> ports;
  if (!is_glob(device_)) ports.insert(device_);
  for (const auto& [path, since] : appeared_) {
    const bool newcomer =
        missing_since && is_of_family(path) && since >= *missing_since - kMayAppearBefore;
    if (is_glob(device_) || newcomer) ports.insert(path);
  }
  return ports;
}

bool PortWatch::is_of_family(const std::string& path) const {
  return !family_.empty() && path != device_ && without_number(path) == without_number(device_);
}

}  // namespace sternum
