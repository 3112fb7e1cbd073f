/// A program run by a test: its output collected, its end bounded in time, never left behind.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace sternum::test {

struct Outcome {
  int exit_code = -1;  ///< 128 + n when ended by signal n
  std::string output;  ///< stdout
  std::string errors;  ///< stderr
};

class ChildProcess {
 public:
  /// `arguments[0]` is the program. Environment entries "NAME=value" are added to ours.
  explicit ChildProcess(std::vector<std::string> arguments,
                        std::vector<std::string> environment = {});
  ~ChildProcess();  ///< kills what still runs
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  void signal(int number) const;
  /// What it has written to stdout so far.
  [[nodiscard]] const std::string& output();
  /// Reads on until `done` says so of the output, the program ends, or time is up; answers `done`.
  bool wait_for_output(const std::function<bool(const std::string&)>& done,
                       std::chrono::seconds limit);
  /// Waits for the end; kills it when time is up.
  Outcome wait(std::chrono::seconds limit);

 private:
  void read_available(int wait_ms);
  [[nodiscard]] bool reap(bool block);

  pid_t pid_ = -1;
  int out_ = -1;
  int err_ = -1;
  bool ended_ = false;
  Outcome outcome_;
};

/// Runs to the end.
Outcome run(std::vector<std::string> arguments,
            std::chrono::seconds limit = std::chrono::seconds(60),
            std::vector<std::string> environment = {});

}  // namespace sternum::test
