#include "datasets/recordings/recording_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <deque>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "datasets/atomic_file.hpp"
#include "datasets/recordings/remark.hpp"
#include "datasets/recordings/usual_step.hpp"

namespace sternum {
namespace {

/// How far batches of different channels may be out of order: a row is written once nothing can
/// come for it any more.
constexpr Duration kPatience = seconds(1.0);

struct Sample {
  DeviceTime time;
  float value;
  /// How many values from this one on are remarked on; 0: none.
  std::uint32_t remarked = 0;
  BatchFlag flags = BatchFlag::None;
};

/// A line that stands behind all rows up to `after`.
struct WaitingRemark {
  DeviceTime after;
  std::string line;
};

/// What a reader would make of a channel's batches if nothing were remarked.
class Guess {
 public:
  [[nodiscard]] bool is_right(const SampleBatch& batch) {
    const std::int64_t step_us = last_us_ ? batch.first.us() - *last_us_ : 0;
    const BatchFlag guess = usual_.is_gap(step_us) ? BatchFlag::FollowsGap : BatchFlag::None;
    if (last_us_ && !has(batch.flags, BatchFlag::FollowsReboot)) usual_.remember(step_us);
    usual_.remember(batch.period.us(), static_cast<std::int64_t>(batch.values.size()) - 1);
    last_us_ = batch.last().us();
    return batch.flags == guess;
  }

 private:
  std::optional<std::int64_t> last_us_;
  UsualStep usual_;
};

}  // namespace

struct RecordingWriter::State {
  AtomicFile file;
  std::vector<Channel> channels;
  std::vector<std::deque<Sample>> waiting;  ///< one per channel, ascending in time
  std::vector<std::optional<DeviceTime>> last;
  std::vector<Guess> guesses;
  std::deque<WaitingRemark> remarks;
  std::optional<DeviceTime> newest;
  std::optional<DeviceTime> written_to;
  std::string row;

  State(AtomicFile target, std::vector<Channel> columns)
      : file(std::move(target)),
        channels(std::move(columns)),
        waiting(channels.size()),
        last(channels.size()),
        guesses(channels.size()) {}

  [[nodiscard]] std::optional<DeviceTime> oldest_waiting() const {
    std::optional<DeviceTime> oldest;
    for (const auto& samples : waiting) {
      if (!samples.empty() && (!oldest || samples.front().time < *oldest)) {
        oldest = samples.front().time;
      }
    }
    return oldest;
  }

  /// Writes the rows that lie before `limit`.
  [[nodiscard]] Result<void> write_rows(DeviceTime limit) {
    for (auto time = oldest_waiting(); time && *time < limit; time = oldest_waiting()) {
      row.clear();
      take_remarks(*time);
      for (std::size_t i = 0; i < waiting.size(); ++i) {
        if (waiting[i].empty() || waiting[i].front().time != *time) continue;
        const Sample& sample = waiting[i].front();
        if (sample.remarked > 0) {
          append_remark(SamplesRemark{channels[i], sample.flags, sample.remarked}, row);
        }
      }
      fmt::format_to(std::back_inserter(row), "{}", time->us());
      for (auto& samples : waiting) {
        row += ',';
        if (samples.empty() || samples.front().time != *time) continue;
        fmt::format_to(std::back_inserter(row), "{}", samples.front().value);
        samples.pop_front();
      }
      row += '\n';
      written_to = time;
      if (auto done = file.write(row); !done) return done;
    }
    return {};
  }

  /// Moves the remarks that stand in front of the row at `time` into `row`.
  void take_remarks(DeviceTime time) {
    for (; !remarks.empty() && remarks.front().after < time; remarks.pop_front()) {
      row += remarks.front().line;
    }
  }

  /// Behind everything that has come so far.
  [[nodiscard]] Result<void> remark(const Remark& remark) {
    std::string line;
    append_remark(remark, line);
    if (!newest) return file.write(line);
    remarks.push_back({*newest, std::move(line)});
    return {};
  }

