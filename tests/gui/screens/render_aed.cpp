// Renders the AED's panel in every state, as a screen of its own and as a card, in both languages
// and themes: render_aed FOLDER [WIDTHxHEIGHT] [NAME-PART]. A height below 300 is a card's.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "gui/platform/font_atlas.hpp"
#include "gui/platform/font_files.hpp"
#include "gui/platform/frame_loop.hpp"
#include "gui/platform/png_file.hpp"
#include "gui/platform/window.hpp"
#include "tests/gui/aed_stage.hpp"

namespace {

using namespace sternum;

int complain(const Error& error) {
  fmt::print(stderr, "render_aed: {}\n", error.message());
  return 2;
}

int render(const std::filesystem::path& folder, int width, int height, const std::string& part) {
  auto files = find_font_files();
  if (!files) return complain(files.error());
  auto window = Window::open({width, height, true});
  if (!window) return complain(window.error());
  FontAtlas fonts(std::move(*files));
  const float scale = scale_for(width, height, 1.0F);
  for (const test::AedScene& scene : test::aed_scenes()) {
    if (scene.name.find(part) == std::string::npos) continue;
    for (const Language language : {Language::Chinese, Language::English}) {
      for (const bool dark : {true, false}) {
        test::AedStage stage(language, dark);
        scene.play(stage);
        // The first frame finds out what glyphs there are.
        for (int frame = 0; frame < 4; ++frame) {
          if (fonts.needs_rebuild(scale)) {
            fonts.rebuild(scale);
            window->upload_fonts();
          }
          window->begin_frame();
          stage.draw(fonts.typeface(), scale, std::nullopt);
          window->end_frame();
        }
        window->draw();
        const std::string name =
            fmt::format("aed-{}-{}-{}.png", scene.name, language == Language::Chinese ? "zh" : "en",
                        dark ? "dark" : "light");
        if (auto written = write_png(window->picture(), folder / name); !written) {
          return complain(written.error());
        }
        window->swap();
      }
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: render_aed FOLDER [WIDTHxHEIGHT] [NAME-PART]\n");
    return 2;
  }
  int width = 1600;
  int height = 900;
  if (argc > 2 && std::sscanf(argv[2], "%dx%d", &width, &height) != 2) return 2;
  return render(argv[1], width, height, argc > 3 ? argv[3] : "");
}
