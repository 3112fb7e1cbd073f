#include "datasets/recordings/recording_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "datasets/recordings/cells.hpp"
#include "datasets/recordings/channel_track.hpp"
#include "datasets/recordings/edf_file.hpp"
#include "datasets/recordings/edf_recording.hpp"
#include "datasets/recordings/line_source.hpp"
#include "datasets/recordings/plain_row.hpp"
#include "datasets/recordings/recording_header.hpp"
#include "datasets/recordings/remark.hpp"

namespace sternum {
namespace {

/// Batches never span more: an attempt waits no longer for the slowest of its channels.
constexpr std::int64_t kLongestBatch_us = 200'000;
/// Lines read for one call of `next`: whole batches of a 100 Hz sensor, without one of a single
/// value, which has no period, at the end.
constexpr int kLinesPerCall = 63;
/// Beyond this the timeline has been stretched by restarts that nobody can have lived through.
constexpr std::int64_t kLongestTimeline_us = std::int64_t{1} << 60;
/// Whoever restarts more often is not one recording; bounds the memory of `clock_events`.
constexpr std::size_t kMostClockEvents = 10'000;
/// A restart falls by at least this, or to less than a quarter. Two rows in the wrong order fall by
/// a sample or two, and early in a recording they would else look like a restart near zero.
constexpr std::int64_t kSmallestRestart_us = 1'000'000;
constexpr std::int64_t kRestartFraction = 4;
constexpr std::size_t kLongestCellShown = 40;
/// Below this a sum of times is safe without a look.
constexpr std::int64_t kFarthestPlainTime_us = std::int64_t{1} << 50;

bool is_comment(std::string_view line) { return !line.empty() && line.front() == '#'; }

bool is_blank(std::string_view line) {
  return line.empty() || line.find_first_not_of(" \t") == std::string_view::npos;
}

/// The next line that is neither blank nor a comment. Remarks are content.
bool next_content(LineSource& lines, std::string_view& line) {
  while (lines.next(line)) {
    if (line.empty() || line.front() <= '#') {
      if (is_blank(line) || (is_comment(line) && !is_remark(line))) continue;
    }
    return true;
  }
  return false;
}

/// The rows and remarks that an EDF+ file was made from.
Result<LineSource> lines_of_edf(const std::filesystem::path& file) {
  auto edf = read_edf(file);
  if (!edf) return tl::unexpected(edf.error());
  auto text = recording_of_edf(*edf, file.string());
  if (!text) return tl::unexpected(text.error());
  return LineSource::over(*text, file.string());
}

}  // namespace

struct RecordingReader::State {
  LineSource lines;
  RecordingHeader header;
  std::vector<Channel> channels;
  std::vector<ChannelTrack> tracks;       ///< one per channel, same order
  std::vector<std::size_t> column_track;  ///< column → track; of t_us unused
  std::size_t time_column = 0;
  plain::TimeCells times;
  DeviceClock clock;
  std::optional<std::int64_t> last_raw_us;
  std::vector<ClockEvent> clock_events;
  BatchBuilder builder;
  std::vector<float> row;  ///< values of the row being read, by track
  TrackMask present = 0;   ///< which of them has one
  bool any_content = false;
  /// Reports that the last call came upon behind its batches.
  RecordedReports reports;
  RecordedReports next_reports;
  std::optional<double> stiffness_n_per_mm;
  RecordedAttempt attempt;
  bool restart_is_told = false;      ///< by a remark on the next row
  std::int64_t clock_offset_us = 0;  ///< from the file's times to the timeline
  std::optional<Error> failed;

  State(LineSource source, RecordingHeader head)
      : lines(std::move(source)), header(std::move(head)) {
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
      column_track.push_back(channels.size());
      if (const auto channel = header.columns[i]) {
        channels.push_back(*channel);
        tracks.emplace_back(*channel);
      } else {
        time_column = i;
      }
    }
    row.resize(channels.size());
  }

  bool fail(std::string what, std::string remedy) {
    failed = Error{std::move(what), lines.where(), std::move(remedy)};
    return false;
  }

