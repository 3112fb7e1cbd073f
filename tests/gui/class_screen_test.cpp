// The class through Dear ImGui: typed in, imported, and beside the seats of a lesson.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iconv.h>

#include <fstream>
#include <regex>
#include <set>

#include "tests/gui/class_scenes.hpp"
#include "tests/gui/scene_test.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr int kEnterKey = 257;
/// Of the list that is looked through, and under it.
constexpr Box kFilters{400, 132, 400, 36};
constexpr Box kImportFoot{640, 800, 496, 40};
/// Of the queue beside two tiles, and under it.
constexpr Box kQueueHead{1480, 92, 100, 36};
constexpr Box kQueueFoot{1276, 756, 296, 84};

std::string gb18030_of(const std::string& text) {
  const iconv_t handle = ::iconv_open("GB18030", "UTF-8");
  std::string input = text;
  std::string output(text.size() * 2, '\0');
  char* from = input.data();
  char* to = output.data();
  std::size_t left = input.size();
  std::size_t room = output.size();
  EXPECT_EQ(::iconv(handle, &from, &left, &to, &room), 0U);
  ::iconv_close(handle);
  output.resize(output.size() - room);
  return output;
}

class ClassScreen : public SceneTest {
 protected:
  ClassScreen() : SceneTest(class_scenes()) {
    station = station_with({seat(1, "", Story::Idle), seat(2, "", Story::Idle)});
  }
  void type_at(float x, float y, const std::string& text) {
    screen.click(console, station, x, y);
    screen.type(console, station, text);
  }
  /// What the station was asked to keep last.
  [[nodiscard]] ClassRecord kept() const {
    ClassRecord record;
    for (const Command& command : station.posted) {
      if (const auto* keep = std::get_if<KeepClass>(&command)) record = keep->record;
    }
    return record;
  }
};

TEST_F(ClassScreen, IsTypedInFieldByField) {
  screen.frame(console, station);
  screen.key(console, station, 'C');
  EXPECT_THAT(read(), HasSubstr("Nobody in the class yet"));
  EXPECT_THAT(read(), HasSubstr("not begun"));
  type_at(200, 149, "第 13 期");
  type_at(200, 191, "First aider C");
  EXPECT_EQ(console.screen(), Screen::Setup) << "a C in a field is no shortcut";
  // Instructors: the seventh field.
  type_at(200, 401, "Zhou Min, Li Weidong");
  type_at(460, 152, "Ann Lee");
  screen.key(console, station, kEnterKey);
  type_at(460, 152, "贠㛃");
  screen.key(console, station, kEnterKey);
  screen.clock() += 1.0;
  const std::string words = read();
  for (const char* expected :
       {"Ann Lee", "贠㛃", "none yet", "called", "2 present, 0 absent", "2 named, 2 trainees",
        "1:1", "2 online, 2 trainees", "kept", "Close the class"}) {
    EXPECT_THAT(words, HasSubstr(expected));
  }
  const ClassRecord record = kept();
  EXPECT_EQ(record.number, "第 13 期");
  EXPECT_EQ(record.course, "First aider C");
  EXPECT_EQ(record.instructors, "Zhou Min, Li Weidong");
  ASSERT_THAT(record.members, SizeIs(2));
  EXPECT_EQ(record.members[0].name, "Ann Lee");
  EXPECT_EQ(record.members[1].manikin_id, "SA-0142");
}

TEST_F(ClassScreen, ImportsOfFiveHundredRowsInGb18030FourHundredAndEightyAndExplainsTwenty) {
  const TemporaryFolder folder;
  const std::string file = folder / "第13期.csv";
  std::ofstream(file, std::ios::binary) << gb18030_of(faulty_list());
  screen.frame(console, station);
  screen.key(console, station, 'C');
  type_at(460, 200, file);
  screen.key(console, station, kEnterKey);
  const std::string words = read();
  for (const char* expected :
       {"第13期.csv", "All 500", "Importable 480", "With problems 20", "Import 480",
        "Nothing is stored before you import", "not stored", "importable"}) {
    EXPECT_THAT(words, HasSubstr(expected));
  }
  EXPECT_THAT(words, Not(HasSubstr("1380000000"))) << "only the end of a telephone number";
  EXPECT_THAT(station.posted, IsEmpty());

  ASSERT_TRUE(screen.click_on(console, station, "problems", kFilters));
  static const std::regex kExplained("Row ([0-9]+), [^:]+: ");
  std::set<std::string> explained;
  for (int i = 0; i < 40; ++i) {
    ImGui::GetIO().MousePos = {900, 500};
    const std::string seen = read();
    for (std::sregex_iterator it(seen.begin(), seen.end(), kExplained), end; it != end; ++it) {
      explained.insert((*it)[1]);
    }
    EXPECT_THAT(seen, Not(HasSubstr("110101900307451"))) << "no number of a document is shown";
    EXPECT_THAT(seen, Not(HasSubstr("12345678901"))) << "nor of a telephone";
    ImGui::GetIO().MouseWheel = -2.0F;
    screen.frame(console, station);
  }
  EXPECT_THAT(explained, SizeIs(20));
  EXPECT_THAT(station.posted, IsEmpty());

  ASSERT_TRUE(screen.click_on(console, station, "import", kImportFoot));
  EXPECT_THAT(kept().members, SizeIs(480));
  EXPECT_THAT(read(), HasSubstr("480 present, 0 absent"));
  EXPECT_THAT(read(), HasSubstr("94 more manikins make it 1:5"));
  screen.key(console, station, 'U');
  EXPECT_THAT(kept().members, IsEmpty()) << "one import is one step to take back";
}

