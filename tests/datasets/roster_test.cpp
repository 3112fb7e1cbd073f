// Lists of people as Excel, WPS and hands make them.
#include "datasets/roster/roster.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iconv.h>
#include <rapidcheck/gtest.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <fstream>
#include <map>
#include <set>
#include <string>

#include "datasets/roster/roster_cells.hpp"
#include "datasets/roster/roster_columns.hpp"
#include "datasets/roster/text_encoding.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kHeadings = "姓名,性别,单位,手机,身份证号\n";

std::string gb18030(const std::string& text) {
  const iconv_t handle = ::iconv_open("GB18030", "UTF-8");
  std::string input = text;
  std::string output(text.size() * 2, '\0');
  char* from = input.data();
  char* to = output.data();
  std::size_t left = input.size();
  std::size_t room = output.size();
  EXPECT_EQ(::iconv(handle, &from, &left, &to, &room), 0U);
  ::iconv_close(handle);
  output.resize(output.size() - room);
  return output;
}

Result<Roster> read_bytes(const std::string& bytes, const std::string& name = "list.csv") {
  const TemporaryFolder folder;
  std::ofstream(folder / name, std::ios::binary) << bytes;
  return read_roster(folder / name);
}

Roster read_text(const std::string& text) {
  const auto roster = read_bytes(text);
  EXPECT_TRUE(roster) << (roster ? "" : roster.error().message());
  return roster.value_or(Roster{});
}

/// The number of somebody born in 1990; the check is found by trying, as the reader would see it.
std::string identity(int place, int serial) {
  const std::string digits = fmt::format("{:06}19900307{:03}", 110000 + place, serial);
  for (const char check : std::string("0123456789X")) {
    IdentityFault fault{};
    if (read_identity_card(digits + check, fault)) return digits + check;
  }
  return {};
}

TEST(Roster, TakesHeadingsInAnyOrderAndLanguage) {
  const Roster chinese = read_text(
      "序号,联系电话,身份证号（必填）,姓 名*,单位,性别,血型\n1,138 0013-8000,11010519491231002x,"
      "张　三,红十字会,女,A\n");
  ASSERT_EQ(chinese.people.size(), 1U);
  EXPECT_EQ(chinese.people[0], (RosterPerson{2, "张三", Sex::Female, "红十字会", "13800138000",
                                             "11010519491231002X", CalendarDay{1949, 12, 31}, ""}));
  EXPECT_THAT(chinese.left_out, ElementsAre("血型"));
  const Roster english =
      read_text("Mobile Phone;Full Name;Gender;Remarks\n010-12345678;Ann Lee;F;late\n");
  ASSERT_EQ(english.people.size(), 1U);
  EXPECT_EQ(english.people[0],
            (RosterPerson{2, "Ann Lee", Sex::Female, "", "01012345678", "", std::nullopt, "late"}));
}

TEST(Roster, SkipsTitlesAboveTheHeadingsAndFormLinesBelow) {
  const Roster roster =
      read_text("救护员培训班学员名单,,\n第 12 期,,\n序号,姓名,手机\n1,张三,\n2,,\n3,,\n");
  EXPECT_EQ(roster.rows, 1);
  ASSERT_EQ(roster.people.size(), 1U);
  EXPECT_EQ(roster.people[0].row, 4);
  EXPECT_TRUE(roster.faults.empty());
}

TEST(Roster, ReadsEveryEncodingThatOfficeProgramsWrite) {
  // 贠 and 㛃 are in the basic plane, 䶮 in an extension, 𠮷 beyond it: four bytes in GB18030.
  const std::string text = std::string(kHeadings) + "贠㛃,女,,,\n䶮𠮷,男,,,\n";
  const std::string utf16 = [&] {
    const iconv_t handle = ::iconv_open("UTF-16LE", "UTF-8");
    std::string input = text;
    std::string output(text.size() * 2 + 2, '\0');
    char* from = input.data();
    char* to = output.data();
    std::size_t left = input.size();
    std::size_t room = output.size();
    ::iconv(handle, &from, &left, &to, &room);
    ::iconv_close(handle);
    output.resize(output.size() - room);
    return "\xFF\xFE" + output;
  }();
  for (const std::string& bytes : {text, "\xEF\xBB\xBF" + text, gb18030(text), utf16}) {
    const auto roster = read_bytes(bytes);
    ASSERT_TRUE(roster) << roster.error().message();
    ASSERT_EQ(roster->people.size(), 2U);
    EXPECT_EQ(roster->people[0].name, "贠㛃");
    EXPECT_EQ(roster->people[1].name, "䶮𠮷");
  }
  // By the code table of GB 2312: row 48, cell 53 and row 35, cell 91, each with 0xA0 added.
  EXPECT_EQ(to_utf8("\xD0\xD5\xC3\xFB", "x").value(), "姓名");
}

