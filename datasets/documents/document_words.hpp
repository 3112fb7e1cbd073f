/// What documents say, in their reader's language: given by whoever has the words.
///
/// This room has no catalogue of its own: the console's words come through here, so that a lost
/// point is called the same on the screen and on paper. Texts that only documents have are written
/// `tr(words, "…")` and translated in the same catalogue. Implementations are immutable; any thread
/// may read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "analysis/attempt/quality.hpp"
#include "analysis/exam/examination.hpp"
#include "analysis/scoring/score.hpp"

namespace sternum {

enum class DocumentLanguage : std::uint8_t { Chinese, English };

class DocumentWords {
 public:
  virtual ~DocumentWords() = default;

  [[nodiscard]] virtual DocumentLanguage language() const = 0;
  /// NUL-terminated; the English itself where there is no translation. `context` may be null.
  [[nodiscard]] virtual const char* translated(const char* context, const char* english) const = 0;

  /// "6 of 30 compressions too shallow: 43 mm on average, at least 50 mm wanted."
  [[nodiscard]] virtual std::string sentence(const LostPoints& lost) const = 0;
  /// "Compression 12: 43.1 mm deep, at least 50 mm wanted."
  [[nodiscard]] virtual std::string sentence(const LedgerEntry& entry,
                                             const Examination& examination,
                                             const Scheme& scheme) const = 0;
  [[nodiscard]] virtual std::string sentence(const QualityFinding& finding) const = 0;
  /// "Press deeper: 43 compressions were too shallow, which cost 12.3 points."
  [[nodiscard]] virtual std::string sentence(const Tip& tip, const Scheme& scheme) const = 0;
  /// "Pressed too shallow", of a rule's or an item's name in a ledger.
  [[nodiscard]] virtual std::string ledger_title(const std::string& rule,
                                                 const Scheme& scheme) const = 0;
  /// A reason that was chosen and not typed, in this language; others as they were given.
  [[nodiscard]] virtual std::string overruling_reason(const std::string& given) const = 0;
  [[nodiscard]] virtual std::string word(ItemOutcome outcome) const = 0;
  [[nodiscard]] virtual std::string word(QualityVerdict verdict) const = 0;
  /// "breaths".
  [[nodiscard]] virtual std::string word(Unjudged what) const = 0;
  /// "14.9 s"; empty when nothing was measured.
  [[nodiscard]] virtual std::string value_text(const SchemeItem& item,
                                               const std::optional<double>& measured) const = 0;
};

/// Marked like the console's texts, so that the same search finds what is not translated.
[[nodiscard]] inline const char* tr(const DocumentWords& words, const char* english) {
  return words.translated(nullptr, english);
}
[[nodiscard]] inline const char* trc(const DocumentWords& words, const char* context,
                                     const char* english) {
  return words.translated(context, english);
}

}  // namespace sternum
