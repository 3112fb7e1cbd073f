// Any bytes at all: noise, text, frames with damage. The first byte says how they are cut.
#include <cstddef>
#include <cstdint>
#include <span>

#include "tests/fuzz/wire_law.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t piece = 1 + data[0] % 64;
  sternum::fuzz::hold_wire_law(std::as_bytes(std::span(data, size)), piece);
  return 0;
}
