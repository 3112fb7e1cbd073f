#include "datasets/recordings/recorded_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>

#include "datasets/recordings/cells.hpp"
#include "datasets/recordings/line_source.hpp"
#include "datasets/recordings/recording_header.hpp"
#include "datasets/recordings/remark.hpp"

namespace sternum {
namespace {

/// A row's cells into `rows`; false when one of them is not what it should be.
bool take_row(std::string_view line, const RecordingHeader& header, RecordedRows& rows,
              std::optional<std::int64_t>& last_us) {
  std::vector<std::optional<float>> values(rows.channels.size());
  std::int64_t t_us = 0;
  const char* at = line.data();
  const char* const end = at + line.size();
  std::size_t track = 0;
  for (std::size_t i = 0; i < header.columns.size(); ++i) {
    if (i > 0) {
      if (at == end || *at != ',') return false;
      ++at;
    }
    CellEnd cell{};
    if (header.columns[i]) {
      float value = 0.0F;
      cell = read_value_cell(at, end, value);
      if (cell.kind == CellKind::Number) values[track] = value;
      if (cell.kind > CellKind::Empty) return false;
      ++track;
    } else {
      cell = read_time_cell(at, end, t_us);
      if (cell.kind != CellKind::Number) return false;
    }
    at = cell.at;
  }
  if (at != end || (last_us && t_us <= *last_us)) return false;
  last_us = t_us;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i]) rows.samples[i].push_back({t_us, *values[i]});
  }
  return true;
}

}  // namespace

bool RecordedRows::has_samples() const {
  return std::ranges::any_of(samples, [](const auto& track) { return !track.empty(); });
}

std::int64_t RecordedRows::first_us() const {
  std::int64_t first = std::numeric_limits<std::int64_t>::max();
  for (const auto& track : samples) {
    if (!track.empty()) first = std::min(first, track.front().t_us);
  }
  return first;
}

std::int64_t RecordedRows::last_us() const {
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  for (const auto& track : samples) {
    if (!track.empty()) last = std::max(last, track.back().t_us);
  }
  return last;
}

Result<RecordedRows> rows_of_text(std::string_view csv, const std::string& origin) {
  LineSource lines = LineSource::over(csv, origin);
  std::string_view line;
  if (!lines.next(line)) {
    return failure("the recording is empty", origin, "choose another one");
  }
  const auto header = parse_recording_header(line, lines.where());
  if (!header) return tl::unexpected(header.error());
  RecordedRows rows;
  for (const auto& channel : header->columns) {
    if (channel) rows.channels.push_back(*channel);
  }
  rows.samples.resize(rows.channels.size());
  std::optional<std::int64_t> last_us;
  std::size_t placed = 0;  // of the remarks
  const auto place = [&](std::int64_t t_us) {
    for (; placed < rows.remarks.size(); ++placed) rows.remarks[placed].t_us = t_us;
  };
  while (lines.next(line)) {
    if (is_remark(line)) {
      rows.remarks.push_back({0, std::string(line)});
      continue;
    }
    if (line.empty() || line.front() == '#') continue;
    if (!take_row(line, *header, rows, last_us)) {
      return failure("this row is not as a recording is written", lines.where(),
                     "times must ascend, and cells hold numbers or nothing");
    }
    place(*last_us);
  }
  if (lines.trouble()) return tl::unexpected(*lines.trouble());
  place(last_us ? *last_us + 1 : 0);
  return rows;
}

std::string text_of(const RecordedRows& rows) {
  std::string text = "t_us";
  for (const Channel channel : rows.channels) {
    text += ',';
    text += column_name(channel);
  }
  text += '\n';
  std::vector<std::size_t> next(rows.channels.size(), 0);
  std::size_t remark = 0;
  for (;;) {
    std::optional<std::int64_t> t_us;
    for (std::size_t c = 0; c < next.size(); ++c) {
      if (next[c] == rows.samples[c].size()) continue;
      const std::int64_t own_us = rows.samples[c][next[c]].t_us;
      t_us = t_us ? std::min(*t_us, own_us) : own_us;
    }
    for (; remark < rows.remarks.size() && (!t_us || rows.remarks[remark].t_us <= *t_us);
         ++remark) {
      text += rows.remarks[remark].line;
      text += '\n';
    }
    if (!t_us) return text;
    fmt::format_to(std::back_inserter(text), "{}", *t_us);
    for (std::size_t c = 0; c < next.size(); ++c) {
      text += ',';
      if (next[c] == rows.samples[c].size() || rows.samples[c][next[c]].t_us != *t_us) continue;
      fmt::format_to(std::back_inserter(text), "{}", rows.samples[c][next[c]++].value);
    }
    text += '\n';
  }
}

}  // namespace sternum
