// Counts what the program asks of the heap.
#pragma once

#include <cstddef>

namespace sternum {

/// How many times memory was allocated with `new` so far.
[[nodiscard]] std::size_t allocations();

}  // namespace sternum
