/// The first line of a recording: which channel stands in which column.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/channel.hpp"
#include "analysis/core/result.hpp"

namespace sternum {

struct RecordingHeader {
  /// One entry per column, in the file's order; empty for `t_us`.
  std::vector<std::optional<Channel>> columns;
};

/// `where` ("lesson.csv:1") goes into errors, which say how to mend the line.
[[nodiscard]] Result<RecordingHeader> parse_recording_header(std::string_view line,
                                                             const std::string& where);

}  // namespace sternum
