/// The console's two languages, switched at run time.
///
/// The English text is the key; `zh_CN.po` (gettext) holds the Chinese, is compiled by msgfmt and
/// built into the program. A text without a translation comes out in English, and a test finds it.
/// Thread-safe after start-up.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/scoring/guideline.hpp"
#include "analysis/scoring/prompt.hpp"
#include "analysis/scoring/score.hpp"

namespace sternum {

enum class Language : std::uint8_t { Chinese, English };

/// `english` in `language`. Marked in the sources as `tr(language, "…")`, which xgettext finds.
[[nodiscard]] const char* tr(Language language, const char* english);
/// The same with a context, for one English word that is two in Chinese.
[[nodiscard]] const char* trc(Language language, const char* context, const char* english);

/// What a lost point is called, in one sentence: "6 of 30 compressions were too shallow: 43 mm on
/// average, 50 mm wanted."
[[nodiscard]] std::string sentence(Language language, const LostPoints& lost);
/// The short name of a rule: "Pressed too shallow".
[[nodiscard]] std::string title(Language language, Rule rule);

}  // namespace sternum