TEST_F(ClassScreen, StoresNothingOfAListThatIsPutAway) {
  play("setup-import");
  EXPECT_THAT(read(), HasSubstr("will be listed as Ann Lee (2)"));
  EXPECT_THAT(read(), HasSubstr("this name is in the class already"));
  ASSERT_TRUE(screen.click_on(console, station, "cancel import", kImportFoot));
  EXPECT_THAT(station.posted, IsEmpty());
  EXPECT_THAT(read(), HasSubstr("Gulnar Ehsan"));
}

TEST_F(ClassScreen, SaysWhatIsWrongWithAFile) {
  play("setup-import-unreadable");
  EXPECT_THAT(read(), HasSubstr("/media/usb/list.xlsx"));
}

TEST_F(ClassScreen, ShowsEverybodysTurnBesideTheSeats) {
  play("live-queue");
  const std::string words = read();
  for (const char* expected : {"Queue", "of 10 had a turn", "pressing", "Gulnar Ehsan", "1:04 · 1×",
                               "3:07 · 1×", "none yet", "absent", "skipped", "Zheng Hao"}) {
    EXPECT_THAT(words, HasSubstr(expected));
  }
  EXPECT_THAT(station.posted, IsEmpty());
  screen.key(console, station, 'Y');
  EXPECT_THAT(read(), Not(HasSubstr("Gulnar Ehsan")));
  screen.key(console, station, 'Y');
  ASSERT_TRUE(screen.click_on(console, station, "hide queue", kQueueHead));
  EXPECT_THAT(read(), Not(HasSubstr("Gulnar Ehsan")));
  ASSERT_TRUE(screen.click_on(console, station, "queue", {1000, 12, 600, 40}));
  EXPECT_THAT(read(), HasSubstr("Gulnar Ehsan"));
}

TEST_F(ClassScreen, DoesWithWhoeverIsChosenWhatTheButtonsSay) {
  play("live-queue");
  // The third row: the first who waits.
  screen.click(console, station, 1400, 256);
  ASSERT_NE(console.class_desk().chosen(), nullptr);
  const std::string name = console.class_desk().chosen()->name;
  EXPECT_EQ(name, "Zhou Jie") << "had nothing yet";
  ASSERT_TRUE(screen.click_on(console, station, "absent", kQueueFoot));
  EXPECT_TRUE(console.class_desk().queue().find(name)->absent);
  EXPECT_THAT(read(), HasSubstr("Is here"));
  ASSERT_TRUE(screen.click_on(console, station, "undo", kQueueFoot));
  EXPECT_FALSE(console.class_desk().queue().find(name)->absent);
  EXPECT_EQ(kept().members, class_of(Language::English).members);
}

TEST_F(ClassScreen, NeedsThreeClicksFromTheFirstLaunchWithoutAClass) {
  screen.frame(console, station);
  ASSERT_TRUE(screen.click_on(console, station, "start here", {16, 760, 776, 90}, 1));
  ASSERT_THAT(station.posted, SizeIs(1)) << "one click starts an attempt";
  EXPECT_EQ(std::get<StartAttempt>(station.posted[0]).trainee, "Trainee 1");
}

TEST_F(ClassScreen, ClosesTheClassAtTheSecondClick) {
  play("setup");
  ASSERT_TRUE(screen.click_on(console, station, "close class", {16, 540, 352, 64}));
  EXPECT_THAT(read(), HasSubstr("Click again to close the class"));
  EXPECT_THAT(station.posted, IsEmpty());
  const ImVec2 same_place = ImGui::GetIO().MousePos;
  screen.click(console, station, same_place.x, same_place.y);
  EXPECT_EQ(kept().state, ClassState::Closed);
  EXPECT_THAT(read(), HasSubstr("Nobody in the class yet"));
}

}  // namespace
}  // namespace sternum::test
