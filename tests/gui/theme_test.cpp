// Every text can be read: computed from the tokens themselves.
#include "gui/widgets/theme.hpp"

#include <gtest/gtest.h>

namespace sternum::test {
namespace {

TEST(Contrast, IsThatOfTheGuidelinesOwnExamples) {
  // WCAG 2.1: black on white is 21 : 1, a colour on itself 1 : 1; #767676 on white is 4.54 : 1.
  EXPECT_NEAR(contrast(rgb(0x000000), rgb(0xFFFFFF)), 21.0, 1e-9);
  EXPECT_NEAR(contrast(rgb(0x4FC3E8), rgb(0x4FC3E8)), 1.0, 1e-9);
  EXPECT_NEAR(contrast(rgb(0x767676), rgb(0xFFFFFF)), 4.54, 0.005);
}

TEST(Theme, EveryTextHasAContrastOfFourAndAHalf) {
  for (const Theme* theme : {&dark_theme(), &light_theme()}) {
    for (const TextPair& pair : text_pairs(*theme)) {
      EXPECT_GE(contrast(pair.ink, pair.ground), 4.5)
          << (theme->dark ? "dark: " : "light: ") << pair.name;
    }
  }
}

TEST(Theme, EveryMarkThatCarriesAMeaningHasAContrastOfThree) {
  for (const Theme* theme : {&dark_theme(), &light_theme()}) {
    for (const Colour mark : {theme->edge, theme->target, theme->mid, theme->bar, theme->warn_tx,
                              theme->warn_ln, theme->stop_tx}) {
      EXPECT_GE(contrast(mark, theme->bg1), 3.0) << theme->dark;
    }
  }
}

TEST(Theme, WhiteOnTheBlinkingBannerCanBeReadInBothHalves) {
  for (const Theme* theme : {&dark_theme(), &light_theme()}) {
    EXPECT_GE(contrast(theme->on_stop, theme->stop), 4.5);
    EXPECT_GE(contrast(theme->on_stop, theme->stop_dim), 4.5);
  }
}

TEST(Theme, MixesFromOneColourToTheOther) {
  EXPECT_EQ(mix(rgb(0x000000), rgb(0xFFFFFF), 0.0F), rgb(0x000000));
  EXPECT_EQ(mix(rgb(0x000000), rgb(0xFFFFFF), 1.0F), rgb(0xFFFFFF));
  EXPECT_EQ(mix(rgb(0x000000), rgb(0xFFFFFF), 7.0F), rgb(0xFFFFFF));
}

}  // namespace
}  // namespace sternum::test
