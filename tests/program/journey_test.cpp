// A lesson as an instructor holds it, with mouse and keys on a virtual display, in Chinese: a list
// is taken in, somebody practises, is examined, and the debrief is opened. What came of it is read
// from the station's memory, and the last picture is there to be looked at.
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

constexpr const char* kJourney = R"sh(
program=$1 data=$2 list=$3 picture=$4
open_console --lang zh --seconds 75 --data "$data" --screenshot "$picture"
sleep 3
press c                                      # the class
xdotool mousemove 650 200 click 1            # where a list's path is typed
sleep 0.5
xdotool type --delay 60 "$list"
press Return Return                          # look through it, and take it in
press Escape
press s                                      # the one who is called practises
sleep 8
press e
sleep 1
press p s                                    # an exam, by the first scheme
sleep 8
press q w                                    # two ticks
press F12                                    # end and save
sleep 1
press F12                                    # the verdict is put away
press a Return                               # the newest attempt's debrief
wait $console
)sh";

bool has_program(const std::string& name) {
  return std::system(("command -v " + name + " >/dev/null 2>&1").c_str()) == 0;
}

TEST(Journey, FromTheListThroughPracticeAndExamToTheDebriefInChinese) {
  if (!has_program("xvfb-run") || !has_program("xdotool")) {
    GTEST_SKIP() << "xvfb-run or xdotool is not installed";
  }
  const TemporaryFolder data;
  const std::string script = data / "journey.sh";
  const std::string list = data / "list.csv";
  const std::string picture = data / "debrief.png";
  std::ofstream(script) << test::kConsoleJourney << kJourney;
  std::ofstream(list) << "姓名,单位\n王晓燕,滨河社区\n陈国强,第二中学\n,地铁四号线\n";
  const Outcome outcome = test::run({"xvfb-run", "-a", "-s", "-screen 0 1600x900x24", "sh", script,
                                     STERNUM_PROGRAM, data / "station", list, picture},
                                    170s);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors << outcome.output;
  EXPECT_GT(std::filesystem::file_size(picture), 20'000U);

  const auto reader = StationReader::open(data / "station");
  ASSERT_TRUE(reader) << reader.error().message();
  const auto lesson = reader->open_class();
  ASSERT_TRUE(lesson && *lesson) << "the class is open still";
  ASSERT_THAT((*lesson)->members, SizeIs(2)) << "the row without a name was left out";

  const auto attempts = reader->attempts();
  ASSERT_TRUE(attempts);
  ASSERT_THAT(*attempts, SizeIs(2));
  const AttemptRecord& exam = attempts->front();
  const AttemptRecord& practice = attempts->back();
  EXPECT_EQ(practice.started.trainee, "王晓燕");
  EXPECT_EQ(practice.started.purpose, AttemptPurpose::Practice);
  EXPECT_EQ(practice.state, AttemptState::Ended);
  EXPECT_TRUE(practice.score.has_value());
  EXPECT_EQ(practice.started.class_key, (*lesson)->key);

  EXPECT_EQ(exam.started.trainee, "陈国强") << "whoever had least hands-on time is next";
  EXPECT_EQ(exam.started.purpose, AttemptPurpose::Exam);
  EXPECT_FALSE(exam.started.scheme_id.empty());
  EXPECT_EQ(exam.state, AttemptState::Ended);
  EXPECT_TRUE(exam.verdict.has_value());
  const auto sheet = reader->sheet(exam.id);
  ASSERT_TRUE(sheet);
  EXPECT_THAT(*sheet, SizeIs(2));
}

}  // namespace
}  // namespace sternum
