// A list of people before anybody is taken in, and the ratios of a class.
#include "gui/model/class_import.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>  // setenv

#include "gui/model/class_ratio.hpp"

namespace sternum::test {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

RosterPerson person(int row, std::string name, std::string organisation = {}) {
  RosterPerson made;
  made.row = row;
  made.name = std::move(name);
  made.organisation = std::move(organisation);
  return made;
}

Roster list() {
  Roster roster;
  roster.rows = 5;
  roster.people = {person(2, "王晓燕", "滨河社区"), person(4, "张伟", "甲"),
                   person(5, "张伟", "乙")};
  roster.people[0].phone = "13800138000";
  roster.people[0].identity = "11010519491231002X";
  roster.refused = {person(3, "", "丙"), person(6, "Li Na")};
  roster.faults = {{3, "姓名", RosterFaultKind::EmptyName, "", {}},
                   {6, "手机", RosterFaultKind::WrongPhone, "12", {}},
                   {6, "身份证号", RosterFaultKind::IdentityLength, "**1234", {}}};
  return roster;
}

TEST(ClassImport, ShowsEveryRowInTheOrderOfTheFileWithWhatIsWrong) {
  const ClassImport import(list(), "第13期.xlsx", {});
  std::vector<int> rows;
  for (const ImportRow& row : import.rows()) rows.push_back(row.row);
  EXPECT_THAT(rows, ElementsAre(2, 3, 4, 5, 6));
  EXPECT_EQ(import.rows()[1].status, ImportRow::Status::Faulty);
  EXPECT_THAT(import.rows()[1].faults, SizeIs(1));
  EXPECT_THAT(import.rows()[4].faults, SizeIs(2));
  EXPECT_EQ(import.count(ImportFilter::All), 5);
  EXPECT_EQ(import.count(ImportFilter::Importable), 3);
  EXPECT_EQ(import.count(ImportFilter::Problems), 2);
}

TEST(ClassImport, HandsDocumentsOnByTheNamesThatPeopleAreTakenAs) {
  Roster roster = list();
  roster.people[0].born = CalendarDay{2012, 3, 29};
  roster.people[2].identity = "G1234567";
  const ClassImport import(roster, "x", {}, CalendarDay{2026, 3, 28});
  EXPECT_THAT(import.identities(), ElementsAre(TypedIdentity{"王晓燕", "11010519491231002X", 2012},
                                               TypedIdentity{"张伟 (2)", "G1234567", {}}));
  EXPECT_EQ(import.people()[0].guardian, GuardianConsent::Missing) << "13, for one more day";
  EXPECT_EQ(import.people()[1].guardian, GuardianConsent::NotNeeded) << "nobody knows";
  const ClassImport later(roster, "x", {}, CalendarDay{2026, 3, 29});
  EXPECT_EQ(later.people()[0].guardian, GuardianConsent::NotNeeded);
}

TEST(ClassImport, KeepsOfNumbersTheirEndsOnly) {
  const ClassImport import(list(), "x", {});
  EXPECT_EQ(import.rows()[0].phone_end, "8000");
  EXPECT_EQ(import.rows()[0].identity_end, "002X");
  EXPECT_EQ(import.rows()[2].phone_end, "");
  Roster short_numbers = list();
  short_numbers.people[0].phone = "12345";
  EXPECT_EQ(ClassImport(short_numbers, "x", {}).rows()[0].phone_end, "45") << "never all of it";
}

TEST(ClassImport, GivesNamesakesNamesThatTellThemApart) {
  const ClassImport import(list(), "x", {});
  EXPECT_THAT(import.people(),
              ElementsAre(ClassMember{.name = "王晓燕", .organisation = "滨河社区"},
                          ClassMember{.name = "张伟", .organisation = "甲"},
                          ClassMember{.name = "张伟 (2)", .organisation = "乙"}));
}

TEST(ClassImport, FindsWhoIsInTheClassAlready) {
  const std::vector<ClassMember> members = {{.name = "王晓燕"},
                                            {.name = "张伟", .organisation = "乙"}};
  const ClassImport import(list(), "x", members);
  EXPECT_EQ(import.rows()[0].status, ImportRow::Status::AlreadyThere);
  EXPECT_EQ(import.rows()[3].status, ImportRow::Status::AlreadyThere);
  EXPECT_THAT(import.people(), ElementsAre(ClassMember{.name = "张伟 (2)", .organisation = "甲"}));
  EXPECT_EQ(import.count(ImportFilter::Problems), 4);
}

TEST(ClassImport, ShowsWhatItsFilterLetsThrough) {
  ClassImport import(list(), "x", {});
  import.set_filter(ImportFilter::Problems);
  ASSERT_THAT(import.shown(), SizeIs(2));
  EXPECT_EQ(import.shown()[0]->row, 3);
  import.set_filter(ImportFilter::All);
  EXPECT_THAT(import.shown(), SizeIs(5));
}

TEST(PathIn, TakesWhatFileManagersAndPeopleWrite) {
  EXPECT_EQ(path_in("  /tmp/a b.csv \n"), "/tmp/a b.csv");
  EXPECT_EQ(path_in("\"/tmp/a b.csv\""), "/tmp/a b.csv");
  EXPECT_EQ(path_in("'/tmp/a.csv'"), "/tmp/a.csv");
  EXPECT_EQ(path_in("file:///tmp/%E5%90%8D%E5%8D%95%20a.xlsx\r\n"), "/tmp/名单 a.xlsx");
  EXPECT_EQ(path_in("/tmp/100%.csv"), "/tmp/100%.csv");
  EXPECT_EQ(path_in(""), "");
  const char* home = ::getenv("HOME");
  if (home != nullptr) {
    EXPECT_EQ(path_in("~/list.csv"), std::string(home) + "/list.csv");
  }
}

TEST(ClassRatio, SaysHowManyMoreItTakes) {
  const ClassRatio ratio{28, 5, kTraineesPerManikin};
  EXPECT_EQ(ratio.words(), "1:5.6");
  EXPECT_TRUE(ratio.exceeded());
  EXPECT_EQ(ratio.missing(), 1);
  EXPECT_EQ(ratio.mended().words(), "1:4.7");
  EXPECT_FALSE((ClassRatio{25, 5, 5}).exceeded());
  EXPECT_EQ((ClassRatio{25, 5, 5}).words(), "1:5");
  EXPECT_EQ((ClassRatio{101, 10, 10}).words(), "1:10.1") << "never rounded to the limit";
  EXPECT_EQ((ClassRatio{10, 0, 5}).words(), "–");
  EXPECT_EQ((ClassRatio{10, 0, 5}).missing(), 2);
  EXPECT_FALSE((ClassRatio{0, 0, 5}).exceeded());
}

TEST(ClassRatio, CountsThePeopleInALine) {
  EXPECT_EQ(people_named(""), 0);
  EXPECT_EQ(people_named("周敏、李卫东，何静"), 3);
  EXPECT_EQ(people_named(" Ann Lee , Bo; "), 2);
  EXPECT_EQ(people_named("周敏\n李卫东／"), 2);
}

}  // namespace
}  // namespace sternum::test
