/// Where recordings lie that are not part of the repository (`datasets/reference/manifest.toml`):
/// in the folder that `STERNUM_DATA_DIR` names, else in `shared/data` beside the repository. It
/// need not be there; a test that finds nothing in it is skipped.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace sternum::test {

[[nodiscard]] inline std::filesystem::path outside_recordings() {
  if (const char* folder = std::getenv("STERNUM_DATA_DIR")) return folder;
  return std::filesystem::path(STERNUM_SOURCE_DIR) / "../shared/data";
}

}  // namespace sternum::test
