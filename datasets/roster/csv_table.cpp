#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "datasets/roster/table.hpp"

namespace sternum {
namespace {

char separator_of(std::string_view text) {
  constexpr std::array kSeparators = {',', ';', '\t'};
  std::array<int, kSeparators.size()> counts{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' && std::ranges::any_of(counts, [](int n) { return n > 0; })) break;
    const auto found = std::ranges::find(kSeparators, c);
    if (found != kSeparators.end()) ++counts[static_cast<std::size_t>(found - kSeparators.begin())];
  }
  return kSeparators[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

/// Row by row:
/// ```
///   Plain ──"── at a cell's start ──▶ Quoted ──"──▶ AfterQuote ──"──▶ Quoted (one quote was meant)
///     ▲                                                 │
///     └──────────── separator, line end, else ──────────┘
/// ```
class CsvReader {
 public:
  CsvReader(const std::string& text, std::string name)
      : text_(text), name_(std::move(name)), separator_(separator_of(text)) {}

  Result<Table> read() {
    for (const char c : text_) {
      if (c == '\0') {
        return failure("the file holds a zero byte: it is no CSV", where(),
                       "save the list as CSV or XLSX");
      }
      take(c);
      if (trouble_) return tl::unexpected(*trouble_);
      if (c == '\n') ++line_;
    }
    if (state_ == State::Quoted) {
      return failure("a quotation mark is opened and never closed",
                     fmt::format("{}:{}", name_, row_line_), "close it, or take it away");
    }
    end_row();
    if (trouble_) return tl::unexpected(*trouble_);
    return std::move(table_);
  }

 private:
  enum class State { Plain, Quoted, AfterQuote };

  void take(char c) {
    if (state_ == State::Quoted) {
      if (c == '"') {
        state_ = State::AfterQuote;
      } else {
        cell_ += c;
      }
      return;
    }
    if (c == '"' && state_ == State::AfterQuote) {
      cell_ += c;
      state_ = State::Quoted;
    } else if (c == '"' && cell_.empty()) {
      state_ = State::Quoted;
    } else if (c == separator_) {
      end_cell();
    } else if (c == '\n') {
      end_row();
    } else if (c != '\r') {
      cell_ += c;
    }
  }

  void end_cell() {
    row_.push_back(std::exchange(cell_, {}));
    state_ = State::Plain;
    if (row_.size() > kMostTableColumns) {
      trouble_ = Error{fmt::format("a row has more than {} cells", kMostTableColumns), where(),
                       "keep only the list of people"};
    }
  }

  void end_row() {
    end_cell();
    const bool is_empty = std::ranges::all_of(row_, [](const auto& cell) { return cell.empty(); });
    if (!is_empty) table_.rows.push_back({row_line_, std::move(row_)});
    row_ = {};
    row_line_ = line_ + 1;
    if (table_.rows.size() > kMostTableRows) {
      trouble_ = Error{fmt::format("there are more than {} rows", kMostTableRows), where(),
                       "import the class's own list"};
    }
  }

  [[nodiscard]] std::string where() const { return fmt::format("{}:{}", name_, line_); }

  const std::string& text_;
  std::string name_;
  char separator_;
  State state_ = State::Plain;
  std::string cell_;
  std::vector<std::string> row_;
  int line_ = 1;
  int row_line_ = 1;
  Table table_;
  std::optional<Error> trouble_;
};

}  // namespace

Result<Table> read_csv_table(const std::string& text, const std::string& name) {
  return CsvReader(text, name).read();
}

}  // namespace sternum
