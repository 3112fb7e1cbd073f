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

/// Batches alone; and anything.
constexpr char kBatchesForm = 1;
constexpr char kInputsForm = 2;
/// In place of a batch's channel.
constexpr char kCompressionReport = 0x40;
constexpr char kBreathReport = 0x41;
constexpr char kEvent = 0x42;
constexpr std::uint8_t kReportFollowsGap = 1;
constexpr std::uint8_t kHasResidual = 2;
constexpr std::uint8_t kHasRate = 4;
constexpr std::uint8_t kHasVolume = 8;
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

void put_double(std::string& bytes, double value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
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
  double real() {
    double value = 0.0;
    const auto taken = take(sizeof value);
    if (!taken.empty()) std::memcpy(&value, taken.data(), sizeof value);
    return value;
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

/// Reads one entry after the other; false when the bytes make none.
class InputReader {
 public:
  explicit InputReader(ByteReader& reader) : reader_(reader) {}

  bool read_batch(std::uint8_t head, SampleBatch& batch) {
    const auto channel = channel_of_number(head & ~unsigned{kAsExpected});
    if (!channel) return false;
    ExpectedBatches::Shape shape;
    if ((head & kAsExpected) != 0) {
      const auto next = expected_.next(*channel);
      if (!next) return false;
      shape = *next;
    } else {
      batch.flags = static_cast<BatchFlag>(reader_.byte());
      shape.first_us = read_time_us();
      shape.period_us = unfolded(reader_.number());
      shape.count = reader_.number();
    }
    if (!reader_.good() || shape.count > reader_.left() / sizeof(float)) return false;
    batch.channel = *channel;
    batch.first = DeviceTime::from_us(shape.first_us);
    batch.period = microseconds(shape.period_us);
    batch.values.resize(static_cast<std::size_t>(shape.count));
    const auto floats = reader_.take(batch.values.size() * sizeof(float));
    if (!floats.empty()) std::memcpy(batch.values.data(), floats.data(), floats.size());
    last_first_us_ = shape.first_us;
    expected_.saw(batch);
    return true;
  }

  bool read(std::uint8_t head, AttemptInput& input) {
    switch (static_cast<char>(head)) {
      case kCompressionReport:
        input = read_compression();
        return reader_.good();
      case kBreathReport:
        input = read_breath();
        return reader_.good();
      case kEvent:
        return read_event(input);
      default:
        return read_batch(head, input.emplace<SampleBatch>());
    }
  }

 private:
  std::int64_t read_time_us() { return wrapped_sum(last_first_us_, unfolded(reader_.number())); }
  DeviceTime read_time() {
    last_first_us_ = read_time_us();
    return DeviceTime::from_us(last_first_us_);
  }

  ReportedCompression read_compression() {
    ReportedCompression report;
    const std::uint8_t flags = reader_.byte();
    report.peak = read_time();
    report.depth = millimetres(reader_.real());
    if ((flags & kHasResidual) != 0) report.residual = millimetres(reader_.real());
    if ((flags & kHasRate) != 0) report.rate = per_minute(reader_.real());
    report.follows_gap = (flags & kReportFollowsGap) != 0;
    return report;
  }

  ReportedBreath read_breath() {
    ReportedBreath report;
    const std::uint8_t flags = reader_.byte();
    report.start = read_time();
    report.duration = microseconds(unfolded(reader_.number()));
    if ((flags & kHasVolume) != 0) report.volume = millilitres(reader_.real());
    report.follows_gap = (flags & kReportFollowsGap) != 0;
    return report;
  }

  bool read_event(AttemptInput& input) {
    const std::optional<AttemptEvent::Kind> kind = event_kind(reader_.byte());
    const DeviceTime at = read_time();
    if (!kind) return false;
    input = AttemptEvent{*kind, at};
    return reader_.good();
  }

  ByteReader& reader_;
  std::int64_t last_first_us_ = 0;
  ExpectedBatches expected_;
};

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

BatchPacker::BatchPacker() { bytes_ += kBatchesForm; }

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

void BatchPacker::put_head(char kind, std::uint8_t flags, DeviceTime time) {
  bytes_.front() = kInputsForm;
  bytes_ += kind;
  bytes_ += static_cast<char>(flags);
  put_number(bytes_, folded(wrapped_difference(time.us(), last_first_us_)));
  last_first_us_ = time.us();
}

void BatchPacker::add(const ReportedCompression& report) {
  std::uint8_t flags = report.follows_gap ? kReportFollowsGap : 0;
  if (report.residual) flags |= kHasResidual;
  if (report.rate) flags |= kHasRate;
  put_head(kCompressionReport, flags, report.peak);
  put_double(bytes_, report.depth.mm());
  if (report.residual) put_double(bytes_, report.residual->mm());
  if (report.rate) put_double(bytes_, report.rate->per_minute());
}

void BatchPacker::add(const ReportedBreath& report) {
  std::uint8_t flags = report.follows_gap ? kReportFollowsGap : 0;
  if (report.volume) flags |= kHasVolume;
  put_head(kBreathReport, flags, report.start);
  put_number(bytes_, folded(report.duration.us()));
  if (report.volume) put_double(bytes_, report.volume->ml());
}

void BatchPacker::add(const AttemptEvent& event) {
  put_head(kEvent, static_cast<std::uint8_t>(event.kind), event.at);
}

void BatchPacker::add(const AttemptInput& input) {
  std::visit([this](const auto& what) { add(what); }, input);
}

std::string BatchPacker::finish() {
  const Checksum checksum = checksum_of(bytes_);
  bytes_.append(reinterpret_cast<const char*>(checksum.data()), checksum.size());
  return std::move(bytes_);
}

Result<void> unpack_inputs(std::string_view packed, const std::string& where,
                           std::vector<AttemptInput>& inputs) {
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
  ByteReader bytes(body);
  const auto form = static_cast<char>(bytes.byte());
  if (form != kBatchesForm && form != kInputsForm) {
    return failure("stored samples have a form that this version does not know", where,
                   "update this program");
  }
  const std::size_t before = inputs.size();
  InputReader reader(bytes);
  while (bytes.left() > 0) {
    if (!reader.read(bytes.byte(), inputs.emplace_back())) {
      inputs.resize(before);
      return damaged();
    }
  }
  return {};
}

Result<void> unpack_batches(std::string_view packed, const std::string& where,
                            std::vector<SampleBatch>& batches) {
  std::vector<AttemptInput> inputs;
  if (auto unpacked = unpack_inputs(packed, where, inputs); !unpacked) return unpacked;
  for (AttemptInput& input : inputs) {
    if (auto* batch = std::get_if<SampleBatch>(&input)) batches.push_back(std::move(*batch));
  }
  return {};
}

}  // namespace sternum
