// What it costs to look after the records of a base that has taught for years: `verify`, `backup`
// and `restore` of an archive that grows to 1,000 classes of 30 trainees, each with an attempt, its
// samples and its audit trail; and how long the commits of a console take meanwhile that goes on
// recording 42 manikins.
//
//   archive_upkeep [CLASSES [SECONDS of each attempt [FOLDER]]]
//
// The archive is made through the station database itself, which waits for the disk at every
// commit: name a FOLDER in memory (/dev/shm) to have it sooner, and one on the disk to know the
// disk.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "datasets/records/audit_findings.hpp"
#include "datasets/records/backup.hpp"
#include "datasets/records/station_database.hpp"
#include "tests/bench/records/room.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kTrainees = 30;
constexpr int kRoom = 42;
constexpr int kStep_ms = 20;  // of what a RoomManikin gives at once
constexpr std::int64_t kBegins_ms = 1'500'000'000'000;
constexpr std::int64_t kDay_ms = 86'400'000;

/// Of a piece of work: by the clock, and of the processor, which neighbours do not change.
struct Cost {
  double ms = 0.0;
  double cpu_ms = 0.0;
};

double own_cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

template <class Work>
Cost cost_of(const Work& work) {
  const auto begin = Clock::now();
  const double cpu = own_cpu_ms();
  work();
  return {ms_since(begin), own_cpu_ms() - cpu};
}

void need(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "%s failed\n", what);
  std::exit(1);
}

StationDatabase opened(const std::filesystem::path& folder) {
  auto database = StationDatabase::open(folder);
  need(database.has_value(), "opening");
  return std::move(*database);
}

std::vector<SampleBatch> batches_of(RoomManikin& manikin, double seconds) {
  std::vector<SampleBatch> batches;
  for (int step = 0; step * kStep_ms < seconds * 1000; ++step) {
    for (SampleBatch& batch : manikin.next()) batches.push_back(std::move(batch));
  }
  return batches;
}

AttemptId begun(StationDatabase& database, int manikin, std::int64_t at_ms,
                std::optional<ClassKey> of_class, const std::string& trainee) {
  AttemptStart start;
  start.manikin_id = fmt::format("ROOM-{:02}", manikin + 1);
  start.trainee = trainee;
  start.guideline_id = "adult-rcsc-2021";
  start.started_at_ms = at_ms;
  start.channels = kRoomChannels;
  start.class_key = of_class;
  const auto id = database.begin_attempt(start);
  need(id.has_value(), "beginning");
  return *id;
}

/// Samples are the same in every class: making them is not what is measured.
class Archive {
 public:
  Archive(std::filesystem::path folder, double seconds) : folder_(std::move(folder)) {
    for (int i = 0; i < kTrainees; ++i) {
      RoomManikin manikin(i + 1, Resolution::TwelveBits);
      samples_.push_back(batches_of(manikin, seconds));
    }
  }

  void grow_to(int classes) {
    StationDatabase database = opened(folder_);
    for (; classes_ < classes; ++classes_) hold_class(database);
    need(database.checkpoint().has_value(), "copying the log");
  }
  [[nodiscard]] int attempts() const { return classes_ * kTrainees; }

 private:
  void hold_class(StationDatabase& database) {
    ClassRecord record;
    record.key = kBegins_ms + classes_ * kDay_ms;
    record.number = fmt::format("C-{}", classes_);
    for (int i = 0; i < kTrainees; ++i) {
      record.members.push_back({.name = fmt::format("Trainee {}", classes_ * kTrainees + i)});
    }
    need(database.keep_class(record).has_value(), "keeping a class");
    std::vector<AttemptId> ids;
    std::vector<StoredInput> inputs;
    for (int i = 0; i < kTrainees; ++i) {
      const auto at = static_cast<std::size_t>(i);
      ids.push_back(begun(database, i, record.key + i, record.key, record.members[at].name));
      for (const SampleBatch& batch : samples_[at]) inputs.push_back({ids.back(), batch});
    }
    need(database.append(inputs).has_value(), "appending");
    for (const AttemptId id : ids) {
      AttemptEnd end;
      end.ended_at_ms = record.key + 120'000;
      end.result_json = R"({"metrics":{"mean_depth_mm":52}})";
      need(database.end_attempt(id, end).has_value(), "ending");
    }
    record.state = ClassState::Closed;
    need(database.keep_class(record).has_value(), "closing a class");
    while (database.fold_some().value_or(false)) continue;
    if (database.log_pages() >= 500) (void)database.checkpoint();
  }

  std::filesystem::path folder_;
  std::vector<std::vector<SampleBatch>> samples_;
  int classes_ = 0;
};

/// Commits as a console does with a full room, ten times a second, until `work` is done.
class Writer {
 public:
  explicit Writer(const std::filesystem::path& folder) : database_(opened(folder)) {
    for (int i = 0; i < kRoom; ++i) {
      manikins_.emplace_back(i + 1, Resolution::TwelveBits);
      attempts_.push_back(begun(database_, i, kBegins_ms, {}, {}));
    }
  }

