// Renders every scene in both languages and themes to PNG files, so that a person can look at all
// of them at once: render_screens FOLDER [WIDTHxHEIGHT] [NAME-PART] [SCALE]
#include "gui/platform/frame_loop.hpp"
#include "gui/platform/projector_window.hpp"
#include "gui/views/projector_view.hpp"
#include "tests/gui/projector_scenes.hpp"
#include "tests/gui/scenes.hpp"
#include "tests/gui/screens/pictures.hpp"

namespace {

using namespace sternum;

/// The first frame finds out what glyphs there are; by the third every width and fade has settled.
constexpr double kFrames_s[] = {10.2, 10.3, 20.2};

/// Calls `draw(console, station)` for each of `scenes` that is wanted, and saves what it left.
template <class Draw>
Result<void> render_all(Window& window, const std::vector<test::Scene>& scenes,
                        const test::PictureArguments& wanted, const Draw& draw) {
  for (const test::Scene& scene : scenes) {
    if (!wanted.wants(scene.name)) continue;
    const auto play = [&](Language language, bool dark) {
      test::FakeStation station = scene.station(language);
      Console console(language, dark);
      console.update(station, 0.0);
      scene.go_there(console, station);
      draw(console, station);
    };
    auto saved = test::save_pictures(window, wanted.folder, scene.name, play);
    if (!saved) return saved;
  }
  return {};
}

/// In this window; nothing of the console may be drawn in it afterwards.
Result<void> render_projector(Window& window, FontFiles files,
                              const test::PictureArguments& wanted) {
  FontAtlas fonts(std::move(files));
  const float scale = projector_scale_for(window.width(), window.height());
  const auto draw = [&](Console& console, test::FakeStation& station) {
    for (const double now_s : kFrames_s) {
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
  };
  return render_all(window, test::projector_scenes(), wanted, draw);
}

Result<void> render(const test::PictureArguments& wanted) {
  auto fonts = find_font_files();
  if (!fonts) return tl::unexpected(fonts.error());
  auto window = Window::open({wanted.width, wanted.height, true});
  if (!window) return tl::unexpected(window.error());
  {
    FrameLoop loop(*window, *fonts, wanted.scale);
    const auto draw = [&](Console& console, test::FakeStation& station) {
      for (const double now_s : kFrames_s) loop.draw(console, station, now_s);
    };
    if (auto drawn = render_all(*window, test::all_scenes(), wanted, draw); !drawn) return drawn;
  }
  return render_projector(*window, *fonts, wanted);
}

}  // namespace

int main(int argc, char** argv) {
  const auto wanted = test::picture_arguments(argc, argv);
  if (!wanted) return 2;
  const auto rendered = render(*wanted);
  return rendered ? 0 : test::complain_of_pictures(rendered.error());
}
