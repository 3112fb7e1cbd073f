#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <system_error>
#include <variant>

#include "datasets/atomic_file.hpp"
#include "datasets/exports/table_files.hpp"

namespace sternum {
namespace {

/// Told as when the file was made, whenever that was: 2000-01-01, so that the same table gives the
/// same bytes.
constexpr std::time_t kAlwaysTheSame = 946'684'800;
constexpr std::size_t kLongestCell = 32'767;  ///< characters, as Excel allows
constexpr std::size_t kMostRows = 1'048'575;

tl::unexpected<Error> no_sheet(const std::filesystem::path& file, const char* reason) {
  return failure(fmt::format("the table cannot be written as XLSX ({})", reason), file.string(),
                 "check the disk, or export it as CSV");
}

/// At most so many bytes, cut between characters.
std::string cut(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

struct SheetFormats {
  lxw_format* heading = nullptr;
  lxw_format* day = nullptr;
  std::array<lxw_format*, 4> numbers{};  ///< by their decimals
};

SheetFormats formats_of(lxw_workbook* book) {
  constexpr std::array kNumberFormats = {"0", "0.0", "0.00", "0.000"};
  SheetFormats formats;
  formats.heading = workbook_add_format(book);
  format_set_bold(formats.heading);
  format_set_text_wrap(formats.heading);
  format_set_bottom(formats.heading, LXW_BORDER_THIN);
  formats.day = workbook_add_format(book);
  format_set_num_format(formats.day, "yyyy-mm-dd");
  for (std::size_t i = 0; i < kNumberFormats.size(); ++i) {
    formats.numbers.at(i) = workbook_add_format(book);
    format_set_num_format(formats.numbers.at(i), kNumberFormats.at(i));
  }
  return formats;
}

lxw_error write_sheet(lxw_workbook* book, const ExportTable& table, const SheetFormats& formats) {
  lxw_worksheet* const sheet = workbook_add_worksheet(book, table.title.c_str());
  if (sheet == nullptr) return LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE;
  lxw_error worst = LXW_NO_ERROR;
  const auto note = [&](lxw_error error) { worst = error != LXW_NO_ERROR ? error : worst; };
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const auto column = static_cast<lxw_col_t>(c);
    const ExportColumn& of = table.columns[c];
    note(worksheet_set_column(sheet, column, column, of.width, nullptr));
    note(worksheet_write_string(sheet, 0, column, of.heading.c_str(), formats.heading));
  }
  worksheet_freeze_panes(sheet, 1, 0);
  if (!table.rows.empty()) {
    note(worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(table.rows.size()),
                              static_cast<lxw_col_t>(table.columns.size() - 1)));
  }
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
      const auto row = static_cast<lxw_row_t>(r + 1);
      const auto column = static_cast<lxw_col_t>(c);
      const ExportCell& cell = table.rows[r][c];
      if (const auto* text = std::get_if<std::string>(&cell)) {
        const std::string short_enough = cut(*text, kLongestCell);
        note(worksheet_write_string(sheet, row, column, short_enough.c_str(), nullptr));
      } else if (const auto* number = std::get_if<CellNumber>(&cell)) {
        lxw_format* const format = formats.numbers.at(static_cast<std::size_t>(number->decimals));
        note(worksheet_write_number(sheet, row, column, number->value, format));
      } else if (const auto* day = std::get_if<CellDay>(&cell)) {
        lxw_datetime date{day->year, day->month, day->day, 0, 0, 0.0};
        note(worksheet_write_datetime(sheet, row, column, &date, formats.day));
      }
    }
  }
  return worst;
}

/// The library writes files of its own name: removed whatever happens.
class ScratchName {
 public:
  explicit ScratchName(const std::filesystem::path& file) : path_(file) { path_ += ".sheet"; }
  ~ScratchName() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  ScratchName(const ScratchName&) = delete;
  ScratchName& operator=(const ScratchName&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

Result<void> write_xlsx(const std::vector<ExportTable>& tables, const std::filesystem::path& file) {
  auto target = AtomicFile::create(file);
  if (!target) return tl::unexpected(target.error());
  const ScratchName scratch(file);
  lxw_workbook* const book = workbook_new(scratch.path().c_str());
  if (book == nullptr) return no_sheet(file, "no memory");
  lxw_doc_properties properties{};
  properties.created = kAlwaysTheSame;
  workbook_set_properties(book, &properties);
  const SheetFormats formats = formats_of(book);
  lxw_error worst = LXW_NO_ERROR;
  for (const ExportTable& table : tables) {
    const lxw_error error = table.rows.size() > kMostRows ? LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE
                                                          : write_sheet(book, table, formats);
    if (error != LXW_NO_ERROR) worst = error;
  }
  const lxw_error closed = workbook_close(book);
  if (closed != LXW_NO_ERROR) worst = closed;
  if (worst != LXW_NO_ERROR) return no_sheet(file, lxw_strerror(worst));

  std::ifstream in(scratch.path(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) return no_sheet(file, "it cannot be read back");
  if (auto written = target->write(bytes); !written) return written;
  return target->finish();
}

}  // namespace sternum
