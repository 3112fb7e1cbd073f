#include "datasets/records/batch_packing.hpp"

#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

#include "datasets/records/dense_packing.hpp"
#include "datasets/records/packed_bytes.hpp"

namespace sternum {
namespace {

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
  put_real(bytes_, report.depth.mm());
  if (report.residual) put_real(bytes_, report.residual->mm());
  if (report.rate) put_real(bytes_, report.rate->per_minute());
}

void BatchPacker::add(const ReportedBreath& report) {
  std::uint8_t flags = report.follows_gap ? kReportFollowsGap : 0;
  if (report.volume) flags |= kHasVolume;
  put_head(kBreathReport, flags, report.start);
  put_number(bytes_, folded(report.duration.us()));
  if (report.volume) put_real(bytes_, report.volume->ml());
}

void BatchPacker::add(const AttemptEvent& event) {
  put_head(kEvent, static_cast<std::uint8_t>(event.kind), event.at);
}

void BatchPacker::add(const AttemptInput& input) {
  std::visit([this](const auto& what) { add(what); }, input);
}

std::string BatchPacker::finish() {
  put_checksum(bytes_);
  return std::move(bytes_);
}

Result<void> unpack_inputs(std::string_view packed, const std::string& where,
                           std::vector<AttemptInput>& inputs) {
  const auto damaged = [&] {
    return failure("stored samples are damaged", where,
                   "the other attempts are not affected; restore this one from a backup");
  };
  const auto body = checked_body(packed);
  if (body.empty()) return damaged();
  const std::size_t before = inputs.size();
  if (body.front() == kDenseForm) {
    if (unpack_dense(body.substr(1), inputs)) return {};
    inputs.resize(before);
    return damaged();
  }
  ByteReader bytes(body);
  const auto form = static_cast<char>(bytes.byte());
  if (form != kBatchesForm && form != kInputsForm) {
    return failure("stored samples have a form that this version does not know", where,
                   "update this program");
  }
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
