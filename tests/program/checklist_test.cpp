// sternum score on what the instructor saw alone: checklists need neither a manikin nor a
// recording.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using nlohmann::json;
using test::Outcome;
using test::TemporaryFolder;

class Checklist : public testing::Test {
 protected:
  /// The last of `ids` as `last` says, those before it ticked.
  std::string sheet(const std::vector<std::string>& ids, const std::string& last = "ticked") {
    json entries = json::array();
    for (const std::string& id : ids) {
      entries.push_back({{"item", id}, {"kind", id == ids.back() ? last : "ticked"}});
    }
    const std::string file = folder_ / "sheet.json";
    std::ofstream(file) << json{{"entries", entries}};
    return file;
  }
  static Outcome scored(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {STERNUM_PROGRAM, "score"});
    return test::run(arguments);
  }

 private:
  TemporaryFolder folder_;
};

const std::vector<std::string> kChoking = {"ask",     "cough",     "call", "back-blows",
                                           "thrusts", "alternate", "look", "cpr"};

TEST_F(Checklist, IsJudgedByItsSheetAlone) {
  const Outcome outcome =
      scored({"--scheme", "airway-obstruction", "--sheet", sheet(kChoking), "--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  const json root = json::parse(outcome.output);
  EXPECT_EQ(root["verdict"], "pass");
  EXPECT_EQ(root["scheme"]["id"], "airway-obstruction");
  EXPECT_EQ(root["score"]["total"], 100.0);
  EXPECT_TRUE(root["score"]["ledger"].empty());
  EXPECT_TRUE(root["score"]["quality"].is_null());
  EXPECT_EQ(root["quality"]["verdict"], "valid") << "there is no recording to find fault with";
  EXPECT_EQ(root["guideline"]["id"], "adult-aha-2025");
  EXPECT_TRUE(root["compressions"].empty());
}

TEST_F(Checklist, SaysWhichStepWasMissedAndWhatItCost) {
  const Outcome outcome =
      scored({"--scheme", "airway-obstruction", "--sheet", sheet(kChoking, "missed"), "--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  const json root = json::parse(outcome.output);
  EXPECT_EQ(root["verdict"], "pass") << "85 of the 80 points that pass";
  EXPECT_EQ(root["score"]["total"], 85.0);
  ASSERT_EQ(root["score"]["ledger"].size(), 1U);
  EXPECT_EQ(root["score"]["ledger"][0]["rule"], "item:cpr");
}

TEST_F(Checklist, FailsForACriticalStep) {
  const Outcome outcome = scored({"--scheme", "aed", "--sheet",
                                  sheet({"on", "bare-chest", "plug", "clear-analysis",
                                         "clear-shock", "shock", "resume", "pads"},
                                        "missed"),
                                  "--lang", "en"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_NE(outcome.output.find("Not passed"), std::string::npos) << outcome.output;
  EXPECT_EQ(outcome.output.find("Compressions"), std::string::npos)
      << "nobody measured any: " << outcome.output;
}

TEST_F(Checklist, IsLeftToTheInstructorWhileNothingIsEntered) {
  for (const char* id : {"aed", "airway-obstruction", "airway-obstruction-infant"}) {
    const Outcome outcome = scored({"--scheme", id, "--json"});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
    const json root = json::parse(outcome.output);
    EXPECT_EQ(root["verdict"], "borderline") << id;
    EXPECT_TRUE(root["score"]["total"].is_null()) << id;
  }
}

TEST_F(Checklist, IsTheOnlyThingThatCanDoWithoutARecording) {
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"--scheme", "rcsc-first-aider"},
      {"--guideline", "adult-aha-2025"},
      {"--scheme", "aed", "--compare", sheet(kChoking)},
  };
  for (const auto& arguments : wrong) {
    const Outcome outcome = scored(arguments);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(outcome.output, "");
    EXPECT_NE(outcome.errors.find("recording"), std::string::npos) << outcome.errors;
  }
}

}  // namespace
}  // namespace sternum
