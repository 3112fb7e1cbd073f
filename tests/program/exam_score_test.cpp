// sternum score --scheme: what an exam says of a recording and of a stored attempt.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "datasets/recordings/recording_reader.hpp"
#include "datasets/records/station_database.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using nlohmann::json;
using test::Outcome;
using test::TemporaryFolder;

std::string simulated(const TemporaryFolder& folder, const std::string& profile = "good") {
  const std::string file = folder / (profile + ".csv");
  const Outcome made =
      test::run({STERNUM_PROGRAM, "simulate", "--profile", profile, "--seed", "1", "--out", file});
  EXPECT_EQ(made.exit_code, 0) << made.errors;
  return file;
}

json printed(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {STERNUM_PROGRAM, "score"});
  arguments.emplace_back("--json");
  const Outcome outcome = test::run(arguments);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  return json::parse(outcome.output, nullptr, false);
}

void expect_ledger_adds_up(const json& root) {
  double lost = 0.0;
  for (const json& line : root["score"]["ledger"]) {
    lost += line["points_lost"].get<double>();
    EXPECT_FALSE(line["text"].get<std::string>().empty());
  }
  EXPECT_NEAR(lost, 100.0 - root["score"]["total"].get<double>(), 1e-9);
}

TEST(ScoreByScheme, TellsSchemeVerdictItemsLedgerAndTips) {
  const TemporaryFolder folder;
  const json root = printed({simulated(folder), "--scheme", "rcsc-first-aider"});
  EXPECT_EQ(root["scheme"]["id"], "rcsc-first-aider");
  EXPECT_EQ(root["scheme"]["edition"], "2021");
  EXPECT_EQ(root["scheme"]["hash"].get<std::string>().size(), 64U);
  EXPECT_EQ(root["guideline"]["id"], "adult-rcsc-2021");
  EXPECT_EQ(root["verdict"], "borderline") << "nobody has ticked anything";
  EXPECT_EQ(root["items"].size(), 10U);
  EXPECT_LE(root["tips"].size(), 2U);
  expect_ledger_adds_up(root);
}

TEST(ScoreByScheme, TakesTheInstructorsSheet) {
  const TemporaryFolder folder;
  const std::string sheet = folder / "sheet.json";
  std::ofstream(sheet)
      << R"({"entries":[{"item":"scene","kind":"missed"},)"
      << R"({"item":"response","kind":"ticked"},{"item":"call","kind":"ticked"},)"
      << R"({"item":"breathing","kind":"timed","timed_s":7},)"
      << R"({"item":"hands","kind":"ticked"},{"item":"mouth","kind":"ticked"},)"
      << R"({"item":"airway","kind":"ticked"},{"item":"reassess","kind":"ticked"},)"
      << R"({"item":"recovery","kind":"ticked"}]})";
  const std::string recording = simulated(folder);
  const json root = printed({recording, "--scheme", "rcsc-first-aider", "--sheet", sheet});
  EXPECT_EQ(root["verdict"], "pass");
  EXPECT_EQ(root["items"][0]["outcome"], "missed");
  EXPECT_EQ(root["score"]["ledger"].back()["rule"], "item:scene");
  EXPECT_EQ(root["score"]["ledger"].back()["points_lost"], 5.0);
  EXPECT_TRUE(root["score"]["ledger"].back()["t_us"].is_null());
  expect_ledger_adds_up(root);

  std::ofstream(sheet) << R"({"entries":[{"item":"sceen","kind":"ticked"}]})";
  const Outcome wrong = test::run(
      {STERNUM_PROGRAM, "score", recording, "--scheme", "rcsc-first-aider", "--sheet", sheet});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_NE(wrong.errors.find("did you mean scene?"), std::string::npos) << wrong.errors;
}

TEST(ScoreByScheme, FailsWhoPressesFarTooShallow) {
  const TemporaryFolder folder;
  const json root = printed({simulated(folder, "shallow"), "--scheme", "mpotos-70"});
  EXPECT_EQ(root["verdict"], "fail");
  EXPECT_EQ(root["because"], json{"depth"});
  EXPECT_EQ(root["tips"][0]["rule"], "item:depth");
}

TEST(ScoreByScheme, ReportsToPeopleInBothLanguages) {
  const TemporaryFolder folder;
  const std::string recording = simulated(folder, "shallow");
  const auto report = [&](const char* language) {
    return test::run(
               {STERNUM_PROGRAM, "score", recording, "--scheme", "mpotos-70", "--lang", language})
        .output;
  };
  EXPECT_NE(report("en").find("Not passed"), std::string::npos);
  EXPECT_NE(report("en").find("At least 70 % of compressions 50 mm or deeper: missed"),
            std::string::npos);
  EXPECT_NE(report("zh").find("不合格"), std::string::npos);
}

TEST(ScoreByScheme, RefusesASchemeThatIsNotThereAndASecondGuideline) {
  const TemporaryFolder folder;
  const std::string recording = simulated(folder);
  const Outcome unknown = test::run({STERNUM_PROGRAM, "score", recording, "--scheme", "nosuch"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_NE(unknown.errors.find("nosuch"), std::string::npos);
  const Outcome both = test::run({STERNUM_PROGRAM, "score", recording, "--scheme", "mpotos-70",
                                  "--guideline", "adult-aha-2025"});
  EXPECT_EQ(both.exit_code, 2);
  const Outcome neither = test::run({STERNUM_PROGRAM, "score"});
  EXPECT_EQ(neither.exit_code, 2);
}

/// The recording as a console would have stored it.
AttemptId store(const std::string& recording, const std::string& folder) {
  auto reader = RecordingReader::open(recording);
  auto database = StationDatabase::open(folder);
  EXPECT_TRUE(reader && database);
  AttemptStart start;
  start.manikin_id = "M-1";
  start.trainee = "T";
  start.guideline_id = "adult-rcsc-2021";
  start.channels = reader->channels();
  const auto id = database->begin_attempt(start);
  std::vector<SampleBatch> batches;
  for (bool more = true; more;) {
    more = reader->next(batches).value();
    std::vector<StoredInput> inputs;
    for (const SampleBatch& batch : batches) inputs.push_back({*id, batch});
    EXPECT_TRUE(database->append(inputs));
  }
  EXPECT_TRUE(database->end_attempt(
      *id, {.state = AttemptState::Ended, .ended_at_ms = 1, .score = 50.0, .result_json = "{}"}));
  return *id;
}

TEST(ScoreByScheme, SaysOfAStoredAttemptWhatItSaysOfItsRecordingAndChangesNothing) {
  const TemporaryFolder folder;
  const std::string recording = simulated(folder, "shallow");
  const std::string data = folder / "data";
  const AttemptId id = store(recording, data);
  json stored =
      printed({"--attempt", std::to_string(id), "--data", data, "--scheme", "sensor-2min"});
  json from_file = printed({recording, "--scheme", "sensor-2min"});
  for (const char* part : {"score", "verdict", "items", "tips", "compressions", "breaths"}) {
    EXPECT_EQ(stored[part], from_file[part]) << part;
  }
  const auto reader = StationReader::open(data);
  const auto record = reader->attempt(id);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->score, 50.0);
  EXPECT_EQ(record->result_json, "{}");

  const Outcome missing = test::run({STERNUM_PROGRAM, "score", "--attempt", "99", "--data", data});
  EXPECT_EQ(missing.exit_code, 2);
}

}  // namespace
}  // namespace sternum
