// backup, restore, instructors, people, purge: as scripts and people at a terminal use them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "datasets/records/station_database.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using testing::HasSubstr;
using testing::Not;

/// `input` on the standard input.
test::Outcome run_with(const std::string& input, const std::string& arguments) {
  return test::run({"/bin/sh", "-c",
                    "printf '" + input + "' | '" + std::string(STERNUM_PROGRAM) + "' " + arguments +
                        " --lang en 2>&1 || exit $?"});
}
test::Outcome run_plain(const std::string& input, const std::string& arguments) {
  return test::run(
      {"/bin/sh", "-c",
       "printf '" + input + "' | '" + std::string(STERNUM_PROGRAM) + "' " + arguments});
}

void make_station(const std::string& folder) {
  auto database = StationDatabase::open(folder);
  ASSERT_TRUE(database.has_value());
  ClassRecord old{.key = 1'600'000'000'000, .ends_on = "2020-09-13"};
  old.members = {{.name = "Wang Xiaoyan"}};
  old.state = ClassState::Closed;
  ASSERT_TRUE(database->keep_class(old));
}

TEST(PeopleCommands, BackUpAndRestore) {
  const test::TemporaryFolder folder;
  make_station(folder / "data");
  const std::string where = "--data '" + (folder / "data") + "'";
  const std::string copy = "'" + (folder / "copy.sqlite") + "'";
  const auto made = run_with("", "backup " + copy + " " + where);
  EXPECT_EQ(made.exit_code, 0) << made.output;
  EXPECT_THAT(made.output, HasSubstr("Audit hash"));
  EXPECT_EQ(run_with("", "backup " + copy + " " + where).exit_code, 2);
  EXPECT_EQ(run_with("", "backup " + copy + " --overwrite " + where).exit_code, 0);
  const auto restored = run_with("", "restore " + copy + " " + where);
  EXPECT_EQ(restored.exit_code, 0) << restored.output;
  EXPECT_THAT(restored.output, HasSubstr("before-restore-1"));
  EXPECT_EQ(run_with("", "restore /nowhere " + where).exit_code, 2);
}

TEST(PeopleCommands, AskForAnInstructorOnceThereIsOne) {
  const test::TemporaryFolder folder;
  make_station(folder / "data");
  const std::string where = " --data '" + (folder / "data") + "'";
  EXPECT_EQ(run_plain("12\\n", "instructors --add 1203" + where).exit_code, 2) << "too short";
  EXPECT_EQ(run_plain("2468\\n", "instructors --add 1203 --name Zhou" + where).exit_code, 0);
  const auto listed = run_plain("", "instructors --json" + where);
  EXPECT_EQ(nlohmann::json::parse(listed.output)[0]["number"], "1203");
  EXPECT_EQ(run_plain("1357\\n", "instructors --add 1204" + where).exit_code, 2);
  EXPECT_EQ(run_plain("2468\\n1357\\n", "instructors --add 1204 --as 1203" + where).exit_code, 0);

  EXPECT_EQ(run_plain("", "people" + where).exit_code, 2);
  const auto wrong = run_plain("1111\\n", "people --as 1203" + where);
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.errors, HasSubstr("the number or the PIN is wrong"));
  const auto people = run_plain("2468\\n", "people --as 1203" + where);
  EXPECT_EQ(people.exit_code, 0);
  EXPECT_THAT(people.output, HasSubstr("Wang Xiaoyan"));

  const auto dry = run_with("", "purge --before 2024-01-01 --dry-run" + where);
  EXPECT_THAT(dry.output, HasSubstr("1 people would be purged"));
  EXPECT_EQ(run_with("", "purge --before 2024-01-01" + where).exit_code, 2);
  const auto purged = run_with("2468\\n", "purge --before 2024-01-01 --as 1203" + where);
  EXPECT_EQ(purged.exit_code, 0) << purged.output;
  EXPECT_THAT(run_plain("2468\\n", "people --as 1203" + where).output,
              Not(HasSubstr("Wang Xiaoyan")));
}

}  // namespace
}  // namespace sternum
