// Renders every scene in both languages and themes to PNG files, so that a person can look at all
// of them at once: render_screens FOLDER [WIDTHxHEIGHT] [NAME-PART]
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "gui/platform/frame_loop.hpp"
#include "tests/gui/scenes.hpp"

namespace {

using namespace sternum;

int complain(const Error& error) {
  fmt::print(stderr, "render_screens: {}\n", error.message());
  return 2;
}

int render(const std::filesystem::path& folder, int width, int height, const std::string& part) {
  auto fonts = find_font_files();
  if (!fonts) return complain(fonts.error());
  auto window = Window::open({width, height, true});
  if (!window) return complain(window.error());
  FrameLoop loop(*window, *fonts, 1.0F);

  for (const test::Scene& scene : test::all_scenes()) {
    if (scene.name.find(part) == std::string::npos) continue;
    for (const Language language : {Language::Chinese, Language::English}) {
      for (const bool dark : {true, false}) {
        test::FakeStation station = scene.station(language);
        Console console(language, dark);
        console.update(station, 0.0);
        scene.go_there(console, station);
        // The first frame finds out what there is; by the third every width and fade has settled.
        for (const double now_s : {10.2, 10.3, 20.2}) loop.draw(console, station, now_s);
        const std::string name =
            fmt::format("{}-{}-{}.png", scene.name, language == Language::Chinese ? "zh" : "en",
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
    fmt::print(stderr, "usage: render_screens FOLDER [WIDTHxHEIGHT] [NAME-PART]\n");
    return 2;
  }
  int width = 1600;
  int height = 900;
  if (argc > 2 && std::sscanf(argv[2], "%dx%d", &width, &height) != 2) return 2;
  return render(argv[1], width, height, argc > 3 ? argv[3] : "");
}
