// Scheme files: what a base may change, and what the author of a file is told.
#include "datasets/schemes/scheme_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "datasets/guidelines/guideline_file.hpp"
#include "tests/datasets/rule_texts.hpp"

namespace sternum {
namespace {

using test::line_of;
using test::replaced;
using test::ScratchFolder;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

std::string error_of(const std::string& toml) {
  const auto scheme = parse_scheme(toml, "base.toml", test::shipped_guidelines());
  return scheme ? "accepted" : scheme.error().message();
}

/// "base.toml:<line>:" of the line that holds `what` in `text`.
auto at_line_of(const std::string& text, const std::string& what, int nth = 1) {
  EXPECT_NE(line_of(text, what, nth), 0) << what;
  return StartsWith(fmt::format("base.toml:{}:", line_of(text, what, nth)));
}

TEST(SchemeFile, ABaseReplacesAndAddsSchemesInAFolderOfItsOwn) {
  const ScratchFolder data;
  const std::string shipped = test::shipped_scheme("rcsc-first-aider");
  data.write("schemes/ours.toml", replaced(shipped, "points = 80", "points = 85"));
  data.write("schemes/noon.toml",
             replaced(shipped, "id = \"rcsc-first-aider\"", "id = \"noon-class\""));
  data.write("schemes/notes.txt", "not TOML");
  EXPECT_EQ(find_scheme("rcsc-first-aider", data.path())->pass, points(85));
  EXPECT_EQ(find_scheme("noon-class", data.path())->pass, points(80));
  EXPECT_NE(find_scheme("rcsc-first-aider", data.path())->hash,
            find_scheme("rcsc-first-aider")->hash);
  const auto all = all_schemes(data.path());
  ASSERT_TRUE(all.has_value()) << all.error().message();
  EXPECT_FALSE(all->at("rcsc-first-aider").built_in);
  EXPECT_THAT(all->at("rcsc-first-aider").file, HasSubstr("ours.toml"));
  EXPECT_TRUE(all->at("aed").built_in);
  EXPECT_TRUE(find_scheme("aed", data.path() / "none").has_value());
}

TEST(SchemeFile, ABrokenFileIsToldAndTheOthersAreThere) {
  const ScratchFolder data;
  const std::string shipped = test::shipped_scheme("rcsc-first-aider");
  data.write("schemes/a.toml", replaced(shipped, "points = 80", "points = 850"));
  data.write("schemes/b.toml",
             replaced(shipped, "id = \"rcsc-first-aider\"", "id = \"noon-class\""));
  data.write("schemes/c.toml",
             replaced(shipped, "id = \"rcsc-first-aider\"", "id = \"noon-class\""));
  data.write("guidelines/g.toml", "format = 1\n");
  std::vector<Error> troubles;
  const auto sets = readable_guidelines(data.path() / "guidelines", troubles);
  EXPECT_EQ(sets.size(), test::shipped_guidelines().size());
  const auto schemes = readable_schemes(data.path(), sets, troubles);
  EXPECT_EQ(schemes.size(), all_schemes()->size() + 1);
  EXPECT_TRUE(schemes.at("rcsc-first-aider").built_in) << "in place of the one that is broken";
  EXPECT_EQ(schemes.at("noon-class").text,
            replaced(shipped, "id = \"rcsc-first-aider\"", "id = \"noon-class\""));
  ASSERT_EQ(troubles.size(), 3U);
  EXPECT_THAT(troubles[0].message(), HasSubstr("g.toml"));
  EXPECT_THAT(troubles[1].message(), HasSubstr("a.toml:"));
  EXPECT_THAT(troubles[2].message(), AllOf(HasSubstr("c.toml"), HasSubstr("that of b.toml")));
  EXPECT_FALSE(all_schemes(data.path()).has_value()) << "who judges by files wants all of them";
}

TEST(SchemeFile, AnUnknownIdListsTheKnownOnes) {
  const auto found = find_scheme("rcsc");
  ASSERT_FALSE(found.has_value());
  EXPECT_THAT(found.error().message(),
              AllOf(HasSubstr("there is no exam scheme \"rcsc\"; known are aed, "),
                    HasSubstr("rcsc-first-aider, ")));
}

TEST(SchemeFile, TwoFilesWithOneIdAreRefused) {
  const ScratchFolder data;
  data.write("schemes/a.toml", test::shipped_scheme("aed"));
  data.write("schemes/b.toml", test::shipped_scheme("aed"));
  const auto found = find_scheme("sensor-2min", data.path());
  ASSERT_FALSE(found.has_value());
  EXPECT_THAT(found.error().message(),
              AllOf(HasSubstr("b.toml"), HasSubstr("already that of a.toml")));
}

TEST(SchemeFile, MayNameAGuidelineOfTheBase) {
  const ScratchFolder data;
  data.write("schemes/ours.toml",
             replaced(test::shipped_scheme("sensor-2min"), "guideline = \"adult-china-2016\"",
                      "guideline = \"adult-noon\""));
  const auto without = find_scheme("sensor-2min", data.path());
  ASSERT_FALSE(without.has_value());
  EXPECT_THAT(without.error().message(), HasSubstr("there is no guideline \"adult-noon\""));
  data.write(
      "guidelines/noon.toml",
      replaced(test::text_of(STERNUM_SOURCE_DIR "/datasets/guidelines/adult-china-2016.toml"),
               "id = \"adult-china-2016\"", "id = \"adult-noon\""));
  const auto with = find_scheme("sensor-2min", data.path());
  ASSERT_TRUE(with.has_value()) << with.error().message();
  EXPECT_EQ(with->guideline_id, "adult-noon");
}

TEST(SchemeFile, AMistakeInTheHeadIsToldWithItsLineAndWhatToDo) {
  const std::string good = test::shipped_scheme("rcsc-first-aider");
  ASSERT_EQ(error_of(good), "accepted");
  EXPECT_THAT(error_of(replaced(good, "format = 1", "format = 2")),
              AllOf(at_line_of(good, "format = 1"), HasSubstr("this version reads format 1")));
  EXPECT_THAT(
      error_of(
          replaced(good, "guideline = \"adult-rcsc-2021\"", "guideline = \"adult-rcsc-2012\"")),
      AllOf(at_line_of(good, "guideline = "),
            HasSubstr("there is no guideline \"adult-rcsc-2012\"; did you mean adult-rcsc-2021?")));
  EXPECT_THAT(
      error_of(replaced(good, "[assumed_uncertainty]", "[uncertainty]")),
      AllOf(at_line_of(good, "[assumed_uncertainty]"), HasSubstr("'uncertainty' is unknown")));
  EXPECT_THAT(error_of(replaced(good, "cpr = true", "cpr = \"yes\"")),
              AllOf(at_line_of(good, "cpr = true"), HasSubstr("is text, not true or false")));
  EXPECT_THAT(error_of(replaced(good, "depth_mm = 2", "depth_mm = 200")),
              AllOf(at_line_of(good, "depth_mm = 2"), HasSubstr("check the unit")));
  EXPECT_THAT(error_of(replaced(good, "confidence = \"B\"", "confidence = \"sure\"")),
              HasSubstr("it is one of P, S, B"));
  EXPECT_THAT(error_of("id = "), HasSubstr("this is no TOML"));
  EXPECT_THAT(error_of(""), HasSubstr("'format' is missing"));
}

TEST(SchemeFile, PointsAndWeightsHaveToAddUpTo100) {
  const std::string good = test::shipped_scheme("rcsc-first-aider");
  EXPECT_THAT(error_of(replaced(good, "points = 50", "points = 47.5")),
              AllOf(at_line_of(good, "[[item]]"), HasSubstr("the points add up to 97.5, not 100"),
                    HasSubstr("items have 50 together and the quality of CPR 47.5")));
  EXPECT_THAT(
      error_of(replaced(good, "rate = 15", "rate = 20")),
      AllOf(at_line_of(good, "depth = 25"), HasSubstr("the weights add up to 105, not 100")));
  EXPECT_THAT(error_of(replaced(good, "points = 5\n", "points = -5\n")),
              AllOf(at_line_of(good, "points = 5\n"), HasSubstr("between 0 and 100")));
}

TEST(SchemeFile, EverySectionAndItemIsThereOnceAndKnown) {
  const std::string good = test::shipped_scheme("rcsc-first-aider");
  EXPECT_THAT(
      error_of(replaced(good, "id = \"call\"", "id = \"scene\"")),
      AllOf(at_line_of(good, "id = \"call\""), HasSubstr("the item \"scene\" is there twice")));
  EXPECT_THAT(
      error_of(replaced(good, "id = \"after\"", "id = \"cpr\"")),
      AllOf(at_line_of(good, "id = \"after\""), HasSubstr("the section \"cpr\" is there twice")));
  EXPECT_THAT(error_of(replaced(good, "section = \"approach\"", "section = \"aproach\"")),
              AllOf(at_line_of(good, "section = \"approach\""),
                    HasSubstr("no section \"aproach\"; did you mean approach?")));
  EXPECT_THAT(error_of(replaced(good, "en = \"Checks the scene and protects themselves\"\n", "")),
              AllOf(at_line_of(good, "[[item]]"), HasSubstr("'item.en' is missing")));
  EXPECT_THAT(error_of(replaced(good, "[[section]]", "[section]")), HasSubstr("this is no TOML"));
}

TEST(SchemeFile, AnItemSaysHowItIsJudgedAndNothingElse) {
  const std::string good = test::shipped_scheme("rcsc-first-aider");
  EXPECT_THAT(
      error_of(replaced(good, "judge = \"tick\"", "judge = \"eye\"")),
      AllOf(at_line_of(good, "judge = \"tick\""), HasSubstr("it is one of sensor, tick, timer")));
  EXPECT_THAT(error_of(replaced(good, "judge = \"tick\"", "judge = \"tick\"\nlimit = 3")),
              HasSubstr("the key 'item.limit' is unknown"));
  EXPECT_THAT(
      error_of(replaced(good, "at_least_s = 5", "at_least_s = 12")),
      AllOf(at_line_of(good, "at_least_s = 5"), HasSubstr("is 12, above 'item.at_most_s' 10")));
  EXPECT_THAT(
      error_of(replaced(good, "points = 5\njudge = \"tick\"", "points = 0\njudge = \"tick\"")),
      AllOf(at_line_of(good, "points = 5\n"), HasSubstr("decides nothing")));
}

TEST(SchemeFile, ASensorItemNamesAMeasureThatThisSchemeHas) {
  const std::string good = test::shipped_scheme("rcsc-first-aider");
  const auto with_measure = [&](const std::string& lines) {
    return error_of(replaced(good, "measure = \"cycles\"\noperator = \">=\"\nlimit = 5", lines));
  };
  const auto at_the_measure = at_line_of(good, "measure = \"cycles\"");
  EXPECT_THAT(with_measure("measure = \"mean_depht_mm\"\noperator = \">=\"\nlimit = 50"),
              AllOf(at_the_measure, HasSubstr("the measure \"mean_depht_mm\" is unknown; did you "
                                              "mean mean_depth_mm?")));
  EXPECT_THAT(with_measure("measure = \"pre_shock_pause_s\"\noperator = \"<\"\nlimit = 10"),
              AllOf(at_the_measure, HasSubstr("there is no AED"), HasSubstr("aed = true")));
  EXPECT_THAT(with_measure("measure = \"set_duration_s\"\noperator = \"<=\"\nlimit = 18"),
              AllOf(at_the_measure, HasSubstr("write of = \"every_set\"")));
  EXPECT_THAT(
      with_measure("of = \"every_set\"\nmeasure = \"cycles\"\noperator = \">=\"\nlimit = 5"),
      HasSubstr("a set has no 'cycles'"));
  EXPECT_THAT(
      with_measure(
          "of = \"set\"\nset = 6\nmeasure = \"mean_depth_mm\"\noperator = \">=\"\nlimit = 50"),
      HasSubstr("there is no set 6; this scheme runs 5 sets"));
  EXPECT_THAT(with_measure("measure = \"mean_depth_mm\"\noperator = \">=\"\nlimit = 5"),
              HasSubstr("'item.limit' is 5 mm"));
  EXPECT_THAT(with_measure("measure = \"depth_in_target_pct\"\noperator = \">=\"\nlimit = 0.7"),
              HasSubstr("'item.limit' is 0.7 %"));
  EXPECT_THAT(
      with_measure("measure = \"mean_rate_per_min\"\noperator = \"within\"\nlow = 120\nhigh = 100"),
      HasSubstr("'item.low' is 120, above 'item.high' 100; swap"));
  EXPECT_THAT(with_measure("measure = \"mean_rate_per_min\"\noperator = \"within\"\nlimit = 100"),
              HasSubstr("'within' has two limits"));
  EXPECT_THAT(
      with_measure("measure = \"mean_rate_per_min\"\noperator = \">=\"\nlow = 100\nlimit = 100"),
      HasSubstr("belongs to operator = \"within\""));
  EXPECT_THAT(with_measure("measure = \"mean_rate_per_min\"\noperator = \"=>\"\nlimit = 100"),
              HasSubstr("it is one of >=, >, <=, <, within"));
}

TEST(SchemeFile, AChecklistWithoutAManikinMeasuresNothing) {
  const std::string good = test::shipped_scheme("aed");
  const auto at_tick = std::string("points = 15\njudge = \"tick\"");
  EXPECT_THAT(error_of(replaced(good, at_tick,
                                "points = 15\njudge = \"sensor\"\nmeasure = \"cycles\"\noperator = "
                                "\">=\"\nlimit = 5\nsource = \"ours\"\nconfidence = \"B\"")),
              HasSubstr("this scheme measures no CPR"));
  EXPECT_THAT(error_of(replaced(good, "cpr = false\n", "cpr = false\nsets = 5\n")),
              HasSubstr("'run.sets' means nothing"));
}

TEST(SchemeFile, SomethingHasToDecideWhetherItIsPassed) {
  const std::string good = test::shipped_scheme("erc-pbls-child");
  const auto from = good.find("[pass]");
  const auto to = good.find("[quality]");
  EXPECT_THAT(error_of(std::string(good).erase(from, to - from)),
              HasSubstr("nothing decides whether this is passed"));
}

TEST(SchemeFile, ACheckTellsEveryMistakeInTheOrderOfLines) {
  std::string text = test::shipped_scheme("rcsc-first-aider");
  text = replaced(text, "measure = \"cycles\"", "measure = \"cycle\"");
  text = replaced(text, "id = \"after\"", "id = \"cpr\"");
  text = replaced(text, "rate = 15", "rate = 20");
  const auto errors = check_scheme(text, "base.toml", test::shipped_guidelines());
  ASSERT_GE(errors.size(), 3U);
  int line = 0;
  for (const Error& error : errors) {
    const int its_line = std::stoi(error.where.substr(std::string("base.toml:").size()));
    EXPECT_GE(its_line, line) << error.message();
    line = its_line;
  }
  EXPECT_THAT(errors.front().what, HasSubstr("weights add up to 105"));
  EXPECT_TRUE(
      check_scheme(test::shipped_scheme("aed"), "aed.toml", test::shipped_guidelines()).empty());
}

TEST(SchemeFile, ThePageListsEveryMeasureAndNoOther) {
  std::ifstream page(STERNUM_SOURCE_DIR "/datasets/schemes/SCHEMES.md");
  const std::regex row(R"re(^\| `(\w+)` \| ([^|]*) \|)re");
  std::set<std::string> on_the_page;
  bool in_the_section = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## ")) in_the_section = line == "## Measures";
    std::smatch match;
    if (!in_the_section || !std::regex_search(line, match, row)) continue;
    EXPECT_TRUE(on_the_page.insert(match[1]).second) << match[1] << " is there twice";
    const auto measure = measure_of_name(match[1].str());
    ASSERT_TRUE(measure.has_value()) << match[1];
    const std::string unit(measure_unit(*measure));
    EXPECT_EQ(match[2].str(), unit.empty() ? "–" : unit) << match[1];
  }
  for (const Measure measure : all_measures()) {
    EXPECT_TRUE(on_the_page.contains(std::string(measure_name(measure)))) << measure_name(measure);
  }
}

}  // namespace
}  // namespace sternum
