/// A bus of the test's own with `bluez_mock.py` on it: BlueZ, as far as a central sees it.
///
/// Both are children that end with this. Commands are those of the script; each waits until the
/// mock has done it.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.hpp"

namespace sternum {

class MockedBluez {
 public:
  /// Without `starts` there is no bus yet: `start` it.
  explicit MockedBluez(bool starts = true);
  ~MockedBluez();
  MockedBluez(const MockedBluez&) = delete;
  MockedBluez& operator=(const MockedBluez&) = delete;

  /// False, with its reason: D-Bus or the mock is not installed.
  [[nodiscard]] static bool is_there(std::string& reason);

  [[nodiscard]] const std::string& bus() const { return bus_; }
  void start();
  /// The bus daemon dies, and the mock with it.
  void end();
  void tell(const std::string& command);
  void say(const std::string& address, std::span<const std::byte> bytes);
  /// What the mock told besides, in order: "connect C4:…", "wrote C4:… 020a…".
  [[nodiscard]] const std::vector<std::string>& told();

 private:
  bool read_line(std::string& line, int wait_ms);

  test::TemporaryFolder folder_;
  std::string bus_;
  pid_t daemon_ = -1;
  pid_t mock_ = -1;
  int to_mock_ = -1;
  int from_mock_ = -1;
  std::string unread_;
  std::vector<std::string> told_;
};

}  // namespace sternum
