#include "gui/platform/framebuffer.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>

namespace sternum {

Picture read_framebuffer(int width, int height) {
  Picture picture;
  picture.width = width;
  picture.height = height;
  const auto row = static_cast<std::size_t>(width) * 3;
  picture.rgb.resize(row * static_cast<std::size_t>(height));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadBuffer(GL_BACK);
  glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, picture.rgb.data());
  // OpenGL's first row is the lowest.
  for (int top = 0, bottom = height - 1; top < bottom; ++top, --bottom) {
    const auto first = picture.rgb.begin() + static_cast<std::ptrdiff_t>(row) * top;
    std::swap_ranges(first, first + static_cast<std::ptrdiff_t>(row),
                     picture.rgb.begin() + static_cast<std::ptrdiff_t>(row) * bottom);
  }
  return picture;
}

}  // namespace sternum
