/// A table as it goes into a CSV or XLSX file: headings, and cells that know what they are.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace sternum {

/// A day, as an XLSX date and as "2026-03-28" in CSV.
struct CellDay {
  int year = 0;
  int month = 0;
  int day = 0;
  friend bool operator==(const CellDay&, const CellDay&) = default;
};
/// Text that people typed, or a word of ours; a number with at most `decimals`; or nothing.
struct CellNumber {
  double value = 0.0;
  int decimals = 0;
  friend bool operator==(const CellNumber&, const CellNumber&) = default;
};
using ExportCell = std::variant<std::monostate, std::string, CellNumber, CellDay>;

struct ExportColumn {
  std::string heading;
  int width = 12;  ///< in characters, for a sheet
};

struct ExportTable {
  std::string title;  ///< of the sheet; at most 31 characters, none of []:*?/\.
  std::vector<ExportColumn> columns;
  std::vector<std::vector<ExportCell>> rows;  ///< each with a cell for every column
};

/// A day written "2026-03-28" becomes a day, anything else stays the text it is; nothing stays
/// nothing.
[[nodiscard]] ExportCell day_cell(const std::string& text);
/// Empty text is nothing.
[[nodiscard]] ExportCell text_cell(std::string text);

}  // namespace sternum
