// The JSON of an examination is frozen: this is what others read.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "datasets/exports/result_json.hpp"
#include "tests/exam/sheets.hpp"

namespace sternum {
namespace {

using hand_made::examined;
using hand_made::overruled;
using hand_made::perfect_sets;
using hand_made::sensor;
using hand_made::tick;
using hand_made::ticked;
using Json = nlohmann::json;

const Scheme kScheme = hand_made::scheme_of(
    50,
    {tick("call", 25),
     sensor("depth", 25,
            {.measure = Measure::MeanDepth, .limit = 50.0, .scope = hand_made::kEverySet}, true)});

Json printed(const std::vector<SheetEntry>& sheet) {
  const Examination exam =
      examined(kScheme, perfect_sets(2, {.depth_mm = 45, .per_minute = 110}), sheet);
  AttemptResult result;
  result.score.total = points(85);
  return Json::parse(
      result_json(result, "f", {}, {}, {}, {exam, {"the call", "the depth"}, {"first line"}, {}}));
}

std::set<std::string> keys(const Json& object) {
  std::set<std::string> names;
  for (const auto& [key, value] : object.items()) names.insert(key);
  return names;
}

TEST(ExamJson, TellsOfSchemeVerdictItemsLedgerAndTips) {
  const Json root = printed({ticked("call")});
  EXPECT_EQ(root["scheme"], (Json{{"id", "test"}, {"edition", "1"}, {"hash", "abcd"}}));
  EXPECT_EQ(root["verdict"], "fail");
  EXPECT_EQ(root["because"], (Json{"depth", "score"}));
  EXPECT_EQ(root["verdict_before_overruling"], "fail");
  EXPECT_TRUE(root["score_overruling"].is_null());
  EXPECT_EQ(root["practice"]["total"], 85.0) << "what there is without a scheme";
  EXPECT_EQ(root["score"]["total"], 67.5);
  EXPECT_EQ(root["score"]["quality"], 42.5);
  EXPECT_EQ(root["score"]["quality_out_of"], 50.0);
  EXPECT_EQ(root["items"][0],
            Json::parse(R"({"id":"call","outcome":"met","measured":null,"set":null,
      "t_us":null,"points":25.0,"out_of":25.0,"before_overruling":null,"overruling":null,
      "text":"the call"})"));
  EXPECT_EQ(root["items"][1]["outcome"], "missed");
  EXPECT_EQ(root["items"][1]["measured"], 45.0);
  EXPECT_EQ(root["items"][1]["set"], 1);
  EXPECT_EQ(root["items"][1]["t_us"], 0);
  const Json& line = root["score"]["ledger"][0];
  EXPECT_EQ(line, Json::parse(R"({"rule":"too_shallow","t_us":0,"points_lost":0.125,
      "text":"first line","compression":0,"breath":null,"measured":45.0,"limit":50.0})"));
  EXPECT_EQ(keys(root["tips"][0]), (std::set<std::string>{"rule", "points", "times", "text"}));
}

TEST(ExamJson, AddsUpToTheLastDigit) {
  const Json root = printed({});
  std::int64_t thousandths = 0;
  for (const Json& line : root["score"]["ledger"]) {
    thousandths += std::llround(1000.0 * line["points_lost"].get<double>());
  }
  EXPECT_EQ(thousandths, std::llround(1000.0 * (100.0 - root["score"]["total"].get<double>())));
}

TEST(ExamJson, KeepsBothSidesOfAnOverruling) {
  const Json item = printed({ticked("call"), overruled("depth", true)})["items"][1];
  EXPECT_EQ(item["outcome"], "met");
  EXPECT_EQ(item["before_overruling"], "missed");
  EXPECT_EQ(item["overruling"], (Json{{"met", true},
                                      {"reason", "seen by two examiners"},
                                      {"who", "instructor-7"},
                                      {"utc_ms", 1'700'000'000'000}}));
}

}  // namespace
}  // namespace sternum
