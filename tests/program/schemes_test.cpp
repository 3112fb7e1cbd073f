// sternum schemes: what there is to judge by, and what an editor is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using nlohmann::json;
using test::Outcome;
using test::TemporaryFolder;
using testing::HasSubstr;

std::string shipped(const std::string& file) {
  std::ifstream in(STERNUM_SOURCE_DIR "/datasets/" + file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write(const std::string& file, const std::string& text) { std::ofstream(file) << text; }

TEST(SchemesCommand, ListsEverySchemeInTheReadersLanguage) {
  const TemporaryFolder data;
  const Outcome english =
      test::run({STERNUM_PROGRAM, "schemes", "--data", data.path().string(), "--lang", "en"});
  EXPECT_EQ(english.exit_code, 0) << english.errors;
  EXPECT_THAT(english.output, HasSubstr("Red Cross first-aider CPR test (adult, 100 points"));
  EXPECT_THAT(english.output, HasSubstr("infant-erc-2025"));
  const Outcome chinese =
      test::run({STERNUM_PROGRAM, "schemes", "--data", data.path().string(), "--lang", "zh"});
  EXPECT_THAT(chinese.output, HasSubstr("红十字救护员心肺复苏考核"));
}

TEST(SchemesCommand, GivesIdEditionAndHashAsJson) {
  const TemporaryFolder data;
  const Outcome outcome =
      test::run({STERNUM_PROGRAM, "schemes", "--data", data.path().string(), "--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  const json all = json::parse(outcome.output, nullptr, false);
  ASSERT_TRUE(all.is_object());
  EXPECT_GE(all["schemes"].size(), 14U);
  EXPECT_GE(all["guidelines"].size(), 12U);
  for (const json& scheme : all["schemes"]) {
    EXPECT_EQ(scheme["hash"].get<std::string>().size(), 64U) << scheme;
    EXPECT_TRUE(scheme["built_in"]);
    EXPECT_THAT(scheme["confidence"].get<std::string>(), testing::AnyOf("P", "S", "B"));
  }
}

TEST(SchemesCommand, SaysOkOfAGoodFileAndEveryMistakeOfABadOne) {
  const TemporaryFolder folder;
  const std::string file = folder / "ours.toml";
  write(file, shipped("schemes/rcsc-first-aider.toml"));
  const Outcome good = test::run({STERNUM_PROGRAM, "schemes", "--check", file});
  EXPECT_EQ(good.exit_code, 0) << good.errors;
  EXPECT_EQ(good.output, "ok\n");

  std::string text = shipped("schemes/rcsc-first-aider.toml");
  text.replace(text.find("depth = 25"), 10, "depth = 35");
  text.replace(text.find("\"cycles\"\noperator"), 8, "\"cylces\"");
  write(file, text);
  const Outcome bad = test::run({STERNUM_PROGRAM, "schemes", "--check", file});
  EXPECT_EQ(bad.exit_code, 2);
  EXPECT_THAT(bad.errors, HasSubstr("the weights add up to 110, not 100"));
  EXPECT_THAT(bad.errors, HasSubstr("did you mean cycles?"));

  write(file, shipped("guidelines/child-aha-2025.toml"));
  EXPECT_EQ(test::run({STERNUM_PROGRAM, "schemes", "--check", file}).output, "ok\n");
}

}  // namespace
}  // namespace sternum
