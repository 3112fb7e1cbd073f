#include "datasets/recordings/edf_recording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <set>
#include <system_error>
#include <utility>

#include "datasets/recordings/edf_tracks.hpp"
#include "datasets/recordings/recorded_rows.hpp"

namespace sternum {
namespace {

constexpr std::int64_t kSecond_us = 1'000'000;
/// Holes up to this are filled.
constexpr std::int64_t kLongestFilledHole_us = 60 * kSecond_us;
constexpr std::int64_t kLongestRecord_us = 10 * kSecond_us;
constexpr std::int64_t kMostRecordsInFile = 10'000'000;

tl::unexpected<Error> no_recording_in(const std::string& origin) {
  return failure("this EDF+ file holds no recording of this program", origin,
                 "choose one that was exported with `--format edf`, or a CSV recording");
}

std::optional<std::int64_t> record_length(const std::vector<SlotPlan>& plans) {
  std::int64_t common = 1;
  for (const SlotPlan& plan : plans) {
    common = std::lcm(common, plan.step_us);
    if (common > kLongestRecord_us) return std::nullopt;
  }
  for (const std::int64_t round_us : {1, 2, 4, 5, 8, 10}) {
    if (round_us * kSecond_us % common == 0) return round_us * kSecond_us;
  }
  const std::int64_t times = (kSecond_us + common - 1) / common;
  return common * times;
}

struct Layout {
  std::vector<SlotPlan> plans;
  RecordPlan records;
};

/// The records that hold samples, and those of short holes between them.
Result<std::vector<std::int64_t>> record_numbers(const std::vector<SlotPlan>& plans,
                                                 std::int64_t record_us) {
  std::set<std::int64_t> held = {0};
  for (const SlotPlan& plan : plans) {
    const std::int64_t per_record = record_us / plan.step_us;
    for (const std::int64_t slot : plan.slots) held.insert(held.end(), slot / per_record);
  }
  std::vector<std::int64_t> numbers;
  for (const std::int64_t number : held) {
    if (!numbers.empty() && (number - numbers.back()) * record_us <= kLongestFilledHole_us) {
      while (numbers.back() + 1 < number) numbers.push_back(numbers.back() + 1);
    }
    numbers.push_back(number);
    if (static_cast<std::int64_t>(numbers.size()) > kMostRecordsInFile) {
      return failure("the recording is too long for one file", "EDF+", "export it as CSV");
    }
  }
  return numbers;
}

Result<Layout> lay_out(const RecordedRows& rows, std::int64_t origin_us) {
  Layout layout;
  for (std::size_t c = 0; c < rows.channels.size(); ++c) {
    if (auto plan = plan_on_step(rows.samples[c], origin_us)) {
      layout.plans.push_back(std::move(*plan));
      continue;
    }
    auto plan = plan_with_slips(rows.samples[c], origin_us, rows.channels[c]);
    if (!plan) return tl::unexpected(plan.error());
    layout.plans.push_back(std::move(*plan));
  }
  auto length = record_length(layout.plans);
  if (!length) {  // steps that never meet: those that do not divide a second get slips
    for (std::size_t c = 0; c < rows.channels.size(); ++c) {
      if (kSecond_us % layout.plans[c].step_us == 0) continue;
      auto plan = plan_with_slips(rows.samples[c], origin_us, rows.channels[c]);
      if (!plan) return tl::unexpected(plan.error());
      layout.plans[c] = std::move(*plan);
    }
    length = record_length(layout.plans);
  }
  layout.records.record_us = length.value_or(kSecond_us);
  auto numbers = record_numbers(layout.plans, layout.records.record_us);
  if (!numbers) return tl::unexpected(numbers.error());
  layout.records.numbers = std::move(*numbers);
  return layout;
}

/// "#@signal,depth_mm,10000,0,exact,runs" cut at its commas.
std::vector<std::string_view> annotation_cells(std::string_view text) {
  std::vector<std::string_view> cells;
  for (;;) {
    const auto comma = text.find(',');
    cells.push_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return cells;
    text.remove_prefix(comma + 1);
  }
}

bool read_whole_number(std::string_view text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

/// Everything that the annotations say of the recording.
struct Told {
  std::optional<std::int64_t> origin_us;
  std::vector<TrackForm> tracks;
  std::vector<const EdfAnnotation*> remarks;
};

bool take_signal(const std::vector<std::string_view>& cells, Told& told) {
  TrackForm form;
  if (cells.size() != 6) return false;
  const auto channel = channel_of_column(cells[1]);
  if (!channel || !read_whole_number(cells[2], form.step_us) ||
      !read_whole_number(cells[3], form.phase_us)) {
    return false;
  }
  form.channel = *channel;
  form.form = cells[4] == "bits" ? ValueForm::Bits : ValueForm::Exact;
  form.is_marked = cells[5] == "marked";
  told.tracks.push_back(form);
  return true;
}

bool take_run(const std::vector<std::string_view>& cells, Told& told) {
  SlotRun run;
  if (cells.size() != 4 || !read_whole_number(cells[2], run.first) ||
      !read_whole_number(cells[3], run.count)) {
    return false;
  }
  const auto channel = channel_of_column(cells[1]);
  const auto track = std::ranges::find_if(
      told.tracks, [&](const TrackForm& form) { return form.channel == channel; });
  if (track == told.tracks.end() || run.first < 0 || run.count < 0) return false;
  track->runs.push_back(run);
  return true;
}

Result<Told> told_by(const EdfFile& file, const std::string& origin) {
  Told told;
  for (const EdfAnnotation& annotation : file.annotations) {
    if (!annotation.text.starts_with("#@")) continue;
    const auto cells = annotation_cells(annotation.text);
    bool good = true;
    if (cells[0] == "#@edf") {
      std::int64_t origin_us = 0;
      if (cells.size() < 3 || cells[1] != "1") {
        return failure("the EDF+ file was written by a later version of this program", origin,
                       "update this program");
      }
      good = read_whole_number(cells[2], origin_us);
      told.origin_us = origin_us;
    } else if (cells[0] == "#@signal") {
      good = take_signal(cells, told);
    } else if (cells[0] == "#@run") {
      good = take_run(cells, told);
    } else {
      told.remarks.push_back(&annotation);
    }
    if (!good) {
      return failure(
          fmt::format("the annotation '{}' cannot be understood", annotation.text.substr(0, 60)),
          origin, "export the recording again");
    }
  }
  if (!told.origin_us) return no_recording_in(origin);
  return told;
}

}  // namespace

Result<EdfFile> edf_of_recording(std::string_view csv, const EdfCover& cover,
                                 const std::vector<EdfMark>& marks, const std::string& origin) {
  const auto rows = rows_of_text(csv, origin);
  if (!rows) return tl::unexpected(rows.error());
  const std::int64_t origin_us = rows->has_samples() ? rows->first_us() : cover.clock_at.us();
  auto layout = lay_out(*rows, origin_us);
  if (!layout) return tl::unexpected(layout.error());

  EdfFile file;
  file.starts_at_ms = cover.clock_ms - (cover.clock_at.us() - origin_us) / 1000;
  file.recording = cover.recording;
  file.equipment = cover.manikin_id;
  file.record_us = layout->records.record_us;
  for (const std::int64_t number : layout->records.numbers) {
    file.records_us.push_back(number * file.record_us);
  }
  const auto tell = [&](std::int64_t onset_us, std::string text) {
    file.annotations.push_back({onset_us, std::nullopt, std::move(text)});
  };
  tell(0, fmt::format("#@edf,1,{}", origin_us));
  std::vector<std::string> runs;
  for (std::size_t c = 0; c < rows->channels.size(); ++c) {
    const SlotPlan& plan = layout->plans[c];
    const Channel channel = rows->channels[c];
    TrackSignals track = signals_of(rows->samples[c], plan, layout->records, channel);
    const bool is_marked = plan.runs.empty();
    tell(0, fmt::format("#@signal,{},{},{},{},{}", column_name(channel), plan.step_us,
                        plan.phase_us, track.form == ValueForm::Bits ? "bits" : "exact",
                        is_marked ? "marked" : "runs"));
    for (const SlotRun& run : plan.runs) {
      runs.push_back(fmt::format("#@run,{},{},{}", column_name(channel), run.first, run.count));
    }
    for (EdfSignal& signal : track.signals) file.signals.push_back(std::move(signal));
  }
  for (std::string& run : runs) tell(0, std::move(run));
  for (const PlacedRemark& remark : rows->remarks) {
    tell(rows->has_samples() ? remark.t_us - origin_us : 0, remark.line);
  }
  for (const EdfMark& mark : marks) {
    EdfAnnotation annotation{mark.span.from.us() - origin_us, std::nullopt, mark.text};
    if (const Duration length = mark.span.length(); length > Duration{}) {
      annotation.duration_us = length.us();
    }
    file.annotations.push_back(std::move(annotation));
  }
  return file;
}

Result<std::string> recording_of_edf(const EdfFile& file, const std::string& origin) {
  const auto told = told_by(file, origin);
  if (!told) return tl::unexpected(told.error());
  RecordedRows rows;
  for (const TrackForm& form : told->tracks) {
    auto samples = samples_of(file, form, *told->origin_us, origin);
    if (!samples) return tl::unexpected(samples.error());
    rows.channels.push_back(form.channel);
    rows.samples.push_back(std::move(*samples));
  }
  for (const EdfAnnotation* remark : told->remarks) {
    rows.remarks.push_back({remark->onset_us + *told->origin_us, remark->text});
  }
  return text_of(rows);
}

}  // namespace sternum