  [[nodiscard]] tl::unexpected<Error> refused(const SampleBatch& batch, std::string what,
                                              std::string remedy) const {
    return failure(
        fmt::format("{} at {} µs {}", column_name(batch.channel), batch.first.us(), what),
        file.path().string(), std::move(remedy));
  }
};

RecordingWriter::RecordingWriter() = default;
RecordingWriter::~RecordingWriter() = default;
RecordingWriter::RecordingWriter(RecordingWriter&&) noexcept = default;
RecordingWriter& RecordingWriter::operator=(RecordingWriter&&) noexcept = default;

Result<RecordingWriter> RecordingWriter::create(const std::filesystem::path& file,
                                                std::vector<Channel> channels) {
  auto target = AtomicFile::create(file);
  if (!target) return tl::unexpected(target.error());
  std::string header = "t_us";
  for (const Channel channel : channels) {
    header += ',';
    header += column_name(channel);
  }
  header += '\n';
  if (auto written = target->write(header); !written) return tl::unexpected(written.error());
  RecordingWriter writer;
  writer.state_ = std::make_unique<State>(std::move(*target), std::move(channels));
  return writer;
}

Result<void> RecordingWriter::write(const SampleBatch& batch) {
  State& s = *state_;
  if (batch.values.empty()) return {};
  const auto found = std::ranges::find(s.channels, batch.channel);
  if (found == s.channels.end()) {
    return s.refused(batch, "is no column of this recording", "name the channel when creating it");
  }
  if (batch.values.size() > 1 && batch.period <= Duration{}) {
    return s.refused(batch, "has several values at one instant", "send batches with their period");
  }
  const auto column = static_cast<std::size_t>(found - s.channels.begin());
  if (s.last[column] && batch.first <= *s.last[column]) {
    return s.refused(batch, "goes back in time", "write the batches of a channel in their order");
  }
  if (s.written_to && batch.first <= *s.written_to) {
    return s.refused(batch, "comes more than a second after the others",
                     "write batches within a second of each other");
  }
  if (!std::ranges::all_of(batch.values, [](float value) { return std::isfinite(value); })) {
    return s.refused(batch, "has a value that is not finite", "leave such values out");
  }
  for (std::size_t i = 0; i < batch.values.size(); ++i) {
    s.waiting[column].push_back({batch.time_of(i), batch.values[i]});
  }
  if (!s.guesses[column].is_right(batch)) {
    Sample& first = s.waiting[column][s.waiting[column].size() - batch.values.size()];
    const bool concerns_all = has(batch.flags, BatchFlag::Saturated);
    first.remarked = concerns_all ? static_cast<std::uint32_t>(batch.values.size()) : 1;
    first.flags = batch.flags;
  }
  s.last[column] = batch.last();
  s.newest = s.newest ? std::max(*s.newest, batch.last()) : batch.last();
  return s.write_rows(*s.newest - kPatience);
}

Result<void> RecordingWriter::write(const ReportedCompression& report) {
  return state_->remark(report);
}

Result<void> RecordingWriter::write(const ReportedBreath& report) { return state_->remark(report); }

Result<void> RecordingWriter::write_stiffness(float n_per_mm) {
  return state_->remark(StiffnessRemark{n_per_mm});
}

Result<void> RecordingWriter::write(const AttemptEvent& event) { return state_->remark(event); }

Result<void> RecordingWriter::write(const AttemptInput& input) {
  return std::visit([this](const auto& what) { return write(what); }, input);
}

Result<void> RecordingWriter::write_start(DeviceTime start) {
  return state_->remark(StartRemark{start});
}

Result<void> RecordingWriter::write_calibration(const CalibrationRemark& calibration) {
  return state_->remark(calibration);
}

Result<void> RecordingWriter::write_uncertainty(const UncertaintyRemark& uncertainty) {
  return state_->remark(uncertainty);
}

Result<void> RecordingWriter::finish() {
  State& s = *state_;
  constexpr DeviceTime kEnd = DeviceTime::from_us(std::numeric_limits<std::int64_t>::max());
  if (auto done = s.write_rows(kEnd); !done) return done;
  s.row.clear();
  s.take_remarks(kEnd);
  if (auto done = s.file.write(s.row); !done) return done;
  return s.file.finish();
}

}  // namespace sternum
