// Renders every scene in both languages and themes to PNG files, so that a person can look at all
// of them at once: render_screens FOLDER [WIDTHxHEIGHT] [NAME-PART] [SCALE]
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "gui/platform/frame_loop.hpp"
#include "gui/platform/projector_window.hpp"
#include "gui/views/projector_view.hpp"
#include "tests/gui/projector_scenes.hpp"
#include "tests/gui/scenes.hpp"

namespace {

using namespace sternum;

int complain(const Error& error) {
  fmt::print(stderr, "render_screens: {}\n", error.message());
  return 2;
}

std::string picture_name(const test::Scene& scene, Language language, bool dark) {
  return fmt::format("{}-{}-{}.png", scene.name, language == Language::Chinese ? "zh" : "en",
                     dark ? "dark" : "light");
}

/// Calls `draw(console, station)` for each of `scenes` whose name holds `part`, in both languages
/// and themes, and writes what is then in the window.
template <class Draw>
Result<void> render_all(Window& window, const std::vector<test::Scene>& scenes,
                        const std::filesystem::path& folder, const std::string& part,
                        const Draw& draw) {
  for (const test::Scene& scene : scenes) {
    if (scene.name.find(part) == std::string::npos) continue;
    for (const Language language : {Language::Chinese, Language::English}) {
      for (const bool dark : {true, false}) {
        test::FakeStation station = scene.station(language);
        Console console(language, dark);
        console.update(station, 0.0);
        scene.go_there(console, station);
        draw(console, station);
        auto written = write_png(window.picture(), folder / picture_name(scene, language, dark));
        if (!written) return written;
        window.swap();
      }
    }
  }
  return {};
}

/// The projector's scenes, in this window; nothing of the console may be drawn in it afterwards.
Result<void> render_projector(Window& window, FontFiles files, const std::filesystem::path& folder,
                              const std::string& part) {
  FontAtlas fonts(std::move(files));
  const float scale = projector_scale_for(window.width(), window.height());
  return render_all(window, test::projector_scenes(), folder, part,
                    [&](Console& console, test::FakeStation& station) {
                      // The first frame finds out what glyphs there are.
                      for (const double now_s : {10.2, 10.3, 20.2}) {
                        console.update(station, now_s);
                        if (fonts.needs_rebuild(scale)) {
                          fonts.rebuild(scale);
                          window.upload_fonts();
                        }
                        window.begin_frame();
                        draw_projector(console, station, fonts.typeface(), scale, now_s);
                        window.end_frame();
                      }
                      window.draw();
                    });
}

int render(const std::filesystem::path& folder, int width, int height, const std::string& part,
           float wished_scale) {
  auto fonts = find_font_files();
  if (!fonts) return complain(fonts.error());
  auto window = Window::open({width, height, true});
  if (!window) return complain(window.error());
  {
    FrameLoop loop(*window, *fonts, wished_scale);
    const auto rendered = render_all(*window, test::all_scenes(), folder, part,
                                     [&](Console& console, test::FakeStation& station) {
                                       // The first frame finds out what there is; by the third
                                       // every width and fade has settled.
                                       for (const double now_s : {10.2, 10.3, 20.2})
                                         loop.draw(console, station, now_s);
                                     });
    if (!rendered) return complain(rendered.error());
  }
  const auto projected = render_projector(*window, *fonts, folder, part);
  return projected ? 0 : complain(projected.error());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: render_screens FOLDER [WIDTHxHEIGHT] [NAME-PART] [SCALE]\n");
    return 2;
  }
  int width = 1600;
  int height = 900;
  if (argc > 2 && std::sscanf(argv[2], "%dx%d", &width, &height) != 2) return 2;
  const float scale = argc > 4 ? std::strtof(argv[4], nullptr) : 1.0F;
  return render(argv[1], width, height, argc > 3 ? argv[3] : "", scale);
}
