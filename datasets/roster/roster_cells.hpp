/// Cells as people type them, made plain: what is kept of a name, a telephone number, a document's
/// number.
///
/// Full-width digits and letters ("１３８") become plain ones; spaces of every kind at the ends go.
/// Text is UTF-8. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "datasets/roster/identity_card.hpp"

namespace sternum {

/// Bytes of the character at `at`; at least 1.
[[nodiscard]] std::size_t character_length(std::string_view text, std::size_t at);

/// Line breaks and runs of spaces become one space; none at the ends; full-width forms become
/// plain.
[[nodiscard]] std::string one_line(std::string_view cell);

/// As `one_line`, and "张　三", padded to the width of three characters, is 张三: spaces beside a
/// Chinese character go.
[[nodiscard]] std::string name_in(std::string_view cell);

/// Empty: not a telephone number. Without spaces, dashes, brackets and the country code +86. A
/// number of 11 digits with a 1 in front is a mobile one in China and must look like it; anything
/// else may have 5 to 15 digits.
[[nodiscard]] std::optional<std::string> phone_in(std::string_view cell);

/// Without spaces, dashes and a leading apostrophe; letters large.
[[nodiscard]] std::string identity_in(std::string_view cell);
/// The office program kept 15 digits and rounded the rest away: "1.10101E+17".
[[nodiscard]] bool is_rounded_number(std::string_view identity);
/// Digits, with an X at the end perhaps: meant to be an identity card's. Others are passports and
/// the like, which have no check.
[[nodiscard]] bool looks_like_identity_card(std::string_view identity);

[[nodiscard]] std::optional<Sex> sex_in(std::string_view cell);

}  // namespace sternum
