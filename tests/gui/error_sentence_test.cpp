// What goes wrong is told in the language of the screen: the sources are read for what they say.
#include "gui/locale/error_sentence.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <system_error>

#include "datasets/guidelines/guideline_file.hpp"
#include "datasets/records/station_database.hpp"
#include "datasets/roster/roster.hpp"
#include "gui/locale/catalogue.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

/// Where the errors come from that a console can show.
constexpr const char* kToldFrom[] = {"firmware-bridge/bridge.cpp",
                                     "firmware-bridge/link.cpp",
                                     "firmware-bridge/switchboard.cpp",
                                     "firmware-bridge/transport",
                                     "datasets/records",
                                     "datasets/roster",
                                     "datasets/rule_files",
                                     "datasets/guidelines",
                                     "datasets/schemes",
                                     "datasets/atomic_file.cpp",
                                     "datasets/documents/base_logo.cpp",
                                     "datasets/documents/certificate.cpp",
                                     "datasets/documents/type_setter.cpp",
                                     "datasets/exports/base_key.cpp",
                                     "datasets/exports/export_job.cpp",
                                     "datasets/exports/table_xlsx.cpp",
                                     "gui/model",
                                     "gui/platform/projector_screen.cpp",
                                     "gui/platform/projector_window.cpp"};

/// Without its comments.
std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text;
  for (std::string line; std::getline(in, line);) text += line.substr(0, line.find("//")) + "\n";
  return text;
}

/// The parts of `code` between `separators`, outside of strings and brackets. From `at` on; ends
/// where a bracket closes that was not opened.
std::vector<std::string> parts(const std::string& code, std::size_t at, char separator) {
  std::vector<std::string> found(1);
  int depth = 0;
  char quote = 0;
  for (; at < code.size(); ++at) {
    const char c = code[at];
    const bool apostrophe_of_digits = c == '\'' && at > 0 && std::isalnum(code[at - 1]) != 0;
    if (quote != 0) {
      if (c == '\\') found.back() += code[at++];
      if (c == quote) quote = 0;
    } else if (c == '"' || (c == '\'' && !apostrophe_of_digits)) {
      quote = c;
    } else if (c == '(' || c == '{' || c == '[') {
      ++depth;
    } else if (c == ')' || c == '}' || c == ']') {
      if (--depth < 0) break;
    } else if (c == ':' && (code[at + 1] == ':' || code[at - 1] == ':')) {
      // of a namespace
    } else if (c == separator && depth == 0) {
      found.emplace_back();
      continue;
    }
    found.back() += code[at];
  }
  return found;
}

std::string stripped(const std::string& text) {
  static const std::regex kEnds(R"re(^\s+|\s+$)re");
  return std::regex_replace(text, kEnds, "");
}

