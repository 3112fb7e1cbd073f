// The journal keeps its promises when the disk does not.
#include "datasets/records/journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "tests/datasets/scratch_folder.hpp"
#include "tests/records/stored_samples.hpp"

namespace sternum {
namespace {

namespace fs = std::filesystem;
using test::batch_number;
using test::end_as;
using test::ScratchFolder;
using test::start_of;
using test::value_of;
using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;

constexpr std::int64_t kLong_ms = 30'000;
constexpr JournalOptions kQuick{.commit_every_ms = 5, .retry_every_ms = 20};

/// Waits for something that will come, or for very long.
template <class Condition>
bool comes_true(Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(kLong_ms);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

void expect_batches(const fs::path& folder, AttemptId id, int count) {
  auto reader = StationReader::open(folder);
  ASSERT_TRUE(reader.has_value()) << reader.error().message();
  const auto batches = value_of(reader->batches(id));
  ASSERT_EQ(batches.size(), static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    ASSERT_EQ(batches[static_cast<std::size_t>(i)], batch_number(i)) << i;
  }
}

TEST(Journal, StoresWhatItIsGiven) {
  const ScratchFolder folder;
  Journal journal(folder.path(), kQuick);
  ASSERT_TRUE(journal.wait_until_opened());
  const auto ticket = journal.begin(start_of("M-1", "A"));
  for (int i = 0; i < 200; ++i) journal.append(ticket, batch_number(i));
  EXPECT_FALSE(journal.is_ended(ticket));
  journal.end(ticket, end_as(AttemptState::Ended));
  journal.remember_seat("M-9", 7);
  ASSERT_TRUE(journal.flush(kLong_ms));

  EXPECT_TRUE(journal.is_ended(ticket));
  const auto status = journal.status();
  EXPECT_FALSE(status.trouble.has_value());
  EXPECT_EQ(status.waiting, 0U);
  EXPECT_EQ(status.written, 200U);
  EXPECT_EQ(status.revision, 2U) << "it began, it ended";
  const auto id = journal.id_of(ticket);
  ASSERT_TRUE(id.has_value());
  expect_batches(folder.path(), *id, 200);
  auto reader = StationReader::open(folder.path());
  EXPECT_EQ(value_of(reader->attempt(*id)).state, AttemptState::Ended);
  EXPECT_EQ(value_of(reader->seats()).at("M-9"), 7);
}

TEST(Journal, TakesManyThreadsAtOnceAndKeepsTheOrderOfEach) {
  const ScratchFolder folder;
  constexpr int kThreads = 4;
  constexpr int kBatches = 300;
  std::vector<AttemptTicket> tickets(kThreads);
  Journal journal(folder.path(), kQuick);
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        auto& ticket = tickets[static_cast<std::size_t>(t)];
        ticket = journal.begin(start_of("M-" + std::to_string(t), "A"));
        for (int i = 0; i < kBatches; ++i) {
          journal.append(ticket, batch_number(i));
          if (i % 50 == 0) (void)journal.status();
        }
        journal.end(ticket, end_as(AttemptState::Ended));
      });
    }
  }
  ASSERT_TRUE(journal.flush(kLong_ms));
  for (const auto ticket : tickets) {
    ASSERT_TRUE(journal.is_ended(ticket));
    expect_batches(folder.path(), journal.id_of(ticket).value_or(0), kBatches);
  }
}

TEST(Journal, WritesWhatIsLeftWhenItEnds) {
  const ScratchFolder folder;
  {
    Journal journal(folder.path());
    const auto ticket = journal.begin(start_of("M-1", "A"));
    for (int i = 0; i < 50; ++i) journal.append(ticket, batch_number(i));
  }
  expect_batches(folder.path(), 1, 50);
}

