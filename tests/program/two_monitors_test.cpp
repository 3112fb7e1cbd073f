// The trainees' screen on a second monitor that is plugged in, changed, mirrored and pulled out:
// an X server of its own, with two outputs that show nothing to anybody.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using test::Outcome;
using test::TemporaryFolder;
using namespace std::chrono_literals;

constexpr const char* kServer = R"conf(
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
EndSection
Section "Device"
  Identifier "device"
  Driver "dummy"
  VideoRam 131072
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5-1000
  VertRefresh 5-200
EndSection
Section "Screen"
  Identifier "screen"
  Device "device"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Modes "1280x960"
    Virtual 4096 2048
  EndSubSection
EndSection
)conf";

// Ends with the number of the step that did not come about. Nothing is waited for longer than it
// takes, up to 20 s.
constexpr const char* kMonitorsJourney = R"sh(
program=$1 folder=$2
Xorg -displayfd 3 -config "$folder/xorg.conf" -logfile "$folder/xorg.log" -noreset -nolisten tcp \
  -novtswitch -sharevts 3>"$folder/display" >"$folder/xorg.out" 2>&1 &
server=$!
console=
trap 'kill $console $server 2>/dev/null' EXIT
until_it_is() {
  tries=0
  until [ "$("$@" 2>/dev/null)" = "$expected" ]; do
    tries=$((tries + 1))
    [ $tries -lt 200 ] || { echo "not $expected but $("$@" 2>&1)" >&2; return 1; }
    sleep 0.1
  done
}
is_up() { [ -s "$folder/display" ] && echo up; }
window() { xdotool search --onlyvisible --name "$1" | head -n 1; }
main() { window '^Sternum$'; }
is_there() { [ -n "$(window "$1")" ] && echo there || echo none; }
place() { xdotool getwindowgeometry --shell "$(window "$1")" | grep -E '^(X|Y|WIDTH|HEIGHT)' | tr '\n' ' '; }
keyboard() { xdotool getwindowname "$(xdotool getwindowfocus)"; }
mouse() { xdotool getmouselocation --shell | grep -E '^(X|Y)' | tr '\n' ' '; }
# The server finds out what is connected when it is asked.
second() { xrandr --output DUMMY1 "$@" && xrandr >/dev/null; }
projector='^Sternum .+'

expected=up;    until_it_is is_up || exit 20
DISPLAY=:$(cat "$folder/display"); export DISPLAY
xrandr --addmode DUMMY1 1280x720 && xrandr --addmode DUMMY1 1920x1080 || exit 21
"$program" console --simulate 1 --lesson --lang en --seconds 150 --data "$folder/station" &
console=$!
expected=there; until_it_is is_there '^Sternum$' || exit 22
xdotool windowsize --sync "$(main)" 1000 700
xdotool windowfocus --sync "$(main)" || exit 23
xdotool mousemove 300 300 key F11
# With one monitor: in its lower right corner.
expected='X=403 Y=456 WIDTH=853 HEIGHT=480 '; until_it_is place "$projector" || exit 24
# Plugged in: the whole of it, and neither keyboard nor mouse went there.
second --mode 1280x720 --right-of DUMMY0
expected='X=1280 Y=0 WIDTH=1280 HEIGHT=720 '; until_it_is place "$projector" || exit 25
expected=Sternum; until_it_is keyboard || exit 26
expected='X=300 Y=300 '; until_it_is mouse || exit 27
# Another size.
second --mode 1920x1080 --right-of DUMMY0
expected='X=1280 Y=0 WIDTH=1920 HEIGHT=1080 '; until_it_is place "$projector" || exit 28
# Pulled out, plugged in again.
second --off
expected='X=403 Y=456 WIDTH=853 HEIGHT=480 '; until_it_is place "$projector" || exit 29
second --mode 1280x720 --left-of DUMMY0
expected='X=0 Y=0 WIDTH=1280 HEIGHT=720 '
# The server moved the first monitor, and nobody the console.
xdotool windowmove "$(main)" 1400 50
until_it_is place "$projector" || exit 30
# Mirrored: there is no monitor but the console's.
second --mode 1280x720 --same-as DUMMY0
xdotool windowmove "$(main)" 50 50
expected='X=403 Y=456 WIDTH=853 HEIGHT=480 '; until_it_is place "$projector" || exit 31
# Closed and opened with two monitors there.
second --mode 1280x720 --right-of DUMMY0
expected='X=1280 Y=0 WIDTH=1280 HEIGHT=720 '; until_it_is place "$projector" || exit 32
xdotool mousemove 300 300 windowfocus --sync "$(main)" key F11
expected=none;  until_it_is is_there "$projector" || exit 33
xdotool key F11
expected='X=1280 Y=0 WIDTH=1280 HEIGHT=720 '; until_it_is place "$projector" || exit 34
expected='X=300 Y=300 '; until_it_is mouse || exit 35
expected='X=50 Y=50 WIDTH=1000 HEIGHT=700 '; until_it_is place '^Sternum$' || exit 36
# Closed with it on the wall.
kill -TERM $console
wait $console || exit 37
console=
)sh";

TEST(TwoMonitors, CarryTheTraineesScreenAndGiveItBack) {
  for (const char* needed : {"Xorg", "xrandr", "xdotool", "xvfb-run"}) {
    const std::string look = std::string("command -v ") + needed + " >/dev/null 2>&1";
    if (std::system(look.c_str()) != 0) GTEST_SKIP() << needed << " is not installed";
  }
  if (std::system("ls /usr/lib/xorg/modules/drivers/dummy_drv.so >/dev/null 2>&1") != 0) {
    GTEST_SKIP() << "the X server's driver for monitors that are not there is not installed";
  }
  const TemporaryFolder folder;
  std::ofstream(folder / "xorg.conf") << kServer;
  std::ofstream(folder / "journey.sh") << kMonitorsJourney;
  const Outcome outcome =
      test::run({"sh", folder / "journey.sh", STERNUM_PROGRAM, folder.path().string()}, 175s);
  std::ifstream server(folder / "xorg.out");
  constexpr int kNoServer = 20;  // whoever may not start one, such as a user without a console
  if (outcome.exit_code == kNoServer) {
    GTEST_SKIP() << "the X server does not start here: "
                 << std::string(std::istreambuf_iterator(server), {});
  }
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors << outcome.output
                                  << std::string(std::istreambuf_iterator(server), {});
}

}  // namespace
}  // namespace sternum
