#include "tests/bridge/mocked_bluez.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace sternum {
namespace {

constexpr int kMockAnswers_ms = 20'000;
const char* const kPython = "/usr/bin/python3";

/// Ends with us, whatever happens.
pid_t spawn(const std::vector<std::string>& arguments, int in, int out, int errors = -1) {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  if (in >= 0) ::dup2(in, 0);
  if (out >= 0) ::dup2(out, 1);
  if (errors >= 0) ::dup2(errors, 2);
  std::vector<char*> words;
  for (const std::string& word : arguments) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ::execvp(words[0], words.data());
  ::_exit(127);
}

void kill_and_reap(pid_t& child) {
  if (child <= 0) return;
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  child = -1;
}

}  // namespace

bool MockedBluez::is_there(std::string& reason) {
  static const bool found = [] {
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    int status = 1;
    const pid_t child =
        spawn({"/bin/sh", "-c",
               fmt::format("command -v dbus-daemon && {} -c 'import dbusmock' 2>&1", kPython)},
              nowhere, nowhere);
    ::waitpid(child, &status, 0);
    ::close(nowhere);
    return status == 0;
  }();
  if (!found) reason = "dbus-daemon or python3-dbusmock is not installed";
  return found;
}

MockedBluez::MockedBluez(bool starts) {
  bus_ = "unix:path=" + folder_ / "bus";
  std::ofstream(folder_ / "bus.conf") << R"(<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>)"
                                      << bus_ << R"(</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/>
<allow own="*"/><allow user="*"/></policy></busconfig>
)";
  if (starts) start();
}

void MockedBluez::start() {
  std::filesystem::remove(folder_ / "bus");
  // It grumbles about limits that only root may raise.
  const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  daemon_ =
      spawn({"dbus-daemon", "--config-file=" + folder_ / "bus.conf", "--nofork", "--nopidfile"},
            nowhere, nowhere, nowhere);
  ::close(nowhere);
  for (int i = 0; i < 2000 && !std::filesystem::exists(folder_ / "bus"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  int in[2];
  int out[2];
  ASSERT_EQ(::pipe2(in, O_CLOEXEC), 0);
  ASSERT_EQ(::pipe2(out, O_CLOEXEC), 0);
  mock_ = spawn({kPython, STERNUM_SOURCE_DIR "/tests/bridge/bluez_mock.py", bus_}, in[0], out[1]);
  ::close(in[0]);
  ::close(out[1]);
  to_mock_ = in[1];
  from_mock_ = out[0];
  std::string line;
  ASSERT_TRUE(read_line(line, kMockAnswers_ms)) << "the mock did not start";
  ASSERT_EQ(line, "ready");
}

void MockedBluez::end() {
  kill_and_reap(daemon_);
  kill_and_reap(mock_);
  // What it still said belongs to it, and not to the next one.
  if (from_mock_ >= 0) static_cast<void>(told());
  unread_.clear();
  if (to_mock_ >= 0) ::close(to_mock_);
  if (from_mock_ >= 0) ::close(from_mock_);
  to_mock_ = from_mock_ = -1;
}

MockedBluez::~MockedBluez() { end(); }

void MockedBluez::tell(const std::string& command) {
  const std::string line = command + "\n";
  ASSERT_EQ(::write(to_mock_, line.data(), line.size()), static_cast<ssize_t>(line.size()));
  std::string answer;
  while (read_line(answer, kMockAnswers_ms)) {
    if (answer == "done") return;
    told_.push_back(answer);
  }
  FAIL() << "the mock did not answer: " << command;
}

void MockedBluez::say(const std::string& address, std::span<const std::byte> bytes) {
  if (bytes.empty()) return;
  std::string hex;
  for (const std::byte byte : bytes) hex += fmt::format("{:02x}", std::to_integer<int>(byte));
  tell("say " + address + " " + hex);
}

const std::vector<std::string>& MockedBluez::told() {
  std::string line;
  while (read_line(line, 0)) told_.push_back(line);
  return told_;
}

bool MockedBluez::read_line(std::string& line, int wait_ms) {
  for (;;) {
    if (const auto end = unread_.find('\n'); end != std::string::npos) {
      line = unread_.substr(0, end);
      unread_.erase(0, end + 1);
      return true;
    }
    pollfd ready{from_mock_, POLLIN, 0};
    if (::poll(&ready, 1, wait_ms) <= 0) return false;
    char buffer[4096];
    const ssize_t size = ::read(from_mock_, buffer, sizeof buffer);
    if (size <= 0) return false;
    unread_.append(buffer, static_cast<std::size_t>(size));
  }
}

}  // namespace sternum
