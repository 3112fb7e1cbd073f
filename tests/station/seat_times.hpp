/// Times that tests of a seat's session count in.
#pragma once

#include <cstdint>

namespace sternum::test {

/// 2026-03-02 06:40 UTC, and its day.
inline constexpr std::int64_t kStarted_ms = 1'772'433'600'000;
/// As long as a journal may take to write what it has on a busy machine.
inline constexpr std::int64_t kFlush_ms = 20'000;

}  // namespace sternum::test
