/// Which known name a mistyped one was probably meant to be, for the remedy in an error.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sternum {

/// The known name with the fewest edits (insertions, deletions, replacements; case does not count),
/// or the first that contains it or lies in it; empty when none comes near.
[[nodiscard]] std::optional<std::string_view> nearest_name(std::string_view name,
                                                           std::span<const std::string_view> known);

/// "a, b, c".
[[nodiscard]] std::string listed(std::span<const std::string_view> names);

}  // namespace sternum
