/// Pictures of the screen as PNG files.
///
/// Written beside the target and renamed, so that a file is whole or not there. Blocks on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "analysis/core/result.hpp"

namespace sternum {

/// Rows from the top, 3 bytes a pixel.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;
};

[[nodiscard]] Result<void> write_png(const Picture& picture, const std::filesystem::path& file);

}  // namespace sternum
