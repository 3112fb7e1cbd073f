#include "gui/model/class_queue.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace sternum {
namespace {

constexpr std::size_t kMostUndone = 50;

HandsOn time_of(const HandsOnTimes& times, const std::string& name) {
  const auto found = times.find(name);
  return found == times.end() ? HandsOn{} : found->second;
}

}  // namespace

void ClassQueue::reset(Members members) {
  members_ = std::move(members);
  before_.clear();
  pressing_.clear();
  just_reset_ = true;
}

const ClassMember* ClassQueue::find(std::string_view name) const {
  const auto found = std::ranges::find(members_, name, &ClassMember::name);
  return found == members_.end() ? nullptr : &*found;
}

ClassMember* ClassQueue::member(std::string_view name) {
  const auto found = std::ranges::find(members_, name, &ClassMember::name);
  return found == members_.end() ? nullptr : &*found;
}

const ClassMember* ClassQueue::at_seat(std::string_view manikin_id) const {
  if (manikin_id.empty()) return nullptr;
  const auto found = std::ranges::find(members_, manikin_id, &ClassMember::manikin_id);
  return found == members_.end() ? nullptr : &*found;
}

bool ClassQueue::is_pressing(std::string_view name) const {
  return pressing_.find(name) != pressing_.end();
}

void ClassQueue::follow(const std::vector<QueueSeat>& seats, const HandsOnTimes& times) {
  live_seats_.clear();
  for (const QueueSeat& seat : seats) {
    if (seat.takes_next || !seat.pressing.empty()) live_seats_.insert(seat.manikin_id);
  }
  seat_who_presses(seats);
  fill(seats, times);
}

void ClassQueue::seat_who_presses(const std::vector<QueueSeat>& seats) {
  decltype(pressing_) now;
  for (const QueueSeat& seat : seats) {
    if (!seat.pressing.empty() && find(seat.pressing) != nullptr) {
      now.emplace(seat.pressing, seat.manikin_id);
    }
  }
  // Whose attempt has ended makes room for the next.
  for (const auto& [name, manikin_id] : pressing_) {
    ClassMember* ended = member(name);
    if (ended != nullptr && !now.contains(name) && ended->manikin_id == manikin_id) {
      ended->manikin_id.clear();
    }
  }
  for (const auto& [name, manikin_id] : now) {
    if (const auto before = pressing_.find(name);
        before != pressing_.end() && before->second == manikin_id) {
      continue;
    }
    // As it was kept: that is no news.
    if (just_reset_ && find(name)->manikin_id == manikin_id) continue;
    // Somebody has begun: whoever was passed over for it is no longer.
    for (ClassMember& one : members_) {
      one.skipped = false;
      if (one.manikin_id == manikin_id) one.manikin_id.clear();
    }
    ClassMember& begun = *member(name);
    begun.manikin_id = manikin_id;
    begun.absent = false;
  }
  pressing_ = std::move(now);
  just_reset_ = false;
}

bool ClassQueue::comes_before(const ClassMember& a, const ClassMember& b,
                              const HandsOnTimes& times) const {
  const auto rank = [&](const ClassMember& one) {
    const HandsOn had = time_of(times, one.name);
    return std::tuple(one.skipped, had.seconds, had.attempts, &one - members_.data());
  };
  return rank(a) < rank(b);
}

void ClassQueue::fill(const std::vector<QueueSeat>& seats, const HandsOnTimes& times) {
  for (const QueueSeat& seat : seats) {
    if (!seat.takes_next || at_seat(seat.manikin_id) != nullptr) continue;
    ClassMember* least = nullptr;
    for (ClassMember& one : members_) {
      // A seat that is gone holds nobody back.
      if (one.absent || (!one.manikin_id.empty() && live_seats_.contains(one.manikin_id))) continue;
      if (least == nullptr || comes_before(one, *least, times)) least = &one;
    }
    if (least == nullptr) return;
    least->manikin_id = seat.manikin_id;
  }
}

