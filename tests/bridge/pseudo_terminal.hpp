/// A pseudo terminal whose master end the test holds, and a folder in which it turns up as a port.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace sternum {

class PseudoTerminal {
 public:
  PseudoTerminal();
  ~PseudoTerminal();
  PseudoTerminal(const PseudoTerminal&) = delete;
  PseudoTerminal& operator=(const PseudoTerminal&) = delete;

  /// The path of the slave: what a program opens.
  [[nodiscard]] const std::string& path() const { return path_; }
  /// Whatever does not fit is lost, as on a real line.
  void write(std::span<const std::byte> bytes) const;
  /// Everything that has arrived; empty when nothing has.
  [[nodiscard]] std::vector<std::byte> read() const;
  /// Whether anybody has the slave open.
  [[nodiscard]] bool is_open() const;
  /// The speed that the slave is set to.
  [[nodiscard]] unsigned baud() const;

 private:
  int master_;
  std::string path_;
};

/// A folder of its own for each test, removed at the end.
class PortFolder {
 public:
  PortFolder();
  ~PortFolder();
  PortFolder(const PortFolder&) = delete;
  PortFolder& operator=(const PortFolder&) = delete;

  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_ / name).string();
  }
  void plug(const std::string& name, const PseudoTerminal& terminal) const;
  void unplug(const std::string& name) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace sternum
