/// What stands in the current OpenGL context's back buffer, as a picture. Main thread only.
#pragma once

#include "gui/platform/png_file.hpp"

namespace sternum {

[[nodiscard]] Picture read_framebuffer(int width, int height);

}  // namespace sternum
