// Bad input gets one clear sentence, exit code 2, and leaves nothing half written.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using nlohmann::json;
using test::Outcome;
using test::TemporaryFolder;

/// Two seconds of rest at 100 Hz, times shifted by `offset_us`.
std::string rows(std::int64_t from_us, std::int64_t to_us) {
  std::string text;
  for (std::int64_t t = from_us; t < to_us; t += 10'000) text += std::to_string(t) + ",0.1\n";
  return text;
}

struct BadFile {
  const char* name;
  std::string content;
  std::string says;  ///< must be in the sentence
  const char* line;  ///< "file:line" must be in it; empty: no line
};

class BadRecording : public testing::TestWithParam<BadFile> {};

TEST_P(BadRecording, IsRefusedInOneSentenceThatNamesFileLineAndRemedy) {
  const TemporaryFolder folder;
  const std::string file = folder / "lesson.csv";
  std::ofstream(file) << GetParam().content;
  const Outcome outcome = test::run({STERNUM_PROGRAM, "score", file, "--json"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.output, "");
  EXPECT_EQ(std::ranges::count(outcome.errors, '\n'), 1) << outcome.errors;
  EXPECT_NE(outcome.errors.find(GetParam().says), std::string::npos) << outcome.errors;
  EXPECT_NE(outcome.errors.find(std::string("lesson.csv") + GetParam().line), std::string::npos)
      << outcome.errors;
  EXPECT_NE(outcome.errors.find("; "), std::string::npos) << "no remedy: " << outcome.errors;
}

INSTANTIATE_TEST_SUITE_P(
    Score, BadRecording,
    testing::Values(BadFile{"Empty", "", "empty", ""},
                    BadFile{"Headless", "0,1.0\n10000,1.1\n", "t_us", ":1"},
                    BadFile{"UnknownColumn", "t_us,depth\n0,1\n", "depth_mm", ":1"},
                    BadFile{"DuplicateColumn", "t_us,depth_mm,depth_mm\n0,1,1\n", "depth_mm", ":1"},
                    BadFile{"Backwards", "t_us,depth_mm\n20000000,1\n20010000,1\n15000000,1\n",
                            "back", ":4"},
                    BadFile{"NotANumber", "t_us,depth_mm\n0,1\n10000,deep\n", "deep", ":3"},
                    BadFile{"Nan", "t_us,depth_mm\n0,1\n10000,nan\n", "nan", ":3"},
                    BadFile{"Infinite", "t_us,depth_mm\n0,1\n10000,inf\n", "inf", ":3"},
                    BadFile{"RaggedRow", "t_us,depth_mm\n0,1\n10000,1,2\n", "", ":3"},
                    BadFile{"OnlyAHeader", "t_us,depth_mm\n", "", ""},
                    BadFile{"BinaryZeros", std::string(100'000, '\0'), "", ":1"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(BadInput, TenGigabytesOfZerosAreRefusedAtOnce) {
  const TemporaryFolder folder;
  const std::string file = folder / "zeros.csv";
  std::ofstream(file).close();
  if (::truncate(file.c_str(), 10LL << 30) != 0)
    GTEST_SKIP() << "the disk takes no sparse file of 10 GB";
  const Outcome outcome = test::run({STERNUM_PROGRAM, "score", file}, std::chrono::seconds(20));
  EXPECT_EQ(outcome.exit_code, 2) << outcome.errors;
  EXPECT_EQ(std::ranges::count(outcome.errors, '\n'), 1) << outcome.errors;
}

TEST(BadInput, AFolderIsNotARecording) {
  const TemporaryFolder folder;
  const Outcome outcome = test::run({STERNUM_PROGRAM, "score", folder.path().string()});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(std::ranges::count(outcome.errors, '\n'), 1) << outcome.errors;
}

TEST(BadInput, AMissingFileIsNamed) {
  const Outcome outcome = test::run({STERNUM_PROGRAM, "score", "/nowhere/lesson.csv"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_NE(outcome.errors.find("/nowhere/lesson.csv"), std::string::npos);
}

TEST(BadInput, AFileWithoutPermissionSaysSo) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  const TemporaryFolder folder;
  const std::string file = folder / "lesson.csv";
  std::ofstream(file) << "t_us,depth_mm\n0,1\n";
  ::chmod(file.c_str(), 0);
  const Outcome outcome = test::run({STERNUM_PROGRAM, "score", file});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_NE(outcome.errors.find("ermission"), std::string::npos) << outcome.errors;
}

TEST(BadInput, ARestartOfTheClockIsAcceptedAndTold) {
  const TemporaryFolder folder;
  const std::string file = folder / "reboot.csv";
  std::ofstream(file) << "t_us,depth_mm\n" << rows(60'000'000, 62'000'000) << rows(0, 2'000'000);
  const Outcome outcome = test::run({STERNUM_PROGRAM, "score", file, "--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  const json result = json::parse(outcome.output);
  EXPECT_EQ(result["recording"]["gaps"].size(), 1U);
  EXPECT_NE(outcome.output.find("reboot"), std::string::npos) << outcome.output;
}

TEST(BadInput, AWrapOf32BitsIsAcceptedAndSeamless) {
  const TemporaryFolder folder;
  const std::string file = folder / "wrap.csv";
  constexpr std::int64_t kWrap = std::int64_t{1} << 32;
  std::string text = "t_us,depth_mm\n";
  for (std::int64_t t = kWrap - 1'000'000; t < kWrap + 1'000'000; t += 10'000) {
    text += std::to_string(t % kWrap) + ",0.1\n";
  }
  std::ofstream(file) << text;
  const Outcome outcome = test::run({STERNUM_PROGRAM, "score", file, "--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  const json result = json::parse(outcome.output);
  EXPECT_EQ(result["recording"]["gaps"].size(), 0U);
  EXPECT_NEAR(result["recording"]["duration_s"].get<double>(), 1.99, 0.02);
  EXPECT_NE(outcome.output.find("wrap"), std::string::npos) << outcome.output;
}

TEST(BadInput, AFailedSimulationLeavesNoFile) {
  const TemporaryFolder folder;
  const Outcome outcome =
      test::run({STERNUM_PROGRAM, "simulate", "--out", folder / "no/such/folder/a.csv"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(std::ranges::count(outcome.errors, '\n'), 1) << outcome.errors;
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(BadInput, AWrongCommandLineSaysWhatIsWrongAndEndsWith2) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {STERNUM_PROGRAM},
           {STERNUM_PROGRAM, "scoer"},
           {STERNUM_PROGRAM, "simulate", "--profile", "heroic", "--out", "x.csv"},
           {STERNUM_PROGRAM, "simulate"},
           {STERNUM_PROGRAM, "console", "--simulate", "many"},
           {STERNUM_PROGRAM, "console", "--lang", "fr", "--no-window"},
           {STERNUM_PROGRAM, "score", "x.csv", "--guideline", "no-such-guideline"}}) {
    const Outcome outcome = test::run(arguments, std::chrono::seconds(20));
    EXPECT_EQ(outcome.exit_code, 2) << arguments.back();
    EXPECT_EQ(std::ranges::count(outcome.errors, '\n'), 1) << outcome.errors;
  }
}

}  // namespace
}  // namespace sternum
