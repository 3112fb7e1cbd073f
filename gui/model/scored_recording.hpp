/// A recording's result: the attempt that it would have been live.
///
/// The recording is read on a thread of its own while it is analysed, which is over when the
/// function returns. Memory does not grow with the recording, but for what is found in it. Blocks
/// on the disk; errors are the reader's.
#pragma once

#include "analysis/attempt/attempt.hpp"
#include "analysis/core/result.hpp"
#include "datasets/recordings/recording_reader.hpp"

namespace sternum {

/// Reads `reader` to its end. The channels of `options` are the recording's; so are the stiffness,
/// the start and the dates of calibration where `options` has none.
[[nodiscard]] Result<AttemptResult> score_recording(RecordingReader& reader,
                                                    const Guideline& guideline,
                                                    AttemptOptions options);

}  // namespace sternum
