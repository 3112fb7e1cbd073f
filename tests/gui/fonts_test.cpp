// The type the screens are set in, without a screen.
#include <gtest/gtest.h>

#include "gui/platform/frame_loop.hpp"
#include "tests/gui/null_screen.hpp"
#include "tests/gui/scenes.hpp"

namespace sternum::test {
namespace {

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> codes;
  for_each_code_point(text, [&](char32_t code) { codes.push_back(code); });
  return codes;
}

TEST(Typeface, ReadsUtf8AndCountsDamagedBytes) {
  EXPECT_EQ(code_points("aé按𠮷"), (std::vector<char32_t>{'a', 0xE9, 0x6309, 0x20BB7}));
  EXPECT_EQ(code_points("a\xFF"), (std::vector<char32_t>{'a', 0xFFFD}));
  EXPECT_EQ(code_points("\xE6\x8C"), (std::vector<char32_t>{0xFFFD, 0xFFFD}));
}

TEST(Typeface, AsksForANewGlyphOnce) {
  Typeface face;
  face.want(Type::Label, "按");
  EXPECT_TRUE(face.grown());
  face.settle();
  face.want(Type::Label, "按按");
  EXPECT_FALSE(face.grown());
  face.want(Type::Title, "按");
  EXPECT_TRUE(face.grown()) << "another cut is another glyph";
}

TEST(Typeface, LendsPrivatePlacesToCodePointsBeyondSixteenBits) {
  Typeface face;
  face.want(Type::Title, "𠮷田");
  std::string buffer;
  EXPECT_EQ(face.displayable("田", buffer), "田");
  EXPECT_EQ(face.displayable("a𠮷田", buffer), "a\uE000田");
  EXPECT_EQ(face.displayable("𠮸", buffer), "\uFFFD") << "never asked for";
}

TEST(FontFiles, TakeTheSimplifiedChineseFaceByItsName) {
  const auto files = find_font_files();
  ASSERT_TRUE(files) << files.error().message();
  if (files->notice) GTEST_SKIP() << "Noto Sans CJK is not installed: " << files->notice->message();
  EXPECT_TRUE(files->regular.has_chinese());
  EXPECT_TRUE(files->bold.has_chinese());
  EXPECT_GT(files->regular.line_to_em(), 1.0F);
  EXPECT_NE(files->regular.bytes().data(), files->bold.bytes().data());
}

TEST(FontFiles, SayWhichFaceAFileLacks) {
  const auto files = find_font_files();
  ASSERT_TRUE(files);
  const auto none = FontFace::open("/no/such/font.ttc", "Noto Sans CJK SC");
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message().find("/no/such/font.ttc"), std::string::npos);
}

TEST(FontAtlas, ShowsRareNamesAfterOneRebuild) {
  NullScreen screen;
  FakeStation station = station_with({seat(1, "贠㛃䶮𠮷", Story::Good)});
  Console console(Language::Chinese, true);
  screen.frame(console, station);
  if (find_font_files()->notice) GTEST_SKIP() << "Noto Sans CJK is not installed";
  const ImFont* title = screen.typeface().font(Type::Title);
  for (const ImWchar code : {u'\u8D20', u'\u36C3', u'\u4DAE', u'\uE000'}) {
    EXPECT_NE(title->FindGlyphNoFallback(code), nullptr) << std::hex << code;
  }
  const ImFontGlyph* borrowed = title->FindGlyphNoFallback(0xE000);
  ASSERT_NE(borrowed, nullptr);
  EXPECT_NEAR(borrowed->AdvanceX, 24.0F, 2.0F);
}

TEST(Scale, FollowsTheWindowAboveTheDesignsSize) {
  EXPECT_FLOAT_EQ(scale_for(1280, 720, 1.0F), 1.0F);
  EXPECT_FLOAT_EQ(scale_for(1600, 900, 1.0F), 1.0F);
  EXPECT_FLOAT_EQ(scale_for(1920, 1080, 1.0F), 1.2F);
  EXPECT_FLOAT_EQ(scale_for(3840, 2160, 1.0F), 2.4F);
  EXPECT_FLOAT_EQ(scale_for(1600, 900, 1.5F), 1.5F);
  EXPECT_FLOAT_EQ(scale_for(1600, 900, 2.5F), 2.5F);
  EXPECT_FLOAT_EQ(scale_for(1280, 720, 2.5F), 2.0F) << "more would leave no room";
}

}  // namespace
}  // namespace sternum::test
