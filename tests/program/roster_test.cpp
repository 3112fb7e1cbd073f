// sternum roster: a list is looked through before anybody imports it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using testing::HasSubstr;

TEST(RosterCommand, TellsWhatWouldBeTakenAndWhyNotTheRest) {
  const test::TemporaryFolder folder;
  const std::string file = folder / "list.csv";
  std::ofstream(file) << "姓名,手机\n张三,13800138000\n李四,1380013\n,13800138001\n";
  const auto zh = test::run({STERNUM_PROGRAM, "roster", file, "--lang", "zh"});
  EXPECT_EQ(zh.exit_code, 1);
  EXPECT_THAT(zh.output, HasSubstr("共 3 行，可导入 2 行。"));
  EXPECT_THAT(zh.output, HasSubstr("第 4 行，姓名：没有姓名。"));
  const auto told = nlohmann::json::parse(
      test::run({STERNUM_PROGRAM, "roster", file, "--json", "--lang", "en"}).output);
  EXPECT_EQ(told["people"], 2);
  EXPECT_EQ(told["faults"][0]["row"], 4);
}

TEST(RosterCommand, SaysInOneSentenceThatAFileIsNotThere) {
  const auto outcome = test::run({STERNUM_PROGRAM, "roster", "/nowhere/list.csv"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.errors, HasSubstr("/nowhere/list.csv: there is no such file"));
}

}  // namespace
}  // namespace sternum
