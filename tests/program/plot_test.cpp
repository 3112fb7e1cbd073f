// sternum score --plot: what is drawn is what was found.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <string>

#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using nlohmann::json;
using test::Outcome;
using test::TemporaryFolder;

TEST(ScorePlot, DrawsEveryCompressionAndBreathThatIsInTheResult) {
  const TemporaryFolder folder;
  const std::string recording = folder / "lesson.csv";
  const std::string picture = folder / "lesson.svg";
  ASSERT_EQ(test::run({STERNUM_PROGRAM, "simulate", "--profile", "shallow", "--out", recording})
                .exit_code,
            0);
  const Outcome outcome =
      test::run({STERNUM_PROGRAM, "score", recording, "--json", "--plot", picture});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  const json result = json::parse(outcome.output, nullptr, false);
  pugi::xml_document svg;
  ASSERT_TRUE(svg.load_file(picture.c_str()));
  const auto marks = [&svg](const std::string& kind) {
    return svg.select_nodes(("//*[@class='" + kind + "']/*").c_str()).size();
  };
  EXPECT_GT(marks("compressions"), 100U);
  EXPECT_EQ(marks("compressions"), result["compressions"].size());
  EXPECT_EQ(marks("breaths"), result["breaths"].size());
  EXPECT_EQ(marks("lost"), result["score"]["reasons"].size());
  EXPECT_FALSE(svg.select_nodes("//polyline").empty());
}

TEST(ScorePlot, NamesTheFormatsThereAreBeforeItReadsAnything) {
  const TemporaryFolder folder;
  const Outcome outcome =
      test::run({STERNUM_PROGRAM, "score", folder / "no.csv", "--plot", folder / "lesson.gif"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_NE(outcome.errors.find(".svg, .png or .pdf"), std::string::npos) << outcome.errors;
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace sternum
