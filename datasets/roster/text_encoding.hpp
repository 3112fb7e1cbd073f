/// Text of unknown encoding as UTF-8.
///
/// What Excel and WPS write in China: UTF-8 with or without a byte order mark, GB18030 (of which
/// GBK and GB2312 are parts), and UTF-16 with a mark ("Unicode text"). Text that is valid UTF-8 is
/// taken to be that, anything else to be GB18030, strictly: one byte that fits neither is an error
/// that names its line. Pure.
#pragma once

#include <string>
#include <string_view>

#include "analysis/core/result.hpp"

namespace sternum {

[[nodiscard]] bool is_utf8(std::string_view text);

/// Without the mark. `name` is the file's, for the error.
[[nodiscard]] Result<std::string> to_utf8(std::string_view bytes, const std::string& name);

}  // namespace sternum
