/// Where the station database lies in its data folder.
#pragma once

#include <filesystem>

namespace sternum {

[[nodiscard]] inline std::filesystem::path station_file(const std::filesystem::path& folder) {
  return folder / "station.sqlite";
}

}  // namespace sternum
