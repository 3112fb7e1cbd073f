// What a full room costs to store: 42 manikins, 100 Hz, four channels, through the wire's frames.
//
//   room_storage [MINUTES] [REAL_SECONDS] [FOLDER]
//
// First MINUTES (5) of the room as fast as the disk takes it, one transaction for every 100 ms of
// the room, for each kind of converter; then REAL_SECONDS (20) of it in real time through the
// journal. FOLDER (a temporary one) is where the disk is. Attempts last two minutes. Every commit
// is on the disk before the next; on a shared machine the neighbours' commits wait in the same
// queue.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "datasets/records/journal.hpp"
#include "datasets/records/sqlite.hpp"
#include "datasets/records/station_database.hpp"
#include "tests/bench/records/room.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum::bench {
namespace {

constexpr int kManikins = 42;
constexpr int kSteps_ms = 20;
constexpr int kStepsPerAttempt = 120'000 / kSteps_ms;

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

double cpu_ms(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

/// Durations, ms.
struct Durations {
  std::vector<double> all{};
  [[nodiscard]] std::string text() {
    if (all.empty()) return "-";
    std::ranges::sort(all);
    const auto at = [&](double share) {
      return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
    };
    return fmt::format("{:5.1f} {:5.1f} {:6.1f}", at(0.5), at(0.99), all.back());
  }
};

AttemptStart start_of(int manikin) {
  AttemptStart start;
  start.manikin_id = fmt::format("ROOM-{:02}", manikin);
  start.trainee = fmt::format("Trainee {}", manikin);
  start.guideline_id = "adult-rcsc-2021";
  start.started_at_ms = 1'700'000'000'000;
  start.channels = kRoomChannels;
  return start;
}

AttemptEnd an_end() {
  AttemptEnd end;
  end.ended_at_ms = 1'700'000'120'000;
  end.result_json = "{}";
  return end;
}

std::vector<RoomManikin> room(Resolution resolution) {
  std::vector<RoomManikin> manikins;
  manikins.reserve(kManikins);
  for (int i = 1; i <= kManikins; ++i) manikins.emplace_back(i, resolution);
  return manikins;
}

void stop_if(bool failed, const char* what) {
  if (!failed) return;
  std::fprintf(stderr, "%s failed\n", what);
  std::exit(1);
}

std::uintmax_t size_of(const std::filesystem::path& file) {
  std::error_code ignored;
  const auto size = std::filesystem::file_size(file, ignored);
  return ignored ? 0 : size;
}

/// Bytes that hold something, and those that are free to be used again.
std::pair<double, double> size_in_use(const std::filesystem::path& file) {
  auto connection = Connection::open(file, Connection::Access::ReadOnly);
  stop_if(!connection, "opening");
  const auto page = static_cast<double>(connection->integer("PRAGMA page_size").value_or(0));
  const auto pages = static_cast<double>(connection->integer("PRAGMA page_count").value_or(0));
  const auto free = static_cast<double>(connection->integer("PRAGMA freelist_count").value_or(0));
  return {(pages - free) * page, free * page};
}

void fast(const std::filesystem::path& folder, Resolution resolution, const char* name,
          double minutes) {
  auto manikins = room(resolution);
  auto database = StationDatabase::open(folder);
  stop_if(!database, "opening");
  std::vector<AttemptId> attempts(kManikins);
  Durations commits;
  Durations folds;
  double cpu = 0.0;
  double longest_log = 0.0;
  std::vector<StoredInput> waiting;
  const int steps = static_cast<int>(minutes * 60'000 / kSteps_ms);
  const auto timed = [&](Durations& durations, auto work) {
    const auto begin = Clock::now();
    const double cpu_begin = cpu_ms(CLOCK_THREAD_CPUTIME_ID);
    work();
    durations.all.push_back(ms_since(begin));
    cpu += cpu_ms(CLOCK_THREAD_CPUTIME_ID) - cpu_begin;
  };
  const auto fold = [&] {
    for (bool more = true; more;) {
      timed(folds, [&] { more = database->fold_some().value_or(false); });
    }
  };
  for (int step = 0; step < steps; ++step) {
    for (std::size_t i = 0; i < kManikins; ++i) {
      // They do not begin at once.
      if ((step + static_cast<int>(i) * 130) % kStepsPerAttempt == 0 || step == 0) {
        if (step > 0) stop_if(!database->append(waiting), "appending");
        waiting.clear();
        if (step > 0) stop_if(!database->end_attempt(attempts[i], an_end()), "ending");
        attempts[i] = database->begin_attempt(start_of(static_cast<int>(i) + 1)).value_or(0);
      }
      for (auto& batch : manikins[i].next()) waiting.push_back({attempts[i], std::move(batch)});
    }
    if (step % 5 != 4) continue;
    timed(commits, [&] { stop_if(!database->append(waiting), "appending"); });
    waiting.clear();
    longest_log =
        std::max(longest_log, static_cast<double>(size_of(folder / "station.sqlite-wal")));
    if (database->log_pages() >= 500) timed(folds, [&] { (void)database->checkpoint(); });
    if (database->loose_rows() >= 12'000) fold();
  }
  fold();
  (void)database->checkpoint();
  const auto [bytes, free] = size_in_use(folder / "station.sqlite");
  fmt::print("{:30}{:>8.1f} {:>5.1f} {} {} {:>9.1f} {:>8.2f}\n", name, bytes / minutes * 60 / 1e6,
             free / 1e6, commits.text(), folds.text(), longest_log / 1e6, cpu / (minutes * 600));
}

void in_real_time(const std::filesystem::path& folder, double seconds) {
  auto manikins = room(Resolution::TwelveBits);
  // Made before, so that what is measured is the storing.
  const int steps = static_cast<int>(seconds * 1000 / kSteps_ms);
  std::vector<std::vector<SampleBatch>> made;
  for (int step = 0; step < steps; ++step) {
    for (auto& manikin : manikins) made.push_back(manikin.next());
  }
  JournalOptions options;
  options.fold_every_ms = 10'000;
  Journal journal(folder, options);
  stop_if(!journal.wait_until_opened(), "opening");
  std::vector<AttemptTicket> tickets;
  for (int i = 1; i <= kManikins; ++i) tickets.push_back(journal.begin(start_of(i)));
  journal.flush(60'000);
  Durations behind;
  std::size_t most = 0;
  const double cpu = cpu_ms(CLOCK_PROCESS_CPUTIME_ID);
  const double own = cpu_ms(CLOCK_THREAD_CPUTIME_ID);
  auto due = Clock::now();
  std::size_t next = 0;
  for (int step = 0; step < steps; ++step) {
    for (const AttemptTicket ticket : tickets) {
      for (auto& batch : made[next]) journal.append(ticket, std::move(batch));
      ++next;
    }
    const JournalStatus status = journal.status();
    behind.all.push_back(static_cast<double>(status.oldest_waiting_ms));
    most = std::max(most, status.waiting);
    due += std::chrono::milliseconds(kSteps_ms);
    std::this_thread::sleep_until(due);
  }
  const double journals =
      cpu_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu - (cpu_ms(CLOCK_THREAD_CPUTIME_ID) - own);
  fmt::print(
      "\nin real time, {:g} s: behind by {} ms (p50, p99, most), at most {} batches waiting, "
      "{:.1f} % of a core\n",
      seconds, behind.text(), most, journals / (seconds * 10));
}

}  // namespace
}  // namespace sternum::bench

int main(int argc, char** argv) {
  using namespace sternum;
  using namespace sternum::bench;
  const double minutes = argc > 1 ? std::atof(argv[1]) : 5.0;
  const double seconds = argc > 2 ? std::atof(argv[2]) : 20.0;
  const test::TemporaryFolder temporary;
  const std::filesystem::path folder = argc > 3 ? argv[3] : temporary.path().string();
  fmt::print("{:30}{:>8} {:>5} {:>18} {:>18} {:>9} {:>8}\n", "42 manikins, 100 Hz, 4 channels",
             "MB/h", "free", "commit p50 p99 max", "tidying, likewise", "log, MB", "% core");
  fast(folder / "twelve", Resolution::TwelveBits, "12 bits of the range", minutes);
  fast(folder / "decimal", Resolution::OneDecimal, "one decimal (mm, N, ml, ml/s)", minutes);
  fast(folder / "float", Resolution::AllOfAFloat, "noise to a float's last bit", minutes);
  if (seconds > 0.0) in_real_time(folder / "real", seconds);
}
