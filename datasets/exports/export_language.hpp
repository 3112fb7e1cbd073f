/// The language of the headings and words in an exported file. What people typed stays as it is.
#pragma once

#include <cstdint>

namespace sternum {

enum class ExportLanguage : std::uint8_t { English, Chinese };

}  // namespace sternum
