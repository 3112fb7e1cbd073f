/// The class that is being held, as the console works on it: its record, its queue, the list that
/// is being looked through.
///
/// A class comes into being with the first thing that is said of it and is optional: without one
/// everything else works as ever. What changes is kept by the station within half a second, the
/// queue at once, so that the class reopens as it was whatever ends the console. Times are seconds
/// of any one ascending clock. Not thread-safe: the screen's thread owns it. `look_through` reads a
/// file and waits for it.
///
///     nothing ──something is said──▶ open ──close()──▶ nothing
///        └──the station has an open one──▲
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gui/model/class_import.hpp"
#include "gui/model/class_queue.hpp"
#include "gui/model/class_ratio.hpp"
#include "gui/model/hands_on.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

class ClassDesk {
 public:
  /// Once a frame. Takes up the station's open class, lets the queue see the seats, and posts what
  /// has changed.
  void follow(const StationSnapshot& snapshot, const std::vector<AttemptRecord>& attempts,
              StationPort& station, double now_s);
  /// Posts at once what has changed.
  void keep(StationPort& station);

  [[nodiscard]] bool is_open() const { return record_.key != 0; }
  /// Whether everything has been handed to the station.
  [[nodiscard]] bool is_kept() const {
    return !is_open() || (kept_ == record_ && kept_members_ == queue_.members());
  }
  /// For text fields; `members` are the queue's. A first word opens a class.
  [[nodiscard]] ClassRecord& record() { return record_; }
  [[nodiscard]] const ClassRecord& record() const { return record_; }
  /// As typed; what is no number leaves the record's empty.
  [[nodiscard]] std::string& hours() { return hours_; }
  [[nodiscard]] std::string& expected() { return expected_; }
  /// The first call arms, the second within 4 s closes. The class stays in the database.
  void close(StationPort& station);
  [[nodiscard]] bool close_armed() const { return close_armed_until_s_ > now_s_; }

  [[nodiscard]] const ClassQueue& queue() const { return queue_; }
  [[nodiscard]] ClassQueue& queue() { return queue_; }
  [[nodiscard]] const HandsOnTimes& times() const { return times_; }
  [[nodiscard]] HandsOn time_of(const std::string& name) const;
  /// Who is called to this seat and does not press yet; null: nobody.
  [[nodiscard]] const ClassMember* called_to(const std::string& manikin_id) const;
  /// All members, as `ClassQueue::in_order` by the seats of the room.
  [[nodiscard]] std::vector<const ClassMember*> in_order() const;
  /// Not absent.
  [[nodiscard]] int present() const;

  /// Adds whom the fields name, and empties them. False: that name is there already.
  bool add_typed();
  [[nodiscard]] std::string& typed_name() { return typed_name_; }
  [[nodiscard]] std::string& typed_organisation() { return typed_organisation_; }

  // The one who is chosen in the list.
  [[nodiscard]] const ClassMember* chosen() const { return queue_.find(chosen_); }
  /// While a swap is asked for, the two change places instead.
  void choose(const std::string& name);
  void choose_next(int by);
  void ask_for_swap();
  [[nodiscard]] bool swap_asked() const { return !swap_with_.empty(); }
  void drop_choice();

  // Importing a list.
  [[nodiscard]] std::string& typed_path() { return typed_path_; }
  void look_through(const std::string& path);
  /// As the desktop names what was dropped on the window. Of several nobody knows which list is
  /// meant: none is looked through, and the trouble says so.
  void look_through_dropped(const std::vector<std::string>& paths);
  [[nodiscard]] const std::optional<ClassImport>& import() const { return import_; }
  [[nodiscard]] std::optional<ClassImport>& import() { return import_; }
  /// Why the file could not be read.
  [[nodiscard]] const std::optional<Error>& import_trouble() const { return import_trouble_; }
  /// Takes in those who can be.
  void take_in();
  void drop_import();

  /// By those who are present, and who would be with what is being looked through.
  [[nodiscard]] ClassRatio instructor_ratio() const;
  [[nodiscard]] ClassRatio manikin_ratio() const;

 private:
  void read_list(const std::filesystem::path& file);
  [[nodiscard]] ClassRecord whole() const;
  void take_up(const ClassRecord& record);
  void read_numbers();
  [[nodiscard]] int trainees_expected() const;

  ClassRecord record_;
  std::string hours_;
  std::string expected_;
  ClassQueue queue_;
  // Without members, which are the queue's, and theirs.
  ClassRecord kept_;
  ClassQueue::Members kept_members_;
  ClassRecord seen_;  ///< at the last look; what rests may be kept
  ClassQueue::Members seen_members_;
  double changed_s_ = 0.0;
  ClassKey closed_ = 0;
  double close_armed_until_s_ = -1e9;
  double now_s_ = 0.0;
  std::int64_t wall_clock_ms_ = 0;

  HandsOnTimes times_;
  double queue_seen_s_ = -1e9;
  std::vector<std::string> seats_;
  int manikins_ = 0;

  std::string typed_name_;
  std::string typed_organisation_;
  std::string chosen_;
  std::string swap_with_;
  std::string typed_path_;
  std::optional<ClassImport> import_;
  std::optional<TakeInPeople> taken_in_;  ///< until the station has been told
  std::optional<Error> import_trouble_;
};

/// A day as "2026-03-28" that there is, or nothing.
[[nodiscard]] bool is_day_or_empty(const std::string& text);

}  // namespace sternum
