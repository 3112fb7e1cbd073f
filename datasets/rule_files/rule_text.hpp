/// The bytes of a rule file (a guideline set, an exam scheme) before anybody asks what it says.
///
/// Nothing blocks but reading the disk; nothing throws.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "analysis/core/result.hpp"

namespace sternum {

/// What a result keeps to prove which rules it was judged by: lower-case hex.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// The whole file; one that is too large to be a rule file was put there by mistake, and is
/// refused.
[[nodiscard]] Result<std::string> read_rule_file(const std::filesystem::path& file);

}  // namespace sternum