TEST(Roster, SaysInWhichLineTextIsOfNoKnownEncoding) {
  const auto roster = read_bytes(std::string(kHeadings) + "A,,,,\nB\xFF\xFF,,,,\n");
  ASSERT_FALSE(roster);
  EXPECT_THAT(roster.error().message(), HasSubstr("list.csv:3"));
  EXPECT_THAT(roster.error().message(), HasSubstr("neither UTF-8 nor GB18030"));
}

TEST(Roster, ReadsQuotedCellsWithSeparatorsQuotesAndLineBreaks) {
  const Roster roster =
      read_text("name,unit\r\n\"Lee, Ann\",\"first\r\nsecond \"\"third\"\"\"\r\nBo,\n");
  ASSERT_EQ(roster.people.size(), 2U);
  EXPECT_EQ(roster.people[0].name, "Lee, Ann");
  EXPECT_EQ(roster.people[0].organisation, "first second \"third\"");
  EXPECT_EQ(roster.people[1].row, 4) << "rows are counted by line";
  const auto open = read_bytes("name\n\"Lee\n");
  ASSERT_FALSE(open);
  EXPECT_THAT(open.error().message(), HasSubstr(":2: a quotation mark is opened"));
}

TEST(Roster, OfFiveHundredRowsWithTwentyFaultsTakes480AndExplainsTwenty) {
  std::string text = kHeadings;
  std::map<int, RosterFaultKind> made;
  const auto spoil = [&](int row, RosterFaultKind kind) { made[row] = kind; };
  for (int i = 0; i < 500; ++i) {
    const int row = i + 2;
    std::string name = fmt::format("学员{}", i);
    std::string sex = i % 2 == 0 ? "女" : "男";
    std::string phone = fmt::format("1380000{:04}", i);
    std::string card = identity(i, i % 2 == 0 ? 200 : 201);
    if (i % 25 == 7) {
      switch (i / 25 % 10) {
        case 0:
          name = "　 ";
          spoil(row, RosterFaultKind::EmptyName);
          break;
        case 1:
          card[17] = card[17] == '1' ? '2' : '1';
          spoil(row, RosterFaultKind::IdentityCheck);
          break;
        case 2:
          card = card.substr(0, 17);
          spoil(row, RosterFaultKind::IdentityLength);
          break;
        case 3:
          card.replace(10, 2, "13");
          spoil(row, RosterFaultKind::IdentityBirthDate);
          break;
        case 4:
          card = "1.10101E+17";
          spoil(row, RosterFaultKind::IdentityRounded);
          break;
        case 5:
          phone = "12345678901";
          spoil(row, RosterFaultKind::WrongPhone);
          break;
        case 6:
          sex = "?";
          spoil(row, RosterFaultKind::UnknownSex);
          break;
        case 7:
          sex = i % 2 == 0 ? "男" : "女";
          spoil(row, RosterFaultKind::SexDisagrees);
          break;
        case 8:
          card = identity(0, 200);
          sex = "女";
          spoil(row, RosterFaultKind::SameIdentity);
          break;
        default:
          card = "110101900307451";
          spoil(row, RosterFaultKind::IdentityOldCard);
          break;
      }
    }
    text += fmt::format("{},{},朝阳区红十字会,{},{}\n", name, sex, phone, card);
  }
  ASSERT_EQ(made.size(), 20U);
  const auto roster = read_bytes(gb18030(text));
  ASSERT_TRUE(roster) << roster.error().message();
  EXPECT_EQ(roster->rows, 500);
  EXPECT_EQ(roster->people.size(), 480U);
  std::map<int, RosterFaultKind> found;
  for (const RosterFault& fault : roster->faults) found[fault.row] = fault.kind;
  EXPECT_EQ(found, made);
  EXPECT_EQ(roster->faults.size(), 20U);
}

TEST(Roster, NeverShowsAWholeIdentityNumber) {
  const Roster roster = read_text(std::string(kHeadings) + "甲,,,,110105194912310020\n");
  ASSERT_EQ(roster.faults.size(), 1U);
  EXPECT_EQ(roster.faults[0].found, "**************0020");
  EXPECT_EQ(roster.faults[0].column, "身份证号");
}

