/// SHA-256 of a file, as lower-case hexadecimal digits. Memory bounded; blocks on the disk.
#pragma once

#include <filesystem>
#include <string>

#include "analysis/core/result.hpp"

namespace sternum {

[[nodiscard]] Result<std::string> sha256_of_file(const std::filesystem::path& file);

}  // namespace sternum
