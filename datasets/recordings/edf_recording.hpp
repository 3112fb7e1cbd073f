/// A recording as an EDF+ file that biosignal programs open, and back to the same recording, byte
/// for byte.
///
/// Signals are the channels (`edf_tracks.hpp`); annotations are what was found in them, for people
/// to see (`EdfMark`), and, beginning with `#@`, what it takes to have the recording again:
/// ```
///   #@edf,1,5000                          form 1; device time of the file's start, µs
///   #@signal,depth_mm,10000,0,exact,runs  step and phase of its slots, µs; values `exact` or as
///                                         `bits`; samples in `runs` or in `marked` slots
///   #@run,depth_mm,0,12000                first slot and how many
///   #@…                                   a remark of the recording, where it stands there
/// ```
/// Holes of up to a minute are filled with the value before them, so that programs which cannot
/// read EDF+D open the file; records of longer ones are left out. Pure functions; memory grows with
/// the recording. Errors say what EDF+ cannot hold, or what is wrong with a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/core/result.hpp"
#include "datasets/recordings/edf_file.hpp"

namespace sternum {

/// Something found in a recording: "Compression", "Pause".
struct EdfMark {
  TimeSpan span;  ///< of no length: an instant
  std::string text;
};

/// What a file says of itself. No name of a person.
struct EdfCover {
  /// What the room's clock showed at device time `clock_at`, as ms since 1970 on that clock.
  std::int64_t clock_ms = 0;
  DeviceTime clock_at{};
  std::string recording{};   ///< "attempt-12"
  std::string manikin_id{};  ///< the equipment
};

/// `csv`: as a `RecordingWriter` writes it.
[[nodiscard]] Result<EdfFile> edf_of_recording(std::string_view csv, const EdfCover& cover,
                                               const std::vector<EdfMark>& marks,
                                               const std::string& origin);
/// The same text again. `origin` names the file in errors.
[[nodiscard]] Result<std::string> recording_of_edf(const EdfFile& file, const std::string& origin);

}  // namespace sternum
