// What an instructor entered, written and read again, and what is refused.
#include "datasets/exports/sheet_json.hpp"

#include <gtest/gtest.h>

#include "tests/exam/sheets.hpp"

namespace sternum {
namespace {

using hand_made::missed;
using hand_made::overruled;
using hand_made::tick;
using hand_made::ticked;
using hand_made::timed;
using hand_made::unticked;

std::string complaint_of(std::string_view json) {
  const auto sheet = parse_sheet(json, "sheet.json");
  return sheet ? "" : sheet.error().message();
}

TEST(SheetJson, ReadsBackWhatItWrote) {
  const std::vector<SheetEntry> sheet = {
      ticked("response"),       unticked("response"),       missed("call"),
      timed("breathing", 7.25), overruled("depth-1", true), overruled("score", false, "说明")};
  const auto again = parse_sheet(sheet_json(sheet), "sheet.json");
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_EQ(*again, sheet);
}

TEST(SheetJson, IsThisTextAndNoOther) {
  EXPECT_EQ(sheet_json({ticked("a"), timed("b", 7.5), overruled("c", true, "seen")}),
            R"({"entries":[{"item":"a","kind":"ticked"},{"item":"b","kind":"timed","timed_s":7.5},)"
            R"({"item":"c","kind":"overruled","met":true,"reason":"seen","who":"instructor-7",)"
            R"("utc_ms":1700000000000}]})");
}

TEST(SheetJson, SaysWhereAMistakeIs) {
  EXPECT_EQ(complaint_of("no json"), R"(sheet.json: this is no sheet; write {"entries":[…]})");
  EXPECT_EQ(complaint_of(R"({"entries":[{"item":"a","kind":"ticked"},{"kind":"ticked"}]})"),
            R"(sheet.json, entry 2: an entry names no item; write "item":"…")");
  EXPECT_NE(complaint_of(R"({"entries":[{"item":"a","kind":"tick"}]})").find("\"tick\" is unknown"),
            std::string::npos);
  EXPECT_NE(
      complaint_of(R"({"entries":[{"item":"a","kind":"timed","timed_s":-1}]})").find("a time"),
      std::string::npos);
  EXPECT_NE(complaint_of(R"({"entries":[{"item":"a","kind":"overruled","met":true}]})")
                .find("has no reason"),
            std::string::npos);
  EXPECT_NE(complaint_of(R"({"entries":[{"item":"a","kind":"overruled","reason":"x"}]})")
                .find("which way"),
            std::string::npos);
  EXPECT_NE(complaint_of(R"({"entries":[7]})").find("names no item"), std::string::npos);
}

TEST(SheetJson, KnowsTheItemsOfItsScheme) {
  const Scheme scheme = hand_made::scheme_of(50, {tick("response", 50)});
  EXPECT_TRUE(check_sheet({ticked("response"), overruled("score", true)}, scheme, "sheet.json"));
  const auto checked = check_sheet({ticked("respons")}, scheme, "sheet.json");
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().message(),
            "sheet.json: test has no item \"respons\"; did you mean response?");
}

}  // namespace
}  // namespace sternum
