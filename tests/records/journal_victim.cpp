// A console that is going to be killed: appends to three attempts and says how far it got.
// Every tenth round, before its batches, a tick goes onto each attempt's sheet; now and then the
// small rows are folded. Prints a line "<batches handed over> <batches on disk>" after every round
// of three batches.
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>
#include <thread>

#include "datasets/records/journal.hpp"
#include "tests/records/stored_samples.hpp"

int main(int argc, char** argv) {
  using namespace sternum;
  if (argc != 2) return 2;
  Journal journal(argv[1], {.commit_every_ms = 4, .fold_every_ms = 12});
  std::array<AttemptTicket, 3> tickets{};
  for (auto& ticket : tickets) ticket = journal.begin(test::start_of("M", "A"));
  auto due = std::chrono::steady_clock::now();
  for (int i = 0;; ++i) {
    if (i % 10 == 0) {
      for (const auto ticket : tickets) journal.mark(ticket, {test::tick_number(i / 10)});
    }
    for (const auto ticket : tickets) journal.append(ticket, test::batch_number(i));
    const std::string line = fmt::format("{} {}\n", (i + 1) * 3, journal.status().written);
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) return 1;
    due += std::chrono::milliseconds(1);
    std::this_thread::sleep_until(due);
  }
}
