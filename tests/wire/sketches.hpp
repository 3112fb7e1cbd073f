/// The Arduino sketches of FORMAT.md, run on a board of our own that keeps what they send.
#pragma once

#include <cstdint>
#include <string>

namespace sternum::testing {

/// What `sendDepth` puts on the wire.
std::string sent_by_frame_sketch(std::uint32_t sequence, std::uint32_t t_us, float depth_mm);

/// What the text sketch prints in so many calls of its `loop`, one each millisecond, the clock
/// starting at `start_ms`, the depth rising by half a millimetre each time it is read.
std::string printed_by_text_sketch(std::uint32_t start_ms, int loops);

}  // namespace sternum::testing
