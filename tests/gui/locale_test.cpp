// Chinese and English are both complete.
#include "gui/locale/locale.hpp"
#include "gui/locale/quality_sentence.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "gui/locale/catalogue.hpp"

namespace sternum::test {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

struct Marked {
  std::string context;
  std::string english;
  std::string file;
};

/// The value of adjacent string literals as C++ reads them.
std::string joined(const std::string& literals) {
  static const std::regex kLiteral(R"re("((?:[^"\\]|\\.)*)")re");
  std::string text;
  for (std::sregex_iterator it(literals.begin(), literals.end(), kLiteral), end; it != end; ++it) {
    text += (*it)[1];
  }
  return std::regex_replace(text, std::regex(R"re(\\")re"), "\"");
}

/// Whose texts people read: the screens, and what is printed.
std::vector<fs::path> spoken_sources() {
  std::vector<fs::path> files;
  for (const char* folder : {"gui", "datasets/documents"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(STERNUM_SOURCE_DIR) / folder)) {
      if (entry.path().extension() == ".cpp") files.push_back(entry.path());
    }
  }
  return files;
}

/// Every tr(…, "…") and trc(…, "…", "…") of the sources.
std::vector<Marked> marked_texts() {
  static const std::regex kTr(R"re(\btr\(\s*[\w.>()-]+,\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\))re");
  static const std::regex kTrc(
      R"re(\btrc\(\s*[\w.>()-]+,\s*("(?:[^"\\]|\\.)*")\s*,\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\))re");
  std::vector<Marked> texts;
  for (const fs::path& file : spoken_sources()) {
    const std::string source = read(file);
    const std::string name = file.filename().string();
    for (std::sregex_iterator it(source.begin(), source.end(), kTr), end; it != end; ++it) {
      texts.push_back({"", joined((*it)[1]), name});
    }
    for (std::sregex_iterator it(source.begin(), source.end(), kTrc), end; it != end; ++it) {
      texts.push_back({joined((*it)[1]), joined((*it)[2]), name});
    }
  }
  return texts;
}

/// The {…} of a pattern, sorted: a translation may change their order, not their kind.
std::multiset<std::string> placeholders(const std::string& text) {
  static const std::regex kPlaceholder(R"re(\{[^}]*\})re");
  std::multiset<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), kPlaceholder), end; it != end; ++it) {
    found.insert(it->str());
  }
  return found;
}

TEST(Locale, HasChineseForEveryTextOfTheScreens) {
  const auto texts = marked_texts();
  ASSERT_GT(texts.size(), 150U) << "the sources were not read";
  for (const Marked& text : texts) {
    const Catalogue& zh = chinese_catalogue();
    const char* chinese =
        text.context.empty() ? zh.find(text.english) : zh.find(text.context, text.english);
    EXPECT_NE(chinese, nullptr) << text.file << ": \"" << text.english << "\" is not in zh_CN.po";
    if (chinese != nullptr) {
      EXPECT_EQ(placeholders(text.english), placeholders(chinese)) << text.english;
    }
  }
}

TEST(Locale, MarksEveryCallInAWayTheTestCanRead) {
  // As many calls as texts: none is written so that the search above misses it.
  std::size_t calls = 0;
  static const std::regex kCall(R"re(\btrc?\()re");
  for (const fs::path& file : spoken_sources()) {
    if (file.filename() == "locale.cpp") continue;
    const std::string source = read(file);
    calls += static_cast<std::size_t>(
        std::distance(std::sregex_iterator(source.begin(), source.end(), kCall), {}));
  }
  EXPECT_EQ(marked_texts().size(), calls);
}

TEST(Locale, HasNoTextThatNobodySays) {
  std::set<std::string> said;
  for (const Marked& text : marked_texts()) {
    said.insert(text.context.empty() ? text.english : text.context + '\x04' + text.english);
  }
  chinese_catalogue().for_each([&](std::string_view key, std::string_view) {
    // What goes wrong is written in other rooms (error_sentence_test.cpp).
    if (key.starts_with("error\x04") || key.starts_with("error value\x04")) return;
    EXPECT_TRUE(said.contains(std::string(key))) << key << " stands in zh_CN.po for nothing";
  });
}

TEST(Locale, AnswersInEnglishWhatItCannotTranslate) {
  EXPECT_STREQ(tr(Language::Chinese, "no such text"), "no such text");
  EXPECT_STREQ(tr(Language::English, "Press deeper"), "Press deeper");
  EXPECT_STREQ(tr(Language::Chinese, "Press deeper"), "按深一点");
  EXPECT_STREQ(trc(Language::Chinese, "state", "Breaths"), "吹气");
}

TEST(Locale, NamesAndExplainsEveryRule) {
  for (int r = 0; r <= static_cast<int>(Rule::LeaningForce); ++r) {
    LostPoints lost;
    lost.rule = static_cast<Rule>(r);
    lost.missed = 6;
    lost.of = 30;
    lost.measured = 43.4;
    lost.limit = 50;
    for (const Language language : {Language::Chinese, Language::English}) {
      EXPECT_FALSE(title(language, lost.rule).empty()) << r;
      const std::string words = sentence(language, lost);
      EXPECT_NE(words.find("6"), std::string::npos) << words;
      EXPECT_NE(words.find("30"), std::string::npos) << words;
      EXPECT_EQ(words.find('{'), std::string::npos) << words;
    }
  }
}

TEST(Locale, ExplainsEveryFindingOfTheDataInBothLanguages) {
  for (int k = 0; k <= static_cast<int>(FindingKind::VolumeDisagrees); ++k) {
    for (const auto channel : {std::optional(Channel::Depth), std::optional<Channel>()}) {
      QualityFinding finding;
      finding.kind = static_cast<FindingKind>(k);
      finding.channel = channel;
      finding.amount = 0.034;
      finding.limit = 5.0;
      const std::string english = sentence(Language::English, finding);
      EXPECT_FALSE(english.empty()) << k;
      EXPECT_EQ(english.find('{'), std::string::npos) << english;
      EXPECT_NE(sentence(Language::Chinese, finding), english);
    }
  }
  const QualityFinding lost{
      FindingKind::SamplesLost, QualityVerdict::Degraded, Channel::Depth, {}, 3, 0.034, 0.02};
  EXPECT_EQ(sentence(Language::English, lost), "Depth: 3.4 % of the samples are missing.");
  EXPECT_EQ(sentence(Language::Chinese, lost), "深度：缺少 3.4 % 的采样。");
}

TEST(Locale, SaysWhatALostPointWasLostOn) {
  const LostPoints lost{Rule::TooShallow, points(1.5), {}, 6, 30, 43.4, 50.0, 3};
  EXPECT_EQ(sentence(Language::English, lost),
            "6 of 30 compressions too shallow: 43 mm on average, at least 50 mm wanted.");
  EXPECT_EQ(sentence(Language::Chinese, lost),
            "30 次按压中有 6 次太浅：平均 43 mm，应至少 50 mm。");
}

}  // namespace
}  // namespace sternum::test
