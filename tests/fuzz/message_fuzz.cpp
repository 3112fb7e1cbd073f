// Frames whose CRC is right, around anything: what a fuzzer cannot guess is put right for it, so
// that it gets to the messages and to the timeline behind them.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "firmware-bridge/protocol/cobs.hpp"
#include "firmware-bridge/protocol/codec.hpp"
#include "firmware-bridge/protocol/crc32.hpp"
#include "tests/fuzz/wire_law.hpp"

namespace {

using Bytes = std::vector<std::byte>;

/// The run as a frame with the CRC that its payload should have; as it is when it is no COBS.
void append_mended(std::span<const std::byte> run, Bytes& stream) {
  Bytes plain(run.size());
  const auto size = sternum::cobs_decode(run, plain);
  if (!size || *size < sternum::kCrcSize) {
    stream.insert(stream.end(), run.begin(), run.end());
  } else {
    plain.resize(*size - sternum::kCrcSize);
    const std::uint32_t crc = sternum::crc32(plain);
    for (std::size_t i = 0; i < sternum::kCrcSize; ++i) {
      plain.push_back(static_cast<std::byte>(crc >> (8 * i) & 0xFFU));
    }
    sternum::cobs_append(plain, stream);
  }
  stream.push_back(std::byte{0});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto rest = std::as_bytes(std::span(data, size));
  Bytes stream;
  while (!rest.empty()) {
    const auto end = std::ranges::find(rest, std::byte{0});
    const auto run = rest.first(static_cast<std::size_t>(end - rest.begin()));
    append_mended(run, stream);
    rest = rest.subspan(std::min(run.size() + 1, rest.size()));
  }
  sternum::fuzz::hold_wire_law(stream, 7);
  return 0;
}
