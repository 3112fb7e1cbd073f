// Every fault of a list of people is told in both languages.
#include "gui/model/roster_sentence.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace sternum {
namespace {

TEST(RosterSentence, TellsEveryFaultInBothLanguages) {
  std::set<std::string> said;
  for (const Language language : {Language::Chinese, Language::English}) {
    for (int kind = 0; kind <= static_cast<int>(RosterFaultKind::SamePerson); ++kind) {
      const std::string words =
          sentence(language, {7, "手机", static_cast<RosterFaultKind>(kind), "12", 3});
      EXPECT_EQ(words.find('{'), std::string::npos) << words;
      EXPECT_TRUE(said.insert(words).second) << words << " is said twice";
    }
  }
  EXPECT_EQ(sentence(Language::Chinese, {7, "手机", RosterFaultKind::WrongPhone, "12", {}}),
            "第 7 行，手机 12：不是电话号码，请核对数字。");
}

}  // namespace
}  // namespace sternum
