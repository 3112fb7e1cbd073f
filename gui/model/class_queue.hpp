/// Who is next at which manikin, so that everybody gets hands-on time.
///
/// The members of a class stand in one queue. A seat that is free calls whoever waits and had the
/// least hands-on time (then the fewest attempts, then the place in the queue); who has been called
/// belongs to that seat until the attempt there has ended, so that nobody walks to two manikins and
/// proposals do not jump about. Who presses somewhere belongs there whatever the queue said.
///
///     waiting ──a seat is free──▶ called ──attempt begins──▶ pressing ──it ends──▶ waiting
///        ▲                          │
///        └── next, skip, swap ──────┘        absent: never called, until here again
///
/// Skipped: passed over until somebody else has begun. Undo puts the members back as they were
/// before the last change that a person made; who presses by then keeps the seat. Pure; not
/// thread-safe.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "datasets/records/class_record.hpp"

namespace sternum {

struct HandsOn {
  double seconds = 0.0;
  int attempts = 0;
  friend bool operator==(const HandsOn&, const HandsOn&) = default;
};
/// By name.
using HandsOnTimes = std::map<std::string, HandsOn, std::less<>>;

/// A manikin as the queue sees it.
struct QueueSeat {
  std::string manikin_id;
  std::string pressing;     ///< who has an attempt running there; empty: nobody
  bool takes_next = false;  ///< connected, and nobody presses: the next one may come
};

class ClassQueue {
 public:
  using Members = std::vector<ClassMember>;

  /// Begins anew with these, as they were kept; nothing can be undone.
  void reset(Members members);
  /// Sees who presses, who has ended, and calls somebody to every free seat.
  void follow(const std::vector<QueueSeat>& seats, const HandsOnTimes& times);

  [[nodiscard]] const Members& members() const { return members_; }
  [[nodiscard]] const ClassMember* find(std::string_view name) const;
  /// Who is called to the seat, or presses there; null: nobody of the class.
  [[nodiscard]] const ClassMember* at_seat(std::string_view manikin_id) const;
  [[nodiscard]] bool is_pressing(std::string_view name) const;
  /// Those at seats, in the order of `seats`; those who wait, the next first; those who are absent.
  [[nodiscard]] std::vector<const ClassMember*> in_order(const std::vector<std::string>& seats,
                                                         const HandsOnTimes& times) const;

  // What a person does. Each can be undone; without effect on whoever presses, or is not there.
  /// At the end of the queue. False: the name is empty or there already.
  bool add(ClassMember member);
  /// All of them at once, as one change. Names that are there already are left out.
  void add_all(const Members& members);
  void remove(std::string_view name);
  /// Sends whoever is called there to the end of the queue.
  void next(std::string_view manikin_id);
  void skip(std::string_view name);
  void set_absent(std::string_view name, bool absent);
  /// Each takes the other's place: in the queue, at the seat.
  void swap(std::string_view a, std::string_view b);
  /// Calls this one to the seat; who was called there waits again.
  void call(std::string_view name, std::string_view manikin_id);
  /// Not undone: a text field has an undo of its own.
  void set_nickname(std::string_view name, std::string nickname);
  void set_guardian(std::string_view name, GuardianConsent consent);
  void undo();
  [[nodiscard]] bool can_undo() const { return !before_.empty(); }

 private:
  [[nodiscard]] ClassMember* member(std::string_view name);
  void remember();
  void seat_who_presses(const std::vector<QueueSeat>& seats);
  void fill(const std::vector<QueueSeat>& seats, const HandsOnTimes& times);
  [[nodiscard]] bool comes_before(const ClassMember& a, const ClassMember& b,
                                  const HandsOnTimes& times) const;

  Members members_;
  std::vector<Members> before_;
  std::map<std::string, std::string, std::less<>> pressing_;  ///< name → manikin
  bool just_reset_ = true;                                    ///< nobody has been seen pressing yet
  std::set<std::string, std::less<>> live_seats_;             ///< connected at the last look
};

}  // namespace sternum
