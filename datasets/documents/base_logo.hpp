/// The base's own logo, in the head of its documents.
///
/// A base gives a PNG or JPEG once. It is kept as `base-logo.png` in the data folder: no larger
/// than it is printed at 300 dots an inch, and small enough that a page stays below 150 KB; its
/// ratio and what is transparent stay. Documents take the bytes of that file as a value. The same
/// picture gives the same bytes. Blocks on the disk; errors name the file and what to do.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "analysis/core/result.hpp"

namespace sternum {

inline constexpr std::size_t kMostPictureBytes = 8'000'000;
inline constexpr int kMostPictureSide_px = 4000;

struct BaseLogo {
  std::string png{};
  int width_px = 0;
  int height_px = 0;
};

/// Of any picture that a base may give; `where` is named in errors.
[[nodiscard]] Result<BaseLogo> printable_logo(std::string_view picture, const std::string& where);

[[nodiscard]] std::filesystem::path base_logo_file(const std::filesystem::path& folder);
/// In the place of the one that was there.
[[nodiscard]] Result<BaseLogo> keep_base_logo(const std::filesystem::path& folder,
                                              const std::filesystem::path& picture);
[[nodiscard]] Result<void> remove_base_logo(const std::filesystem::path& folder);
/// Blank without one. A file that is no logo any more is an error: nothing is printed without it.
[[nodiscard]] Result<BaseLogo> read_base_logo(const std::filesystem::path& folder);

}  // namespace sternum
