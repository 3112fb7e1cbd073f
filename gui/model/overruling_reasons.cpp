#include "gui/model/overruling_reasons.hpp"

namespace sternum {

std::vector<std::string> overruling_reasons(Language language, bool to_met) {
  return {to_met ? tr(language, "The examiner saw it done right")
                 : tr(language, "The examiner saw it not done right"),
          tr(language, "The manikin or its sensor was at fault"),
          to_met ? tr(language, "Within the measuring error, to the trainee's favour")
                 : tr(language, "Within the measuring error, and not good enough as a whole")};
}

}  // namespace sternum
