/// What was wrong with an attempt's data, in the reader's language.
#pragma once

#include <string>

#include "analysis/attempt/quality.hpp"
#include "gui/locale/locale.hpp"

namespace sternum {

/// "Depth: 3.1 % of the samples are missing."
[[nodiscard]] std::string sentence(Language language, const QualityFinding& finding);
/// "data degraded", to stand beside a score.
[[nodiscard]] std::string word(Language language, QualityVerdict verdict);
/// "Depth".
[[nodiscard]] std::string channel_text(Language language, Channel channel);

}  // namespace sternum
