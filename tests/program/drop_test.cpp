// Lists that are dropped on the console's window, by another program as a file manager does it, on
// a virtual display. What came of it is read from the station's memory.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "datasets/records/station_database.hpp"
#include "tests/program/console_journey.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using test::Outcome;
using test::TemporaryFolder;
using testing::SizeIs;
using namespace std::chrono_literals;

// Somebody practises meanwhile. Enter takes in what is being looked through, and nothing otherwise.
constexpr const char* kDropJourney = R"sh(
program=$1 data=$2 script=$3 lists=$4
open_console --lang en --seconds 120 --data "$data"
drop() {
  /usr/bin/python3 "$script" "$main" "$@" || exit 13
  sleep 1
  press Return
  kill -0 $console || exit 14
}
sleep 3
press s
drop "$lists/photo.png"
drop "$lists"
drop "$lists/absent.csv"
drop "$lists/one.csv" "$lists/名单 2026.csv"
[ "$5" = several ] || drop "$lists/名单 2026.csv"
sleep 2
press Escape
press e
sleep 2
kill -TERM $console
wait $console
)sh";

class DroppedList : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* needed :
         {"command -v xvfb-run", "command -v xdotool", "/usr/bin/python3 -c 'import Xlib'"}) {
      const std::string silent = std::string(needed) + " >/dev/null 2>&1";
      if (std::system(silent.c_str()) != 0) GTEST_SKIP() << "does not succeed here: " << needed;
    }
    std::filesystem::create_directory(lists_);
    std::ofstream(lists_ + "/one.csv") << "name\nAnn\n";
    std::ofstream(lists_ + "/名单 2026.csv") << "姓名,单位\n王晓燕,滨河社区\n陈国强,第二中学\n";
    std::ofstream(lists_ + "/photo.png") << "\x89PNG\r\n\x1a\n\xff\xff\xff";
    std::ofstream(data_ / "journey.sh") << test::kConsoleJourney << kDropJourney;
  }

  Outcome play(const std::string& what) {
    return test::run({"xvfb-run", "-a", "-s", "-screen 0 1600x900x24", "sh", data_ / "journey.sh",
                      STERNUM_PROGRAM, data_ / "station",
                      STERNUM_SOURCE_DIR "/tests/program/drop_files.py", lists_, what},
                     170s);
  }

  TemporaryFolder data_;
  std::string lists_ = data_ / "two words";
};

TEST_F(DroppedList, IsLookedThroughWhateverItIsCalledWhileAnAttemptGoesOn) {
  const Outcome outcome = play("a list in the end");
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors << outcome.output;
  const auto reader = StationReader::open(data_ / "station");
  ASSERT_TRUE(reader) << reader.error().message();
  const auto lesson = reader->open_class();
  ASSERT_TRUE(lesson && *lesson);
  ASSERT_THAT((*lesson)->members, SizeIs(2));
  EXPECT_EQ((*lesson)->members[0].name, "王晓燕");
  const auto attempts = reader->attempts();
  ASSERT_TRUE(attempts);
  ASSERT_THAT(*attempts, SizeIs(1));
  EXPECT_EQ(attempts->front().state, AttemptState::Ended);
  EXPECT_TRUE(attempts->front().score.has_value());
}

TEST_F(DroppedList, IsDeclinedAmongSeveral) {
  const Outcome outcome = play("several");
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors << outcome.output;
  const auto reader = StationReader::open(data_ / "station");
  ASSERT_TRUE(reader) << reader.error().message();
  const auto lesson = reader->open_class();
  ASSERT_TRUE(lesson);
  EXPECT_TRUE(!*lesson || (*lesson)->members.empty())
      << "neither of two lists, a picture, a folder or an absent file";
}

}  // namespace
}  // namespace sternum
