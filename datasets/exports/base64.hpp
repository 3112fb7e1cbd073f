/// Bytes as text: base64 (RFC 4648, section 4) with its padding, base32 (section 6) without. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sternum {

[[nodiscard]] std::string base64_of(std::string_view bytes);
/// Empty when it is none.
[[nodiscard]] std::optional<std::string> bytes_of_base64(std::string_view text);

/// Capital letters and digits alone, which a QR code holds in its compact mode.
[[nodiscard]] std::string base32_of(std::string_view bytes);
/// Empty when it is none; small letters are as good.
[[nodiscard]] std::optional<std::string> bytes_of_base32(std::string_view text);

}  // namespace sternum
