/// The console's words, for documents: what a lost point is called on the screen, it is called on
/// paper.
#pragma once

#include "datasets/documents/document_words.hpp"
#include "gui/locale/locale.hpp"

namespace sternum {

class SpokenDocuments final : public DocumentWords {
 public:
  explicit SpokenDocuments(Language language) : language_(language) {}

  [[nodiscard]] DocumentLanguage language() const override;
  [[nodiscard]] const char* translated(const char* context, const char* english) const override;
  [[nodiscard]] std::string sentence(const LostPoints& lost) const override;
  [[nodiscard]] std::string sentence(const LedgerEntry& entry, const Examination& examination,
                                     const Scheme& scheme) const override;
  [[nodiscard]] std::string sentence(const QualityFinding& finding) const override;
  [[nodiscard]] std::string sentence(const Tip& tip, const Scheme& scheme) const override;
  [[nodiscard]] std::string ledger_title(const std::string& rule,
                                         const Scheme& scheme) const override;
  [[nodiscard]] std::string overruling_reason(const std::string& given) const override;
  [[nodiscard]] std::string word(ItemOutcome outcome) const override;
  [[nodiscard]] std::string word(QualityVerdict verdict) const override;
  [[nodiscard]] std::string word(Unjudged what) const override;
  [[nodiscard]] std::string value_text(const SchemeItem& item,
                                       const std::optional<double>& measured) const override;

 private:
  Language language_;
};

}  // namespace sternum
