/// An exam's sheet as the examiner reads it: sections, and a row for every item.
///
/// Points are those of the scheme, as printed on it: "5 / 5" stays that from the first tick to the
/// last, however the examination rescales what was not measured. A borderline item counts as not
/// decided until somebody decides it. Pure functions of the exam and of what the examiner has just
/// done (`DeskNotes`), which the station has not answered yet.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gui/locale/locale.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

/// The letters of items, by id. 'O' overrules, 'U' takes back, 'L' and 'M' keep their meaning.
using ItemLetters = std::map<std::string, char>;
inline constexpr std::string_view kItemLetters = "QWERTASDFGZXCVBYHNIJKP";

struct DeskNotes {
  ItemLetters letters;
  std::vector<SheetEntry> unheard;          ///< posted, and not yet among `SeatExam::sheet`
  std::map<std::string, double> running_s;  ///< timers under way, and for how long
};

enum class RowKind : std::uint8_t { Tick, Timer, Sensor, Quality };

struct ExamRow {
  std::string id;  ///< the item's; of the quality row empty
  RowKind kind = RowKind::Tick;
  std::string key;  ///< "Q"; empty where the sensor decides, or letters have run out
  std::string title;
  std::string measured;  ///< in words: "16.4 s in set 2, wanted 15–18 s"; may be empty
  Points won;
  Points out_of;  ///< zero: nothing to win
  ItemOutcome outcome = ItemOutcome::Undecided;
  bool critical = false;
  bool overruled = false;
  bool timing = false;  ///< its timer runs

  /// Whether `won` can be told.
  [[nodiscard]] bool is_decided() const {
    return outcome == ItemOutcome::Met || outcome == ItemOutcome::Missed ||
           outcome == ItemOutcome::PartlyMet;
  }
  friend bool operator==(const ExamRow&, const ExamRow&) = default;
};

struct PointsSum {
  Points won;
  Points decided;  ///< of so many
  Points
      undecided;  ///< still to be decided; what no sensor measures and nobody may tick is in none
  friend bool operator==(const PointsSum&, const PointsSum&) = default;
};

struct ExamSection {
  std::string title;
  std::vector<ExamRow> rows;
  PointsSum points;
};

struct ExamSheet {
  std::vector<ExamSection> sections;
  PointsSum points;

  [[nodiscard]] const ExamRow* row(std::string_view id) const;
  /// Ids of the items, from the top.
  [[nodiscard]] std::vector<std::string> ids() const;
};

/// `kept` stay what they are; other items that the examiner decides (ticks, timers, and what no
/// sensor measures) get the next letters in the order of the sheet. What a sensor is silent about
/// has a letter only once another one speaks: before that, nobody knows.
[[nodiscard]] ItemLetters item_letters(const SeatExam& exam, ItemLetters kept = {});

[[nodiscard]] ExamSheet exam_sheet(Language language, const SeatExam& exam,
                                   const DeskNotes& notes = {});

/// The item's result in the examination so far; null before there is one.
[[nodiscard]] const ItemResult* result_of(const SeatExam& exam, std::string_view item_id);
[[nodiscard]] const SchemeItem* item_of(const Scheme& scheme, std::string_view item_id);
/// Whether the examiner decides it: ticks, timers, and what no sensor measures.
[[nodiscard]] bool is_by_hand(const SeatExam& exam, const SchemeItem& item);
/// "at least 23", "15–18 s": what a sensor or a timer is held against.
[[nodiscard]] std::string wanted_text(Language language, const SchemeItem& item);
/// "5", "7.5".
[[nodiscard]] std::string shown_points(Points points);

}  // namespace sternum
