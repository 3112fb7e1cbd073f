#include "datasets/records/dense_packing.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <variant>

#include "datasets/records/input_course.hpp"
#include "datasets/records/packed_bytes.hpp"
#include "datasets/records/series_packing.hpp"

namespace sternum {
namespace {

// The lower six bits of an entry's first byte: a channel's number, or one of these. Never renumber:
// stored.
constexpr std::uint8_t kRepeat = 0;
constexpr std::uint8_t kDenseCompression = 60;
constexpr std::uint8_t kDenseBreath = 61;
constexpr std::uint8_t kDenseEvent = 62;
constexpr std::uint8_t kWhat = 0x3F;
// The upper two: how much of a batch has to be told.
constexpr std::uint8_t kInFull = 0x00;
constexpr std::uint8_t kAtAnotherTime = 0x40;
constexpr std::uint8_t kAsExpectedToo = 0x80;

// The second byte of a report.
constexpr std::uint8_t kAfterGap = 1;
constexpr std::uint8_t kResidualTold = 2;
constexpr std::uint8_t kRateTold = 4;
constexpr std::uint8_t kVolumeTold = 8;
constexpr std::uint8_t kAsDoubles = 128;

/// Channels take turns; no manikin has more of them.
constexpr std::size_t kLongestTurn = 16;
/// Fewer are told one by one.
constexpr std::size_t kLeastRepeated = 4;

bool is_float(double value) {
  return std::bit_cast<std::uint64_t>(static_cast<double>(static_cast<float>(value))) ==
         std::bit_cast<std::uint64_t>(value);
}

void put_reals(std::string& bytes, std::span<const double> values, bool as_doubles) {
  for (const double value : values) {
    if (as_doubles) {
      put_real(bytes, value);
    } else {
      put_real(bytes, static_cast<float>(value));
    }
  }
}

/// Writes when what came; the values of the batches are the affair of others.
class CourseWriter {
 public:
  CourseWriter(std::string& bytes, std::span<const AttemptInput> inputs)
      : bytes_(bytes), inputs_(inputs) {
    // Which batches come as expected is the same whether they are repeated or told.
    as_expected_.reserve(inputs.size());
    InputCourse course;
    for (const AttemptInput& input : inputs) {
      const auto* batch = std::get_if<SampleBatch>(&input);
      as_expected_.push_back(batch != nullptr && batch->flags == BatchFlag::None &&
                             course.next(number_of(*batch)) == shape_of(*batch));
      if (batch != nullptr) course.saw(number_of(*batch), shape_of(*batch));
    }
  }

  void put_all() {
    put_number(bytes_, inputs_.size());
    for (std::size_t i = 0; i < inputs_.size();) {
      const auto [turn, count] = repeated_from(i);
      if (count >= kLeastRepeated) {
        bytes_ += static_cast<char>(kRepeat);
        put_number(bytes_, turn);
        put_number(bytes_, count);
        for (const std::size_t end = i + count; i < end; ++i) follow(inputs_[i]);
      } else {
        put_one(i);
        follow(inputs_[i++]);
      }
    }
  }

 private:
  struct Repeated {
    std::size_t turn = 0;
    std::size_t count = 0;
  };

  static std::uint8_t number_of(const SampleBatch& batch) {
    return static_cast<std::uint8_t>(batch.channel);
  }
  static BatchShape shape_of(const SampleBatch& batch) {
    return {batch.first.us(), batch.period.us(), batch.values.size()};
  }

  /// Whether entry `i` is a batch as expected, of the channel of the entry `turn` before it.
  [[nodiscard]] bool repeats(std::size_t i, std::size_t turn) const {
    if (!as_expected_[i]) return false;
    const auto& batch = std::get<SampleBatch>(inputs_[i]);
    const auto* before = std::get_if<SampleBatch>(&inputs_[i - turn]);
    return before != nullptr && before->channel == batch.channel && !batch.values.empty();
  }
  [[nodiscard]] Repeated repeated_from(std::size_t from) const {
    Repeated best;
    for (std::size_t turn = 1; turn <= std::min(kLongestTurn, from); ++turn) {
      std::size_t end = from;
      while (end < inputs_.size() && repeats(end, turn)) ++end;
      if (end - from > best.count) best = {turn, end - from};
      if (end == inputs_.size()) break;
    }
    return best;
  }

  void follow(const AttemptInput& input) {
    last_us_ = begin_of(input).us();
    if (const auto* batch = std::get_if<SampleBatch>(&input)) {
      course_.saw(number_of(*batch), shape_of(*batch));
    }
  }
  void put_time(DeviceTime time) {
    put_number(bytes_, folded(wrapped_difference(time.us(), last_us_)));
  }
  void put_one(std::size_t i) {
    std::visit([&](const auto& input) { put(input); }, inputs_[i]);
  }

