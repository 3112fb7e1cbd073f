#include "firmware-bridge/manikin_session.hpp"

#include <algorithm>
#include <utility>

#include "firmware-bridge/link.hpp"

namespace sternum {
namespace {

std::string reason_for_silence(const Link& link) {
  if (link.garbled()) {
    return fmt::format("only damaged data comes from {}: check the cable and the baud rate",
                       link.name());
  }
  return fmt::format("nothing comes from {}: switched off, or out of reach?", link.name());
}

}  // namespace

ManikinSession::ManikinSession(std::string id, BridgeListener& listener, Duration silence,
                               std::string console)
    : id_(std::move(id)),
      listener_(listener),
      silence_(on_host(silence)),
      console_(std::move(console)) {}

bool ManikinSession::hear(Link& link, HostTime now) {
  if (listens_to(link)) {
    heard_at_ = now;
    tell_conflicts();
    return true;
  }
  if (silent_) {
    carry(link, now);
    return true;
  }
  if (std::ranges::find(claims_, &link, &Claim::link) == claims_.end()) {
    claims_.push_back({&link, false});
  }
  return false;
}

void ManikinSession::carry(Link& link, HostTime now) {
  const Hello& hello = *link.hello();
  // What came before the Hello is a hole in the sequence numbers, which the assembler counts,
  // unless they began anew.
  const std::uint64_t early = link.take_early_batches();
  if (!hello_ || hello_->boot != hello.boot) received_.batches_lost += early;
  if (hello_) ++received_.reconnects;

  drop_claim(link);
  carrier_ = &link;
  silent_ = false;
  heard_at_ = now;
  streamed_at_.reset();
  assembler_.on_hello(hello);
  tell(link);
  tell_if_resolved();
}

void ManikinSession::tell(Link& link) {
  hello_ = *link.hello();
  listener_.on_manikin(*hello_, link.name());
  link.send(StartStreaming{console_});
}

void ManikinSession::take_hello(Link& link) {
  assembler_.on_hello(*link.hello());
  if (link.hello() != hello_) {
    tell(link);
  } else if (!streams()) {
    // The first may have been damaged; and one that another console had may be free by now.
    link.send(StartStreaming{console_});
  }
}

void ManikinSession::take_samples(const WireBatch& batch, HostTime now) {
  streamed_at_ = now;
  if (const SampleBatch* assembled = assembler_.assemble(batch)) {
    listener_.on_samples(id_, *assembled);
  }
}

void ManikinSession::take_compression(const CompressionReport& report, HostTime now) {
  streamed_at_ = now;
  if (const auto compression = assembler_.assemble(report)) {
    listener_.on_compression(id_, *compression);
  }
}

void ManikinSession::take_breath(const BreathReport& report, HostTime now) {
  streamed_at_ = now;
  if (const auto breath = assembler_.assemble(report)) listener_.on_breath(id_, *breath);
}

void ManikinSession::leave(Link& link, const std::string& reason, HostTime now) {
  drop_claim(link);
  if (carrier_ == &link) {
    settle(link);
    carrier_ = nullptr;
    if (!silent_) fall_silent(reason, now);
  }
  tell_if_resolved();
}

void ManikinSession::watch(HostTime now) {
  std::erase_if(
      claims_, [&](const Claim& claim) { return now - claim.link->heard_at() > silence_ * 5 / 2; });
  tell_if_resolved();
  if (!silent_ && now - heard_at_ > patience()) fall_silent(reason_for_silence(*carrier_), now);
}

void ManikinSession::fall_silent(const std::string& reason, HostTime now) {
  silent_ = true;
  silent_since_ = now;
  listener_.on_silent(id_, reason);
  const auto heir = std::ranges::find_if(
      claims_, [&](const Claim& claim) { return now - claim.link->heard_at() <= silence_; });
  if (heir != claims_.end()) carry(*heir->link, now);
}

void ManikinSession::tell_conflicts() {
  for (Claim& claim : claims_) {
    if (claim.told) continue;
    claim.told = conflict_ = true;
    listener_.on_conflict(id_, claim.link->name());
  }
}

void ManikinSession::drop_claim(const Link& link) {
  std::erase_if(claims_, [&](const Claim& claim) { return claim.link == &link; });
}

void ManikinSession::tell_if_resolved() {
  if (!conflict_ || std::ranges::any_of(claims_, &Claim::told)) return;
  conflict_ = false;
  listener_.on_conflict_resolved(id_);
}

void ManikinSession::settle(Link& link) {
  if (carrier_ == &link) link.settle(received_);
}

LinkStatistics ManikinSession::statistics() const {
  LinkStatistics all = received_;
  assembler_.add_to(all);
  return all;
}

std::optional<HostTime> ManikinSession::missing_since() const {
  if (!silent_) return std::nullopt;
  return silent_since_;
}

bool ManikinSession::streams() const {
  return streamed_at_ && heard_at_ - *streamed_at_ < silence_;
}

std::chrono::microseconds ManikinSession::patience() const {
  return streams() ? silence_ : silence_ * 5 / 2;
}

}  // namespace sternum
