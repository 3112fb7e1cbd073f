/// EDF+ files as values: signals of 16-bit samples in data records of one length, and annotations.
///
/// Nothing here knows what the signals mean; `edf_recording.hpp` does. Records that do not follow
/// each other without a hole make the file EDF+D, else it is EDF+C. Annotations are put into the
/// record of their onset, or a later one where that is full; reading keeps the order in which they
/// stand. Pure functions but for `read_edf`, which blocks on the disk. Errors name `origin` and
/// what is wrong with the file.
///
/// Format: Kemp et al. 1992, "A simple format for exchange of digitized polygraphic recordings",
/// and Kemp & Olivan 2003, "European data format 'plus' (EDF+)"; www.edfplus.info.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"

namespace sternum {

struct EdfSignal {
  std::string label{};       ///< ASCII, at most 16
  std::string transducer{};  ///< ASCII, at most 80
  std::string dimension{};   ///< ASCII, at most 8
  double physical_min = -1.0;
  double physical_max = 1.0;
  int digital_min = -32768;
  int digital_max = 32767;
  std::size_t per_record = 0;
  std::vector<std::int16_t> samples{};  ///< of all records, one behind the other
  friend bool operator==(const EdfSignal&, const EdfSignal&) = default;

  /// What a digital value means, as every reader computes it, up to the last bits of a double.
  [[nodiscard]] double physical(int digital) const {
    return physical_min +
           (digital - digital_min) * (physical_max - physical_min) / (digital_max - digital_min);
  }
};

struct EdfAnnotation {
  std::int64_t onset_us = 0;  ///< from the file's start
  std::optional<std::int64_t> duration_us{};
  std::string text{};  ///< UTF-8, without the bytes 0, 20 and 21
  friend bool operator==(const EdfAnnotation&, const EdfAnnotation&) = default;
};

struct EdfFile {
  /// The clock's reading at the file's start, as ms since 1970-01-01 00:00 on that clock; from
  /// 1985 to 2084, as the format can tell.
  std::int64_t starts_at_ms = 0;
  std::string recording{};     ///< its code, ASCII, at most 20
  std::string equipment{};     ///< ASCII, at most 20
  std::int64_t record_us = 0;  ///< the length of a record, above 0 and below 100 s
  /// Of each record, from the file's start; ascending, at least `record_us` apart.
  std::vector<std::int64_t> records_us{};
  std::vector<EdfSignal> signals{};
  std::vector<EdfAnnotation> annotations{};
  friend bool operator==(const EdfFile&, const EdfFile&) = default;
};

/// A physical limit as the format tells it: what 8 characters allow. `edf_bytes` writes this of the
/// limits of a signal, so that values are to be put on a grid between limits that were told.
[[nodiscard]] double told_limit(double limit);

/// The bytes of the file. Patient and investigator are not told: a recording holds no names.
[[nodiscard]] Result<std::string> edf_bytes(const EdfFile& file);
[[nodiscard]] Result<EdfFile> parse_edf(std::string_view bytes, const std::string& origin);

/// Whether the file begins as EDF files do. False as well for a file that cannot be read.
[[nodiscard]] bool is_edf(const std::filesystem::path& file);
[[nodiscard]] Result<EdfFile> read_edf(const std::filesystem::path& file);

}  // namespace sternum
