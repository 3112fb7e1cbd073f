// What the station tells the screens: everything a few times a second, and in between only of the
// seats that something came from.
#include <algorithm>
#include <chrono>
#include <utility>

#include "gui/model/host_clock.hpp"
#include "gui/model/station.hpp"
#include "gui/model/stillness.hpp"

namespace sternum {
namespace {

/// How often everything is looked at, such as silence, the journal and the clock: while an attempt
/// runs or is being saved, and otherwise.
constexpr std::int64_t kHeartbeat_ms = 50;
constexpr std::int64_t kIdleHeartbeat_ms = 250;
constexpr std::int64_t kStatisticsEvery_ms = 200;
constexpr std::int64_t kTouchShown_ms = 5'000;

/// What comes within so short a time is looked at together: a screen shows sixty pictures a second.
constexpr std::chrono::microseconds kTogether{250};
/// While no chest moves; a first press is soon enough on the screen all the same.
constexpr std::chrono::milliseconds kTogetherAtRest{16};
/// Whoever has just switched a manikin on, or pressed, is about to press.
constexpr std::int64_t kRestsAfter_ms = 2'000;

}  // namespace

std::int64_t Station::next_look_in_ms() const {
  const bool busy = std::ranges::any_of(desks_, [](const auto& desk) {
    return desk.second.session->running() || desk.second.session->saving();
  });
  const std::int64_t due_ms = looked_at_ms_ + (busy ? kHeartbeat_ms : kIdleHeartbeat_ms);
  return std::max<std::int64_t>(0, due_ms - steady_ms());
}

void Station::renew_statistics(std::int64_t now_ms) {
  if (now_ms - statistics_at_ms_ < kStatisticsEvery_ms) return;
  statistics_at_ms_ = now_ms;
  std::map<std::string, std::uint64_t> refused;
  {
    const std::lock_guard lock(inbox_mutex_);
    refused = refused_;
  }
  for (auto& [id, desk] : desks_) {
    if (const auto statistics = bridge_.statistics(id)) desk.statistics = *statistics;
    desk.statistics.queue_drops = refused[id];
  }
}

void Station::describe(const std::string& id, Desk& desk, const JournalStatus& journal,
                       std::int64_t now_ms) {
  desk.session->settle(journal);
  desk.session->examine(now_ms);
  Seat& seat = desk.seat;
  seat = {};
  desk.session->describe(seat, utc_ms());
  seat.number = book_.seat_of(id);
  seat.name = book_.name_of(id);
  seat.attempt_number = desk.attempt_number;
  seat.link = desk.link;
  seat.statistics = desk.statistics;
  seat.status = desk.status;
  seat.online = desk.online;
  if (!desk.online) {
    seat.silent_s = static_cast<double>(now_ms - desk.silent_since_ms) * 1e-3;
    seat.silent_reason = desk.silent_reason;
  }
  seat.held_by = desk.held_by;
  seat.conflict = desk.conflict;
  if (desk.check) seat.depth_check = desk.check->state();
  const bool idle = seat.phase != AttemptPhase::Running && seat.live;
  if (desk.touches.saw(idle ? std::optional(seat.live->compression_count) : std::nullopt, now_ms)) {
    desk.touched_at_ms = now_ms;
  }
  if (desk.touched_at_ms && now_ms - *desk.touched_at_ms < kTouchShown_ms) {
    seat.touched_s_ago = static_cast<double>(now_ms - *desk.touched_at_ms) * 1e-3;
  }
  desk.has_news = false;
  ++desk.described;
}

/// While the room is still, what streams in is like what is shown already, but for the few times a
/// second that everything is looked at.
bool Station::has_to_publish() const {
  if (!at_rest_ || anything_changed_ || next_look_in_ms() == 0) return true;
  return std::ranges::any_of(desks_, [](const auto& of) {
    const Desk& desk = of.second;
    return desk.has_news && (desk.check || desk.session->stirs());
  });
}

void Station::publish() {
  const std::int64_t now_ms = steady_ms();
  follow_instructors(now_ms, utc_ms());
  const JournalStatus journal = journal_.status();
  const bool look_at_all = anything_changed_ || next_look_in_ms() == 0;
  if (look_at_all) {
    renew_statistics(now_ms);
    looked_at_ms_ = now_ms;
    anything_changed_ = false;
  }
  for (auto& [id, desk] : desks_) {
    if (look_at_all || desk.has_news) describe(id, desk, journal, now_ms);
  }
  if (look_at_all) {
    in_order_.clear();
    for (const auto& [id, desk] : desks_) in_order_.push_back(&desk);
    std::ranges::sort(in_order_, {}, [](const Desk* desk) { return desk->seat.number; });
  }

  auto told = told_.blank();
  StationSnapshot* const snapshot = &told->station;
  snapshot->guideline = options_.guideline;
  snapshot->schemes = rules_.schemes();
  snapshot->open_class = class_;
  snapshot->manikins = book_.known();
  snapshot->radio = radio_;
  snapshot->journal = journal;
  snapshot->signed_in = instructors_.state();
  snapshot->notices = notices_;
  snapshot->interrupted = found_interrupted_;
  snapshot->wall_clock_ms = utc_ms();
  snapshot->seats.resize(in_order_.size());
  told->seats.resize(in_order_.size());
  for (std::size_t i = 0; i < in_order_.size(); ++i) {
    const std::pair now(in_order_[i], in_order_[i]->described);
    if (std::exchange(told->seats[i], now) != now) snapshot->seats[i] = now.first->seat;
  }

  if (!is_still(*snapshot)) stirred_at_ms_ = now_ms;
  if (const bool rests = now_ms - stirred_at_ms_ >= kRestsAfter_ms; rests != at_rest_) {
    at_rest_ = rests;
    bridge_.sleep_between_looks(rests ? kTogetherAtRest : kTogether);
  }
  const auto whole = told_.share(std::move(told));
  // The one before may be the last of its kind: it is let go without the lock.
  std::shared_ptr<const StationSnapshot> newest(whole, &whole->station);
  const std::lock_guard lock(snapshot_mutex_);
  snapshot_.swap(newest);
}

}  // namespace sternum
