/// Lines of a report in plain text: a label, and a value in a column of its own.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "gui/locale/locale.hpp"

namespace sternum {

class ReportLines {
 public:
  explicit ReportLines(Language language) : language_(language) {}

  void title(const std::string& text) { fmt::format_to(std::back_inserter(text_), "{}\n", text); }
  void line(std::string_view label, const std::string& value) {
    // Chinese characters are two columns wide; the label column is padded by what the eye sees.
    std::size_t columns = 0;
    for (const char c : label) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80) columns += 1;
      if (byte >= 0xE0) columns += 2;
    }
    const std::size_t padding = columns < 26 ? 26 - columns : 1;
    fmt::format_to(std::back_inserter(text_), "  {}{:{}}{}\n", label, "", padding, value);
  }
  template <class T, class Format>
  void measured(std::string_view label, const std::optional<T>& value, Format format) {
    line(label, value ? format(*value) : std::string(tr(language_, "not measured")));
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  Language language_;
  std::string text_;
};

}  // namespace sternum
