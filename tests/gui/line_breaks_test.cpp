// Where the lines of a paragraph end.
#include "gui/widgets/line_breaks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sternum {
namespace {

using ::testing::ElementsAre;

/// The pieces that are never torn apart.
std::vector<std::string> pieces(const std::string& text) {
  std::vector<std::string> found(1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool inside = (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
    if (at > 0 && !inside && may_end_line(text, at)) found.emplace_back();
    if (text[at] != ' ' || !found.back().empty()) found.back() += text[at];
  }
  return found;
}

TEST(LineBreaks, AreAtSpacesAndBehindChineseCharacters) {
  EXPECT_THAT(pieces("no signal"), ElementsAre("no", "signal"));
  EXPECT_THAT(pieces("无丢失"), ElementsAre("无", "丢", "失"));
  EXPECT_TRUE(may_end_line("end", 3));
}

TEST(LineBreaks, LeaveSignsWithWhatTheyOpenAndEnd) {
  EXPECT_THAT(pieces("压深，松开。"), ElementsAre("压", "深，", "松", "开。"));
  EXPECT_THAT(pieces("（还有）"), ElementsAre("（还", "有）"));
}

TEST(LineBreaks, LeaveANumberWithWhatItCounts) {
  EXPECT_THAT(pieces("应至少 18 次"), ElementsAre("应", "至", "少 18 次"));
  EXPECT_THAT(pieces("断点 0"), ElementsAre("断", "点 0"));
  EXPECT_THAT(pieces("block of 50.0 mm height"), ElementsAre("block", "of", "50.0 mm", "height"));
  EXPECT_THAT(pieces("帧 8 007 · CRC 错 0"), ElementsAre("帧 8 007", "·", "CRC", "错 0"));
  EXPECT_THAT(pieces("1 · 2 · 3"), ElementsAre("1", "·", "2", "·", "3"));
}

}  // namespace
}  // namespace sternum
