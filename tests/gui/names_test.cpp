#include "gui/model/names.hpp"

#include <gtest/gtest.h>

#include "tests/gui/scenes.hpp"
#include "tests/gui/synthetic.hpp"

namespace sternum::test {
namespace {

constexpr std::int64_t kHour_ms = 3'600'000;

FakeStation two_idle() {
  FakeStation station = station_with({seat(1, "", Story::Idle), seat(2, "", Story::Idle)});
  station.records.clear();
  return station;
}

std::map<std::string, std::string> proposed(const FakeStation& station, Language language) {
  return proposed_names(language, station.now, names_in_use(station.now, station.records));
}

TEST(Names, AreTrimmedOfLatinAndIdeographicSpace) {
  EXPECT_EQ(trimmed("  王 晓燕\u3000"), "王 晓燕");
  EXPECT_EQ(trimmed(" \t\u3000 "), "");
  EXPECT_EQ(trimmed("𠮷田"), "𠮷田");
}

TEST(Names, AreProposedAfterTheSeat) {
  const auto names = proposed(two_idle(), Language::English);
  EXPECT_EQ(names.at("SA-0141"), "Trainee 1");
  EXPECT_EQ(names.at("SA-0142"), "Trainee 2");
  EXPECT_EQ(proposed(two_idle(), Language::Chinese).at("SA-0141"), "学员 1");
}

TEST(Names, AreNotProposedTwiceInOneClass) {
  FakeStation station = two_idle();
  station.records = {record(1, "Trainee 1", "SA-0141", station.now.wall_clock_ms - kHour_ms,
                            AttemptState::Ended, 80.0),
                     record(2, "Trainee 3", "SA-0141", station.now.wall_clock_ms - 2 * kHour_ms,
                            AttemptState::Ended, 80.0)};
  const auto names = proposed(station, Language::English);
  EXPECT_EQ(names.at("SA-0141"), "Trainee 4");
  EXPECT_EQ(names.at("SA-0142"), "Trainee 2");
}

TEST(Names, OfYesterdaysClassAreFreeAgain) {
  FakeStation station = two_idle();
  station.records = {record(1, "Trainee 1", "SA-0141", station.now.wall_clock_ms - 20 * kHour_ms,
                            AttemptState::Ended, 80.0)};
  EXPECT_EQ(proposed(station, Language::English).at("SA-0141"), "Trainee 1");
}

TEST(Names, OfThoseWhoWereHereComeOnceAndNewestFirst) {
  const std::vector<AttemptRecord> records = {record(3, "B", "m", 3, AttemptState::Ended, {}),
                                              record(2, "A", "m", 2, AttemptState::Ended, {}),
                                              record(1, "B", "m", 1, AttemptState::Ended, {}),
                                              record(0, "C", "m", 0, AttemptState::Ended, {})};
  EXPECT_EQ(recent_trainees(records, 10), (std::vector<std::string>{"B", "A", "C"}));
  EXPECT_EQ(recent_trainees(records, 2), (std::vector<std::string>{"B", "A"}));
}

}  // namespace
}  // namespace sternum::test