TEST(Roster, TellsNamesakesApartWhereSomethingDoes) {
  const Roster roster =
      read_text(std::string(kHeadings) +
                "张伟,,甲,13800138000,\n张伟,,甲,13800138001,\n张伟,,乙,,\n张伟,,甲,,\n");
  EXPECT_EQ(roster.people.size(), 3U);
  ASSERT_EQ(roster.faults.size(), 1U);
  EXPECT_EQ(roster.faults[0].kind, RosterFaultKind::SamePerson);
  EXPECT_EQ(roster.faults[0].row, 5);
  EXPECT_EQ(roster.faults[0].first_row, 2);
}

TEST(Roster, TakesPassportsAsTheyStand) {
  const Roster roster = read_text(std::string(kHeadings) + "Ann Lee,,,,e1234 5678\n");
  ASSERT_EQ(roster.people.size(), 1U);
  EXPECT_EQ(roster.people[0].identity, "E12345678");
  EXPECT_EQ(roster.people[0].born, std::nullopt);
}

TEST(Roster, WithoutAColumnOfNamesSaysWhatToDo) {
  const auto roster = read_bytes("电话,单位\n1,2\n");
  ASSERT_FALSE(roster);
  EXPECT_THAT(roster.error().message(),
              HasSubstr("give the column of names the heading 姓名 or name"));
}

TEST(Roster, RefusesWhatIsNoList) {
  for (const std::string& bytes : {std::string("\xD0\xCF\x11\xE0 old"),
                                   std::string("PK\x03\x04 broken"), std::string("a\0b", 3)}) {
    const auto roster = read_bytes(bytes);
    ASSERT_FALSE(roster);
    EXPECT_FALSE(roster.error().remedy.empty()) << roster.error().message();
  }
  EXPECT_FALSE(read_roster("/nowhere/list.csv"));
  EXPECT_FALSE(read_roster("/"));
}

TEST(RosterXlsx, ReadsWhatAnOfficeProgramWrites) {
  const TemporaryFolder folder;
  const std::string file = folder / "list.xlsx";
  lxw_workbook* const book = workbook_new(file.c_str());
  workbook_add_worksheet(book, "空");  // an empty sheet in front
  lxw_worksheet* const sheet = workbook_add_worksheet(book, "名单");
  worksheet_merge_range(sheet, 0, 0, 0, 4, "学员名单", nullptr);
  const char* const headings[] = {"姓名", "手机", "身份证号", "性别"};
  for (lxw_col_t i = 0; i < 4; ++i) worksheet_write_string(sheet, 2, i, headings[i], nullptr);
  worksheet_write_string(sheet, 3, 0, "𠮷田", nullptr);
  worksheet_write_number(sheet, 3, 1, 13800138000.0, nullptr);
  worksheet_write_string(sheet, 3, 2, "11010519491231002X", nullptr);
  worksheet_write_string(sheet, 3, 3, "女", nullptr);
  worksheet_write_string(sheet, 5, 0, "李四", nullptr);
  worksheet_write_number(sheet, 5, 2, 110105194912310021.0, nullptr);
  ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);

  const auto roster = read_roster(file);
  ASSERT_TRUE(roster) << roster.error().message();
  EXPECT_EQ(roster->rows, 2);
  ASSERT_EQ(roster->people.size(), 1U);
  EXPECT_EQ(roster->people[0].name, "𠮷田");
  EXPECT_EQ(roster->people[0].phone, "13800138000");
  EXPECT_EQ(roster->people[0].row, 4);
  ASSERT_EQ(roster->faults.size(), 1U);
  EXPECT_EQ(roster->faults[0].row, 6);
  EXPECT_EQ(roster->faults[0].kind, RosterFaultKind::IdentityRounded);
}

/// An archive laid out by hand: what other programs write differently.
std::string zipped(const TemporaryFolder& folder, const std::map<std::string, std::string>& files) {
  const std::string path = folder / "made.xlsx";
  int trouble = 0;
  zip_t* const archive = zip_open(path.c_str(), ZIP_CREATE, &trouble);
  for (const auto& [name, text] : files) {
    zip_source_t* const source = zip_source_buffer(archive, text.data(), text.size(), 0);
    EXPECT_GE(zip_file_add(archive, name.c_str(), source, 0), 0);
  }
  EXPECT_EQ(zip_close(archive), 0);
  return path;
}

