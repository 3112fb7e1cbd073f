/// One line that a hobby manikin printed, understood or not; the grammar is in FORMAT.md.
///
/// Times in µs, depth in mm, volume in ml. A pure function of the line, which comes without its
/// line end. Texts in the answer point into the line.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace sternum {

/// Nothing to see: empty, a remark, the names of columns, what a sketch prints while it starts.
struct TextRemark {
  friend bool operator==(const TextRemark&, const TextRemark&) = default;
};
/// Neither a remark nor a sample that makes sense.
struct TextDamage {
  friend bool operator==(const TextDamage&, const TextDamage&) = default;
};
/// "# id ANNE-7": what the manikin is called.
struct TextId {
  std::string_view id;
  friend bool operator==(const TextId&, const TextId&) = default;
};
/// "# model Foam chest 2": what it is.
struct TextModel {
  std::string_view model;
  friend bool operator==(const TextModel&, const TextModel&) = default;
};
struct TextSample {
  std::int64_t t_us = 0;
  float depth_mm = 0.0F;
  std::optional<float> volume_ml;
  friend bool operator==(const TextSample&, const TextSample&) = default;
};

using TextLine = std::variant<TextRemark, TextDamage, TextId, TextModel, TextSample>;

[[nodiscard]] TextLine read_text_line(std::string_view line);

}  // namespace sternum
