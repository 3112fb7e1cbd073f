// What the station tells the screens: everything a few times a second, and in between only of the
// seats that something came from.
#include <algorithm>
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

  auto snapshot = std::make_shared<StationSnapshot>();
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
  snapshot->seats.reserve(in_order_.size());
  for (const Desk* desk : in_order_) snapshot->seats.push_back(desk->seat);

  at_rest_ = is_still(*snapshot);
  // The one before may be the last of its kind: it is freed without the lock.
  std::shared_ptr<const StationSnapshot> newest = std::move(snapshot);
  const std::lock_guard lock(snapshot_mutex_);
  snapshot_.swap(newest);
}

}  // namespace sternum