TEST(RosterXlsx, ReadsPrefixedNamesStringsInPlaceAndCellsWithoutReferences) {
  const TemporaryFolder folder;
  const std::string file = zipped(
      folder,
      {{"xl/workbook.xml",
        R"(<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="a" r:id="R1"/></x:sheets></x:workbook>)"},
       {"xl/_rels/workbook.xml.rels",
        R"(<Relationships><Relationship Id="R1" Target="/xl/worksheets/one.xml"/></Relationships>)"},
       {"xl/sharedStrings.xml",
        R"(<x:sst xmlns:x="m"><x:si><x:r><x:t>姓</x:t></x:r><x:r><x:t>名</x:t></x:r><x:rPh><x:t>xm</x:t></x:rPh></x:si></x:sst>)"},
       {"xl/worksheets/one.xml",
        R"(<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="inlineStr"><x:is><x:t>电话</x:t></x:is></x:c></x:row><x:row><x:c t="str"><x:v>王五</x:v></x:c><x:c><x:v>1.38001380E10</x:v></x:c></x:row></x:sheetData></x:worksheet>)"}});
  const auto roster = read_roster(file);
  ASSERT_TRUE(roster) << roster.error().message();
  ASSERT_EQ(roster->people.size(), 1U);
  EXPECT_EQ(roster->people[0].name, "王五");
  EXPECT_EQ(roster->people[0].phone, "13800138000");
}

TEST(RosterXlsx, OfNoSheetSaysWhatToDo) {
  const TemporaryFolder folder;
  const auto roster = read_roster(zipped(folder, {{"word/document.xml", "<a/>"}}));
  ASSERT_FALSE(roster);
  EXPECT_THAT(roster.error().message(), HasSubstr("save it as XLSX or CSV"));
}

RC_GTEST_PROP(RosterLaw, IsSafeWhateverTheBytes, (std::string noise)) {
  static const std::string sound = [] {
    const TemporaryFolder folder;
    std::ifstream file(
        zipped(folder,
               {{"xl/workbook.xml", R"(<workbook><sheets><sheet r:id="R1"/></sheets></workbook>)"},
                {"xl/_rels/workbook.xml.rels",
                 R"(<Relationships><Relationship Id="R1" Target="s.xml"/></Relationships>)"},
                {"xl/s.xml",
                 R"(<worksheet><sheetData><row r="1"><c r="B1" t="str"><v>姓名</v></c></row>)"
                 R"(<row r="2"><c r="B2" t="str"><v>甲</v></c></row></sheetData></worksheet>)"}}),
        std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }();
  std::string bytes = sound;
  const auto hits = *rc::gen::inRange(0, 4);
  for (int i = 0; i < hits; ++i) {
    bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
  }
  const auto roster = read_bytes(bytes);
  RC_ASSERT(hits > 0 || (roster && roster->people.size() == 1U));
  (void)read_bytes(noise);
  (void)read_bytes("姓名,身份证号\n" + noise);
}

TEST(RosterCells, KeepWhatWasMeant) {
  EXPECT_EQ(name_in(" 欧阳 娜娜\u3000"), "欧阳娜娜");
  EXPECT_EQ(name_in("Mary  Ann\nLee"), "Mary Ann Lee");
  EXPECT_EQ(name_in("阿卜杜拉·买买提"), "阿卜杜拉·买买提");
  EXPECT_EQ(phone_in("＋８６ １３８-００１３-８０００"), "13800138000");
  EXPECT_EQ(phone_in("1380013800"), std::nullopt) << "a digit is missing";
  EXPECT_EQ(phone_in("+44 20 7946 0000"), "+442079460000");
  EXPECT_EQ(phone_in("none"), std::nullopt);
  EXPECT_EQ(identity_in("'11010519491231002x "), "11010519491231002X");
}

TEST(RosterColumns, AreKnownByWhatPeopleCallThem) {
  EXPECT_EQ(roster_column("姓名"), RosterColumn::Name);
  EXPECT_EQ(roster_column("＊手 机 号（11位）"), RosterColumn::Phone);
  EXPECT_EQ(roster_column("Identity No."), RosterColumn::Identity);
  EXPECT_EQ(roster_column("血型"), std::nullopt);
  EXPECT_EQ(roster_column(""), std::nullopt);
}

}  // namespace
}  // namespace sternum
