#include "gui/locale/error_sentence.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "gui/locale/catalogue.hpp"

namespace sternum {

namespace {

constexpr std::string_view kSentences = "error\x04";
constexpr std::string_view kValues = "error value\x04";
constexpr std::string_view kValue = "{}";
/// A value of a value of a value is none that anybody wrote.
constexpr int kDeepest = 3;

/// "cannot listen on {}: {}" as its pieces, and what it is in Chinese.
struct Pattern {
  std::vector<std::string_view> pieces;
  std::size_t said = 0;  ///< length of the pieces together
  std::string_view chinese;
};

Pattern pattern_of(std::string_view english, std::string_view chinese) {
  Pattern pattern;
  pattern.chinese = chinese;
  for (std::size_t at = 0; at <= english.size();) {
    const std::size_t next = std::min(english.find(kValue, at), english.size());
    pattern.pieces.push_back(english.substr(at, next - at));
    pattern.said += next - at;
    at = next + kValue.size();
    if (next == english.size()) break;
  }
  return pattern;
}

/// Those that say most first: "{}: {}" would fit everything.
std::vector<Pattern> patterns_of(const Catalogue& catalogue) {
  std::vector<Pattern> patterns;
  catalogue.for_each([&](std::string_view key, std::string_view chinese) {
    if (key.find(kValue) == std::string_view::npos) return;
    for (const std::string_view context : {kSentences, kValues}) {
      if (!key.starts_with(context)) continue;
      patterns.push_back(pattern_of(key.substr(context.size()), chinese));
    }
  });
  std::ranges::sort(patterns, [](const Pattern& a, const Pattern& b) {
    return a.said != b.said ? a.said > b.said : a.pieces < b.pieces;
  });
  return patterns;
}

const std::vector<Pattern>& error_patterns() {
  static const std::vector<Pattern> patterns = patterns_of(chinese_catalogue());
  return patterns;
}

/// What stands between the pieces; empty unless they fit from one end to the other.
std::optional<std::vector<std::string_view>> values_in(std::string_view text,
                                                       const Pattern& pattern) {
  const std::string_view first = pattern.pieces.front();
  const std::string_view last = pattern.pieces.back();
  if (text.size() < pattern.said || !text.starts_with(first) || !text.ends_with(last)) {
    return std::nullopt;
  }
  const std::size_t end = text.size() - last.size();
  std::size_t at = first.size();
  std::vector<std::string_view> values;
  for (std::size_t i = 1; i + 1 < pattern.pieces.size(); ++i) {
    const std::size_t next = text.find(pattern.pieces[i], at);
    if (next == std::string_view::npos || next + pattern.pieces[i].size() > end) {
      return std::nullopt;
    }
    values.push_back(text.substr(at, next - at));
    at = next + pattern.pieces[i].size();
  }
  if (at > end) return std::nullopt;
  values.push_back(text.substr(at, end - at));
  return values;
}

bool ends_with_quote(std::string_view piece) {
  return piece.ends_with('\'') || piece.ends_with('"');
}

std::string in_chinese(std::string_view text, int depth) {
  const Catalogue& catalogue = chinese_catalogue();
  if (const char* whole = catalogue.find("error", text)) return whole;
  if (depth > 0) {
    if (const char* word = catalogue.find("error value", text)) return word;
  }
  if (depth == kDeepest) return std::string(text);
  for (const Pattern& pattern : error_patterns()) {
    const auto values = values_in(text, pattern);
    if (!values) continue;
    fmt::dynamic_format_arg_store<fmt::format_context> words;
    for (std::size_t i = 0; i < values->size(); ++i) {
      const std::string_view value = (*values)[i];
      words.push_back(ends_with_quote(pattern.pieces[i]) ? std::string(value)
                                                         : in_chinese(value, depth + 1));
    }
    return fmt::vformat(pattern.chinese, words);
  }
  return std::string(text);
}

}  // namespace

std::string sentence(Language language, const Error& error) {
  if (language == Language::English) return error.message();
  const std::string where = in_chinese(error.where, 0);
  const std::string what = in_chinese(error.what, 0);
  const std::string remedy = in_chinese(error.remedy, 0);
  return fmt::format("{}{}{}{}{}", where, where.empty() ? "" : "：", what,
                     remedy.empty() ? "" : "；", remedy);
}

}  // namespace sternum
