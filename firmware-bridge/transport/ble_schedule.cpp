#include "firmware-bridge/transport/ble_schedule.hpp"

#include <algorithm>
#include <tuple>

namespace sternum {
namespace {

/// A device that was told of less than this ago still advertises.
constexpr std::chrono::seconds kInSight{2};

}  // namespace

void BleSchedule::in_sight(const std::string& address, HostTime now) {
  Entry& entry = entries_.try_emplace(address, Entry{.since = now, .next_at = now}).first->second;
  entry.seen_at = now;
}

void BleSchedule::trying(const std::string& address, HostTime now) {
  Entry& entry = entries_[address];
  entry.phase = Phase::Trying;
  entry.shunned = false;
  entry.since = now;
}

void BleSchedule::open(const std::string& address, HostTime now) {
  Entry& entry = entries_[address];
  entry.phase = Phase::Open;
  entry.was_open = true;
  entry.since = entry.open_at = now;
}

void BleSchedule::ended(const std::string& address, HostTime now) {
  Entry& entry = entries_[address];
  const bool fell = entry.phase == Phase::Open;
  if (fell && now - entry.since >= options_.stood) entry.failures = 0;
  if (fell) entry.open_at = now;
  const std::chrono::milliseconds wait = options_.first_wait * (1 << std::min(entry.failures, 10));
  entry.next_at = now + std::min(wait, fell ? options_.longest_wait_fallen : options_.longest_wait);
  ++entry.failures;
  entry.phase = Phase::Waiting;
  entry.since = now;
}

void BleSchedule::shun(const std::string& address, HostTime now) {
  entries_[address] =
      Entry{.shunned = true, .since = now, .next_at = now + options_.shunned, .seen_at = now};
}

std::vector<std::string> BleSchedule::due(HostTime now) const {
  std::vector<std::string> order;
  const Entry* first = nullptr;
  std::string first_address;
  for (const auto& [address, entry] : entries_) {
    if (entry.phase != Phase::Waiting || now < entry.next_at) continue;
    if (entry.was_open) {
      order.push_back(address);
    } else if (now - entry.seen_at <= kInSight) {
      // Whoever failed less often, and then whoever has waited longest.
      if (first == nullptr ||
          std::tie(entry.failures, entry.since) < std::tie(first->failures, first->since)) {
        first = &entry;
        first_address = address;
      }
    }
  }
  if (first != nullptr && !somebody_arrives(now)) order.push_back(first_address);
  return order;
}

bool BleSchedule::somebody_arrives(HostTime now) const {
  return std::ranges::any_of(entries_, [&](const auto& known) {
    const Entry& entry = known.second;
    return entry.phase == Phase::Trying && !entry.was_open && now - entry.since < options_.patience;
  });
}

bool BleSchedule::shunned(const std::string& address) const {
  const auto found = entries_.find(address);
  return found != entries_.end() && found->second.shunned;
}

std::vector<std::string> BleSchedule::forget(HostTime now) {
  std::vector<std::string> given_up;
  for (auto at = entries_.begin(); at != entries_.end();) {
    const Entry& entry = at->second;
    const bool waits = entry.phase == Phase::Waiting && now >= entry.next_at;
    const HostTime last = std::max(entry.seen_at, entry.open_at);
    if (waits && now - last > options_.remembered) {
      if (entry.was_open) given_up.push_back(at->first);
      at = entries_.erase(at);
    } else {
      ++at;
    }
  }
  return given_up;
}

}  // namespace sternum
