/// What programs that draw to be looked at have in common: PROGRAM FOLDER [WIDTHxHEIGHT]
/// [NAME-PART] [SCALE], and a picture of everything in both languages and themes.
#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include "gui/locale/locale.hpp"
#include "gui/platform/png_file.hpp"
#include "gui/platform/window.hpp"

namespace sternum::test {

struct PictureArguments {
  std::filesystem::path folder;
  int width = 1600;
  int height = 900;
  std::string part{};  ///< only what has this in its name
  float scale = 1.0F;  ///< the user's wish, where it matters

  [[nodiscard]] bool wants(const std::string& name) const {
    return name.find(part) != std::string::npos;
  }
};

/// Empty, and said on stderr how it is called, when it was called otherwise.
[[nodiscard]] inline std::optional<PictureArguments> picture_arguments(int argc, char** argv) {
  PictureArguments wanted;
  const bool has_size =
      argc <= 2 || std::sscanf(argv[2], "%dx%d", &wanted.width, &wanted.height) == 2;
  if (argc < 2 || !has_size) {
    fmt::print(stderr, "usage: {} FOLDER [WIDTHxHEIGHT] [NAME-PART] [SCALE]\n", argv[0]);
    return std::nullopt;
  }
  wanted.folder = argv[1];
  if (argc > 3) wanted.part = argv[3];
  if (argc > 4) wanted.scale = std::strtof(argv[4], nullptr);
  return wanted;
}

/// `draw(language, dark)` leaves a frame in the window, which is saved as "name-zh-dark.png".
template <class Draw>
[[nodiscard]] Result<void> save_pictures(Window& window, const std::filesystem::path& folder,
                                         const std::string& name, Draw&& draw) {
  for (const Language language : {Language::Chinese, Language::English}) {
    for (const bool dark : {true, false}) {
      draw(language, dark);
      const std::string file =
          fmt::format("{}-{}-{}.png", name, language == Language::Chinese ? "zh" : "en",
                      dark ? "dark" : "light");
      if (auto written = write_png(window.picture(), folder / file); !written) return written;
      window.swap();
    }
  }
  return {};
}

/// For `main`: 2, with the error on stderr.
inline int complain_of_pictures(const Error& error) {
  fmt::print(stderr, "{}\n", error.message());
  return 2;
}

}  // namespace sternum::test