std::vector<const ClassMember*> ClassQueue::in_order(const std::vector<std::string>& seats,
                                                     const HandsOnTimes& times) const {
  std::vector<const ClassMember*> order;
  for (const std::string& seat : seats) {
    if (const ClassMember* there = at_seat(seat)) order.push_back(there);
  }
  std::vector<const ClassMember*> rest;
  for (const ClassMember& one : members_) {
    if (std::ranges::find(order, &one) == order.end()) rest.push_back(&one);
  }
  std::ranges::sort(rest, [&](const ClassMember* a, const ClassMember* b) {
    if (a->absent != b->absent) return b->absent;
    return comes_before(*a, *b, times);
  });
  order.insert(order.end(), rest.begin(), rest.end());
  return order;
}

// --- what a person does --------------------------------------------------------------------------

void ClassQueue::remember() {
  before_.push_back(members_);
  if (before_.size() > kMostUndone) before_.erase(before_.begin());
}

bool ClassQueue::add(ClassMember member) {
  if (member.name.empty() || find(member.name) != nullptr) return false;
  remember();
  members_.push_back(std::move(member));
  return true;
}

void ClassQueue::add_all(const Members& members) {
  remember();
  std::set<std::string, std::less<>> names;
  for (const ClassMember& one : members_) names.insert(one.name);
  for (const ClassMember& one : members) {
    if (!one.name.empty() && names.insert(one.name).second) members_.push_back(one);
  }
}

void ClassQueue::remove(std::string_view name) {
  if (find(name) == nullptr || is_pressing(name)) return;
  remember();
  std::erase_if(members_, [name](const ClassMember& one) { return one.name == name; });
}

void ClassQueue::next(std::string_view manikin_id) {
  const ClassMember* there = at_seat(manikin_id);
  if (there == nullptr || is_pressing(there->name)) return;
  remember();
  const auto at = members_.begin() + (there - members_.data());
  at->manikin_id.clear();
  at->skipped = true;
  std::rotate(at, std::next(at), members_.end());
}

void ClassQueue::skip(std::string_view name) {
  ClassMember* one = member(name);
  if (one == nullptr || one->absent || is_pressing(name)) return;
  remember();
  one->skipped = true;
  one->manikin_id.clear();
}

void ClassQueue::set_absent(std::string_view name, bool absent) {
  ClassMember* one = member(name);
  if (one == nullptr || one->absent == absent || is_pressing(name)) return;
  remember();
  one->absent = absent;
  one->skipped = false;
  if (absent) one->manikin_id.clear();
}

void ClassQueue::swap(std::string_view a, std::string_view b) {
  ClassMember* first = member(a);
  ClassMember* second = member(b);
  if (first == nullptr || second == nullptr || first == second) return;
  if (is_pressing(a) || is_pressing(b) || first->absent || second->absent) return;
  remember();
  std::swap(*first, *second);
  std::swap(first->manikin_id, second->manikin_id);
  std::swap(first->skipped, second->skipped);
}

void ClassQueue::call(std::string_view name, std::string_view manikin_id) {
  ClassMember* one = member(name);
  if (one == nullptr || is_pressing(name) || one->manikin_id == manikin_id) return;
  const ClassMember* there = at_seat(manikin_id);
  if (there != nullptr && is_pressing(there->name)) return;
  remember();
  if (there != nullptr) member(there->name)->manikin_id.clear();
  one->manikin_id = manikin_id;
  one->absent = false;
  one->skipped = false;
}

void ClassQueue::set_nickname(std::string_view name, std::string nickname) {
  if (ClassMember* one = member(name)) one->nickname = std::move(nickname);
}

void ClassQueue::set_guardian(std::string_view name, GuardianConsent consent) {
  if (ClassMember* one = member(name)) one->guardian = consent;
}

void ClassQueue::undo() {
  if (before_.empty()) return;
  const Members now = std::exchange(members_, std::move(before_.back()));
  before_.pop_back();
  // Seats are those of now: who presses keeps one, and nobody else is called there.
  for (const auto& [name, manikin_id] : pressing_) {
    for (ClassMember& one : members_) {
      if (one.manikin_id == manikin_id) one.manikin_id.clear();
    }
    ClassMember* there = member(name);
    if (there == nullptr) {
      members_.push_back(*std::ranges::find(now, name, &ClassMember::name));
      there = &members_.back();
    }
    there->manikin_id = manikin_id;
    there->absent = false;
  }
}

}  // namespace sternum
