// Renders the AED's panel in every state, as a screen of its own and as a card, in both languages
// and themes: render_aed FOLDER [WIDTHxHEIGHT] [NAME-PART]. A height below 300 is a card's.
#include "gui/platform/font_atlas.hpp"
#include "gui/platform/font_files.hpp"
#include "gui/platform/frame_loop.hpp"
#include "tests/gui/aed_stage.hpp"
#include "tests/gui/screens/pictures.hpp"

namespace {

using namespace sternum;

int render(const test::PictureArguments& wanted) {
  auto files = find_font_files();
  if (!files) return test::complain_of_pictures(files.error());
  auto window = Window::open({wanted.width, wanted.height, true});
  if (!window) return test::complain_of_pictures(window.error());
  FontAtlas fonts(std::move(*files));
  const float scale = scale_for(wanted.width, wanted.height, 1.0F);
  for (const test::AedScene& scene : test::aed_scenes()) {
    if (!wanted.wants(scene.name)) continue;
    const auto draw = [&](Language language, bool dark) {
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
    };
    const auto saved = test::save_pictures(*window, wanted.folder, "aed-" + scene.name, draw);
    if (!saved) return test::complain_of_pictures(saved.error());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto wanted = test::picture_arguments(argc, argv);
  return wanted ? render(*wanted) : 2;
}
