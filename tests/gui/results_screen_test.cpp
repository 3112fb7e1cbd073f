// Results through Dear ImGui: a score typed, certificates issued, an export begun and cancelled,
// with a mouse and with keys alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/gui/results_scenes.hpp"
#include "tests/gui/scene_test.hpp"

namespace sternum::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr int kTabKey = 258;
constexpr int kSpaceKey = 32;
/// Where the cards beside the rows are.
constexpr Box kIssueAll{1300, 200, 64, 64};
constexpr Box kForOne{1180, 284, 400, 40};
constexpr Box kTicks{1376, 500, 128, 112};
constexpr Box kExportButton{1300, 684, 64, 48};
constexpr Box kReportFoot{1440, 184, 144, 64};
constexpr Box kReportHead{1520, 76, 64, 64};

class ResultsScreen : public SceneTest {
 protected:
  ResultsScreen() : SceneTest(results_scenes()) {}
  [[nodiscard]] bool click(const char* id, Box where, const char* window = "Sternum") {
    return screen.click_on(console, station, id, where, 0, window);
  }
  template <class Wanted>
  [[nodiscard]] const Wanted* posted() const {
    const Wanted* last = nullptr;
    for (const Command& command : station.posted) {
      const auto* paper = std::get_if<PaperCommand>(&command);
      if (paper == nullptr) continue;
      if (const auto* wanted = std::get_if<Wanted>(paper)) last = wanted;
    }
    return last;
  }
};

TEST_F(ResultsScreen, TellsEverybodysResultInBothLanguages) {
  play("results");
  const std::string words = read();
  for (const char* expected :
       {"No. 13", "12 people, 6 passed, 2 certified", "Wang Xiaoyan", "3× · 93", "2026-013-001",
        "can be issued · 2026-013-003 revoked", "theory below 60", "exam failed",
        "exam to be judged", "no exam yet", "absent", "retest", "2 hold one, 3 can be issued",
        "Issue to all 3", "/home/teacher/Documents/Sternum/class-13"}) {
    EXPECT_THAT(words, HasSubstr(expected));
  }
  play("results", Language::Chinese);
  for (const char* expected : {"第 13 期", "12 人，6 人合格，2 人持证", "全部发证（3 人）",
                               "可发证", "理论低于 60 分", "成绩报告（PDF）"}) {
    EXPECT_THAT(read(), HasSubstr(expected));
  }
}

TEST_F(ResultsScreen, TakesATheoryScoreWhereItStands) {
  play("results");
  const float third_row = 80 + 12 + 42 + 30 + 2 * 44 + 22;
  // The theory column, felt for from the left.
  for (float x = 500; x < 800 && !ImGui::GetIO().WantTextInput; x += 20) {
    screen.click(console, station, x, third_row);
  }
  ASSERT_TRUE(ImGui::GetIO().WantTextInput);
  screen.type(console, station, "92");
  screen.key(console, station, 257);
  ASSERT_NE(posted<EnterTheory>(), nullptr);
  EXPECT_EQ(posted<EnterTheory>()->score, 92.0);
  EXPECT_EQ(posted<EnterTheory>()->trainee, "Liu Siyuan");
  EXPECT_THAT(read(), HasSubstr("92"));
}

TEST_F(ResultsScreen, IssuesToAllAndToWhoeverIsChosen) {
  play("results");
  ASSERT_TRUE(click("issue all", kIssueAll));
  ASSERT_NE(posted<IssueCertificates>(), nullptr);
  EXPECT_THAT(posted<IssueCertificates>()->only, IsEmpty());
  play("results-chosen");
  EXPECT_THAT(read(), HasSubstr("3 certificates issued on 2026-03-29, valid until"));
  EXPECT_THAT(read(), HasSubstr("Issue to Zhao Min"));
  ASSERT_TRUE(click("issue one", kForOne));
  EXPECT_EQ(posted<IssueCertificates>()->only, "Zhao Min");
}

TEST_F(ResultsScreen, RevokesWithAReasonAtTheSecondClick) {
  play("results-revoke");
  EXPECT_THAT(read(), HasSubstr("Click again"));
  EXPECT_THAT(read(), HasSubstr("revoked on 2026-03-30"));
  EXPECT_EQ(posted<RevokeCertificate>(), nullptr);
  ASSERT_TRUE(click("revoke", kForOne));
  ASSERT_NE(posted<RevokeCertificate>(), nullptr);
  EXPECT_EQ(posted<RevokeCertificate>()->why, "appeal upheld");
}