  void put(const SampleBatch& batch) {
    const std::uint8_t channel = number_of(batch);
    const BatchShape shape = shape_of(batch);
    const auto next = course_.next(channel);
    const bool alike = next && batch.flags == BatchFlag::None &&
                       next->period_us == shape.period_us && next->count == shape.count;
    if (alike && next->first_us == shape.first_us) {
      bytes_ += static_cast<char>(channel | kAsExpectedToo);
    } else if (alike) {
      bytes_ += static_cast<char>(channel | kAtAnotherTime);
      put_number(bytes_, folded(wrapped_difference(shape.first_us, next->first_us)));
    } else {
      bytes_ += static_cast<char>(channel | kInFull);
      bytes_ += static_cast<char>(batch.flags);
      put_time(batch.first);
      put_number(bytes_, folded(shape.period_us));
      put_number(bytes_, shape.count);
    }
  }

  void put_report(std::uint8_t what, std::uint8_t flags, DeviceTime time,
                  std::optional<std::int64_t> duration_us, std::span<const double> values) {
    const bool as_doubles = !std::ranges::all_of(values, is_float);
    if (as_doubles) flags |= kAsDoubles;
    bytes_ += static_cast<char>(what);
    bytes_ += static_cast<char>(flags);
    put_time(time);
    if (duration_us) put_number(bytes_, folded(*duration_us));
    put_reals(bytes_, values, as_doubles);
  }
  void put(const ReportedCompression& report) {
    std::uint8_t flags = report.follows_gap ? kAfterGap : 0;
    std::array<double, 3> values = {report.depth.mm()};
    std::size_t count = 1;
    if (report.residual) {
      flags |= kResidualTold;
      values[count++] = report.residual->mm();
    }
    if (report.rate) {
      flags |= kRateTold;
      values[count++] = report.rate->per_minute();
    }
    put_report(kDenseCompression, flags, report.peak, {}, std::span(values).first(count));
  }
  void put(const ReportedBreath& report) {
    std::uint8_t flags = report.follows_gap ? kAfterGap : 0;
    if (report.volume) flags |= kVolumeTold;
    const std::array<double, 1> values = {report.volume ? report.volume->ml() : 0.0};
    put_report(kDenseBreath, flags, report.start, report.duration.us(),
               std::span(values).first(report.volume ? 1 : 0));
  }
  void put(const AttemptEvent& event) {
    bytes_ += static_cast<char>(kDenseEvent);
    bytes_ += static_cast<char>(event.kind);
    put_time(event.at);
  }

  std::string& bytes_;
  std::span<const AttemptInput> inputs_;
  std::vector<bool> as_expected_;
  InputCourse course_;
  std::int64_t last_us_ = 0;
};

/// Reads when what came; batches get their length and no values yet.
class CourseReader {
 public:
  CourseReader(ByteReader& bytes, std::vector<AttemptInput>& inputs)
      : bytes_(bytes), inputs_(inputs), begin_(inputs.size()) {
    most_values_ = bytes.left() * kMostValuesPerByte;
  }

  [[nodiscard]] bool read_all() {
    const std::uint64_t count = bytes_.number();
    while (bytes_.good() && inputs_.size() - begin_ < count) {
      const std::uint8_t head = bytes_.byte();
      const std::uint8_t what = head & kWhat;
      const bool read = head == kRepeat             ? repeat(count)
                        : what == kDenseCompression ? read_compression()
                        : what == kDenseBreath      ? read_breath()
                        : what == kDenseEvent       ? read_event()
                                                    : read_batch(head);
      if (!read) return false;
    }
    return bytes_.good();
  }
  [[nodiscard]] const std::map<std::uint8_t, std::size_t>& values_of_channels() const {
    return values_;
  }
  /// Of the entries read, how many values each has; 0 unless it is a batch.
  [[nodiscard]] const std::vector<std::size_t>& counts() const { return counts_; }

