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
/// Set in a batch's first byte, beside its channel, when it is the one expected.
constexpr std::uint8_t kAsExpected = 0x80;

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

/// False when the bytes make no batch.
bool unpack_one(ByteReader& reader, std::int64_t& last_first_us, ExpectedBatches& expected,
                SampleBatch& batch) {
  const std::uint8_t head = reader.byte();
  const auto channel = channel_of_number(head & ~unsigned{kAsExpected});
  if (!channel) return false;
  ExpectedBatches::Shape shape;
  if ((head & kAsExpected) != 0) {
    const auto next = expected.next(*channel);
    if (!next) return false;
    shape = *next;
  } else {
    batch.flags = static_cast<BatchFlag>(reader.byte());
    shape.first_us = wrapped_sum(last_first_us, unfolded(reader.number()));
    shape.period_us = unfolded(reader.number());
    shape.count = reader.number();
  }
  if (!reader.good() || shape.count > reader.left() / sizeof(float)) return false;
  batch.channel = *channel;
  batch.first = DeviceTime::from_us(shape.first_us);
  batch.period = microseconds(shape.period_us);
  batch.values.resize(static_cast<std::size_t>(shape.count));
  const auto floats = reader.take(batch.values.size() * sizeof(float));
  if (!floats.empty()) std::memcpy(batch.values.data(), floats.data(), floats.size());
  last_first_us = shape.first_us;
  expected.saw(batch);
  return true;
}

}  // namespace

std::optional<ExpectedBatches::Shape> ExpectedBatches::next(Channel channel) const {
  const auto found = next_.find(channel);
  if (found == next_.end()) return std::nullopt;
  return found->second;
}

void ExpectedBatches::saw(const SampleBatch& batch) {
  const std::uint64_t count = batch.values.size();
  const auto length_us =
      static_cast<std::int64_t>(static_cast<std::uint64_t>(batch.period.us()) * count);
  next_[batch.channel] = {wrapped_sum(batch.first.us(), length_us), batch.period.us(), count};
}

BatchPacker::BatchPacker() { bytes_ += kVersion; }

void BatchPacker::add(const SampleBatch& batch) {
  const auto channel = static_cast<std::uint8_t>(batch.channel);
  const ExpectedBatches::Shape shape{batch.first.us(), batch.period.us(), batch.values.size()};
  if (batch.flags == BatchFlag::None && expected_.next(batch.channel) == shape) {
    bytes_ += static_cast<char>(channel | kAsExpected);
  } else {
    bytes_ += static_cast<char>(channel);
    bytes_ += static_cast<char>(batch.flags);
    put_number(bytes_, folded(wrapped_difference(shape.first_us, last_first_us_)));
    put_number(bytes_, folded(shape.period_us));
    put_number(bytes_, shape.count);
  }
  bytes_.append(reinterpret_cast<const char*>(batch.values.data()),
                batch.values.size() * sizeof(float));
  last_first_us_ = shape.first_us;
  expected_.saw(batch);
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
  ExpectedBatches expected;
  while (reader.left() > 0) {
    if (!unpack_one(reader, last_first_us, expected, batches.emplace_back())) {
      batches.resize(before);
      return damaged();
    }
  }
  return {};
}

}  // namespace sternum
