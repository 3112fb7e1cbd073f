#include "firmware-bridge/adapters/text_line.hpp"

#include <charconv>
#include <cstddef>
#include <system_error>

#include "firmware-bridge/protocol/limits.hpp"

namespace sternum {
namespace {

constexpr std::string_view kSpaces = " \t";
/// Milliseconds of more digits than this lie beyond device time.
constexpr std::size_t kMostDigitsOfTime = 13;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(kSpaces);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpaces) - from + 1);
}

/// Takes the digits off the front of `text`.
std::string_view take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  const auto digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

bool is_decimal(std::string_view text) {
  const bool has_whole = !take_digits(text).empty();
  if (text.empty()) return has_whole;
  if (text.front() != '.') return false;
  text.remove_prefix(1);
  const bool has_fraction = !take_digits(text).empty();
  return text.empty() && (has_whole || has_fraction);
}

std::optional<float> read_value(std::string_view text, Channel channel) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  if (!is_decimal(text.starts_with('-') ? text.substr(1) : text)) return std::nullopt;
  float value = 0.0F;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!bounds_of(channel).contain(value)) return std::nullopt;
  return value;
}

/// Milliseconds, to the microsecond; what is finer is cut off.
std::optional<std::int64_t> read_time_us(std::string_view text) {
  if (!is_decimal(text)) return std::nullopt;
  const auto whole = take_digits(text);
  if (whole.empty() || whole.size() > kMostDigitsOfTime) return std::nullopt;
  std::int64_t t_us = 0;
  for (const char digit : whole) t_us = t_us * 10 + (digit - '0');
  if (!text.empty()) text.remove_prefix(1);
  for (std::size_t i = 0; i < 3; ++i) t_us = t_us * 10 + (i < text.size() ? text[i] - '0' : 0);
  if (t_us >= kEndOfDeviceTime_us) return std::nullopt;
  return t_us;
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !take_digits(text).empty() && text.empty();
}

/// "name rest" → "rest", when the text begins with that name as a word.
std::optional<std::string_view> behind(std::string_view name, std::string_view text) {
  if (!text.starts_with(name)) return std::nullopt;
  const auto rest = text.substr(name.size());
  if (!rest.empty() && kSpaces.find(rest.front()) == std::string_view::npos) return std::nullopt;
  return trimmed(rest);
}

TextLine read_comment(std::string_view comment) {
  if (const auto id = behind("id", comment)) {
    return is_id(*id) ? TextLine(TextId{*id}) : TextDamage{};
  }
  if (const auto model = behind("model", comment)) {
    return is_id(*model) ? TextLine(TextModel{*model}) : TextDamage{};
  }
  return TextRemark{};
}

TextLine read_sample(std::string_view line) {
  const auto separator = line.find_first_of(":,");
  if (separator == std::string_view::npos) return TextDamage{};
  const auto t_us = read_time_us(trimmed(line.substr(0, separator)));
  const auto values = line.substr(separator + 1);
  const auto comma = values.find(',');
  const auto depth = read_value(trimmed(values.substr(0, comma)), Channel::Depth);
  if (!t_us || !depth) return TextDamage{};

  TextSample sample{*t_us, *depth, std::nullopt};
  if (comma == std::string_view::npos) return sample;
  const auto third = trimmed(values.substr(comma + 1));
  if (line[separator] == ':') return is_integer(third) ? TextLine(sample) : TextDamage{};
  if (third.empty()) return sample;
  sample.volume_ml = read_value(third, Channel::AirwayVolume);
  return sample.volume_ml ? TextLine(sample) : TextDamage{};
}

}  // namespace

TextLine read_text_line(std::string_view line) {
  line = trimmed(line);
  if (line.empty()) return TextRemark{};
  if (line.front() == '#') return read_comment(trimmed(line.substr(1)));
  if (is_letter(line.front())) return TextRemark{};
  return read_sample(line);
}

}  // namespace sternum
