// A disk with an end: a small file system of the test's own. Whoever may not mount one has the same
// told by a limit on the file's size (Journal.KeepsEverythingWhileTheDiskIsFullAndLosesNothing).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

#include "datasets/records/journal.hpp"
#include "tests/datasets/scratch_folder.hpp"
#include "tests/records/stored_samples.hpp"

namespace sternum {
namespace {

using test::value_of;

/// In memory, mounted on a folder.
class SmallDisk {
 public:
  explicit SmallDisk(const char* size) {
    std::filesystem::create_directory(path());
    mounted_ = ::mount("none", path().c_str(), "tmpfs", 0, size) == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(path().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  [[nodiscard]] bool is_mounted() const { return mounted_; }
  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "disk"; }
  void grow(const char* size) const {
    ASSERT_EQ(::mount("none", path().c_str(), "tmpfs", MS_REMOUNT, size), 0)
        << std::strerror(errno);
  }

 private:
  test::ScratchFolder folder_;
  bool mounted_ = false;
};

bool happens(const std::function<bool()>& condition) {
  for (int i = 0; i < 5000 && !condition(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return condition();
}

/// Half a kilobyte that packs into nothing less.
SampleBatch incompressible(int number) {
  SampleBatch batch = test::batch_number(number);
  batch.values.clear();
  for (int i = 0; i < 128; ++i) {
    batch.values.push_back(static_cast<float>((number * 128 + i) * 2654435761U) * 0.37F);
  }
  return batch;
}

TEST(JournalOnASmallDisk, WaitsForSpaceAndThenWritesEverythingOnceAndInOrder) {
  const SmallDisk disk("size=2m");
  if (!disk.is_mounted()) GTEST_SKIP() << "only who may mount file systems has a small disk";
  Journal journal(disk.path(), {.commit_every_ms = 2, .retry_every_ms = 20, .fold_every_ms = 20});
  const AttemptTicket ticket = journal.begin(test::start_of("M-1", "A"));
  ASSERT_TRUE(journal.flush(10'000));
  int given = 0;
  ASSERT_TRUE(happens([&] {
    for (int i = 0; i < 20; ++i) journal.append(ticket, incompressible(given++));
    return journal.status().trouble.has_value();
  })) << "the disk is never full";
  EXPECT_THAT(journal.status().trouble->message(), testing::HasSubstr("the disk is full"));
  for (int i = 0; i < 200; ++i) journal.append(ticket, incompressible(given++));
  EXPECT_GE(journal.status().waiting, 200U);

  disk.grow("size=64m");
  ASSERT_TRUE(happens([&] { return !journal.status().trouble; }));
  journal.end(ticket, test::end_as(AttemptState::Ended));
  ASSERT_TRUE(journal.flush(10'000));
  EXPECT_EQ(journal.status().dropped, 0U);
  const auto reader = StationReader::open(disk.path());
  const auto batches = value_of(reader->batches(*journal.id_of(ticket)));
  ASSERT_EQ(batches.size(), static_cast<std::size_t>(given));
  for (int i = 0; i < given; ++i) {
    ASSERT_EQ(batches[static_cast<std::size_t>(i)], incompressible(i)) << "batch " << i;
  }
}

}  // namespace
}  // namespace sternum
