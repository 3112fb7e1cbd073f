/// What the trainees' screen shows: the second window, seen by the whole room.
///
///     chosen: Strip · Race · Board · Clock
///     shown:  the chosen one; Clock while any seat is in an exam (a rehearsal is none)
///
/// What an exam came to is nobody's business on a wall: a seat whose last attempt was an exam, and
/// attempts that were exams, are left out of everything here.
///
/// Pure functions of a snapshot, but for `Projector`, which belongs to the `Console` and remembers
/// what the instructor chose.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gui/model/race.hpp"
#include "gui/model/seat_condition.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

enum class ProjectorMode : std::uint8_t {
  Strip,  ///< one seat: its strip and its prompt
  Race,   ///< bars of quality points, a lane for each seat
  Board,  ///< today's scores
  Clock,
};
inline constexpr std::array kProjectorModes = {ProjectorMode::Strip, ProjectorMode::Race,
                                               ProjectorMode::Board, ProjectorMode::Clock};

/// What people are called on the wall.
enum class ProjectorNames : std::uint8_t {
  AsTyped,
  Given,  ///< the given name alone
  Seat,   ///< no name: the seat's number
};

enum class BoardScore : std::uint8_t { Best, Last };

/// The given name of a name as it was typed: without the surname in front of a Chinese one (two
/// characters where it is a compound surname), before the dot of an Uyghur one, and the last word
/// of one in Latin letters, which is written surname first in China. What cannot be cut is left.
[[nodiscard]] std::string given_name(const std::string& name);
/// The nickname in the open class, where there is one. Empty for `Seat`, and for somebody without a
/// name.
[[nodiscard]] std::string name_on_wall(const StationSnapshot& station, const std::string& name,
                                       ProjectorNames names);

/// Whether an exam runs: then the projector is a clock.
[[nodiscard]] bool exam_runs(const StationSnapshot& station);
/// Whether nothing of this seat may be shown: its running or last attempt is an exam.
[[nodiscard]] bool is_confidential(const Seat& seat);
/// The seat of the strip: the enlarged one, else the first that runs, else the first.
[[nodiscard]] const Seat* strip_seat(const StationSnapshot& station, const Seat* enlarged);

struct RaceLane {
  const Seat* seat = nullptr;
  int index = 0;     ///< of the seat in the station
  std::string name;  ///< may be empty
  SeatCondition condition;
  RaceStanding standing;
  bool leads = false;
};
struct Race {
  static constexpr std::size_t kMostLanes = 6;
  std::vector<RaceLane> lanes;  ///< in the order of the seats
  int left_out = 0;             ///< seats that found no lane
  Duration elapsed;             ///< of the attempt that has gone on longest
};
/// Lanes are the seats with an attempt, the running ones first where there are more than lanes;
/// while nobody has one, those that are ready. Who has the most points leads, unless all have as
/// many.
[[nodiscard]] Race race_of(const StationSnapshot& station, const RaceLog& log,
                           ProjectorNames names);

struct BoardRow {
  std::string name;
  double score = 0.0;
  int attempts = 0;  ///< that were scored
  friend bool operator==(const BoardRow&, const BoardRow&) = default;
};
/// Those who practised today (the day of the machine's clock), best first; equals by name. With
/// `Seat` the rows are seats, and `name` is the seat's number. Two people whose names would read
/// the same are called as they were typed.
[[nodiscard]] std::vector<BoardRow> board_of(const StationSnapshot& station,
                                             const std::vector<AttemptRecord>& attempts,
                                             ProjectorNames names, BoardScore score);

class Projector {
 public:
  void update(const StationSnapshot& station) { race_.update(station); }

  /// Whether there is to be a window. Whoever owns it takes this back when it was closed, or could
  /// not be opened.
  [[nodiscard]] bool is_wanted() const { return wanted_; }
  void want(bool wanted) { wanted_ = wanted; }
  /// The small panel in the console.
  [[nodiscard]] bool panel_shown() const { return panel_shown_; }
  void show_panel(bool shown) { panel_shown_ = shown; }

  [[nodiscard]] ProjectorMode chosen() const { return chosen_; }
  void choose(ProjectorMode mode) { chosen_ = mode; }
  [[nodiscard]] ProjectorMode shown(const StationSnapshot& station) const {
    return exam_runs(station) ? ProjectorMode::Clock : chosen_;
  }
  [[nodiscard]] ProjectorNames names() const { return names_; }
  void call(ProjectorNames names) { names_ = names; }
  [[nodiscard]] BoardScore board_score() const { return board_score_; }
  void rank_by(BoardScore score) { board_score_ = score; }
  [[nodiscard]] const RaceLog& race() const { return race_; }

 private:
  bool wanted_ = false;
  bool panel_shown_ = false;
  ProjectorMode chosen_ = ProjectorMode::Strip;
  ProjectorNames names_ = ProjectorNames::AsTyped;
  BoardScore board_score_ = BoardScore::Best;
  RaceLog race_;
};

}  // namespace sternum
