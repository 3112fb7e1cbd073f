#include "datasets/records/packed_bytes.hpp"

#include <sodium.h>

namespace sternum {

static_assert(sizeof(Checksum) == crypto_shorthash_BYTES);

Checksum checksum_of(std::string_view bytes) {
  constexpr std::array<unsigned char, crypto_shorthash_KEYBYTES> kKey = {'s', 't', 'e', 'r',
                                                                         'n', 'u', 'm'};
  Checksum checksum{};
  crypto_shorthash(checksum.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                   bytes.size(), kKey.data());
  return checksum;
}

void put_checksum(std::string& bytes) {
  const Checksum checksum = checksum_of(bytes);
  bytes.append(reinterpret_cast<const char*>(checksum.data()), checksum.size());
}

std::string_view checked_body(std::string_view packed) {
  if (packed.size() <= sizeof(Checksum)) return {};
  const auto body = packed.substr(0, packed.size() - sizeof(Checksum));
  const Checksum checksum = checksum_of(body);
  const bool fits = std::memcmp(checksum.data(), packed.data() + body.size(), sizeof checksum) == 0;
  return fits ? body : std::string_view{};
}

}  // namespace sternum
