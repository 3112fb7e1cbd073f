/// How a manikin's depth was checked against a block of known height, once.
///
/// The corrected depth is `gain · measured + offset_mm`. Checks are only ever added: an attempt
/// points at the one that stood when it began.
#pragma once

#include <cstdint>
#include <string>

namespace sternum {

struct Calibration {
  std::int64_t id = 0;  ///< given by the database; ascending in the order of storing
  std::string manikin_id{};
  std::int64_t at_ms = 0;  ///< UTC, ms since 1970
  std::string who{};       ///< the instructor's number; never a name
  double block_mm = 0.0;
  double measured_low_mm = 0.0;   ///< what the manikin said without the block …
  double measured_high_mm = 0.0;  ///< … and pressed down to it
  double gain = 1.0;
  double offset_mm = 0.0;
  friend bool operator==(const Calibration&, const Calibration&) = default;
};

}  // namespace sternum
