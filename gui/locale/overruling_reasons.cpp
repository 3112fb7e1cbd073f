#include "gui/locale/overruling_reasons.hpp"

#include <algorithm>

namespace sternum {

std::vector<std::string> overruling_reasons(Language language, bool to_met) {
  return {to_met ? tr(language, "The examiner saw it done right")
                 : tr(language, "The examiner saw it not done right"),
          tr(language, "The manikin or its sensor was at fault"),
          to_met ? tr(language, "Within the measuring error, to the trainee's favour")
                 : tr(language, "Within the measuring error, and not good enough as a whole")};
}

std::string overruling_reason(Language language, const std::string& given) {
  for (const Language spoken : {Language::Chinese, Language::English}) {
    for (const bool to_met : {false, true}) {
      const auto reasons = overruling_reasons(spoken, to_met);
      const auto chosen = std::ranges::find(reasons, given);
      if (chosen == reasons.end()) continue;
      return overruling_reasons(language,
                                to_met)[static_cast<std::size_t>(chosen - reasons.begin())];
    }
  }
  return given;
}

}  // namespace sternum