TEST(Journal, RefusesAndCountsWhatBelongsToNoAttempt) {
  const ScratchFolder folder;
  Journal journal(folder.path(), kQuick);
  journal.append(99, batch_number(0));
  const auto ticket = journal.begin(start_of("M-1", "A"));
  journal.end(ticket, end_as(AttemptState::Discarded));
  journal.end(ticket, end_as(AttemptState::Ended));
  journal.append(ticket, batch_number(0));
  ASSERT_TRUE(journal.flush(kLong_ms));
  EXPECT_EQ(journal.status().dropped, 2U);
  auto reader = StationReader::open(folder.path());
  EXPECT_EQ(value_of(reader->attempt(1)).state, AttemptState::Discarded);
}

TEST(Journal, GoesOnInMemoryWhileThereIsNoFolderAndWritesWhenThereIs) {
  const ScratchFolder scratch;
  const auto folder = scratch.path() / "data";
  scratch.write("data", "a file where the folder should be");
  Journal journal(folder, kQuick);
  EXPECT_FALSE(journal.wait_until_opened());
  const auto ticket = journal.begin(start_of("M-1", "A"));
  for (int i = 0; i < 100; ++i) journal.append(ticket, batch_number(i));
  EXPECT_FALSE(journal.flush(50));
  const auto status = journal.status();
  ASSERT_TRUE(status.trouble.has_value());
  EXPECT_THAT(status.trouble->message(), HasSubstr(folder.string()));
  EXPECT_EQ(status.waiting, 100U);
  EXPECT_GE(status.oldest_waiting_ms, 50);
  EXPECT_FALSE(journal.id_of(ticket).has_value());

  fs::remove(folder);
  ASSERT_TRUE(journal.flush(kLong_ms));
  EXPECT_FALSE(journal.status().trouble.has_value());
  expect_batches(folder, journal.id_of(ticket).value_or(0), 100);
}

TEST(Journal, SaysThatTheFolderIsReadOnlyAndRecovers) {
  constexpr uid_t kNobody = 65534;
  const ScratchFolder scratch;
  const auto folder = scratch.path() / "data";
  fs::create_directory(folder);
  ASSERT_EQ(::chmod(scratch.path().c_str(), 0755), 0);
  ASSERT_EQ(::chmod(folder.c_str(), 0555), 0);
  const bool root = ::geteuid() == 0;  // who may write everywhere
  if (root) {
    ASSERT_EQ(::seteuid(kNobody), 0);
  }
  Journal journal(folder, kQuick);
  const auto ticket = journal.begin(start_of("M-1", "A"));
  journal.append(ticket, batch_number(0));
  EXPECT_TRUE(comes_true([&] { return journal.status().trouble.has_value(); }));
  EXPECT_THAT(journal.status().trouble.value_or(Error{}).message(),
              AllOf(HasSubstr("cannot be written"), HasSubstr("make it writable")));
  if (root) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  ASSERT_EQ(::chmod(folder.c_str(), 0755), 0);
  ASSERT_TRUE(journal.flush(kLong_ms));
  expect_batches(folder, journal.id_of(ticket).value_or(0), 1);
}

