/// The lines of a text file, one at a time, in memory that does not grow with the file.
///
/// A line ends in LF or CRLF, which are cut off; the last one needs no end. A line longer than
/// `kLongestLine` is an error, so that a file without line ends is refused after its first block.
/// Views are valid until the next call. Not thread-safe; blocks on the disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"

namespace sternum {

class LineSource {
 public:
  static constexpr std::size_t kLongestLine = 64 * 1024;

  [[nodiscard]] static Result<LineSource> open(const std::filesystem::path& file);
  /// The lines of `text`; `name` is what errors call it.
  [[nodiscard]] static LineSource over(std::string_view text, std::string name);
  ~LineSource();
  LineSource(LineSource&& other) noexcept;
  LineSource& operator=(LineSource&& other) noexcept;

  /// Puts the next line into `line`. False at the end of the file, and when `trouble` tells why it
  /// could not be read.
  [[nodiscard]] bool next(std::string_view& line) {
    const char* const start = buffer_.data() + begin_;
    const void* const found = std::memchr(start, '\n', end_ - begin_);
    if (found == nullptr) return next_across_blocks(line);
    return give(static_cast<std::size_t>(static_cast<const char*>(found) - start), 1, line);
  }
  /// What has been read from the disk and not yet been given out. For whoever recognises a line by
  /// its beginning: it is taken with `take`, its end included, without having been looked through;
  /// so are several at once.
  [[nodiscard]] std::string_view ahead() const { return {buffer_.data() + begin_, end_ - begin_}; }
  void take(std::size_t length, std::size_t lines = 1) {
    begin_ += length;
    line_number_ += lines;
  }
  [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }

  /// Of the line that `next` gave last, from 1.
  [[nodiscard]] std::uint64_t line_number() const { return line_number_; }
  /// "lesson.csv:12".
  [[nodiscard]] std::string where() const;

 private:
  LineSource(int descriptor, std::string name);
  [[nodiscard]] bool next_across_blocks(std::string_view& line);
  [[nodiscard]] bool fill();
  bool refuse_long_line();
  /// `length` characters from `begin_` on, and steps over them and the line's end.
  bool give(std::size_t length, std::size_t line_end, std::string_view& line) {
    const char* const start = buffer_.data() + begin_;
    ++line_number_;
    if (length > kLongestLine) return refuse_long_line();
    begin_ += length + line_end;
    if (length > 0 && start[length - 1] == '\r') --length;
    line = {start, length};
    return true;
  }

  int descriptor_ = -1;
  std::string name_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  ///< of what has been read but not yet given out
  std::size_t end_ = 0;
  bool at_end_ = false;
  std::uint64_t line_number_ = 0;
  std::optional<Error> trouble_;
};

}  // namespace sternum
