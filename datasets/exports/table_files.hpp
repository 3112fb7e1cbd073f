/// Tables as files that Excel, WPS and LibreOffice open right.
///
/// Identical tables give identical bytes. No cell is ever a formula. In CSV, which cannot say so,
/// text that a spreadsheet would take for one (it begins with = + - @, a tab or a line's end) gets
/// an apostrophe in front; numbers stay numbers. CSV is UTF-8 with a byte-order mark, RFC 4180,
/// lines ending in CRLF, days as 2026-03-28. Files appear whole or not at all. Blocks on the disk;
/// errors name the file and what to do.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/exports/export_table.hpp"

namespace sternum {

[[nodiscard]] std::string csv_of(const ExportTable& table);
[[nodiscard]] Result<void> write_csv(const ExportTable& table, const std::filesystem::path& file);
/// A sheet for each table, with its headings held in sight.
[[nodiscard]] Result<void> write_xlsx(const std::vector<ExportTable>& tables,
                                      const std::filesystem::path& file);

}  // namespace sternum
