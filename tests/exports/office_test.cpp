// What a spreadsheet program makes of our files: LibreOffice, which reads as Excel and WPS do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "datasets/exports/table_files.hpp"
#include "tests/datasets/scratch_folder.hpp"
#include "tests/support/child_process.hpp"

namespace sternum {
namespace {

using test::ScratchFolder;

TEST(LibreOffice, ReadsTextNumbersAndDaysOutOfBothFormats) {
  if (test::run({"/bin/sh", "-c", "command -v soffice"}).exit_code != 0) {
    GTEST_SKIP() << "LibreOffice is not installed (package libreoffice-calc-nogui)";
  }
  ExportTable table;
  table.title = "成绩";
  table.columns = {{"姓名", 12}, {"成绩", 8}, {"日期", 12}};
  table.rows = {{text_cell("王晓燕"), CellNumber{87.5, 1}, day_cell("2026-03-28")},
                {text_cell("=1+1"), CellNumber{100.0, 1}, day_cell("2026-03-29")}};
  const ScratchFolder folder;
  ASSERT_TRUE(write_xlsx({table}, folder.path() / "sheet.xlsx"));
  ASSERT_TRUE(write_csv(table, folder.path() / "text.csv"));
  const auto out = folder.path() / "out";
  const auto converted =
      test::run({"/usr/bin/env", "soffice", "--headless",
                 "-env:UserInstallation=file://" + (folder.path() / "profile").string(),
                 "--infilter=CSV:44,34,76,1", "--convert-to", "fods", "--outdir", out.string(),
                 (folder.path() / "sheet.xlsx").string(), (folder.path() / "text.csv").string()},
                std::chrono::seconds(100));
  ASSERT_EQ(converted.exit_code, 0) << converted.errors;
  for (const char* name : {"sheet.fods", "text.fods"}) {
    const std::string document = test::text_of(out / name);
    EXPECT_THAT(document, testing::HasSubstr("<text:p>王晓燕</text:p>")) << name;
    EXPECT_THAT(document, testing::HasSubstr("office:value=\"87.5\"")) << name;
    EXPECT_THAT(document, testing::HasSubstr("office:date-value=\"2026-03-28\"")) << name;
    EXPECT_THAT(document, testing::Not(testing::HasSubstr("table:formula="))) << name;
  }
}

}  // namespace
}  // namespace sternum
