/// Where a line of a paragraph may end.
///
/// At a space, and behind a Chinese character but neither behind a sign that opens nor before
/// one that ends something. A number stays with what it counts ("18 次", "54 mm", "断点 0", "8
/// 007"). UTF-8. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace sternum {

/// Whether the line may end in front of the character that begins at `at`.
[[nodiscard]] bool may_end_line(std::string_view text, std::size_t at);

}  // namespace sternum
