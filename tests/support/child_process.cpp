#include "tests/support/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

namespace sternum::test {
namespace {

using Clock = std::chrono::steady_clock;

/// Appends what is there; closes the descriptor at its end.
void drain(int& fd, std::string& text) {
  std::array<char, 4096> block{};
  while (fd >= 0) {
    const ssize_t n = ::read(fd, block.data(), block.size());
    if (n > 0) {
      text.append(block.data(), static_cast<std::size_t>(n));
    } else if (n == 0) {
      ::close(std::exchange(fd, -1));
    } else {
      return;
    }
  }
}

}  // namespace

ChildProcess::ChildProcess(std::vector<std::string> arguments,
                           std::vector<std::string> environment) {
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0 || ::pipe2(err.data(), O_CLOEXEC) != 0) std::abort();
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);

  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(out[1], STDOUT_FILENO);
    ::dup2(err[1], STDERR_FILENO);
    for (auto& entry : environment) ::putenv(entry.data());
    ::execvp(argv[0], argv.data());
    ::_exit(127);
  }
  ::close(out[1]);
  ::close(err[1]);
  out_ = out[0];
  err_ = err[0];
  ::fcntl(out_, F_SETFL, O_NONBLOCK);
  ::fcntl(err_, F_SETFL, O_NONBLOCK);
}

ChildProcess::~ChildProcess() {
  if (!ended_) {
    ::kill(pid_, SIGKILL);
    (void)reap(true);
  }
  if (out_ >= 0) ::close(out_);
  if (err_ >= 0) ::close(err_);
}

void ChildProcess::signal(int number) const {
  if (!ended_) ::kill(pid_, number);
}

void ChildProcess::read_available(int wait_ms) {
  std::array<pollfd, 2> fds = {pollfd{out_, POLLIN, 0}, pollfd{err_, POLLIN, 0}};
  ::poll(fds.data(), fds.size(), wait_ms);
  drain(out_, outcome_.output);
  drain(err_, outcome_.errors);
}

bool ChildProcess::reap(bool block) {
  if (ended_) return true;
  int status = 0;
  if (::waitpid(pid_, &status, block ? 0 : WNOHANG) != pid_) return false;
  ended_ = true;
  outcome_.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return true;
}

const std::string& ChildProcess::output() {
  read_available(0);
  return outcome_.output;
}

bool ChildProcess::wait_for_output(const std::function<bool(const std::string&)>& done,
                                   std::chrono::seconds limit) {
  const auto until = Clock::now() + limit;
  for (;;) {
    const bool over = reap(false) || Clock::now() >= until;
    read_available(over ? 0 : 20);
    if (done(outcome_.output)) return true;
    if (over) return false;
  }
}

Outcome ChildProcess::wait(std::chrono::seconds limit) {
  const auto until = Clock::now() + limit;
  while (!reap(false)) {
    read_available(20);
    if (Clock::now() >= until) {
      ::kill(pid_, SIGKILL);
      (void)reap(true);
      outcome_.errors += "\n(killed by the test: it took too long)";
    }
  }
  read_available(0);
  return outcome_;
}

Outcome run(std::vector<std::string> arguments, std::chrono::seconds limit,
            std::vector<std::string> environment) {
  return ChildProcess(std::move(arguments), std::move(environment)).wait(limit);
}

}  // namespace sternum::test
