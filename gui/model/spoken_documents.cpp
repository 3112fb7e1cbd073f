#include "gui/model/spoken_documents.hpp"

#include "gui/locale/catalogue.hpp"
#include "gui/locale/exam_sentence.hpp"
#include "gui/locale/overruling_reasons.hpp"
#include "gui/locale/quality_sentence.hpp"
#include "gui/model/review_model.hpp"

namespace sternum {

DocumentLanguage SpokenDocuments::language() const {
  return language_ == Language::Chinese ? DocumentLanguage::Chinese : DocumentLanguage::English;
}

const char* SpokenDocuments::translated(const char* context, const char* english) const {
  if (language_ == Language::English) return english;
  const Catalogue& chinese = chinese_catalogue();
  const char* found = context == nullptr ? chinese.find(english) : chinese.find(context, english);
  return found == nullptr ? english : found;
}

std::string SpokenDocuments::sentence(const LostPoints& lost) const {
  return sternum::sentence(language_, lost);
}

std::string SpokenDocuments::sentence(const LedgerEntry& entry, const Examination& examination,
                                      const Scheme& scheme) const {
  return sternum::sentence(language_, entry, examination, scheme);
}

std::string SpokenDocuments::sentence(const QualityFinding& finding) const {
  return sternum::sentence(language_, finding);
}

std::string SpokenDocuments::sentence(const Tip& tip, const Scheme& scheme) const {
  return sternum::sentence(language_, tip, scheme);
}

std::string SpokenDocuments::ledger_title(const std::string& rule, const Scheme& scheme) const {
  return sternum::ledger_title(language_, rule, scheme);
}

std::string SpokenDocuments::overruling_reason(const std::string& given) const {
  return sternum::overruling_reason(language_, given);
}

std::string SpokenDocuments::word(ItemOutcome outcome) const {
  return sternum::word(language_, outcome);
}

std::string SpokenDocuments::word(QualityVerdict verdict) const {
  return sternum::word(language_, verdict);
}

std::string SpokenDocuments::word(Unjudged what) const { return unjudged_text(language_, what); }

std::string SpokenDocuments::value_text(const SchemeItem& item,
                                        const std::optional<double>& measured) const {
  return sternum::value_text(language_, item, measured);
}

}  // namespace sternum
