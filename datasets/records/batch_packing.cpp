#include "datasets/records/batch_packing.hpp"

#include <sodium.h>

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

namespace sternum {
namespace {

static_assert(std::endian::native == std::endian::little, "floats are stored little-endian");

constexpr char kVersion = 1;

/// Whole numbers in groups of seven bits, the lowest first; the top bit says that more follow.
void put_number(std::string& bytes, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
  bytes += static_cast<char>(value);
}

/// Small numbers of either sign become small numbers: 0, -1, 1, -2 → 0, 1, 2, 3.
std::uint64_t folded(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
std::int64_t unfolded(std::uint64_t value) {
  return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

/// Differences wrap around, so that every pair of times has one.
std::int64_t wrapped_difference(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}
std::int64_t wrapped_sum(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

using Checksum = std::array<unsigned char, crypto_shorthash_BYTES>;

/// SipHash-2-4 under a key that is no secret: against a disk's mistakes, not against people.
Checksum checksum_of(std::string_view bytes) {
  constexpr std::array<unsigned char, crypto_shorthash_KEYBYTES> kKey = {'s', 't', 'e', 'r',
                                                                         'n', 'u', 'm'};
  Checksum checksum{};
  crypto_shorthash(checksum.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                   bytes.size(), kKey.data());
  return checksum;
}

/// Takes numbers off the front of some bytes; `good` falls when they run out.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint8_t byte() {
    const auto taken = take(1);
    return taken.empty() ? 0 : static_cast<std::uint8_t>(taken[0]);
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64 && good_; shift += 7) {
      const std::uint8_t group = byte();
      value |= static_cast<std::uint64_t>(group & 0x7F) << shift;
      if (group < 0x80) return value;
    }
    good_ = false;
    return 0;
  }
  std::string_view take(std::size_t count) {
    if (!good_ || count > bytes_.size()) {
      good_ = false;
      return {};
    }
    const auto taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }
  [[nodiscard]] std::size_t left() const { return bytes_.size(); }
  [[nodiscard]] bool good() const { return good_; }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

}  // namespace

BatchPacker::BatchPacker() { bytes_ += kVersion; }

void BatchPacker::add(const SampleBatch& batch) {
  bytes_ += static_cast<char>(batch.channel);
  bytes_ += static_cast<char>(batch.flags);
  put_number(bytes_, folded(wrapped_difference(batch.first.us(), last_first_us_)));
  put_number(bytes_, folded(batch.period.us()));
  put_number(bytes_, batch.values.size());
  bytes_.append(reinterpret_cast<const char*>(batch.values.data()),
                batch.values.size() * sizeof(float));
  last_first_us_ = batch.first.us();
}

std::string BatchPacker::finish() {
  const Checksum checksum = checksum_of(bytes_);
  bytes_.append(reinterpret_cast<const char*>(checksum.data()), checksum.size());
  return std::move(bytes_);
}

Result<void> unpack_batches(std::string_view packed, const std::string& where,
                            std::vector<SampleBatch>& batches) {
  const auto damaged = [&] {
    return failure("stored samples are damaged", where,
                   "the other attempts are not affected; restore this one from a backup");
  };
  constexpr std::size_t kLeast = 1 + crypto_shorthash_BYTES;
  if (packed.size() < kLeast) return damaged();
  const auto body = packed.substr(0, packed.size() - crypto_shorthash_BYTES);
  const Checksum checksum = checksum_of(body);
  if (std::memcmp(checksum.data(), packed.data() + body.size(), checksum.size()) != 0) {
    return damaged();
  }
  ByteReader reader(body);
  if (reader.byte() != static_cast<std::uint8_t>(kVersion)) {
    return failure("stored samples have a form that this version does not know", where,
                   "update this program");
  }
  const std::size_t before = batches.size();
  std::int64_t last_first_us = 0;
  while (reader.good() && reader.left() > 0) {
    SampleBatch batch;
    const auto channel = channel_of_number(reader.byte());
    batch.flags = static_cast<BatchFlag>(reader.byte());
    last_first_us = wrapped_sum(last_first_us, unfolded(reader.number()));
    batch.first = DeviceTime::from_us(last_first_us);
    batch.period = microseconds(unfolded(reader.number()));
    const std::uint64_t count = reader.number();
    if (!reader.good() || !channel || count > reader.left() / sizeof(float)) {
      batches.resize(before);
      return damaged();
    }
    batch.channel = *channel;
    const auto floats = reader.take(static_cast<std::size_t>(count) * sizeof(float));
    batch.values.resize(static_cast<std::size_t>(count));
    if (!floats.empty()) std::memcpy(batch.values.data(), floats.data(), floats.size());
    batches.push_back(std::move(batch));
  }
  return {};
}

}  // namespace sternum
