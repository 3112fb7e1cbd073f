/// A whole recording in memory, channel by channel, as the lines of its CSV file: for turning it
/// into another format and back.
///
/// What a `RecordingWriter` wrote comes out of `text_of` byte for byte as it went into
/// `rows_of_text`. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/channel.hpp"
#include "analysis/core/result.hpp"

namespace sternum {

struct RecordedSample {
  std::int64_t t_us = 0;
  float value = 0.0F;
};

/// A remark as it stands in the file, without its end; it is in front of the first row that is not
/// before `t_us`.
struct PlacedRemark {
  std::int64_t t_us = 0;
  std::string line;
};

struct RecordedRows {
  std::vector<Channel> channels;
  std::vector<std::vector<RecordedSample>> samples;  ///< of each channel, ascending in time
  std::vector<PlacedRemark> remarks;                 ///< in the order of the file

  [[nodiscard]] bool has_samples() const;
  /// Of the first and the last sample. Require one.
  [[nodiscard]] std::int64_t first_us() const;
  [[nodiscard]] std::int64_t last_us() const;
};

/// Times must ascend: of a recording whose clock wraps or restarts, what a writer makes of it.
/// `origin` names the text in errors.
[[nodiscard]] Result<RecordedRows> rows_of_text(std::string_view csv, const std::string& origin);
[[nodiscard]] std::string text_of(const RecordedRows& rows);

}  // namespace sternum