  template <class Work>
  Cost during(const Work& work) {
    std::atomic<bool> done = false;
    Cost took;
    commits_.clear();
    std::thread beside([&] {
      took = cost_of(work);
      done = true;
    });
    auto due = Clock::now();
    // For two seconds longer: a log that grew meanwhile is copied then.
    for (int left = 20; !done || left > 0; left -= done ? 1 : 0) {
      commit();
      due += std::chrono::milliseconds(100);
      std::this_thread::sleep_until(due);
    }
    beside.join();
    return took;
  }

  [[nodiscard]] std::string text() {
    std::ranges::sort(commits_);
    const auto at = [&](double share) {
      return commits_[static_cast<std::size_t>(share * static_cast<double>(commits_.size() - 1))];
    };
    return fmt::format("{:6.1f} {:6.1f} {:6.1f}", at(0.5), at(0.99), commits_.back());
  }

 private:
  void commit() {
    std::vector<StoredInput> inputs;
    for (std::size_t i = 0; i < manikins_.size(); ++i) {
      for (SampleBatch& batch : batches_of(manikins_[i], 0.1)) {
        inputs.push_back({attempts_[i], std::move(batch)});
      }
    }
    const auto begin = Clock::now();
    need(database_.append(inputs).has_value(), "appending");
    commits_.push_back(ms_since(begin));
    if (database_.log_pages() >= 500) {
      const auto copying = Clock::now();
      (void)database_.checkpoint();
      commits_.push_back(ms_since(copying));
    }
  }

  StationDatabase database_;
  std::vector<RoomManikin> manikins_;
  std::vector<AttemptId> attempts_;
  std::vector<double> commits_;
};

void measure(const std::filesystem::path& folder, const Archive& archive) {
  const auto copy = folder / "copy.sqlite";
  const auto other = folder / "restored";
  const auto row = [&](const char* name, const Cost& cost, const std::string& meanwhile) {
    fmt::print("{:>9} {:14}{:>10.0f} {:>10.0f} {:>12.3f}  {}\n", archive.attempts(), name, cost.ms,
               cost.cpu_ms, cost.cpu_ms / archive.attempts(), meanwhile);
    std::fflush(stdout);
  };
  const auto verify = [&] {
    const auto found = verify_folder(folder);
    need(found.has_value() && found->found.empty(), "verifying");
  };
  const auto copy_all = [&] {
    need(back_up(folder, copy, {.overwrite = true}).has_value(), "copying");
  };
  row("verify", cost_of(verify), "");
  row("backup", cost_of(copy_all), "");
  row("restore", cost_of([&] { need(restore_backup(copy, other).has_value(), "restoring"); }), "");
  std::filesystem::remove_all(other);
  // In a copy of its own, so that the archive stays as large as its row says.
  need(restore_backup(copy, other).has_value(), "restoring");
  {
    Writer writer(other);
    const auto beside = [&](const char* name, const auto& work) {
      const Cost cost = writer.during(work);
      row(name, cost, writer.text());
    };
    beside("- nothing", [] { std::this_thread::sleep_for(std::chrono::seconds(3)); });
    beside("- verify", [&] {
      const auto found = verify_folder(other);
      need(found.has_value() && found->found.empty(), "verifying");
    });
    beside("- backup",
           [&] { need(back_up(other, copy, {.overwrite = true}).has_value(), "copying"); });
  }
  std::filesystem::remove_all(other);
  std::filesystem::remove(copy);
}

}  // namespace
}  // namespace sternum::bench

int main(int argc, char** argv) {
  using namespace sternum::bench;
  const int classes = argc > 1 ? std::atoi(argv[1]) : 1000;
  const double seconds = argc > 2 ? std::atof(argv[2]) : 10.0;
  const sternum::test::TemporaryFolder temporary;
  const std::filesystem::path folder =
      argc > 3 ? std::filesystem::path(argv[3]) / "archive_upkeep" : temporary.path();
  if (argc > 3) std::filesystem::remove_all(folder);
  Archive archive(folder, seconds);
  fmt::print(
      "{} trainees a class, {:g} s of samples each (42 manikins write in the rows with -)\n\n", 30,
      seconds);
  fmt::print("{:>9} {:14}{:>10} {:>10} {:>12}  {}\n", "attempts", "", "ms", "cpu ms", "cpu/attempt",
             "commits: p50, p99, most ms");
  for (const int share : {4, 2, 1}) {
    const auto begin = Clock::now();
    archive.grow_to(classes / share);
    const auto bytes = std::filesystem::file_size(folder / "station.sqlite");
    fmt::print("{:>9} {:14}{:>10.0f} {:>10} {:>12}  {:.0f} MB\n", archive.attempts(), "made",
               ms_since(begin), "", "", static_cast<double>(bytes) / 1e6);
    measure(folder, archive);
  }
  if (argc > 3) std::filesystem::remove_all(folder);
}
