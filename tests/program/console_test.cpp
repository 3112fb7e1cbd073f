// sternum console as a program: its end, its picture, its death.
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "datasets/records/station_database.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using test::ChildProcess;
using test::Outcome;
using test::TemporaryFolder;
using namespace std::chrono_literals;

Duration stored_length(const StationReader& reader, AttemptId id) {
  const auto batches = reader.batches(id);
  if (!batches || batches->empty()) return {};
  return batches->back().last() - batches->front().first;
}

TEST(Console, ALessonOnVirtualManikinsIsStoredAndScored) {
  const TemporaryFolder data;
  const Outcome outcome =
      test::run({STERNUM_PROGRAM, "console", "--no-window", "--simulate", "2", "--lesson",
                 "--seconds", "8", "--lang", "en", "--data", data.path().string()});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_NE(outcome.output.find("SIM-0001"), std::string::npos) << outcome.output;
  EXPECT_NE(outcome.output.find("/ 100"), std::string::npos) << outcome.output;
  EXPECT_NE(outcome.output.find("0 frames damaged, 0 batches lost on the way, 0 dropped here"),
            std::string::npos)
      << outcome.output;

  const auto reader = StationReader::open(data.path());
  ASSERT_TRUE(reader) << reader.error().message();
  const auto attempts = reader->attempts();
  ASSERT_TRUE(attempts);
  ASSERT_EQ(attempts->size(), 2U);
  for (const auto& attempt : *attempts) {
    EXPECT_EQ(attempt.state, AttemptState::Ended);
    EXPECT_FALSE(reader->attempt(attempt.id).value().result_json.empty());
    EXPECT_GT(stored_length(*reader, attempt.id), seconds(5.0));
  }
}

TEST(Console, KilledInTheMiddleOfAnAttemptItFindsTheAttemptAgain) {
  const TemporaryFolder data;
  {
    ChildProcess console({STERNUM_PROGRAM, "console", "--no-window", "--simulate", "1", "--lesson",
                          "--lang", "en", "--data", data.path().string()});
    // Killed once at least 3 s of samples are on disk: read beside the running console.
    const auto until = std::chrono::steady_clock::now() + 60s;
    bool enough = false;
    while (!enough && std::chrono::steady_clock::now() < until) {
      std::this_thread::sleep_for(50ms);
      const auto reader = StationReader::open(data.path());
      if (!reader) continue;
      const auto attempts = reader->attempts();
      enough = attempts && !attempts->empty() &&
               stored_length(*reader, attempts->front().id) > seconds(3.0);
    }
    ASSERT_TRUE(enough) << "nothing was stored";
    console.signal(SIGKILL);
    EXPECT_EQ(console.wait(10s).exit_code, 128 + SIGKILL);
  }
  // The next console marks it when it opens the database.
  ASSERT_EQ(test::run({STERNUM_PROGRAM, "console", "--no-window", "--seconds", "0.5", "--data",
                       data.path().string()})
                .exit_code,
            0);
  const auto reader = StationReader::open(data.path());
  ASSERT_TRUE(reader);
  const auto attempts = reader->attempts();
  ASSERT_TRUE(attempts);
  ASSERT_EQ(attempts->size(), 1U);
  EXPECT_EQ(attempts->front().state, AttemptState::Interrupted);
  EXPECT_GT(stored_length(*reader, attempts->front().id), seconds(3.0));
}

TEST(Console, ASecondConsoleOnTheSameDataIsToldWhoHasIt) {
  const TemporaryFolder data;
  ChildProcess first({STERNUM_PROGRAM, "console", "--no-window", "--listen", "0",
                      "--listen-address", "127.0.0.1", "--data", data.path().string()});
  ASSERT_TRUE(first.wait_for_output(
      [](const std::string& text) { return text.find("port") != std::string::npos; }, 30s));
  const auto until = std::chrono::steady_clock::now() + 30s;
  while (!std::filesystem::exists(data / "station.sqlite") &&
         std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(20ms);
  }
  const Outcome second =
      test::run({STERNUM_PROGRAM, "console", "--no-window", "--simulate", "1", "--lesson",
                 "--seconds", "3", "--lang", "en", "--data", data.path().string()});
  EXPECT_EQ(second.exit_code, 1) << "samples that could not be saved must be told";
  EXPECT_NE(second.errors.find("not saved"), std::string::npos) << second.errors;
  // The first is not disturbed.
  first.signal(SIGTERM);
  EXPECT_EQ(first.wait(20s).exit_code, 0);
}

TEST(Console, SavesAPictureOfItself) {
  if (std::system("command -v xvfb-run >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "xvfb-run is not installed";
  const TemporaryFolder data;
  const std::string picture = data / "console.png";
  const Outcome outcome =
      test::run({"xvfb-run", "-a", "-s", "-screen 0 1600x900x24", STERNUM_PROGRAM, "console",
                 "--simulate", "2", "--lesson", "--seconds", "6", "--lang", "zh", "--screenshot",
                 picture, "--data", data.path().string()},
                120s);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors << outcome.output;
  std::ifstream in(picture, std::ios::binary);
  std::string signature(8, '\0');
  in.read(signature.data(), 8);
  EXPECT_EQ(signature, "\x89PNG\r\n\x1a\n");
  EXPECT_GT(std::filesystem::file_size(picture), 20'000U) << "an empty window compresses to less";
}

TEST(Console, WithoutADisplaySaysSoAndEndsWith2) {
  const TemporaryFolder data;
  const Outcome outcome =
      test::run({STERNUM_PROGRAM, "console", "--seconds", "1", "--data", data.path().string()}, 30s,
                {"DISPLAY=", "WAYLAND_DISPLAY="});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_NE(outcome.errors.find("display"), std::string::npos) << outcome.errors;
}

}  // namespace
}  // namespace sternum
