// How long the lists of a base take that has taught for years: 1,000 classes of 30 trainees, 90,000
// attempts. Each list is read by a reader of its own, as a console does that has just been opened.
//
//   archive_lists [CLASSES]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "datasets/records/station_database.hpp"
#include "tests/records/archive.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum::bench {
namespace {

using Clock = std::chrono::steady_clock;

double ms_of(auto work) {
  const auto begin = Clock::now();
  work();
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// `read` answers how many rows it got.
void time_list(const std::filesystem::path& folder, const char* name, auto read) {
  double best = 1e9;
  double worst = 0.0;
  std::size_t rows = 0;
  for (int i = 0; i < 5; ++i) {
    const auto reader = StationReader::open(folder);
    if (!reader) std::exit(1);
    const double ms = ms_of([&] { rows = read(*reader); });
    best = std::min(best, ms);
    worst = std::max(worst, ms);
  }
  fmt::print("{:44} {:>7} {:>8.1f} {:>8.1f}\n", name, rows, best, worst);
}

template <class List>
std::size_t size_of(const Result<List>& list) {
  if (!list) std::exit(1);
  return list->size();
}

}  // namespace
}  // namespace sternum::bench

int main(int argc, char** argv) {
  using namespace sternum;
  using namespace sternum::bench;
  test::ArchiveSize size;
  if (argc > 1) size.classes = std::atoi(argv[1]);
  const test::TemporaryFolder folder;
  const double made = ms_of([&] {
    if (!test::make_archive(folder.path(), size)) std::exit(1);
  });
  fmt::print("{} classes of {} trainees with {} attempts each, made in {:.1f} s\n\n", size.classes,
             size.trainees_each, size.attempts_each, made / 1000);
  fmt::print("{:44} {:>7} {:>8} {:>8}\n", "", "rows", "ms", "worst");
  const auto& path = folder.path();
  const auto list = [&](const char* name, const AttemptQuery& asked) {
    time_list(path, name, [&](const StationReader& r) { return size_of(r.attempts(asked)); });
  };
  list("the newest 1000 attempts", {.most = 1000});
  list("those before the 45,000th", {.most = 1000, .before = 45'000});
  list("a trainee's", {.trainee = "Trainee 00017"});
  list("of trainees by part of the name", {.trainee_part = "rainee 1234"});
  list("of nobody", {.trainee_part = "nobody"});
  list("without a name", {.trainee = ""});
  list("a class's", {.class_key = test::kArchiveBegins_ms + 500 * test::kArchiveClassEvery_ms});
  list("an early week's", {.from_ms = test::kArchiveBegins_ms,
                           .until_ms = test::kArchiveBegins_ms + 7 * test::kArchiveClassEvery_ms});
  time_list(path, "attempts of every trainee, counted",
            [](const StationReader& r) { return size_of(r.attempt_counts()); });
  time_list(path, "names of trainees",
            [](const StationReader& r) { return size_of(r.trainees()); });
  time_list(path, "the open class", [](const StationReader& r) {
    const auto open = r.open_class();
    return open && *open ? (*open)->members.size() : 0;
  });
  time_list(path, "all attempts, for whoever needs them",
            [](const StationReader& r) { return size_of(r.attempts()); });
}
