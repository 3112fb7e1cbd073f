// The trainees' screen in a window of its own, on a virtual display.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using test::Outcome;
using test::TemporaryFolder;
using namespace std::chrono_literals;

bool is_installed(const std::string& program) {
  return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

/// Width and height as the PNG's header tells them.
std::pair<unsigned, unsigned> size_of_png(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string head(24, '\0');
  in.read(head.data(), 24);
  const auto number = [&head](std::size_t at) {
    unsigned value = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
      value = value << 8 | static_cast<unsigned char>(head[i]);
    }
    return value;
  };
  return {number(16), number(20)};
}

TEST(ProjectorWindow, OpensBesideTheConsoleAndSavesAPictureOfItself) {
  if (!is_installed("xvfb-run")) GTEST_SKIP() << "xvfb-run is not installed";
  const TemporaryFolder data;
  const std::string picture = data / "projector.png";
  const std::string console = data / "console.png";
  const Outcome outcome = test::run({"xvfb-run",
                                     "-a",
                                     "-s",
                                     "-screen 0 1600x900x24",
                                     STERNUM_PROGRAM,
                                     "console",
                                     "--simulate",
                                     "2",
                                     "--lesson",
                                     "--seconds",
                                     "6",
                                     "--lang",
                                     "zh",
                                     "--projector",
                                     "--projector-screenshot",
                                     picture,
                                     "--screenshot",
                                     console,
                                     "--data",
                                     data.path().string()},
                                    120s);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors << outcome.output;
  EXPECT_EQ(size_of_png(picture), std::pair(1066U, 600U)) << "two thirds of the only monitor";
  EXPECT_GT(std::filesystem::file_size(picture), 20'000U) << "an empty window compresses to less";
  EXPECT_EQ(size_of_png(console), std::pair(1600U, 900U)) << "the console stays as it was";
}

// What the instructor does: F11 on the console opens the window, 4 in it shows the clock, Esc in it
// closes it, and the console goes on.
TEST(ProjectorWindow, OpensAndClosesByKeysWhileTheConsoleGoesOn) {
  if (!is_installed("xvfb-run") || !is_installed("xdotool")) {
    GTEST_SKIP() << "xvfb-run or xdotool is not installed";
  }
  const TemporaryFolder data;
  const std::string journey = data / "journey.sh";
  std::ofstream(journey) << R"sh(
"$1" console --simulate 1 --lesson --lang en --seconds 60 --data "$2" &
console=$!
window_named() {
  tries=0
  while [ $tries -lt 300 ]; do
    id=$(xdotool search --onlyvisible --name "$1" 2>/dev/null | head -n 1)
    if [ -n "$id" ] && [ "$2" = there ]; then echo "$id"; return 0; fi
    if [ -z "$id" ] && [ "$2" = gone ]; then return 0; fi
    sleep 0.1
    tries=$((tries + 1))
  done
  return 1
}
main=$(window_named '^Sternum$' there) || exit 11
xdotool windowfocus --sync "$main" key F11
projector=$(window_named 'Sternum.*Projector' there) || exit 12
xdotool windowfocus --sync "$projector" key 4
xdotool windowfocus --sync "$projector" key Escape
window_named 'Sternum.*Projector' gone || exit 13
kill -0 $console || exit 14
xdotool windowfocus --sync "$main" key F11
window_named 'Sternum.*Projector' there >/dev/null || exit 15
kill -TERM $console
wait $console
)sh";
  const Outcome outcome = test::run({"xvfb-run", "-a", "-s", "-screen 0 1600x900x24", "sh", journey,
                                     STERNUM_PROGRAM, data.path().string()},
                                    150s);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors << outcome.output;
}

}  // namespace
}  // namespace sternum
