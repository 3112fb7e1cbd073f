// sternum score on recordings of hours: memory does not grow with them.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <fstream>
#include <string>

#include "tests/support/temporary_folder.hpp"

extern char** environ;

namespace sternum {
namespace {

/// 100 Hz; a set of thirty compressions every half hour, so that little is found.
void write_hours(const std::string& file, int hours) {
  std::string rest;
  std::ofstream out(file, std::ios::binary);
  out << "t_us,depth_mm\n";
  std::string block;
  for (std::int64_t i = 0; i < std::int64_t{hours} * 360'000; ++i) {
    const std::int64_t in_block = i % 180'000;
    double depth_mm = 0.1 * static_cast<double>(i % 3);
    if (in_block < 30 * 55) {
      depth_mm += 26.0 * (1.0 - std::cos(6.283185307 * static_cast<double>(in_block % 55) / 55.0));
    }
    const int tenths = static_cast<int>(depth_mm * 10.0);
    block += std::to_string(i * 10'000) + ',' + std::to_string(tenths / 10) + '.' +
             std::to_string(tenths % 10) + '\n';
    if (block.size() > 1'000'000) {
      out << block;
      block.clear();
    }
  }
  out << block;
}

/// The most memory that scoring took, in KiB; -1 when it failed.
long peak_memory_KiB(const std::string& file) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  std::string program = STERNUM_PROGRAM;
  std::string command = "score";
  std::string name = file;
  std::array<char*, 4> arguments = {program.data(), command.data(), name.data(), nullptr};
  pid_t child = -1;
  const int failed =
      ::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return -1;
  int status = 0;
  struct rusage usage {};
  if (::wait4(child, &status, 0, &usage) != child || status != 0) return -1;
  return usage.ru_maxrss;
}

TEST(LongRecording, TakesNoMoreMemoryThanAShorterOne) {
  const test::TemporaryFolder folder;
  write_hours(folder / "short.csv", 1);
  write_hours(folder / "long.csv", 4);
  const long one_KiB = peak_memory_KiB(folder / "short.csv");
  const long four_KiB = peak_memory_KiB(folder / "long.csv");
  ASSERT_GT(one_KiB, 0);
  ASSERT_GT(four_KiB, 0);
  // Three hours more are 15 MB of CSV and 4,200 KiB of samples. What is said of them grows: 180
  // compressions, and 360 half minutes with their metrics.
  EXPECT_LT(four_KiB - one_KiB, 4'000);
}

}  // namespace
}  // namespace sternum
