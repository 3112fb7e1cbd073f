// What exports cost: a class of a hundred with all its recordings, and one class out of archives of
// any size.
#include <benchmark/benchmark.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "datasets/records/batch_packing.hpp"
#include "datasets/records/sqlite.hpp"
#include "datasets/records/station_database.hpp"
#include "datasets/records/station_file.hpp"
#include "gui/model/station_export.hpp"
#include "tests/datasets/scratch_folder.hpp"

namespace sternum {
namespace {

constexpr int kHz = 100;
constexpr int kAttempt_s = 120;

/// Two minutes of depth and volume, as a manikin that rounds to tenths sends them.
std::string packed_attempt() {
  BatchPacker packer;
  for (int first = 0; first < kHz * kAttempt_s; first += 20) {
    SampleBatch batch{
        Channel::Depth, BatchFlag::None, DeviceTime::from_us(first * 10'000), milliseconds(10), {}};
    for (int i = first; i < first + 20; ++i) {
      const double depth = 26.0 * (1.0 - std::cos(i * 2.0 * M_PI * 110.0 / 60.0 / kHz));
      batch.values.push_back(static_cast<float>(std::round(depth * 10.0) / 10.0));
    }
    packer.add(batch);
    batch.channel = Channel::AirwayVolume;
    std::fill(batch.values.begin(), batch.values.end(), 0.0F);
    packer.add(batch);
  }
  return packer.finish();
}

/// An archive of classes, each attempt with the same samples when `samples` says so.
void fill(const std::filesystem::path& folder, int classes, int trainees, bool samples) {
  { (void)StationDatabase::open(folder); }
  auto connection = Connection::open(station_file(folder), Connection::Access::ReadWrite);
  const auto run = [&](const std::string& sql) { return connection->execute(sql.c_str()); };
  bool good = run("BEGIN; INSERT INTO manikins VALUES ('M-1', 1, NULL)").has_value();
  auto insert = connection->prepare("INSERT INTO samples (attempt_id, packed) VALUES (?, ?)");
  const std::string packed = packed_attempt();
  int id = 0;
  for (int c = 1; c <= classes; ++c) {
    good = good &&
           run(fmt::format("INSERT INTO classes VALUES ({0}, {0}, '{0}', 'CPR', '', 'base', '', "
                           "'school', '', '', '2026-{1:02}-01', '', NULL, NULL, 1)",
                           c, c % 12 + 1))
               .has_value();
    for (int t = 0; t < trainees; ++t) {
      ++id;
      good = good &&
             run(fmt::format(
                     "INSERT INTO trainees (id, name) VALUES ({0}, 'trainee {0}'); "
                     "INSERT INTO class_trainees (class_id, trainee_id, position, organisation, "
                     "nickname, absent, skipped) VALUES ({1}, {0}, {2}, '', '', 0, 0); "
                     "INSERT INTO attempts (id, manikin_id, trainee_id, guideline_id, "
                     "guideline_hash, channels, started_at_ms, start_us, state, ended_at_ms, "
                     "score, first_samples, last_samples, purpose, scheme_id, verdict, class_id) "
                     "VALUES ({0}, 'M-1', {0}, 'adult-rcsc-2021', '', x'0104', 1774699200000, 0, "
                     "1, 1774699320000, 90, {0}, {0}, 1, 'rcsc-first-aider', 0, {1})",
                     id, c, t + 1))
                 .has_value();
      if (samples) good = good && insert->bind(1, std::int64_t{id}).bind_blob(2, packed).run();
    }
  }
  if (!good || !run("COMMIT")) std::abort();
}

std::shared_ptr<const StationReader> reader_of(const std::filesystem::path& folder) {
  return std::make_shared<const StationReader>(std::move(*StationReader::open(folder)));
}

void ClassOfAHundredWithEveryRecording(benchmark::State& state) {
  const test::ScratchFolder folder;
  fill(folder.path(), 1, 100, true);
  ExportChoice choice{folder.path(), {std::begin(kExportFormats), std::end(kExportFormats)}};
  for (auto _ : state) {
    const auto parts = parts_of_class(reader_of(folder.path()), 1, choice, true);
    const auto outcome = run_export(folder.path() / "out", *parts);
    if (!outcome) state.SkipWithError(outcome.error().message().c_str());
    state.counters["files"] = static_cast<double>(outcome ? outcome->files.size() : 0);
  }
}
BENCHMARK(ClassOfAHundredWithEveryRecording)->Unit(benchmark::kMillisecond)->Iterations(2);

void TablesOfAClassOfThirtyAmongSoManyClasses(benchmark::State& state) {
  static std::map<int, std::unique_ptr<test::ScratchFolder>> archives;
  const int classes = static_cast<int>(state.range(0));
  auto& folder = archives[classes];
  if (!folder) {
    folder = std::make_unique<test::ScratchFolder>();
    fill(folder->path(), classes, 30, false);
  }
  ExportChoice choice{folder->path(), {ExportFormat::Xlsx, ExportFormat::Csv, ExportFormat::Json}};
  for (auto _ : state) {
    const auto parts = parts_of_class(reader_of(folder->path()), classes / 2 + 1, choice);
    if (!parts || !run_export(folder->path() / "out", *parts)) state.SkipWithError("not exported");
  }
}
BENCHMARK(TablesOfAClassOfThirtyAmongSoManyClasses)
    ->Arg(10)
    ->Arg(1000)
    ->Unit(benchmark::kMillisecond);

void StatisticsOfAThousandClasses(benchmark::State& state) {
  const test::ScratchFolder folder;
  fill(folder.path(), 1000, 30, false);
  ExportChoice choice{folder.path(), {ExportFormat::Csv}};
  for (auto _ : state) {
    const auto parts = parts_of_statistics(reader_of(folder.path()), choice);
    if (!run_export(folder.path() / "out", *parts)) state.SkipWithError("not exported");
  }
}
BENCHMARK(StatisticsOfAThousandClasses)->Unit(benchmark::kMillisecond)->Iterations(2);

void ListOfAThousandClasses(benchmark::State& state) {
  const test::ScratchFolder folder;
  fill(folder.path(), 1000, 30, false);
  const auto reader = reader_of(folder.path());
  for (auto _ : state) benchmark::DoNotOptimize(reader->classes());
}
BENCHMARK(ListOfAThousandClasses)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sternum