TEST_F(ResultsScreen, OffersToSignInInsteadOfEntering) {
  play("results-nobody-signed-in");
  EXPECT_THAT(read(), HasSubstr("An instructor signs in"));
  EXPECT_THAT(read(), Not(HasSubstr("Issue to all")));
  ASSERT_TRUE(click("sign in for papers", kIssueAll));
  EXPECT_TRUE(console.sign_in_card().shown());
}

TEST_F(ResultsScreen, ExportsWhatIsTickedAndCancels) {
  play("results");
  ASSERT_TRUE(click("as json", kTicks));
  ASSERT_TRUE(click("export class", kExportButton));
  ASSERT_NE(posted<ExportFiles>(), nullptr);
  EXPECT_THAT(posted<ExportFiles>()->formats, SizeIs(4));
  play("results-exporting");
  EXPECT_THAT(read(), HasSubstr("17 of 38 files"));
  EXPECT_FALSE(click("export class", kExportButton)) << "one at a time";
  ASSERT_TRUE(click("cancel export", kExportButton));
  EXPECT_NE(posted<CancelExport>(), nullptr);
}

TEST_F(ResultsScreen, SaysHowAnExportEnded) {
  play("results-exported");
  EXPECT_THAT(read(), HasSubstr("38 files are written into"));
  EXPECT_THAT(read(), HasSubstr("/home/teacher/Documents/Sternum/class-13"));
  play("results-export-failed", Language::Chinese);
  EXPECT_THAT(read(), HasSubstr("/media/usb/class-13"));
  EXPECT_THAT(read(), Not(HasSubstr("cannot be written")));
  station.papers.exports = {.phase = ExportPhase::Cancelled, .of_class = 13};
  EXPECT_THAT(read(), HasSubstr("已取消，未写入任何文件。"));
}

TEST_F(ResultsScreen, FindsEveryClassOfTheStation) {
  play("results");
  ASSERT_TRUE(click("other classes", {800, 80, 350, 60}));
  EXPECT_THAT(read(), HasSubstr("Classes of this station"));
  EXPECT_THAT(read(), HasSubstr("No. 12"));
  screen.key(console, station, 264);
  screen.key(console, station, 264);
  screen.key(console, station, 257);
  screen.frame(console, station);
  ASSERT_NE(posted<ReadResults>(), nullptr);
  EXPECT_EQ(posted<ReadResults>()->which.id, 12);
  play("results-no-class");
  EXPECT_THAT(read(), HasSubstr("No class yet"));
}

TEST_F(ResultsScreen, IsWalkedThroughWithoutAMouse) {
  play("results");
  // From whatever comes first to the button that issues to all, and Space.
  for (int i = 0; i < 80 && posted<IssueCertificates>() == nullptr; ++i) {
    screen.key(console, station, kTabKey);
    screen.key(console, station, kSpaceKey);
    if (console.screen() != Screen::Results) console.show(Screen::Results);
    console.results_desk().show_list(false);
    console.sign_in_card().show(false);
  }
  EXPECT_NE(posted<IssueCertificates>(), nullptr);
}

TEST_F(ResultsScreen, SavesOneReportFromTheDebrief) {
  play("review-report");
  EXPECT_THAT(read(), HasSubstr("The trainee's report, as PDF"));
  EXPECT_THAT(read(), HasSubstr("1 file is written into"));
  ASSERT_TRUE(click("save report", kReportFoot, "Report"));
  ASSERT_NE(posted<ExportFiles>(), nullptr);
  EXPECT_EQ(posted<ExportFiles>()->attempt, 7);
  ASSERT_TRUE(click("close report", kReportHead, "Report"));
  EXPECT_FALSE(console.report_card().shown());
}

TEST_F(ResultsScreen, IsOpenedFromTheClassAndByItsKey) {
  play("results");
  screen.key(console, station, 256);
  EXPECT_EQ(console.screen(), Screen::Live);
  screen.key(console, station, 'C');
  ASSERT_TRUE(click("results", {900, 8, 700, 48}));
  EXPECT_EQ(console.screen(), Screen::Results);
  screen.key(console, station, 256);
  EXPECT_EQ(console.screen(), Screen::Setup);
  screen.key(console, station, 'R');
  EXPECT_EQ(console.screen(), Screen::Results);
  EXPECT_TRUE(screen.all_vertices_finite());
}

}  // namespace
}  // namespace sternum::test
