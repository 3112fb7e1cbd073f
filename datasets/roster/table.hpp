/// A table as somebody's office program saved it: rows of cells of text, from CSV or XLSX.
///
/// Which of the two it is, the bytes say, not the name. All text is UTF-8. Rows keep the number
/// that the office program shows beside them, so that a message can name it; rows without anything
/// in them are left out. Reads the whole file; blocks on the disk. Errors name the file and what to
/// do. Limits guard against a file that is no list of people: 16 MiB on disk, 64 MiB unpacked,
/// 20,000 rows, 256 columns.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"

namespace sternum {

struct TableRow {
  int number = 0;  ///< as shown beside the row, from 1; of CSV, counted by line
  std::vector<std::string> cells;
  friend bool operator==(const TableRow&, const TableRow&) = default;
};

struct Table {
  std::vector<TableRow> rows;
};

inline constexpr std::size_t kMostTableRows = 20'000;
inline constexpr std::size_t kMostTableColumns = 256;

[[nodiscard]] Result<Table> read_table(const std::filesystem::path& file);

/// The first sheet with anything in it. `bytes` are those of the whole file.
[[nodiscard]] Result<Table> read_xlsx_table(const std::string& bytes, const std::string& name);
/// Cells between commas, semicolons or tabs, whichever the first row has most of; quoted ones may
/// hold line breaks. `text` is UTF-8.
[[nodiscard]] Result<Table> read_csv_table(const std::string& text, const std::string& name);

}  // namespace sternum
