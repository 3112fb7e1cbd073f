/// What an examination says, in the reader's language.
///
/// Titles of items and schemes come from the scheme, which has both languages. Pure functions.
#pragma once

#include <string>

#include "analysis/exam/examination.hpp"
#include "gui/locale/locale.hpp"

namespace sternum {

/// "Compression 12: 43.1 mm deep, at least 50 mm wanted." `entry` is one of `examination`'s, which
/// `scheme` gave.
[[nodiscard]] std::string sentence(Language language, const LedgerEntry& entry,
                                   const Examination& examination, const Scheme& scheme);
/// What a whole rule or item of a ledger is called: "Pressed too shallow".
[[nodiscard]] std::string ledger_title(Language language, const std::string& rule,
                                       const Scheme& scheme);
/// "Press deeper: 43 compressions were too shallow, which cost 12.3 points."
[[nodiscard]] std::string sentence(Language language, const Tip& tip, const Scheme& scheme);

[[nodiscard]] std::string word(Language language, Verdict verdict);
[[nodiscard]] std::string word(Language language, ItemOutcome outcome);
[[nodiscard]] const std::string& title(Language language, const Scheme& scheme);
[[nodiscard]] const std::string& title(Language language, const SchemeItem& item);
/// "14.9 s", "23"; empty when nothing was measured.
[[nodiscard]] std::string value_text(Language language, const SchemeItem& item,
                                     const std::optional<double>& measured);

}  // namespace sternum