std::string literal(const std::string& code) {
  static const std::regex kLiteral(R"re("((?:[^"\\]|\\.)*)")re");
  std::string text;
  for (std::sregex_iterator it(code.begin(), code.end(), kLiteral), end; it != end; ++it) {
    text += (*it)[1];
  }
  return std::regex_replace(text, std::regex(R"re(\\")re"), "\"");
}

/// What an expression may say, with {} for what is not written in it.
std::vector<std::string> said_by(const std::string& expression) {
  static const std::regex kLiterals(R"re((?:"(?:[^"\\]|\\.)*"\s*)+)re");
  static const std::regex kString(R"re(std::string[({]([^]*)[)}])re");
  static const std::regex kFormat(R"re(fmt::format\(([^]*))re");
  static const std::regex kPlaceholder(R"re(\{[^}]*\})re");
  std::smatch match;
  if (const auto choices = parts(expression, 0, '?'); choices.size() > 1) {
    std::vector<std::string> said;
    const std::size_t from = choices.front().size() + 1;
    for (const std::string& choice : parts(expression, from, ':')) {
      for (std::string& words : said_by(choice)) said.push_back(std::move(words));
    }
    return said;
  }
  std::vector<std::string> said = {""};
  for (const std::string& part : parts(expression, 0, '+')) {
    const std::string code = stripped(part);
    std::vector<std::string> next = {"{}"};
    if (std::regex_match(code, kLiterals)) {
      next = {literal(code)};
    } else if (std::regex_match(code, match, kString)) {
      next = said_by(match[1]);
    } else if (std::regex_match(code, match, kFormat)) {
      next = {std::regex_replace(literal(parts(match[1], 0, ',').front()), kPlaceholder, "{}")};
    }
    std::vector<std::string> joined;
    for (const std::string& before : said) {
      for (const std::string& after : next) joined.push_back(before + after);
    }
    said = joined;
  }
  return said;
}

/// Sentence → where it is said.
std::map<std::string, std::string> sentences_of(const fs::path& file) {
  static const std::regex kCall(
      R"re(\b(?:failure|note|notice|complain|Error|on_trouble_)\s*[({]|\breturn\s*\{)re");
  std::map<std::string, std::string> sentences;
  const std::string code = text_of(file);
  for (std::sregex_iterator call(code.begin(), code.end(), kCall), end; call != end; ++call) {
    auto arguments = parts(code, static_cast<std::size_t>(call->position() + call->length()), ',');
    const std::string only = stripped(arguments.front());
    if (arguments.size() == 1 && only.starts_with('{')) arguments = parts(only, 1, ',');
    const std::string first = stripped(arguments.front());
    if (call->str().starts_with("return") &&
        (arguments.size() < 2 || !(first.starts_with('"') || first.starts_with("fmt::format")))) {
      continue;
    }
    for (const std::string& argument : arguments) {
      for (const std::string& words : said_by(argument)) {
        // One word is a name; without a word there is nothing to translate.
        const bool is_sentence = words.find(' ') != std::string::npos &&
                                 std::regex_search(words, std::regex("[A-Za-z]{2}"));
        if (is_sentence) sentences.emplace(words, file.filename().string());
      }
    }
  }
  return sentences;
}

std::map<std::string, std::string> read_sentences() {
  std::map<std::string, std::string> sentences;
  for (const char* from : kToldFrom) {
    const fs::path path = fs::path(STERNUM_SOURCE_DIR) / from;
    if (fs::is_regular_file(path)) {
      sentences.merge(sentences_of(path));
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      if (entry.path().extension() == ".cpp") sentences.merge(sentences_of(entry.path()));
    }
  }
  return sentences;
}

const std::map<std::string, std::string>& all_sentences() {
  static const std::map<std::string, std::string> sentences = read_sentences();
  return sentences;
}

TEST(ErrorSentence, HasChineseForEverythingThatCanGoWrong) {
  const auto& sentences = all_sentences();
  ASSERT_GT(sentences.size(), 150U) << "the sources were not read";
  for (const auto& [english, file] : sentences) {
    EXPECT_NE(chinese_catalogue().find("error", english), nullptr)
        << file << ": \"" << english << "\" is not in zh_CN.po with the context \"error\"";
  }
}

TEST(ErrorSentence, HasNoneThatNothingSays) {
  const auto& said = all_sentences();
  std::string sources;
  for (const char* folder : {"datasets", "firmware-bridge", "gui/model"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(STERNUM_SOURCE_DIR) / folder)) {
      if (entry.path().extension() == ".cpp") sources += text_of(entry.path());
    }
  }
  std::set<std::string> of_the_system;
  for (int code = 1; code < 134; ++code) {
    of_the_system.insert(std::generic_category().message(code));
  }
  int values = 0;
  chinese_catalogue().for_each([&](std::string_view key, std::string_view) {
    const std::size_t context = key.find('\x04');
    if (context == std::string_view::npos) return;
    const std::string english(key.substr(context + 1));
    if (key.starts_with("error\x04")) {
      const bool named = english.find(' ') == std::string::npos;
      EXPECT_TRUE(named || said.contains(english)) << english << " stands in zh_CN.po for nothing";
    } else if (key.starts_with("error value\x04")) {
      ++values;
      EXPECT_TRUE(of_the_system.contains(english) ||
                  sources.find('"' + english + '"') != std::string::npos)
          << english << " stands in zh_CN.po for nothing";
    }
  });
  EXPECT_GT(values, 10);
}

TEST(ErrorSentence, PutsItsValuesIntoTheTranslation) {
  const Error held{"manikin SA-0141 was taken over by Room 2", "seat 3", ""};
  EXPECT_EQ(sentence(Language::English, held), held.message());
  EXPECT_EQ(sentence(Language::Chinese, held), "座位 3：模拟人 SA-0141 已被 Room 2 接管");
  EXPECT_EQ(sentence(Language::Chinese, {"cannot run at 250000 baud; 230400 is as near as it gets",
                                         "/dev/ttyUSB0", "check the device's name"}),
            "/dev/ttyUSB0：不支持 250000 波特；最接近的是 230400；请检查设备名");
}

TEST(ErrorSentence, TranslatesWordsOfTheSystemAndLeavesNamesAlone) {
  EXPECT_EQ(sentence(Language::Chinese,
                     {"the data folder cannot be written (Permission denied)", "/srv/data", ""}),
            "/srv/data：数据文件夹无法写入（没有权限）");
  EXPECT_EQ(sentence(Language::Chinese, {"'text' is a number, not text", "", ""}),
            "“text”是数，不是文字");
  EXPECT_EQ(sentence(Language::Chinese, {"something new under the sun", "", ""}),
            "something new under the sun");
}

/// Nothing of it is a sentence in English.
void expect_chinese(const Error& error) {
  const std::string told = sentence(Language::Chinese, error);
  const std::string rest = std::regex_replace(told, std::regex("[^ ]*/[^ ]*"), "");
  EXPECT_FALSE(std::regex_search(rest, std::regex("[a-z]+ [a-z]+ [a-z]+"))) << told;
  EXPECT_THAT(told, HasSubstr("；")) << "what to do: " << error.message();
}

TEST(ErrorSentence, TellsRealFailuresInChinese) {
  const TemporaryFolder folder;
  const fs::path list = folder.path() / "list.csv";
  std::ofstream(list) << "a,b\n1,2\n";
  expect_chinese(read_roster(list).error());
  expect_chinese(read_roster(folder.path() / "none.csv").error());
  expect_chinese(find_guideline("no-such-guideline").error());

  const fs::path damaged = folder.path() / "damaged";
  fs::create_directory(damaged);
  std::ofstream(damaged / "station.sqlite") << std::string(8192, 'x');
  const auto opened = StationDatabase::open(damaged);
  ASSERT_FALSE(opened);
  expect_chinese(opened.error());

  const fs::path here = folder.path() / "here";
  const auto first = StationDatabase::open(here);
  ASSERT_TRUE(first) << first.error().message();
  const auto second = StationDatabase::open(here);
  ASSERT_FALSE(second);
  expect_chinese(second.error());
  const auto nobody = StationReader::open(folder.path());
  ASSERT_FALSE(nobody);
  expect_chinese(nobody.error());
}

}  // namespace
}  // namespace sternum::test
