// Renders every scene in both languages and themes to PNG files, so that a person can look at all
// of them at once: render_screens FOLDER [WIDTHxHEIGHT] [NAME-PART]
#include "gui/platform/frame_loop.hpp"
#include "tests/gui/scenes.hpp"
#include "tests/gui/screens/pictures.hpp"

namespace {

using namespace sternum;

int render(const test::PictureArguments& wanted) {
  auto fonts = find_font_files();
  if (!fonts) return test::complain_of_pictures(fonts.error());
  auto window = Window::open({wanted.width, wanted.height, true});
  if (!window) return test::complain_of_pictures(window.error());
  FrameLoop loop(*window, *fonts, 1.0F);
  for (const test::Scene& scene : test::all_scenes()) {
    if (!wanted.wants(scene.name)) continue;
    const auto draw = [&](Language language, bool dark) {
      test::FakeStation station = scene.station(language);
      Console console(language, dark);
      console.update(station, 0.0);
      scene.go_there(console, station);
      // The first frame finds out what there is; by the third every width and fade has settled.
      for (const double now_s : {10.2, 10.3, 20.2}) loop.draw(console, station, now_s);
    };
    const auto saved = test::save_pictures(*window, wanted.folder, scene.name, draw);
    if (!saved) return test::complain_of_pictures(saved.error());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto wanted = test::picture_arguments(argc, argv);
  return wanted ? render(*wanted) : 2;
}
