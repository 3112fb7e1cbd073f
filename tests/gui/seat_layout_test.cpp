// Which seats are in sight.
#include "gui/model/seat_layout.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "gui/model/preferences.hpp"
#include "tests/gui/scenes.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum::test {
namespace {

TEST(SeatLayout, HasAllSeatsInSightUntilOneIsChosen) {
  SeatLayout layout;
  layout.follow(17);
  EXPECT_EQ(layout.places(), 17);
  EXPECT_EQ(layout.first(), 0);
  EXPECT_EQ(layout.last(), 17);
  EXPECT_EQ(layout.pages(), 1);
}

TEST(SeatLayout, GoesThroughEveryChoiceAndBack) {
  SeatLayout layout;
  for (const int choice : SeatLayout::kChoices) {
    layout.choose_next();
    EXPECT_EQ(layout.chosen(), choice);
  }
  layout.choose_next();
  EXPECT_FALSE(layout.chosen());
  layout.choose(5);
  EXPECT_FALSE(layout.chosen()) << "from a file somebody has written in";
}

TEST(SeatLayout, TurnsPagesWithoutLosingASeatOrShowingOneTwice) {
  for (const int choice : SeatLayout::kChoices) {
    for (const int seats : {0, 1, 6, 7, 42}) {
      SeatLayout layout;
      layout.follow(seats);
      layout.choose(choice);
      int seen = 0;
      for (int page = 0; page < layout.pages(); ++page) {
        EXPECT_EQ(layout.page(), page);
        EXPECT_EQ(layout.first(), seen);
        EXPECT_LE(layout.last() - layout.first(), choice);
        seen = layout.last();
        layout.turn(1);
      }
      EXPECT_EQ(seen, seats);
      EXPECT_EQ(layout.page(), layout.pages() - 1) << "there is nothing behind the last page";
    }
  }
}

TEST(SeatLayout, GoesBackWhenThePageItIsOnIsGone) {
  SeatLayout layout;
  layout.follow(12);
  layout.choose(4);
  layout.turn(2);
  layout.follow(5);
  EXPECT_EQ(layout.first(), 4);
  EXPECT_EQ(layout.last(), 5);
}

TEST(SeatLayout, IsChosenByAKeyWhichLeavesAnEnlargedSeat) {
  FakeStation station = station_of(12, Language::English);
  Console console(Language::English, true);
  console.update(station, 0.0);
  console.enlarge(3);
  console.press(Shortcut::Layout, station);
  EXPECT_EQ(console.enlarged(), nullptr);
  EXPECT_EQ(console.layout().chosen(), 1);
  console.press(Shortcut::Later, station);
  EXPECT_EQ(console.layout().first(), 1);
}

TEST(Preferences, AreThereAgainAndAFileThatMakesNoSenseIsNone) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "console.json";
  EXPECT_EQ(load_preferences(file), Preferences{});
  ASSERT_TRUE(save_preferences({6}, file));
  EXPECT_EQ(load_preferences(file), Preferences{6});
  ASSERT_TRUE(save_preferences({}, file));
  EXPECT_EQ(load_preferences(file), Preferences{});
  std::ofstream(file) << "{\"seats_in_sight\": \"many\"";
  EXPECT_EQ(load_preferences(file), Preferences{});
  std::ofstream(file) << "{\"seats_in_sight\": \"many\"}";
  EXPECT_EQ(load_preferences(file), Preferences{});
}

}  // namespace
}  // namespace sternum::test