 private:
  bool add_batch(std::uint8_t channel, const BatchShape& shape, BatchFlag flags) {
    const auto known = channel_of_number(channel);
    if (!known || shape.count > most_values_) return false;
    most_values_ -= static_cast<std::size_t>(shape.count);
    auto& batch = std::get<SampleBatch>(inputs_.emplace_back(SampleBatch{}));
    batch.channel = *known;
    batch.flags = flags;
    batch.first = DeviceTime::from_us(shape.first_us);
    batch.period = microseconds(shape.period_us);
    counts_.push_back(static_cast<std::size_t>(shape.count));
    if (shape.count > 0) values_[channel] += static_cast<std::size_t>(shape.count);
    course_.saw(channel, shape);
    last_us_ = shape.first_us;
    return true;
  }
  bool read_batch(std::uint8_t head) {
    const auto channel = static_cast<std::uint8_t>(head & kWhat);
    const auto told = static_cast<std::uint8_t>(head & ~unsigned{kWhat});
    if (told == kInFull) {
      const auto flags = static_cast<BatchFlag>(bytes_.byte());
      BatchShape shape;
      shape.first_us = read_time_us();
      shape.period_us = unfolded(bytes_.number());
      shape.count = bytes_.number();
      return bytes_.good() && add_batch(channel, shape, flags);
    }
    auto shape = course_.next(channel);
    if (!shape || (told != kAtAnotherTime && told != kAsExpectedToo)) return false;
    if (told == kAtAnotherTime) {
      shape->first_us = wrapped_sum(shape->first_us, unfolded(bytes_.number()));
    }
    return bytes_.good() && add_batch(channel, *shape, BatchFlag::None);
  }
  bool repeat(std::uint64_t most) {
    const std::uint64_t turn = bytes_.number();
    const std::uint64_t count = bytes_.number();
    const std::size_t read = inputs_.size() - begin_;
    if (!bytes_.good() || turn == 0 || turn > read || count > most - read) return false;
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto* before = std::get_if<SampleBatch>(&inputs_[inputs_.size() - turn]);
      if (before == nullptr) return false;
      const auto channel = static_cast<std::uint8_t>(before->channel);
      const auto shape = course_.next(channel);
      if (!shape || shape->count == 0 || !add_batch(channel, *shape, BatchFlag::None)) return false;
    }
    return true;
  }

  std::int64_t read_time_us() { return wrapped_sum(last_us_, unfolded(bytes_.number())); }
  DeviceTime read_time() {
    last_us_ = read_time_us();
    return DeviceTime::from_us(last_us_);
  }
  double read_real(std::uint8_t flags) {
    return (flags & kAsDoubles) != 0 ? bytes_.real<double>()
                                     : static_cast<double>(bytes_.real<float>());
  }
  bool add(const AttemptInput& input) {
    inputs_.push_back(input);
    counts_.push_back(0);
    return bytes_.good();
  }
  bool read_compression() {
    const std::uint8_t flags = bytes_.byte();
    ReportedCompression report;
    report.peak = read_time();
    report.depth = millimetres(read_real(flags));
    if ((flags & kResidualTold) != 0) report.residual = millimetres(read_real(flags));
    if ((flags & kRateTold) != 0) report.rate = per_minute(read_real(flags));
    report.follows_gap = (flags & kAfterGap) != 0;
    return add(report);
  }
  bool read_breath() {
    const std::uint8_t flags = bytes_.byte();
    ReportedBreath report;
    report.start = read_time();
    report.duration = microseconds(unfolded(bytes_.number()));
    if ((flags & kVolumeTold) != 0) report.volume = millilitres(read_real(flags));
    report.follows_gap = (flags & kAfterGap) != 0;
    return add(report);
  }
  bool read_event() {
    const auto kind = event_kind(bytes_.byte());
    const DeviceTime at = read_time();
    return kind && add(AttemptEvent{*kind, at});
  }

  ByteReader& bytes_;
  std::vector<AttemptInput>& inputs_;
  std::size_t begin_;
  std::uint64_t most_values_ = 0;
  std::vector<std::size_t> counts_;
  std::map<std::uint8_t, std::size_t> values_;
  InputCourse course_;
  std::int64_t last_us_ = 0;
};

}  // namespace

std::string pack_densely(std::span<const AttemptInput> inputs) {
  std::string bytes(1, kDenseForm);
  CourseWriter(bytes, inputs).put_all();
  std::map<Channel, std::vector<float>> series;
  for (const AttemptInput& input : inputs) {
    const auto* batch = std::get_if<SampleBatch>(&input);
    if (batch == nullptr) continue;
    auto& values = series[batch->channel];
    values.insert(values.end(), batch->values.begin(), batch->values.end());
  }
  for (const auto& [channel, values] : series) put_series(bytes, values);
  put_checksum(bytes);
  return bytes;
}

bool unpack_dense(std::string_view body, std::vector<AttemptInput>& inputs) {
  ByteReader bytes(body);
  const std::size_t begin = inputs.size();
  CourseReader course(bytes, inputs);
  if (!course.read_all()) return false;
  struct Series {
    std::vector<float> values;
    std::size_t used = 0;
  };
  std::map<std::uint8_t, Series> series;
  for (const auto& [channel, count] : course.values_of_channels()) {
    auto& values = series[channel].values;
    values.resize(count);
    if (!read_series(bytes, values)) return false;
  }
  for (std::size_t i = begin; i < inputs.size(); ++i) {
    auto* batch = std::get_if<SampleBatch>(&inputs[i]);
    const std::size_t count = course.counts()[i - begin];
    if (batch == nullptr || count == 0) continue;
    Series& from = series[static_cast<std::uint8_t>(batch->channel)];
    const auto first = from.values.begin() + static_cast<std::ptrdiff_t>(from.used);
    batch->values.assign(first, first + static_cast<std::ptrdiff_t>(count));
    from.used += count;
  }
  return bytes.left() == 0;
}

}  // namespace sternum
