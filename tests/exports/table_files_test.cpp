// Tables as CSV and XLSX: the same bytes again, no formulas, numbers as numbers.
#include "datasets/exports/table_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <pugixml.hpp>
#include <string>

#include "tests/datasets/scratch_folder.hpp"

namespace sternum {
namespace {

using test::ScratchFolder;
using testing::HasSubstr;

ExportTable hostile_table() {
  ExportTable table;
  table.title = "成绩";
  table.columns = {{"姓名", 12}, {"Score", 8}, {"Day", 12}};
  for (const char* name :
       {"=1+1", "+86", "-2", "@SUM(A1)", "\t=1", "\r=1", "a,\"b\"\nc", "李 强"}) {
    table.rows.push_back({text_cell(name), CellNumber{-87.25, 2}, day_cell("2026-03-28")});
  }
  table.rows.push_back({ExportCell{}, ExportCell{}, day_cell("soon")});
  return table;
}

/// One file out of an XLSX.
std::string part_of(const std::filesystem::path& file, const char* name) {
  zip_t* const archive = zip_open(file.c_str(), ZIP_RDONLY, nullptr);
  if (archive == nullptr) return {};
  std::string text;
  if (zip_file_t* const part = zip_fopen(archive, name, 0)) {
    char buffer[4096];
    for (zip_int64_t got = 0; (got = zip_fread(part, buffer, sizeof buffer)) > 0;) {
      text.append(buffer, static_cast<std::size_t>(got));
    }
    zip_fclose(part);
  }
  zip_discard(archive);
  return text;
}

TEST(TableCsv, GuardsTextThatASpreadsheetWouldCompute) {
  EXPECT_EQ(csv_of(hostile_table()),
            "\xEF\xBB\xBF姓名,Score,Day\r\n"
            "'=1+1,-87.25,2026-03-28\r\n"
            "'+86,-87.25,2026-03-28\r\n"
            "'-2,-87.25,2026-03-28\r\n"
            "'@SUM(A1),-87.25,2026-03-28\r\n"
            "'\t=1,-87.25,2026-03-28\r\n"
            "\"'\r=1\",-87.25,2026-03-28\r\n"
            "\"a,\"\"b\"\"\nc\",-87.25,2026-03-28\r\n"
            "李 强,-87.25,2026-03-28\r\n"
            ",,soon\r\n");
}

TEST(TableCsv, WritesNumbersWithoutNeedlessZeros) {
  ExportTable table;
  table.columns = {{"a", 1}};
  for (const double value : {0.0, -0.001, 100.0, 87.5, 87.25}) {
    table.rows.push_back({CellNumber{value, 2}});
  }
  EXPECT_EQ(csv_of(table),
            "\xEF\xBB\xBF"
            "a\r\n0\r\n0\r\n100\r\n87.5\r\n87.25\r\n");
}

TEST(TableXlsx, HoldsTextAsTextNumbersAsNumbersAndDaysAsDays) {
  const ScratchFolder folder;
  const auto file = folder.path() / "a.xlsx";
  ASSERT_TRUE(write_xlsx({hostile_table()}, file));
  pugi::xml_document sheet;
  ASSERT_TRUE(sheet.load_string(part_of(file, "xl/worksheets/sheet1.xml").c_str()));
  EXPECT_EQ(sheet.select_nodes("//f").size(), 0U);
  const auto cell = [&](const char* place) {
    return sheet.select_node((std::string("//c[@r='") + place + "']").c_str()).node();
  };
  EXPECT_STREQ(cell("A2").attribute("t").value(), "s");
  EXPECT_STREQ(cell("B2").child_value("v"), "-87.25");
  EXPECT_STREQ(cell("B2").attribute("t").value(), "");
  EXPECT_STREQ(cell("C2").child_value("v"), "46109");  // 2026-03-28, in days since 1899-12-30
  EXPECT_STREQ(cell("C10").attribute("t").value(), "s");
  EXPECT_THAT(part_of(file, "xl/sharedStrings.xml"), HasSubstr("=1+1"));
  EXPECT_THAT(part_of(file, "xl/workbook.xml"), HasSubstr("成绩"));
}

TEST(TableXlsx, IsTheSameBytesForTheSameTable) {
  const ScratchFolder folder;
  ASSERT_TRUE(write_xlsx({hostile_table()}, folder.path() / "a.xlsx"));
  ASSERT_TRUE(write_xlsx({hostile_table()}, folder.path() / "b.xlsx"));
  EXPECT_EQ(test::text_of(folder.path() / "a.xlsx"), test::text_of(folder.path() / "b.xlsx"));
  int files = 0;
  for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator(folder.path())) {
    ++files;
  }
  EXPECT_EQ(files, 2);  // and nothing beside them
}

TEST(TableXlsx, IntoAFolderThatIsNotThereIsOneSentence) {
  const auto written = write_xlsx({hostile_table()}, "/nowhere/at/all/a.xlsx");
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().message(), HasSubstr("its folder is not there"));
}

}  // namespace
}  // namespace sternum
