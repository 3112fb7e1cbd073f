#include <fmt/format.h>
#include <zip.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string_view>
#include <utility>

#include "datasets/roster/table.hpp"

namespace sternum {
namespace {

constexpr std::uint64_t kMostUnpacked = 64U << 20U;
/// Beyond this Excel keeps no digit, and a double no integer.
constexpr double kFirstInexact = 1e15;

Error not_readable(const std::string& name) {
  return {"this is not a spreadsheet that can be read", name,
          "open it in the office program and save it as XLSX or CSV"};
}

/// The files in an XLSX file, which is a ZIP archive. The bytes outlive it.
class Archive {
 public:
  explicit Archive(const std::string& bytes) {
    zip_error_t trouble;
    zip_error_init(&trouble);
    zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &trouble);
    if (source != nullptr) {
      zip_ = zip_open_from_source(source, ZIP_RDONLY, &trouble);
      if (zip_ == nullptr) zip_source_free(source);
    }
    zip_error_fini(&trouble);
  }
  ~Archive() {
    if (zip_ != nullptr) zip_discard(zip_);
  }
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  /// Empty: it is not there, damaged, or unpacks to more than a list of people could.
  [[nodiscard]] std::optional<std::string> file(const std::string& path) {
    if (zip_ == nullptr) return std::nullopt;
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_stat(zip_, path.c_str(), ZIP_FL_NOCASE, &about) != 0) return std::nullopt;
    if ((about.valid & ZIP_STAT_SIZE) == 0 || about.size > kMostUnpacked - unpacked_) {
      return std::nullopt;
    }
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> opened(
        zip_fopen_index(zip_, about.index, 0), zip_fclose);
    if (!opened) return std::nullopt;
    std::string bytes(about.size, '\0');
    const zip_int64_t read = zip_fread(opened.get(), bytes.data(), bytes.size());
    if (read < 0 || static_cast<std::uint64_t>(read) != about.size) return std::nullopt;
    unpacked_ += about.size;
    return bytes;
  }

 private:
  zip_t* zip_ = nullptr;
  std::uint64_t unpacked_ = 0;
};

/// Some programs write every name with a prefix ("x:row").
std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& one : node.children()) {
    if (local_name(one) == name) return one;
  }
  return {};
}

/// The text of a string, which may be cut into runs of several fonts. Its reading aid (`rPh`, above
/// Japanese or Chinese characters) is no part of it.
std::string text_of(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& one : node.children()) {
    if (local_name(one) == "t") text += one.text().get();
    if (local_name(one) == "r") text += text_of(one);
  }
  return text;
}

/// A telephone number is stored as a number; digits that were lost stay visible ("1.10101E+17").
std::string number_text(const std::string& stored) {
  double value = 0.0;
  const char* const end = stored.data() + stored.size();
  const auto [at, trouble] = std::from_chars(stored.data(), end, value);
  if (trouble != std::errc{} || at != end) return stored;
  const bool is_whole = std::isfinite(value) && value == std::trunc(value);
  return is_whole && std::abs(value) < kFirstInexact ? fmt::format("{:.0f}", value) : stored;
}

/// "AB12" is column 27, from 0. Empty when it is no reference.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  std::size_t letters = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z') break;
    if (++letters > 3) return std::nullopt;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
  }
  if (letters == 0) return std::nullopt;
  return column - 1;
}

class Workbook {
 public:
  Workbook(Archive& archive, std::string name) : archive_(archive), name_(std::move(name)) {}

  Result<Table> read() {
    const auto sheets = find_sheets();
    if (sheets.empty()) return tl::unexpected(not_readable(name_));
    if (!read_strings()) return tl::unexpected(not_readable(name_));
    for (const std::string& path : sheets) {
      auto table = read_sheet(path);
      if (!table || !table->rows.empty()) return table;
    }
    return Table{};
  }

 private:
  [[nodiscard]] bool load(const std::string& path, pugi::xml_document& document) {
    const auto bytes = archive_.file(path);
    return bytes && document.load_buffer(bytes->data(), bytes->size());
  }

