#include "firmware-bridge/protocol/cobs.hpp"

#include <algorithm>
#include <cstring>

namespace sternum {
namespace {

/// A block of this code is full: no zero stands behind its 254 bytes.
constexpr std::size_t kFullBlock = 255;

}  // namespace

void cobs_append(std::span<const std::byte> plain, std::vector<std::byte>& encoded) {
  std::size_t code_at = encoded.size();
  encoded.push_back(std::byte{0});
  const auto close_block = [&] {
    encoded[code_at] = static_cast<std::byte>(encoded.size() - code_at);
  };
  const auto open_block = [&] {
    code_at = encoded.size();
    encoded.push_back(std::byte{0});
  };
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (plain[i] == std::byte{0}) {
      close_block();
      open_block();
      continue;
    }
    encoded.push_back(plain[i]);
    const bool is_full = encoded.size() - code_at == kFullBlock;
    // A full block that ends the bytes needs no empty one behind it.
    if (is_full && i + 1 < plain.size()) {
      close_block();
      open_block();
    }
  }
  close_block();
}

// Encoded bytes are the plain ones shifted by one, with a code where each zero was; only a full
// block shifts what follows once more. So whole stretches are copied and the zeros put in by
// hopping from code to code, which is several times faster than copying block by block when
// blocks are a few bytes long, as in frames full of floats they are.
std::optional<std::size_t> cobs_decode(std::span<const std::byte> encoded,
                                       std::span<std::byte> plain) {
  if (encoded.empty() || plain.size() < encoded.size()) return std::nullopt;
  std::size_t code_at = 0;
  std::size_t written = 0;
  while (code_at < encoded.size()) {
    const std::size_t stretch = code_at + 1;
    std::byte* const to = plain.data() + written;
    std::memcpy(to, encoded.data() + stretch, encoded.size() - stretch);
    std::size_t code = std::to_integer<std::size_t>(encoded[code_at]);
    while (code != kFullBlock && code_at + code < encoded.size()) {
      if (code == 0) return std::nullopt;
      code_at += code;
      to[code_at - stretch] = std::byte{0};
      code = std::to_integer<std::size_t>(encoded[code_at]);
    }
    if (code_at + code > encoded.size()) return std::nullopt;
    code_at += code;
    written += code_at - stretch;
  }
  return written;
}

}  // namespace sternum
