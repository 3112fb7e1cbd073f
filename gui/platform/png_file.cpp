#include "gui/platform/png_file.hpp"

#include <stb/stb_image_write.h>

namespace sternum {

namespace fs = std::filesystem;

Result<void> write_png(const Picture& picture, const fs::path& file) {
  std::error_code error;
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), error);
  const fs::path unfinished = file.string() + ".part";
  const int stride = picture.width * 3;
  if (stbi_write_png(unfinished.c_str(), picture.width, picture.height, 3, picture.rgb.data(),
                     stride) == 0) {
    return failure("the picture cannot be written", file.string(),
                   "check that the folder exists and can be written to");
  }
  fs::rename(unfinished, file, error);
  if (error) {
    std::error_code ignored;
    fs::remove(unfinished, ignored);
    return failure("the picture cannot be written: " + error.message(), file.string(),
                   "check that the folder exists and can be written to");
  }
  return {};
}

}  // namespace sternum
