// Exams that the console has run, read by the other commands.
#include <gtest/gtest.h>
#include <signal.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "datasets/records/station_database.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using nlohmann::json;
using test::ChildProcess;
using test::Outcome;
using test::TemporaryFolder;
using namespace std::chrono_literals;

std::vector<std::string> lesson(const TemporaryFolder& data, const std::string& seconds,
                                const std::string& scheme) {
  return {STERNUM_PROGRAM, "console", "--no-window", "--simulate", "2",      "--lesson",
          "--scheme",      scheme,    "--lang",      "en",         "--data", data.path().string(),
          "--seconds",     seconds};
}

Outcome score(const TemporaryFolder& data, AttemptId id, std::vector<std::string> more) {
  more.insert(more.begin(), {STERNUM_PROGRAM, "score", "--attempt", std::to_string(id), "--data",
                             data.path().string(), "--lang", "en"});
  return test::run(std::move(more));
}

/// A person's entries, made through the database as a console would.
void mark(const TemporaryFolder& data, AttemptId id, const std::vector<SheetEntry>& entries) {
  auto database = StationDatabase::open(data.path());
  ASSERT_TRUE(database) << database.error().message();
  for (const SheetEntry& entry : entries) EXPECT_TRUE(database->mark_sheet(id, {entry}).value());
}

TEST(StoredExam, OfALessonIsScoredByItsOwnSchemeBitForBitAsItWasStored) {
  const TemporaryFolder data;
  const Outcome outcome = test::run(lesson(data, "9", "rcsc-first-aider"));
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_NE(outcome.output.find("/ 100, "), std::string::npos) << outcome.output;

  const auto reader = StationReader::open(data.path());
  ASSERT_TRUE(reader) << reader.error().message();
  const auto attempts = reader->attempts();
  ASSERT_TRUE(attempts);
  ASSERT_EQ(attempts->size(), 2U);
  for (const AttemptRecord& each : *attempts) {
    const AttemptRecord record = reader->attempt(each.id).value();
    EXPECT_EQ(record.started.purpose, AttemptPurpose::Exam);
    EXPECT_EQ(record.started.scheme_id, "rcsc-first-aider");
    EXPECT_TRUE(record.verdict);
    const Outcome scored = score(data, each.id, {"--json"});
    ASSERT_EQ(scored.exit_code, 0) << scored.errors;
    EXPECT_EQ(scored.output, record.result_json + "\n");
    const json root = json::parse(record.result_json);
    EXPECT_EQ(root["scheme"]["hash"], record.started.scheme_hash);
    EXPECT_EQ(root["coach"]["mode"], "none");
    EXPECT_TRUE(root["coach"]["prompts"].empty());
    EXPECT_NE(score(data, each.id, {}).output.find("Verdict"), std::string::npos);
  }
}

TEST(StoredExam, IsScoredWithItsSheetAndByAnotherSchemeWithTheTicksThatAgree) {
  const TemporaryFolder data;
  ASSERT_EQ(test::run(lesson(data, "6", "rcsc-first-aider")).exit_code, 0);
  const AttemptId id = StationReader::open(data.path())->attempts()->front().id;
  mark(data, id,
       {{.item_id = "response"},
        {.item_id = "scene",
         .kind = SheetEntry::Kind::Overruled,
         .overruled_to_met = true,
         .reason = "r"}});
  const auto items = [&](std::vector<std::string> more) {
    more.emplace_back("--json");
    const Outcome outcome = score(data, id, std::move(more));
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    std::map<std::string, std::string> outcomes;
    const json root = json::parse(outcome.output, nullptr, false);
    for (const json& item : root.value("items", json::array())) {
      outcomes[item["id"]] = item["outcome"];
    }
    return outcomes;
  };
  const auto own = items({});
  EXPECT_EQ(own.at("response"), "met");
  EXPECT_EQ(own.at("scene"), "met");
  EXPECT_EQ(own.at("call"), "undecided");
  const auto other = items({"--scheme", "rcsc-first-aider-child"});
  EXPECT_EQ(other.at("response"), "met");
  EXPECT_EQ(other.at("scene"), "undecided") << "overruled under another scheme";
  EXPECT_TRUE(items({"--guideline", "adult-erc-2025"}).empty()) << "practice";
}

TEST(StoredExam, OfAConsoleThatWasKilledKeepsItsSchemeAndCanStillBeScored) {
  const TemporaryFolder data;
  {
    ChildProcess console(lesson(data, "60", "sensor-2min"));
    const auto has_samples = [&] {
      const auto reader = StationReader::open(data.path());
      if (!reader) return false;
      const auto attempts = reader->attempts();
      if (!attempts || attempts->empty()) return false;
      const auto batches = reader->batches(attempts->front().id);
      return batches && batches->size() > 300;
    };
    for (int i = 0; i < 600 && !has_samples(); ++i) std::this_thread::sleep_for(50ms);
    ASSERT_TRUE(has_samples());
    console.signal(SIGKILL);
    EXPECT_EQ(console.wait(10s).exit_code, 128 + SIGKILL);
  }
  const AttemptId id = StationReader::open(data.path())->attempts()->front().id;
  mark(data, id, {{.item_id = "none-of-its-items"}});
  const auto record = StationReader::open(data.path())->attempt(id);
  EXPECT_EQ(record->state, AttemptState::Interrupted);
  const Outcome scored = score(data, id, {"--json"});
  ASSERT_EQ(scored.exit_code, 0) << scored.errors;
  EXPECT_EQ(json::parse(scored.output)["scheme"]["hash"], record->started.scheme_hash);
}

TEST(StoredExam, NeedsASchemeThatIsThereAndALessonToRunIt) {
  const TemporaryFolder data;
  const Outcome unknown = test::run(lesson(data, "1", "nosuch"));
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_NE(unknown.errors.find("there is no exam scheme \"nosuch\""), std::string::npos)
      << unknown.errors;
  EXPECT_EQ(test::run({STERNUM_PROGRAM, "console", "--no-window", "--scheme", "sensor-2min",
                       "--data", data.path().string(), "--seconds", "1"})
                .exit_code,
            2);
  EXPECT_EQ(test::run({STERNUM_PROGRAM, "console", "--no-window", "--lesson", "--purpose", "exam",
                       "--data", data.path().string(), "--seconds", "1"})
                .exit_code,
            2);
}

}  // namespace
}  // namespace sternum
