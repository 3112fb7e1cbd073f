#include "gui/model/class_desk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <utility>

#include "datasets/roster/roster.hpp"
#include "gui/model/names.hpp"

namespace sternum {
namespace {

constexpr double kCloseArmed_s = 4.0;
/// Letters are kept when the typing rests.
constexpr double kTypingRests_s = 0.4;
/// The queue looks at the seats so often, and whenever somebody changed it.
constexpr double kQueueEvery_s = 0.2;

template <class Number>
std::optional<Number> number_in(const std::string& typed) {
  const std::string text = trimmed(typed);
  Number number{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

/// The first day of the class, or today when none is written.
CalendarDay day_of_class(const ClassRecord& record, std::int64_t now_ms) {
  if (!record.starts_on.empty() && is_day_or_empty(record.starts_on)) {
    return {std::stoi(record.starts_on.substr(0, 4)), std::stoi(record.starts_on.substr(5, 2)),
            std::stoi(record.starts_on.substr(8, 2))};
  }
  const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(now_ms)))};
  return {static_cast<int>(today.year()), static_cast<int>(static_cast<unsigned>(today.month())),
          static_cast<int>(static_cast<unsigned>(today.day()))};
}

bool is_blank(const ClassRecord& record) {
  return record == ClassRecord{.key = record.key, .members = record.members};
}

}  // namespace

bool is_day_or_empty(const std::string& text) {
  if (text.empty()) return true;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto year = number_in<int>(text.substr(0, 4));
  const auto month = number_in<int>(text.substr(5, 2));
  const auto day = number_in<int>(text.substr(8, 2));
  if (!year || !month || !day) return false;
  return std::chrono::year_month_day(std::chrono::year(*year),
                                     std::chrono::month(static_cast<unsigned>(*month)),
                                     std::chrono::day(static_cast<unsigned>(*day)))
      .ok();
}

ClassRecord ClassDesk::whole() const {
  ClassRecord record = record_;
  record.members = queue_.members();
  return record;
}

void ClassDesk::take_up(const ClassRecord& record) {
  record_ = record;
  record_.members.clear();
  hours_ = record.hours ? fmt::format("{}", *record.hours) : std::string();
  expected_ = record.expected ? fmt::format("{}", *record.expected) : std::string();
  queue_.reset(record.members);
  kept_ = record_;
  seen_ = record_;
  kept_members_ = record.members;
  seen_members_ = record.members;
}

void ClassDesk::read_numbers() {
  record_.hours = number_in<double>(hours_);
  if (record_.hours && !std::isfinite(*record_.hours)) record_.hours.reset();
  record_.expected = number_in<int>(expected_);
}

void ClassDesk::follow(const StationSnapshot& snapshot, const std::vector<AttemptRecord>& attempts,
                       StationPort& station, double now_s) {
  now_s_ = now_s;
  wall_clock_ms_ = snapshot.wall_clock_ms;
  read_numbers();
  if (!is_open()) {
    const bool said = !is_blank(record_) || !queue_.members().empty();
    if (said) {
      record_.key = std::max({snapshot.wall_clock_ms, closed_ + 1, std::int64_t{1}});
    } else if (snapshot.open_class && snapshot.open_class->key != closed_) {
      take_up(*snapshot.open_class);
    }
  }
  seats_.clear();
  manikins_ = 0;
  for (const Seat& seat : snapshot.seats) {
    seats_.push_back(seat.manikin.id);
    if (seat.online && seat.has_manikin) ++manikins_;
  }
  if (!is_open()) return;
  if (taken_in_) {
    taken_in_->class_key = record_.key;
    station.post(*std::exchange(taken_in_, std::nullopt));
  }

  const bool changed_by_hand = queue_.members() != seen_members_;
  if (changed_by_hand || now_s - queue_seen_s_ >= kQueueEvery_s || now_s < queue_seen_s_) {
    queue_seen_s_ = now_s;
    times_ = hands_on_times(record_.key, attempts, snapshot);
    std::vector<QueueSeat> seats;
    for (const Seat& seat : snapshot.seats) {
      // A place for checklists calls nobody: it is not about hands on a chest.
      if (!seat.has_manikin && seat.phase != AttemptPhase::Running) continue;
      const bool running = seat.phase == AttemptPhase::Running;
      seats.push_back(
          {seat.manikin.id, running ? seat.trainee : std::string(), seat.online && !running});
    }
    queue_.follow(seats, times_);
  }
  if (record_ != seen_) {
    seen_ = record_;
    changed_s_ = now_s;
  }
  if (queue_.members() != seen_members_) {
    seen_members_ = queue_.members();
    changed_s_ = -1e9;
  }
  if (now_s - changed_s_ >= kTypingRests_s) keep(station);
}