  /// Paths of the sheets, in the order of their tabs.
  std::vector<std::string> find_sheets() {
    pugi::xml_document book;
    pugi::xml_document relations;
    if (!load("xl/workbook.xml", book) || !load("xl/_rels/workbook.xml.rels", relations)) return {};
    std::vector<std::string> paths;
    for (const pugi::xml_node& sheet : child(book.document_element(), "sheets").children()) {
      const std::string_view id = sheet.attribute("r:id").value();
      for (const pugi::xml_node& relation : relations.document_element().children()) {
        if (id.empty() || relation.attribute("Id").value() != id) continue;
        const std::string target = relation.attribute("Target").value();
        paths.push_back(target.starts_with('/') ? target.substr(1) : "xl/" + target);
      }
    }
    return paths;
  }

  bool read_strings() {
    const auto bytes = archive_.file("xl/sharedStrings.xml");
    if (!bytes) return true;  // a sheet of numbers, or of strings of its own
    pugi::xml_document document;
    if (!document.load_buffer(bytes->data(), bytes->size(),
                              pugi::parse_default | pugi::parse_ws_pcdata)) {
      return false;
    }
    for (const pugi::xml_node& one : document.document_element().children()) {
      if (local_name(one) == "si") strings_.push_back(text_of(one));
    }
    return true;
  }

  Result<Table> read_sheet(const std::string& path) {
    pugi::xml_document document;
    if (!load(path, document)) return tl::unexpected(not_readable(name_));
    Table table;
    int number = 0;
    for (const pugi::xml_node& row : child(document.document_element(), "sheetData").children()) {
      if (local_name(row) != "row") continue;
      number = row.attribute("r").as_int(number + 1);
      auto cells = read_row(row);
      if (!cells) {
        return failure(fmt::format("a row has more than {} cells", kMostTableColumns),
                       fmt::format("{}, row {}", name_, number), "keep only the list of people");
      }
      bool is_empty = true;
      for (const std::string& cell : *cells) is_empty = is_empty && cell.empty();
      if (!is_empty) table.rows.push_back({number, std::move(*cells)});
      if (table.rows.size() > kMostTableRows) {
        return failure(fmt::format("there are more than {} rows", kMostTableRows), name_,
                       "import the class's own list");
      }
    }
    return table;
  }

  std::optional<std::vector<std::string>> read_row(const pugi::xml_node& row) {
    std::vector<std::string> cells;
    for (const pugi::xml_node& cell : row.children()) {
      if (local_name(cell) != "c") continue;
      const std::size_t column = column_of(cell.attribute("r").value()).value_or(cells.size());
      if (column >= kMostTableColumns) {
        if (read_cell(cell).empty()) continue;  // somebody coloured the whole row
        return std::nullopt;
      }
      if (cells.size() <= column) cells.resize(column + 1);
      cells[column] = read_cell(cell);
    }
    return cells;
  }

  std::string read_cell(const pugi::xml_node& cell) {
    const std::string_view kind = cell.attribute("t").value();
    if (kind == "inlineStr") return text_of(child(cell, "is"));
    const std::string stored = child(cell, "v").text().get();
    if (kind == "s") {
      std::size_t index = 0;
      const auto [at, trouble] =
          std::from_chars(stored.data(), stored.data() + stored.size(), index);
      return trouble == std::errc{} && index < strings_.size() ? strings_[index] : std::string();
    }
    if (kind == "str") return stored;           // a formula's text
    if (kind == "e" || kind == "b") return {};  // an error, a truth value: nothing about a person
    return stored.empty() ? stored : number_text(stored);
  }

  Archive& archive_;
  std::string name_;
  std::vector<std::string> strings_;
};

}  // namespace

Result<Table> read_xlsx_table(const std::string& bytes, const std::string& name) {
  Archive archive(bytes);
  return Workbook(archive, name).read();
}

}  // namespace sternum
