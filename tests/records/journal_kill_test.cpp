// A console dies in the middle of an attempt: what it had reported as saved is there afterwards.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <map>
#include <random>
#include <string>

#include "datasets/records/journal.hpp"
#include "tests/datasets/scratch_folder.hpp"
#include "tests/records/stored_samples.hpp"

namespace sternum {
namespace {

using test::ScratchFolder;
using test::value_of;

constexpr int kAttempts = 3;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kDeaths = 25;  // to watch what it does; whether anything is lost is asked without
#else
constexpr int kDeaths = 100;
#endif

/// A victim in a process of its own, and what it prints.
class Victim {
 public:
  explicit Victim(const std::filesystem::path& folder) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) return;
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      ::close(ends[1]);
      ::execl(JOURNAL_VICTIM, JOURNAL_VICTIM, folder.c_str(), static_cast<char*>(nullptr));
      ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ::fdopen(ends[0], "r");
  }
  ~Victim() {
    kill();
    if (output_ != nullptr) ::fclose(output_);
  }
  Victim(const Victim&) = delete;
  Victim& operator=(const Victim&) = delete;

  /// The next complete line; false at the end.
  bool read(int& handed_over, int& on_disk) {
    std::array<char, 64> line{};
    if (std::fgets(line.data(), line.size(), output_) == nullptr) return false;
    const std::string text(line.data());
    return text.ends_with('\n') && std::sscanf(line.data(), "%d %d", &handed_over, &on_disk) == 2;
  }
  void kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }

 private:
  pid_t pid_ = -1;
  FILE* output_ = nullptr;
};

/// What a dead console left of its attempts, which are the newest of the folder.
void expect_all_of_it(const StationReader& reader, int on_disk, std::map<AttemptId, int>& kept) {
  const auto attempts = value_of(reader.attempts());
  ASSERT_GE(attempts.size(), std::size_t{kAttempts});
  int found = 0;
  for (std::size_t k = 0; k < std::size_t{kAttempts}; ++k) {
    const AttemptRecord& attempt = attempts[k];
    EXPECT_EQ(attempt.state, AttemptState::Interrupted);
    EXPECT_FALSE(kept.contains(attempt.id)) << "an attempt is missing";
    const auto batches = value_of(reader.batches(attempt.id));
    for (std::size_t i = 0; i < batches.size(); ++i) {
      ASSERT_EQ(batches[i], test::batch_number(static_cast<int>(i)));
    }
    // Entries keep their order: what was ticked before a batch is on disk with it.
    const auto sheet = value_of(reader.sheet(attempt.id));
    EXPECT_GE(sheet.size(), (batches.size() + 9) / 10) << "a tick is gone";
    for (std::size_t i = 0; i < sheet.size(); ++i)
      ASSERT_EQ(sheet[i], test::tick_number(static_cast<int>(i)));
    kept[attempt.id] = static_cast<int>(batches.size());
    found += kept[attempt.id];
  }
  EXPECT_GE(found, on_disk) << "acknowledged samples are gone";
}

/// One folder all the time, as a console that is killed again and again has it: each opens what the
/// last one left, folds it, and leaves more. It may die while it opens, commits, folds or copies
/// its log.
TEST(JournalKilled, LosesNothingThatItReportedAsSavedHoweverOftenItDies) {
  std::mt19937 random(20240607);
  const ScratchFolder folder;
  std::map<AttemptId, int> kept;
  for (int death = 0; death < kDeaths; ++death) {
    int handed_over = 0;
    int on_disk = 0;
    {
      Victim victim(folder.path());
      int lines = 1 + static_cast<int>(random() % 25);
      while (lines > 0 && victim.read(handed_over, on_disk)) {
        if (on_disk > 0) --lines;  // the point of death counts from the first save on
      }
      ASSERT_EQ(lines, 0) << "the victim died by itself";
      victim.kill();
      int handed = 0;
      int saved = 0;
      while (victim.read(handed, saved)) on_disk = saved;  // what it still said before it died
    }
    ASSERT_TRUE(StationDatabase::open(folder.path()).has_value());
    const auto reader = StationReader::open(folder.path());
    ASSERT_TRUE(reader.has_value()) << reader.error().message();
    ASSERT_NO_FATAL_FAILURE(expect_all_of_it(*reader, on_disk, kept));
  }
  const auto reader = StationReader::open(folder.path());
  EXPECT_EQ(kept.size(), std::size_t{kDeaths * kAttempts});
  for (const auto& [attempt, batches] : kept) {
    EXPECT_EQ(value_of(reader->batches(attempt)).size(), static_cast<std::size_t>(batches));
  }
}

}  // namespace
}  // namespace sternum