  /// Each of these is false when it left an error in `failed`.
  bool read_row(std::string_view line, std::int64_t& raw_us);
  /// The next row, when it is a plain one that lies in memory; else nothing has happened.
  bool read_plain(std::int64_t& raw_us) {
    const std::string_view ahead = lines.ahead();
    if (ahead.size() < longest_plain_row(column_track.size())) return false;
    const char* const next =
        read_plain_row(ahead.data(), column_track, time_column, times, raw_us, row.data(), present);
    if (next == nullptr) return false;
    lines.take(static_cast<std::size_t>(next - ahead.data()));
    return true;
  }
  bool fail_cell(std::size_t column, CellKind kind, std::string_view text);
  /// Time that goes on as it does in nearly every row needs no look at the clock: it unrolls
  /// forward steps of any size the same, whether it sees the rows between them or not.
  bool place(std::int64_t raw_us, DeviceTime& time) {
    if (!last_raw_us || raw_us < *last_raw_us || restart_is_told ||
        raw_us > kFarthestPlainTime_us) {
      return place_by_clock(raw_us, time);
    }
    last_raw_us = raw_us;
    time = DeviceTime::from_us(raw_us + clock_offset_us);
    return true;
  }
  bool place_by_clock(std::int64_t raw_us, DeviceTime& time);
  bool add_row(DeviceTime time, std::vector<SampleBatch>& batches) {
    for (TrackMask left = present; left != 0; left &= left - 1) {
      const auto track = static_cast<std::size_t>(std::countr_zero(left));
      if (!tracks[track].add(time.us(), row[track], batches, builder)) {
        return fail_second_value(track);
      }
    }
    return true;
  }
  /// What nearly every recording consists of, a time and one channel, evenly spaced: the rows that
  /// carry on the batch which began at `batches_from`, at most `most` of them. Answers how many.
  int read_even(DeviceTime batches_from, int most, std::vector<SampleBatch>& batches);
  bool fail_second_value(std::size_t track);
  bool note(std::string_view line);
  /// The reports come before any batch of this call.
  void take_next_reports() {
    auto& [compressions, breaths, in_order] = next_reports;
    reports.compressions.insert(reports.compressions.end(), compressions.begin(),
                                compressions.end());
    reports.breaths.insert(reports.breaths.end(), breaths.begin(), breaths.end());
    reports.in_order.insert(reports.in_order.end(), in_order.begin(), in_order.end());
    next_reports = {};
  }
  bool note_samples(const SamplesRemark& remark);

  [[nodiscard]] bool is_expecting() const {
    return std::ranges::any_of(tracks, [](const auto& track) { return track.is_expecting(); });
  }

  void cut() {
    for (auto& track : tracks) track.cut();
  }
};

bool RecordingReader::State::fail_cell(std::size_t column, CellKind kind, std::string_view text) {
  const auto channel = header.columns[column];
  const std::string_view name = channel ? column_name(*channel) : "t_us";
  const std::string_view shown = text.substr(0, std::min(text.find(','), kLongestCellShown));
  if (!channel && kind == CellKind::Empty) {
    return fail("the time t_us is empty", "every row needs its time; remove the row");
  }
  if (!channel) {
    return fail(fmt::format("the time '{}' is no whole number of microseconds", shown),
                "write t_us in whole µs, without a decimal point");
  }
  if (kind == CellKind::NotFinite) {
    return fail(fmt::format("the value '{}' of {} is not finite", shown, name),
                "leave the cell empty where nothing was measured");
  }
  return fail(fmt::format("the value '{}' of {} is not a number", shown, name),
              "write numbers with a decimal point and nothing else in the cell");
}

bool RecordingReader::State::read_row(std::string_view line, std::int64_t& raw_us) {
  const char* at = line.data();
  const char* const end = at + line.size();
  const std::size_t columns = column_track.size();
  present = 0;
  for (std::size_t i = 0; i < columns; ++i) {
    CellEnd cell{};
    bool good = false;
    if (i == time_column) {
      cell = read_time_cell(at, end, raw_us);
      good = cell.kind == CellKind::Number;
    } else {
      const std::size_t track = column_track[i];
      cell = read_value_cell(at, end, row[track]);
      if (cell.kind == CellKind::Number) present |= TrackMask{1} << track;
      good = cell.kind <= CellKind::Empty;
    }
    if (!good) return fail_cell(i, cell.kind, line.substr(at - line.data()));
    const bool last = i + 1 == columns;
    if ((cell.at == end) != last) {
      return fail(fmt::format("this row has {} cells than the header, which has {}",
                              last ? "more" : "fewer", columns),
                  last ? "use a decimal point, not a comma, and one cell per column"
                       : "complete the row, or remove it");
    }
    if (!last) at = cell.at + 1;
  }
  return true;
}

