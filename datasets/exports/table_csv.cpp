#include <fmt/format.h>

#include <string_view>
#include <variant>

#include "datasets/atomic_file.hpp"
#include "datasets/exports/table_files.hpp"

namespace sternum {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBeginsFormula = "=+-@\t\r\n";

void append_text_cell(std::string_view text, std::string& csv) {
  std::string guarded;
  if (!text.empty() && kBeginsFormula.find(text.front()) != std::string_view::npos) guarded = "'";
  guarded += text;
  if (guarded.find_first_of(",\"\r\n") == std::string::npos) {
    csv += guarded;
    return;
  }
  csv += '"';
  for (const char c : guarded) {
    if (c == '"') csv += '"';
    csv += c;
  }
  csv += '"';
}

/// With no more decimals than it takes: 87.5, not 87.50.
std::string shortest_decimal(CellNumber number) {
  std::string text = fmt::format("{:.{}f}", number.value, number.decimals);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

}  // namespace

std::string csv_of(const ExportTable& table) {
  std::string csv(kByteOrderMark);
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (c > 0) csv += ',';
    append_text_cell(table.columns[c].heading, csv);
  }
  csv += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) csv += ',';
      if (const auto* text = std::get_if<std::string>(&row[c])) {
        append_text_cell(*text, csv);
      } else if (const auto* number = std::get_if<CellNumber>(&row[c])) {
        csv += shortest_decimal(*number);
      } else if (const auto* day = std::get_if<CellDay>(&row[c])) {
        csv += fmt::format("{:04}-{:02}-{:02}", day->year, day->month, day->day);
      }
    }
    csv += "\r\n";
  }
  return csv;
}

Result<void> write_csv(const ExportTable& table, const std::filesystem::path& file) {
  auto target = AtomicFile::create(file);
  if (!target) return tl::unexpected(target.error());
  if (auto written = target->write(csv_of(table)); !written) return written;
  return target->finish();
}

}  // namespace sternum