void ClassDesk::keep(StationPort& station) {
  if (is_kept()) return;
  kept_ = record_;
  kept_members_ = queue_.members();
  station.post(KeepClass{whole()});
}

void ClassDesk::close(StationPort& station) {
  if (!is_open()) return;
  if (!close_armed()) {
    close_armed_until_s_ = now_s_ + kCloseArmed_s;
    return;
  }
  ClassRecord closed = whole();
  closed.state = ClassState::Closed;
  for (ClassMember& member : closed.members) member.manikin_id.clear();
  station.post(KeepClass{closed});
  const ClassKey key = closed.key;
  *this = ClassDesk{};
  closed_ = key;
}

HandsOn ClassDesk::time_of(const std::string& name) const {
  const auto found = times_.find(name);
  return found == times_.end() ? HandsOn{} : found->second;
}

const ClassMember* ClassDesk::called_to(const std::string& manikin_id) const {
  const ClassMember* there = queue_.at_seat(manikin_id);
  return there == nullptr || queue_.is_pressing(there->name) ? nullptr : there;
}

std::vector<const ClassMember*> ClassDesk::in_order() const {
  return queue_.in_order(seats_, times_);
}

int ClassDesk::present() const {
  return static_cast<int>(std::ranges::count(queue_.members(), false, &ClassMember::absent));
}

bool ClassDesk::add_typed() {
  const std::string name = trimmed(typed_name_);
  if (!queue_.add({.name = name, .organisation = trimmed(typed_organisation_)})) return false;
  typed_name_.clear();
  return true;
}

void ClassDesk::choose(const std::string& name) {
  if (swap_asked() && swap_with_ != name) queue_.swap(swap_with_, name);
  swap_with_.clear();
  chosen_ = name;
}

void ClassDesk::choose_next(int by) {
  const std::vector<const ClassMember*> order = in_order();
  if (order.empty()) return;
  const auto count = static_cast<int>(order.size());
  const auto at = std::ranges::find(order, chosen_, &ClassMember::name);
  const int next = at == order.end()
                       ? (by > 0 ? 0 : count - 1)
                       : std::clamp(static_cast<int>(at - order.begin()) + by, 0, count - 1);
  chosen_ = order[static_cast<std::size_t>(next)]->name;
}

void ClassDesk::ask_for_swap() {
  if (swap_asked()) {
    // Asked for again: with whoever is chosen by now.
    const std::string with = swap_with_;
    swap_with_.clear();
    queue_.swap(with, chosen_);
  } else if (chosen() != nullptr) {
    swap_with_ = chosen_;
  }
}

void ClassDesk::drop_choice() {
  chosen_.clear();
  swap_with_.clear();
}

void ClassDesk::look_through(const std::string& path) {
  drop_import();
  if (const std::string file = path_in(path); !file.empty()) read_list(file);
}

void ClassDesk::look_through_dropped(const std::vector<std::string>& paths) {
  drop_import();
  if (paths.size() == 1) {
    typed_path_ = paths.front();
    read_list(paths.front());
    return;
  }
  typed_path_.clear();
  import_trouble_ = Error{
      fmt::format("{} files were dropped at once", paths.size()), {}, "drop one list at a time"};
}

void ClassDesk::read_list(const std::filesystem::path& file) {
  auto roster = read_roster(file);
  if (!roster) {
    import_trouble_ = roster.error();
    return;
  }
  import_.emplace(*roster, file.filename().string(), queue_.members(),
                  day_of_class(record_, wall_clock_ms_));
}

void ClassDesk::take_in() {
  if (!import_) return;
  const std::vector<ClassMember> people = import_->people();
  taken_in_ = TakeInPeople{0, people.size(), import_->identities()};
  queue_.add_all(people);
  typed_path_.clear();
  drop_import();
}

void ClassDesk::drop_import() {
  import_.reset();
  import_trouble_.reset();
}

int ClassDesk::trainees_expected() const {
  return present() + (import_ ? import_->count(ImportFilter::Importable) : 0);
}

ClassRatio ClassDesk::instructor_ratio() const {
  return {trainees_expected(), people_named(record_.instructors), kTraineesPerInstructor};
}

ClassRatio ClassDesk::manikin_ratio() const {
  return {trainees_expected(), manikins_, kTraineesPerManikin};
}

}  // namespace sternum