int RecordingReader::State::read_even(DeviceTime batches_from, int most,
                                      std::vector<SampleBatch>& batches) {
  if (tracks.size() != 1 || time_column != 0 || restart_is_told) return 0;
  ChannelTrack& track = tracks.front();
  const std::int64_t due_us = track.due_us();
  const std::int64_t batch_ends_us = batches_from.us() + kLongestBatch_us;
  if (due_us < batches_from.us() || due_us > batch_ends_us) return 0;
  const std::int64_t first_us = due_us - clock_offset_us;
  const std::int64_t in_batch = (batch_ends_us - due_us) / track.period_us() + 1;

  std::array<float, kLinesPerCall> values;
  const auto room = static_cast<std::size_t>(std::min<std::int64_t>(in_batch, most));
  const std::string_view ahead = lines.ahead();
  constexpr std::size_t kLongestRow = longest_plain_row(2);
  if (ahead.size() < kLongestRow || first_us + kLongestBatch_us > kFarthestPlainTime_us) return 0;
  EvenRows rows{first_us, track.period_us(), std::span(values).first(room)};
  const char* const next =
      read_even_rows(ahead.data(), ahead.data() + ahead.size() - kLongestRow + 1, times, rows);
  if (rows.count == 0) return 0;
  lines.take(static_cast<std::size_t>(next - ahead.data()), rows.count);
  last_raw_us = rows.due_us - rows.step_us;
  track.carry_on(rows.values.first(rows.count), batches);
  return static_cast<int>(rows.count);
}

bool RecordingReader::State::place_by_clock(std::int64_t raw_us, DeviceTime& time) {
  const auto backwards = [&] {
    return fail(fmt::format("time goes back from {} to {} µs", *last_raw_us, raw_us),
                "sort the rows by t_us, or split the file where its clock was set");
  };
  if (last_raw_us && raw_us < *last_raw_us && *last_raw_us - raw_us < kSmallestRestart_us &&
      raw_us >= *last_raw_us / kRestartFraction) {
    return backwards();
  }
  if (last_raw_us) (void)clock.unroll(*last_raw_us);
  const ClockReading reading = clock.unroll(raw_us);
  if (reading.step != ClockStep::Continued) {
    if (reading.step == ClockStep::Backwards) return backwards();
    if (clock_events.size() == kMostClockEvents) {
      return fail(fmt::format("the clock restarted {} times", kMostClockEvents),
                  "this is not one recording: split the file");
    }
    clock_events.push_back({lines.line_number(), reading.time, reading.step});
    if (reading.step == ClockStep::Rebooted) {
      for (auto& track : tracks) track.restart();
    }
  }
  last_raw_us = raw_us;
  time = reading.time;
  clock_offset_us = time.us() - raw_us;
  if (std::exchange(restart_is_told, false)) {
    clock_events.push_back({lines.line_number(), time, ClockStep::Rebooted});
  }
  if (time.us() > kLongestTimeline_us) {
    return fail("the recording claims to be longer than 30,000 years", "check the unit of t_us");
  }
  return true;
}

bool RecordingReader::State::fail_second_value(std::size_t track) {
  return fail(fmt::format("{} has a second value at the same time, {} µs",
                          column_name(channels[track]), *last_raw_us),
              "keep one row per instant");
}

bool RecordingReader::State::note_samples(const SamplesRemark& remark) {
  const auto found = std::ranges::find(channels, remark.channel);
  if (found == channels.end()) {
    return fail(
        fmt::format("the remark is about {}, which has no column", column_name(remark.channel)),
        "add the column, or remove the line");
  }
  ChannelTrack& track = tracks[static_cast<std::size_t>(found - channels.begin())];
  track.expect(remark);
  // Every channel tells of the same restart with its first sample after it.
  const bool is_told = !clock_events.empty() && track.last_us() < clock_events.back().at.us();
  if (has(remark.flags, BatchFlag::FollowsReboot) && !is_told) restart_is_told = true;
  return true;
}

