// Schemes and sheets written down by hand, and what they say of an attempt.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analysis/exam/examination.hpp"
#include "tests/scoring/hand_made.hpp"

namespace sternum::hand_made {

inline SchemeItem tick(std::string id, double of_100, bool critical = false) {
  SchemeItem item;
  item.id = std::move(id);
  item.judge = ItemJudge::Tick;
  item.points = points(of_100);
  item.critical = critical;
  return item;
}

inline SchemeItem timer(std::string id, double of_100, double at_least_s, double at_most_s) {
  SchemeItem item = tick(std::move(id), of_100);
  item.judge = ItemJudge::Timer;
  item.timer = {seconds(at_least_s), seconds(at_most_s)};
  return item;
}

inline SchemeItem sensor(std::string id, double of_100, SensorRule rule, bool critical = false) {
  SchemeItem item = tick(std::move(id), of_100, critical);
  item.judge = ItemJudge::Sensor;
  item.sensor = rule;
  return item;
}

inline constexpr Scope kEverySet{Scope::Of::EverySet, 0};
inline constexpr Scope set_number(int set) { return {Scope::Of::Set, set}; }

/// Half for the quality of CPR, the rest for whatever items are added.
inline Scheme scheme_of(double quality, std::vector<SchemeItem> items,
                        std::optional<double> pass = 80.0) {
  Scheme scheme;
  scheme.id = "test";
  scheme.edition = "1";
  scheme.hash = "abcd";
  scheme.sets = 2;
  scheme.quality = points(quality);
  scheme.items = std::move(items);
  if (pass) scheme.pass = points(*pass);
  return scheme;
}

inline SheetEntry ticked(std::string id) { return {.item_id = std::move(id)}; }
inline SheetEntry unticked(std::string id) {
  return {.item_id = std::move(id), .kind = SheetEntry::Kind::Unticked};
}
inline SheetEntry missed(std::string id) {
  return {.item_id = std::move(id), .kind = SheetEntry::Kind::Missed};
}
inline SheetEntry timed(std::string id, double s) {
  return {.item_id = std::move(id), .kind = SheetEntry::Kind::Timed, .timed = seconds(s)};
}
inline SheetEntry overruled(std::string id, bool met,
                            std::string reason = "seen by two examiners") {
  return {.item_id = std::move(id),
          .kind = SheetEntry::Kind::Overruled,
          .overruled_to_met = met,
          .reason = std::move(reason),
          .who = "instructor-7",
          .utc_ms = 1'700'000'000'000};
}

inline Examination examined(const Scheme& scheme, const Script& script,
                            const std::vector<SheetEntry>& sheet = {},
                            const Guideline& guideline = adult(), bool is_valid = true) {
  const Performance performance = script.performance();
  return examine({scheme, guideline, performance, sheet, is_valid, {}});
}

inline Script perfect_sets(int sets, Press how = {.per_minute = 110}) {
  Script script;
  for (int i = 0; i < sets; ++i) script.press(30, how).breaths_in_pause(6.0);
  return script;
}

inline const ItemResult& item_of(const Examination& examination, std::string_view id) {
  for (const ItemResult& item : examination.items) {
    if (item.id == id) return item;
  }
  std::abort();
}

inline Points lost_in(const std::vector<LedgerEntry>& ledger) {
  Points lost;
  for (const LedgerEntry& entry : ledger) lost += entry.lost;
  return lost;
}

}  // namespace sternum::hand_made
