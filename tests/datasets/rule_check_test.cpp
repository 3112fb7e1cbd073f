// Checking a file for the person who edits it, whichever kind it is.
#include "datasets/schemes/rule_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/datasets/rule_texts.hpp"

namespace sternum {
namespace {

using test::replaced;
using test::ScratchFolder;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string shipped_guideline() {
  return test::text_of(STERNUM_SOURCE_DIR "/datasets/guidelines/adult-aha-2025.toml");
}

TEST(RuleCheck, HasNothingToSayOfAGoodFileOfEitherKind) {
  const ScratchFolder folder;
  EXPECT_THAT(check_rule_file(folder.write("a.toml", test::shipped_scheme("aed"))), IsEmpty());
  EXPECT_THAT(check_rule_file(folder.write("b.toml", shipped_guideline())), IsEmpty());
}

TEST(RuleCheck, TellsAGuidelineFromASchemeByItsKeysAndEveryMistakeInIt) {
  const ScratchFolder folder;
  const auto guideline =
      folder.write("g.toml", replaced(replaced(shipped_guideline(), "low = 50", "low = 65"),
                                      "value = 1.5\n", "value = 1500\n"));
  const auto errors = check_rule_file(guideline);
  ASSERT_THAT(errors, SizeIs(2));
  EXPECT_THAT(errors[0].what, HasSubstr("above its high end 60"));
  EXPECT_THAT(errors[1].what, HasSubstr("'no_flow_gap_s.value' is 1500 s"));
  const auto scheme =
      folder.write("s.toml", replaced(test::shipped_scheme("aed"), "points = 20", "points = 25"));
  ASSERT_THAT(check_rule_file(scheme), SizeIs(1));
  EXPECT_THAT(check_rule_file(scheme)[0].what, HasSubstr("the points add up to 105"));
}

TEST(RuleCheck, KnowsTheGuidelinesOfTheBase) {
  const ScratchFolder data;
  data.write("guidelines/ours.toml", replaced(shipped_guideline(), "adult-aha-2025", "adult-ours"));
  const auto scheme = data.write("draft.toml", replaced(test::shipped_scheme("aha-bls-adult"),
                                                        "adult-aha-2025", "adult-ours"));
  EXPECT_THAT(check_rule_file(scheme, data.path()), IsEmpty());
  EXPECT_THAT(check_rule_file(scheme), SizeIs(1));
}

TEST(RuleCheck, SaysWhenAFileIsNeitherOrIsNotThere) {
  const ScratchFolder folder;
  const auto neither = check_rule_file(folder.write("n.toml", "id = \"x\"\n"));
  ASSERT_THAT(neither, SizeIs(1));
  EXPECT_THAT(neither[0].what, HasSubstr("neither a guideline set nor an exam scheme"));
  EXPECT_THAT(check_rule_file(folder.path() / "none.toml"), SizeIs(1));
  EXPECT_THAT(check_rule_file(folder.write("t.toml", "[run\n"))[0].what, HasSubstr("no TOML"));
  EXPECT_THAT(check_rule_file(folder.write("g.toml", std::string(2'000'000, '#')))[0].what,
              HasSubstr("too large"));
}

}  // namespace
}  // namespace sternum