/// No file of this process can grow beyond a size: for SQLite, a disk that is full.
class FullDisk {
 public:
  explicit FullDisk(rlim_t largest_file) {
    old_handler_ = ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit full{largest_file, old_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &full);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &old_);
    ::signal(SIGXFSZ, old_handler_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit old_{};
  void (*old_handler_)(int) = nullptr;
};

TEST(Journal, KeepsEverythingWhileTheDiskIsFullAndLosesNothing) {
  const ScratchFolder folder;
  Journal journal(folder.path(), kQuick);
  const auto ticket = journal.begin(start_of("M-1", "A"));
  int handed_over = 0;
  const auto hand_over = [&](int count) {
    for (; count > 0; --count) journal.append(ticket, batch_number(handed_over++));
  };
  hand_over(100);
  ASSERT_TRUE(journal.flush(kLong_ms));
  {
    const FullDisk full(1024);
    hand_over(500);
    ASSERT_TRUE(comes_true([&] { return journal.status().trouble.has_value(); }));
    EXPECT_THAT(journal.status().trouble.value_or(Error{}).message(),
                AnyOf(HasSubstr("station.sqlite: the disk is full; free some space on it"),
                      HasSubstr("station.sqlite: the disk refuses")));
    hand_over(500);
    EXPECT_FALSE(journal.flush(200)) << "several tries, none of which can work";
    EXPECT_TRUE(journal.status().trouble.has_value());
    EXPECT_EQ(journal.status().waiting, 1000U);
  }
  hand_over(100);
  journal.end(ticket, end_as(AttemptState::Ended));
  ASSERT_TRUE(journal.flush(kLong_ms));
  EXPECT_FALSE(journal.status().trouble.has_value());
  EXPECT_EQ(journal.status().dropped, 0U);
  ASSERT_TRUE(journal.is_ended(ticket));
  expect_batches(folder.path(), journal.id_of(ticket).value_or(0), handed_over);
}

TEST(Journal, DropsTheOldestWhenMemoryIsFullAndMarksTheGap) {
  const ScratchFolder scratch;
  const auto folder = scratch.path() / "data";
  scratch.write("data", "in the way");
  JournalOptions options = kQuick;
  options.most_kept_batches = 10;
  Journal journal(folder, options);
  const auto ticket = journal.begin(start_of("M-1", "A"));
  for (int i = 0; i < 25; ++i) {
    journal.append(ticket, batch_number(i, i % 2 == 0 ? Channel::Depth : Channel::AirwayVolume));
  }
  EXPECT_EQ(journal.status().waiting, 10U);
  EXPECT_EQ(journal.status().dropped, 15U);
  fs::remove(folder);
  ASSERT_TRUE(journal.flush(kLong_ms));
  auto reader = StationReader::open(folder);
  const auto batches = value_of(reader->batches(journal.id_of(ticket).value_or(0)));
  ASSERT_EQ(batches.size(), 10U);
  for (int i = 0; i < 10; ++i) {
    const auto& batch = batches[static_cast<std::size_t>(i)];
    EXPECT_EQ(batch.first, batch_number(15 + i).first);
    // The first of either channel comes after what was dropped.
    EXPECT_EQ(has(batch.flags, BatchFlag::FollowsGap), i < 2) << i;
  }
}

TEST(Journal, TakesTheAttemptUpAgainWhenItsFileComesBack) {
  const ScratchFolder scratch;
  const auto folder = scratch.path() / "data";
  Journal journal(folder, kQuick);
  const auto ticket = journal.begin(start_of("M-1", "A"));
  for (int i = 0; i < 50; ++i) journal.append(ticket, batch_number(i));
  ASSERT_TRUE(journal.flush(kLong_ms));
  const auto id = journal.id_of(ticket);

  // The disk is pulled: another thing lies where it was.
  fs::rename(folder, scratch.path() / "pulled");
  scratch.write("data", "in the way");
  for (int i = 50; i < 100; ++i) journal.append(ticket, batch_number(i));
  ASSERT_TRUE(comes_true([&] { return journal.status().trouble.has_value(); }));
  fs::remove(folder);
  fs::rename(scratch.path() / "pulled", folder);
  for (int i = 100; i < 120; ++i) journal.append(ticket, batch_number(i));
  ASSERT_TRUE(journal.flush(kLong_ms));
  EXPECT_EQ(journal.id_of(ticket), id);
  expect_batches(folder, id.value_or(0), 120);
  auto reader = StationReader::open(folder);
  EXPECT_EQ(value_of(reader->attempt(id.value_or(0))).state, AttemptState::Running);
}

TEST(Journal, WaitsForTheFolderOfAnotherConsole) {
  const ScratchFolder folder;
  auto first = std::make_unique<Journal>(folder.path(), kQuick);
  ASSERT_TRUE(first->wait_until_opened());
  Journal second(folder.path(), kQuick);
  EXPECT_FALSE(second.wait_until_opened());
  ASSERT_TRUE(comes_true([&] { return second.status().trouble.has_value(); }));
  EXPECT_THAT(second.status().trouble.value_or(Error{}).message(),
              HasSubstr("in use by another console"));
  first.reset();
  EXPECT_TRUE(comes_true([&] { return !second.status().trouble.has_value(); }));
}

}  // namespace
}  // namespace sternum
