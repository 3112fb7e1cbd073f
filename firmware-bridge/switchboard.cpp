#include "firmware-bridge/switchboard.hpp"

#include <utility>

#include "firmware-bridge/link.hpp"
#include "firmware-bridge/manikin_session.hpp"

namespace sternum {
namespace {

constexpr std::chrono::minutes kSameNoticeAgain{1};
constexpr std::size_t kMostNotices = 256;

}  // namespace

Switchboard::Switchboard(BridgeListener& listener, BridgeOptions options, Clock clock)
    : listener_(listener), options_(options), clock_(std::move(clock)) {}

Switchboard::~Switchboard() = default;

void Switchboard::admit(Link& link) {
  const std::string& id = link.hello()->id;
  if (link.session() != nullptr && link.session()->id() == id) return;
  const auto known = sessions_.find(id);
  if (known != sessions_.end()) {
    link.attach(known->second.get());
    return;
  }
  if (sessions_.size() >= options_.manikins) {
    notice({fmt::format("more than {} manikins: the newest are left out", options_.manikins),
            link.origin(), "start the console again to forget those that are gone"});
    return;
  }
  auto session =
      std::make_unique<ManikinSession>(id, listener_, options_.silence, options_.console);
  link.attach(session.get());
  sessions_.emplace(id, std::move(session));
}

void Switchboard::leave(Link& link, const std::string& reason) {
  if (ManikinSession* session = link.session()) {
    session->leave(link, reason, now());
    settle(link);
  }
  link.attach(nullptr);
}

void Switchboard::settle(Link& link) {
  ManikinSession* session = link.session();
  if (session == nullptr) return;
  bytes_came_ = true;
  session->settle(link);
  const LinkStatistics statistics = session->statistics();
  const std::lock_guard lock(mutex_);
  published_[session->id()] = statistics;
}

void Switchboard::watch() {
  const HostTime time = now();
  for (const auto& [id, session] : sessions_) session->watch(time);
}

void Switchboard::send(const std::string& id, const DownMessage& message) {
  const auto session = sessions_.find(id);
  if (session == sessions_.end()) return;
  if (Link* link = session->second->carrier()) link->send(message);
}

std::optional<HostTime> Switchboard::missing_since(const std::string& id) const {
  const auto session = sessions_.find(id);
  return session == sessions_.end() ? std::nullopt : session->second->missing_since();
}

void Switchboard::notice(const Error& error) {
  const HostTime time = now();
  std::erase_if(notices_, [&](const auto& told) { return time - told.second > kSameNoticeAgain; });
  if (notices_.size() >= kMostNotices) return;
  if (notices_.try_emplace(error.message(), time).second) listener_.on_notice(error);
}

std::optional<LinkStatistics> Switchboard::statistics(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = published_.find(id);
  if (found == published_.end()) return std::nullopt;
  return found->second;
}

}  // namespace sternum
