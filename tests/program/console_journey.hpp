/// What journeys with mouse and keys begin with, in the shell's language: to be written in front of
/// their own lines. `$program` is the console's path.
#pragma once

namespace sternum::test {

/// `open_console OPTION …` starts one with a virtual manikin and waits until its window, then in
/// `$main`, has the keyboard; `$console` is its process, which ends with the journey. `press KEY …`
/// presses keys.
inline constexpr const char* kConsoleJourney = R"sh(
open_console() {
  "$program" console --simulate 1 "$@" &
  console=$!
  trap 'kill $console 2>/dev/null' EXIT
  tries=0
  until main=$(xdotool search --onlyvisible --name '^Sternum$' 2>/dev/null | head -n 1) && [ -n "$main" ]; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] || exit 11
    sleep 0.1
  done
  xdotool windowfocus --sync "$main" || exit 12
}
# Held as long as a finger does: a frame must see it.
press() {
  for key in "$@"; do
    xdotool keydown "$key"
    sleep 0.2
    xdotool keyup "$key"
    sleep 0.3
  done
}
)sh";

}  // namespace sternum::test
