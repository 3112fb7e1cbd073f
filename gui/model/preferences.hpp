/// What a console remembers of how it is looked at, in a file beside its station's database.
///
/// A file that is not there or makes no sense is as good as none: nothing depends on it. Blocks on
/// the disk; the file is replaced as a whole.
#pragma once

#include <filesystem>
#include <optional>

#include "analysis/core/result.hpp"

namespace sternum {

struct Preferences {
  std::optional<int> seats_in_sight;  ///< `SeatLayout::chosen`
  friend bool operator==(const Preferences&, const Preferences&) = default;
};

[[nodiscard]] Preferences load_preferences(const std::filesystem::path& file);
[[nodiscard]] Result<void> save_preferences(const Preferences& preferences,
                                            const std::filesystem::path& file);

}  // namespace sternum
