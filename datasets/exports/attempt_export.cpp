#include "datasets/exports/attempt_export.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

#include "datasets/atomic_file.hpp"
#include "datasets/recordings/recording_writer.hpp"

namespace sternum {
namespace {

/// A row of the table of events; times in device µs.
struct FoundEvent {
  std::string kind;
  std::string what;  ///< "press_deeper", "too_shallow"; empty where the kind says it all
  std::optional<TimeSpan> span;
  std::optional<double> depth_mm{};
  std::optional<double> residual_mm{};
  std::optional<double> rate_per_min{};
  std::optional<double> volume_ml{};
  std::optional<double> points_lost{};
  std::string sentence{};
};

TimeSpan instant(DeviceTime at) { return {at, at}; }

void add_actions(const AttemptResult& result, std::vector<FoundEvent>& events) {
  for (const Compression& c : result.compressions) {
    FoundEvent& event = events.emplace_back();
    event.kind = "compression";
    event.span = TimeSpan{c.onset, c.release};
    if (result.compression_source == CompressionSource::DeviceReports) event.span = instant(c.peak);
    if (result.measures_depth) event.depth_mm = c.depth.mm();
    if (c.residual) event.residual_mm = c.residual->mm();
    if (c.rate) event.rate_per_min = c.rate->per_minute();
  }
  for (const Breath& b : result.breaths) {
    FoundEvent& event = events.emplace_back();
    event.kind = "breath";
    event.span = TimeSpan{b.start, b.end};
    if (result.measures_volume) event.volume_ml = b.volume.ml();
  }
}

void add_lost_points(const FoundInAttempt& found, std::vector<FoundEvent>& events) {
  const auto sentence = [&](std::size_t i) {
    return i < found.sentences.size() ? found.sentences[i] : std::string();
  };
  if (found.examination == nullptr) {
    for (std::size_t i = 0; i < found.result.score.reasons.size(); ++i) {
      const LostPoints& lost = found.result.score.reasons[i];
      FoundEvent& event = events.emplace_back();
      event.kind = "lost_points";
      event.what = rule_name(lost.rule);
      event.span = lost.span;
      event.points_lost = lost.points.points();
      event.sentence = sentence(i);
    }
    return;
  }
  for (std::size_t i = 0; i < found.examination->ledger.size(); ++i) {
    const LedgerEntry& entry = found.examination->ledger[i];
    FoundEvent& event = events.emplace_back();
    event.kind = "lost_points";
    event.what = entry.rule;
    if (entry.at) event.span = instant(*entry.at);
    event.points_lost = entry.lost.points();
    event.sentence = sentence(i);
  }
}

std::vector<FoundEvent> events_of(const FoundInAttempt& found) {
  const AttemptResult& result = found.result;
  std::vector<FoundEvent> events;
  add_actions(result, events);
  for (const TimeSpan& pause : result.pauses) events.push_back({"pause", {}, pause});
  for (const TimeSpan& gap : result.gaps) events.push_back({"no_data", {}, gap});
  for (const PromptEvent& prompt : result.prompts) {
    events.push_back({"prompt", std::string(prompt_name(prompt.prompt)), instant(prompt.at)});
  }
  for (const AttemptEvent& event : result.events) {
    if (event_name(event.kind).empty()) continue;
    events.push_back({"event", std::string(event_name(event.kind)), instant(event.at)});
  }
  add_lost_points(found, events);
  std::ranges::stable_sort(events, [](const FoundEvent& a, const FoundEvent& b) {
    if (a.span.has_value() != b.span.has_value()) return a.span.has_value();
    return a.span && a.span->from < b.span->from;
  });
  return events;
}

/// What a mark in an EDF+ file is called: few different texts, for programs that sort by them.
/// Those that begin with "Bad" are left out by programs that average over a signal.
std::string mark_text(const FoundEvent& event) {
  if (event.kind == "compression") return "Compression";
  if (event.kind == "breath") return "Breath";
  if (event.kind == "pause") return "Pause";
  if (event.kind == "no_data") return "Bad: no data";
  if (event.kind == "prompt") return "Prompt: " + event.what;
  if (event.kind == "event") return "Event: " + event.what;
  return "Lost points: " + event.what;
}

ExportCell cell_of(const std::optional<double>& number) {
  if (!number) return {};
  return CellNumber{*number, 3};
}

std::string text_in(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// A file that is needed for a moment.
class RowsFile {
 public:
  explicit RowsFile(std::filesystem::path path) : path_(std::move(path)) { path_ += ".rows"; }
  ~RowsFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  RowsFile(const RowsFile&) = delete;
  RowsFile& operator=(const RowsFile&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Before the first sample: what decides how the attempt is analysed.
Result<void> write_beginning(const AttemptStart& started, RecordingWriter& writer) {
  constexpr std::int64_t kMsPerDay = 86'400'000;
  if (started.stiffness_n_per_mm) {
    auto done = writer.write_stiffness(static_cast<float>(*started.stiffness_n_per_mm));
    if (!done) return done;
  }
  if (auto done = writer.write_start(started.start); !done) return done;
  CalibrationRemark calibration;
  calibration.calibrated_on_day = started.calibrated_on_day;
  calibration.recorded_on_day = static_cast<std::uint32_t>(started.started_at_ms / kMsPerDay);
  if (auto done = writer.write_calibration(calibration); !done) return done;
  UncertaintyRemark uncertainty;
  if (const auto depth = started.uncertainty.depth) uncertainty.depth_mm = depth->mm();
  if (const auto volume = started.uncertainty.volume) uncertainty.volume_ml = volume->ml();
  if (uncertainty == UncertaintyRemark{}) return {};
  return writer.write_uncertainty(uncertainty);
}

}  // namespace

Result<void> write_attempt_recording(const AttemptRecord& attempt,
                                     const std::vector<AttemptInput>& inputs,
                                     const std::filesystem::path& file) {
  auto writer = RecordingWriter::create(file, attempt.started.channels);
  if (!writer) return tl::unexpected(writer.error());
  if (auto done = write_beginning(attempt.started, *writer); !done) return done;
  for (const AttemptInput& input : inputs) {
    if (auto done = writer->write(input); !done) return done;
  }
  return writer->finish();
}

ExportTable events_table(const FoundInAttempt& found) {
  ExportTable table;
  table.title = "Events";
  for (const char* heading :
       {"kind", "what", "start_us", "end_us", "depth_mm", "residual_mm", "rate_per_min",
        "volume_ml", "duration_s", "points_lost", "sentence"}) {
    table.columns.push_back({heading, 12});
  }
  for (FoundEvent& event : events_of(found)) {
    ExportCell start;
    ExportCell end;
    ExportCell duration;
    if (event.span) {
      start = CellNumber{static_cast<double>(event.span->from.us()), 0};
      end = CellNumber{static_cast<double>(event.span->to.us()), 0};
      duration = CellNumber{static_cast<double>(event.span->length().us()) * 1e-6, 3};
    }
    table.rows.push_back({text_cell(std::move(event.kind)), text_cell(std::move(event.what)), start,
                          end, cell_of(event.depth_mm), cell_of(event.residual_mm),
                          cell_of(event.rate_per_min), cell_of(event.volume_ml), duration,
                          cell_of(event.points_lost), text_cell(std::move(event.sentence))});
  }
  return table;
}

std::vector<EdfMark> edf_marks(const FoundInAttempt& found) {
  std::vector<EdfMark> marks;
  for (const FoundEvent& event : events_of(found)) {
    if (event.span) marks.push_back({*event.span, mark_text(event)});
  }
  return marks;
}

Result<void> write_attempt_edf(const AttemptRecord& attempt,
                               const std::vector<AttemptInput>& inputs, const FoundInAttempt& found,
                               std::int64_t utc_offset_ms, const std::filesystem::path& file) {
  const RowsFile rows(file);
  if (auto done = write_attempt_recording(attempt, inputs, rows.path()); !done) return done;
  EdfCover cover;
  cover.clock_ms = attempt.started.started_at_ms + utc_offset_ms;
  cover.clock_at = attempt.started.start;
  cover.recording = fmt::format("attempt-{}", attempt.id);
  cover.manikin_id = attempt.started.manikin_id;
  const auto edf = edf_of_recording(text_in(rows.path()), cover, edf_marks(found), file.string());
  if (!edf) return tl::unexpected(edf.error());
  const auto bytes = edf_bytes(*edf);
  if (!bytes) return tl::unexpected(bytes.error());
  auto target = AtomicFile::create(file);
  if (!target) return tl::unexpected(target.error());
  if (auto done = target->write(*bytes); !done) return done;
  return target->finish();
}

}  // namespace sternum
