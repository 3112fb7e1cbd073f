#include "datasets/recordings/recording_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "datasets/nearest_name.hpp"

namespace sternum {
namespace {

constexpr std::string_view kTimeColumn = "t_us";
constexpr std::size_t kLongestShown = 40;

std::vector<std::string_view> known_columns() {
  std::vector<std::string_view> names = {kTimeColumn};
  for (const Channel channel : kAllChannels) names.push_back(column_name(channel));
  return names;
}

std::string_view trimmed(std::string_view cell) {
  const auto first = cell.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return cell.substr(first, cell.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  for (;;) {
    const auto comma = line.find(',');
    cells.push_back(trimmed(line.substr(0, comma)));
    if (comma == std::string_view::npos) return cells;
    line.remove_prefix(comma + 1);
  }
}

bool is_text(std::string_view line) {
  return std::ranges::all_of(line, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 || byte == '\t' || byte == '\r';
  });
}

tl::unexpected<Error> unknown_column(std::string_view name, const std::string& where) {
  const auto known = known_columns();
  if (name.empty()) {
    return failure("a column has no name", where,
                   "name it or remove it; columns are " + listed(known));
  }
  const auto nearest = nearest_name(name, known);
  return failure(fmt::format("the column '{}' is unknown", name.substr(0, kLongestShown)), where,
                 nearest ? fmt::format("rename it to {} if that is what it holds", *nearest)
                         : "columns are " + listed(known));
}

}  // namespace

Result<RecordingHeader> parse_recording_header(std::string_view line, const std::string& where) {
  if (!is_text(line)) {
    return failure("this is not a text file", where, "export the recording as CSV in UTF-8");
  }
  if (line.find('\r') != std::string_view::npos) {
    return failure("the lines end in CR alone", where, "save the file with LF or CRLF line ends");
  }
  const auto cells = cells_of(line);
  if (std::ranges::find(cells, kTimeColumn) == cells.end()) {
    const bool other_separator = line.find_first_of(";\t") != std::string_view::npos &&
                                 line.find(kTimeColumn) != std::string_view::npos;
    if (other_separator) {
      return failure("the columns are not separated by commas", where,
                     "export the recording with commas and decimal points");
    }
    return failure("the header has no t_us column", where,
                   "the first line must name the columns, such as t_us,depth_mm");
  }
  RecordingHeader header;
  for (const auto cell : cells) {
    const bool is_time = cell == kTimeColumn;
    const auto channel = channel_of_column(cell);
    if (!is_time && !channel) return unknown_column(cell, where);
    if (std::ranges::find(header.columns, channel) != header.columns.end()) {
      return failure(fmt::format("the column '{}' stands there twice", cell), where,
                     "remove one of them");
    }
    header.columns.push_back(channel);
  }
  return header;
}

}  // namespace sternum
