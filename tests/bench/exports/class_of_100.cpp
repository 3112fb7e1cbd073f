// How long the export of a class of 100 takes, format by format and all at once, and how much it
// is: everybody with an exam of two minutes at 100 Hz in depth and volume, and a certificate.
//
//   class_of_100 [PEOPLE]
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>

#include "datasets/recordings/recording_reader.hpp"
#include "datasets/records/station_database.hpp"
#include "gui/model/certification.hpp"
#include "gui/model/record_export.hpp"
#include "gui/model/simulated_recording.hpp"
#include "gui/model/station_rules.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t kClass_ms = 1'774'699'200'000;
constexpr double kGoal_s = 10.0;

template <class Value>
Value must(Result<Value> result) {
  if (!result) {
    fmt::print(stderr, "{}\n", result.error().message());
    std::exit(1);
  }
  if constexpr (!std::is_void_v<Value>) return std::move(*result);
}

/// A good trainee's two minutes, as the station would have stored them.
std::vector<StoredInput> exam_inputs(const fs::path& folder) {
  SimulatedAttempt attempt;
  attempt.manikin.cycles = 5;
  attempt.limit = seconds(120);
  const fs::path file = folder / "exam.csv";
  must(write_simulated_recording(attempt, {.recording = file, .truth = {}, .wire = {}}));
  RecordingReader reader = must(RecordingReader::open(file));
  std::vector<StoredInput> inputs;
  std::vector<SampleBatch> batches;
  for (bool more = true; more;) {
    more = must(reader.next(batches));
    for (const SampleBatch& batch : batches) inputs.push_back({0, batch});
  }
  return inputs;
}

void keep_class_of(const fs::path& folder, int people) {
  std::vector<StoredInput> inputs = exam_inputs(folder);
  const ExamRules rules = must(StationRules::load(folder).exam("rcsc-first-aider"));
  StationDatabase database = must(StationDatabase::open(folder));
  ClassRecord record{.key = kClass_ms, .number = "2026-012", .course = "救护员（成人）"};
  record.base = "东城培训基地";
  record.starts_on = "2026-03-28";
  for (int i = 0; i < people; ++i) record.members.push_back({.name = fmt::format("学员{}", i)});
  must(database.keep_class(record));
  for (int i = 0; i < people; ++i) {
    AttemptStart start;
    start.manikin_id = "M-7";
    start.trainee = record.members[static_cast<std::size_t>(i)].name;
    start.guideline_id = rules.guideline->id;
    start.guideline_hash = rules.guideline->hash;
    start.started_at_ms = kClass_ms + 200'000 * (i + 1);
    start.channels = {Channel::Depth, Channel::AirwayVolume};
    start.purpose = AttemptPurpose::Exam;
    start.scheme_id = rules.scheme->id;
    start.scheme_edition = rules.scheme->edition;
    start.scheme_hash = rules.scheme->hash;
    start.class_key = record.key;
    const AttemptId id = must(database.begin_attempt(start, rules.texts));
    for (StoredInput& input : inputs) input.attempt = id;
    must(database.append(inputs));
    AttemptEnd end;
    end.ended_at_ms = start.started_at_ms + 120'000;
    end.score = 88.0;
    end.result_json = "{}";
    end.verdict = Verdict::Pass;
    must(database.end_attempt(id, end));
  }
}

void certify_all(const fs::path& folder) {
  const StationReader reader = must(StationReader::open(folder));
  const ClassResults results = must(class_results_of(reader, 1, folder));
  const auto due = must(certificates_due(results, {.issued_on = "2026-03-29"}));
  static_cast<void>(must(issue_certificates(folder, due)));
}

std::uintmax_t size_of(const std::vector<fs::path>& files) {
  std::uintmax_t bytes = 0;
  for (const fs::path& file : files) bytes += fs::file_size(file);
  return bytes;
}

double time_export(const fs::path& folder, std::string_view name,
                   std::vector<ExportFormat> formats) {
  ExportRequest request{.of_class = 1, .folder = folder / "out"};
  request.choice = {folder, std::move(formats), Language::Chinese};
  const auto begin = Clock::now();
  const std::clock_t cpu_begin = std::clock();
  const ExportOutcome outcome = must(export_records(request));
  const double took_s = std::chrono::duration<double>(Clock::now() - begin).count();
  const double cpu_s = static_cast<double>(std::clock() - cpu_begin) / CLOCKS_PER_SEC;
  const auto files = static_cast<double>(outcome.files.size());
  fmt::print("{:<14} {:>6} {:>10.1f} {:>8.2f} {:>8.2f} {:>10.1f}\n", name, outcome.files.size(),
             static_cast<double>(size_of(outcome.files)) / 1024.0, took_s, cpu_s,
             1000.0 * took_s / files);
  fs::remove_all(folder / "out");
  return took_s;
}

}  // namespace
}  // namespace sternum::bench

int main(int argc, char** argv) {
  using namespace sternum;
  const int people = argc > 1 ? std::atoi(argv[1]) : 100;
  const test::TemporaryFolder data;
  bench::keep_class_of(data.path(), people);
  bench::certify_all(data.path());
  fmt::print("a class of {}, one exam each\n", people);
  fmt::print("{:<14} {:>6} {:>10} {:>8} {:>8} {:>10}\n", "format", "files", "KiB", "s", "CPU s",
             "ms a file");
  for (const ExportFormat format : kExportFormats) {
    bench::time_export(data.path(), format_name(format), {format});
  }
  const double all_s = bench::time_export(data.path(), "all of them",
                                          {std::begin(kExportFormats), std::end(kExportFormats)});
  fmt::print("goal: all of them within {:.0f} s{}\n", bench::kGoal_s,
             all_s <= bench::kGoal_s ? "" : ": MISSED");
  return 0;
}
