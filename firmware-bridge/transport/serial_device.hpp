/// Finding and opening serial devices of Linux, pseudo terminals included.
///
/// Opened devices are raw, 8N1, without flow control, non-blocking, at any baud rate that the
/// driver can make, and locked against other programs. Nothing here blocks or keeps state; any
/// thread. Baud rates outside the table of POSIX are set with `termios2` (Linux, ioctl_tty(2)).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/core/result.hpp"

namespace sternum {

/// Owns an open file descriptor.
class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor();
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  [[nodiscard]] int get() const { return fd_; }
  /// Hands the descriptor over to the caller.
  [[nodiscard]] int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

/// The open device; nothing when it is not there (yet, or any more), which is no error. An error
/// when it is there but cannot serve: no permission, held by another program, not a serial port.
[[nodiscard]] Result<std::optional<FileDescriptor>> open_serial(const std::string& path,
                                                                unsigned baud);

/// To be called before an open device is closed: lets others have it, and forgets what was not
/// sent, which the close would otherwise wait for.
void let_go_of_serial(int fd);

/// The devices that match a path or a glob, sorted. The text consoles of the machine are no serial
/// ports, whatever the glob.
[[nodiscard]] std::vector<std::string> serial_devices(const std::string& pattern);

}  // namespace sternum