bool RecordingReader::State::note(std::string_view line) {
  const auto remark = parse_remark(line);
  if (!remark) return fail(remark.error().what, remark.error().remedy);
  if (const auto* samples = std::get_if<SamplesRemark>(&*remark)) return note_samples(*samples);
  const auto on_timeline = [this](DeviceTime& time) {
    time = time + microseconds(clock_offset_us);
  };
  if (const auto* stiffness = std::get_if<StiffnessRemark>(&*remark)) {
    stiffness_n_per_mm = static_cast<double>(stiffness->n_per_mm);
  } else if (const auto* compression = std::get_if<ReportedCompression>(&*remark)) {
    ReportedCompression& report = next_reports.compressions.emplace_back(*compression);
    on_timeline(report.peak);
    next_reports.in_order.emplace_back(report);
  } else if (const auto* breath = std::get_if<ReportedBreath>(&*remark)) {
    ReportedBreath& report = next_reports.breaths.emplace_back(*breath);
    on_timeline(report.start);
    next_reports.in_order.emplace_back(report);
  } else if (const auto* told = std::get_if<AttemptEvent>(&*remark)) {
    AttemptEvent event = *told;
    on_timeline(event.at);
    next_reports.in_order.emplace_back(event);
  } else if (const auto* start = std::get_if<StartRemark>(&*remark)) {
    attempt.start = start->at;
    on_timeline(*attempt.start);
  } else if (const auto* calibration = std::get_if<CalibrationRemark>(&*remark)) {
    attempt.calibration = *calibration;
  } else if (const auto* uncertainty = std::get_if<UncertaintyRemark>(&*remark)) {
    attempt.uncertainty = *uncertainty;
  }
  return true;
}

RecordingReader::RecordingReader() = default;
RecordingReader::~RecordingReader() = default;
RecordingReader::RecordingReader(RecordingReader&&) noexcept = default;
RecordingReader& RecordingReader::operator=(RecordingReader&&) noexcept = default;

const RecordedAttempt& RecordingReader::attempt() const { return state_->attempt; }

Result<RecordingReader> RecordingReader::open(const std::filesystem::path& file) {
  auto lines = is_edf(file) ? lines_of_edf(file) : LineSource::open(file);
  if (!lines) return tl::unexpected(lines.error());
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  std::string_view line;
  bool found = lines->next(line);
  if (found && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  if (found && (is_blank(line) || is_comment(line))) found = next_content(*lines, line);
  if (lines->trouble()) return tl::unexpected(*lines->trouble());
  if (!found) {
    return failure("the file is empty", file.string(),
                   "choose a recording that starts with a header such as t_us,depth_mm");
  }
  auto header = parse_recording_header(line, lines->where());
  if (!header) return tl::unexpected(header.error());

  RecordingReader reader;
  reader.state_ = std::make_unique<State>(std::move(*lines), std::move(*header));
  return reader;
}

const std::vector<Channel>& RecordingReader::channels() const { return state_->channels; }

const RecordedReports& RecordingReader::reports() const { return state_->reports; }

std::optional<double> RecordingReader::stiffness_n_per_mm() const {
  return state_->stiffness_n_per_mm;
}

const std::vector<ClockEvent>& RecordingReader::clock_events() const {
  return state_->clock_events;
}

Result<bool> RecordingReader::next(std::vector<SampleBatch>& batches) {
  State& s = *state_;
  s.builder.recycle(batches);
  s.cut();
  if (s.failed) return tl::unexpected(*s.failed);

  s.reports = std::exchange(s.next_reports, {});
  std::optional<DeviceTime> batches_from;
  std::string_view line;
  for (int i = 0; i < kLinesPerCall || (batches.empty() && s.reports.empty()) || s.is_expecting();
       ++i) {
    std::int64_t raw_us = 0;
    DeviceTime time;
    if (!s.read_plain(raw_us)) {
      if (!next_content(s.lines, line)) {
        if (s.lines.trouble()) s.failed = s.lines.trouble();
        break;
      }
      if (line.front() == '#') {
        if (!s.note(line)) break;
        if (s.next_reports.empty()) continue;
        if (!batches.empty() && !s.is_expecting()) break;  // the report came behind these batches
        if (batches.empty()) s.take_next_reports();
        continue;
      }
      if (!s.read_row(line, raw_us)) break;
    }
    if (!s.place(raw_us, time)) break;
    if (!batches_from || (time - *batches_from).us() > kLongestBatch_us) {
      s.cut();
      batches_from = time;
    }
    if (!s.add_row(time, batches)) break;
    if (i + 1 < kLinesPerCall) i += s.read_even(*batches_from, kLinesPerCall - 1 - i, batches);
  }
  const bool any_now = !batches.empty() || !s.reports.empty();
  s.any_content = s.any_content || any_now || !s.next_reports.empty();
  if (!s.failed && !s.any_content) {
    s.fail(s.channels.empty() ? "there is no column besides t_us, and no report"
                              : "there is no sample in this recording",
           s.channels.empty() ? "add the channel that was measured, such as depth_mm"
                              : "record again, or choose another file");
  }
  if (s.failed) {
    batches.clear();
    return tl::unexpected(*s.failed);
  }
  return any_now || !s.next_reports.empty();
}

}  // namespace sternum
