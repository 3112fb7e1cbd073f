/// What holds of every stream of bytes, whatever is in them.
#pragma once

#include <cstddef>
#include <span>

namespace sternum::fuzz {

/// Aborts unless the stream, decoded and assembled in one piece and in pieces of `piece` bytes,
/// gives the same batches and counts; unless every message makes sense; and unless the times of
/// each channel ascend. `piece` is at least 1.
void hold_wire_law(std::span<const std::byte> stream, std::size_t piece);

}  // namespace sternum::fuzz
