/// Device times that tests count in, microseconds.
#pragma once

#include <cstdint>

namespace sternum::testing {

inline constexpr std::int64_t kSecond_us = 1'000'000;
/// Where a counter of 32 bits wraps.
inline constexpr std::int64_t k32Bit = std::int64_t{1} << 32;

}  // namespace sternum::testing
