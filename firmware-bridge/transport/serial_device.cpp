#include "firmware-bridge/transport/serial_device.hpp"

// The kernel's own terminal header has termios2 and must not meet <termios.h> of the C library.
#include <asm/termbits.h>
#include <fcntl.h>
#include <glob.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace sternum {
namespace {

/// Linux, Documentation/admin-guide/devices.txt: 4:0–63 are the virtual consoles, 5:0 and 5:1 the
/// current terminal and the system console. Raw mode on one of them would lock the user out.
bool is_text_console(dev_t device) {
  return (major(device) == 4 && minor(device) < 64) || (major(device) == 5 && minor(device) <= 1);
}

bool means_absent(int error) {
  static constexpr std::array kAbsent = {ENOENT, ENOTDIR, ENXIO, ENODEV, EIO};
  for (const int absent : kAbsent) {
    if (error == absent) return true;
  }
  return false;
}

tl::unexpected<Error> cannot_open(const std::string& path, int error) {
  switch (error) {
    case EACCES:
    case EPERM:
      return failure("cannot open the serial port: no permission", path,
                     "add yourself to the group dialout (sudo usermod -aG dialout $USER) and log "
                     "in again");
    case EBUSY:
    case EWOULDBLOCK:
      return failure("cannot open the serial port: another program uses it", path,
                     "close that program, or another console");
    default:
      return failure("cannot open the serial port: " + std::generic_category().message(error), path,
                     "check the device's name");
  }
}

tl::unexpected<Error> no_serial_port(const std::string& path) {
  return failure("is not a serial port", path, "name a device such as /dev/ttyUSB0");
}

/// Raw bytes, 8N1, no flow control. HUPCL is off so that closing does not drop DTR, which restarts
/// many boards; VMIN is 1 because with 0 "no bytes yet" could not be told from "the end".
int make_raw(int fd, unsigned baud) {
  termios2 settings{};
  if (ioctl(fd, TCGETS2, &settings) != 0) return errno;
  settings.c_iflag = 0;
  settings.c_oflag = 0;
  settings.c_lflag = 0;
  settings.c_cflag = CS8 | CREAD | CLOCAL | BOTHER | (BOTHER << IBSHIFT);
  settings.c_cc[VMIN] = 1;
  settings.c_cc[VTIME] = 0;
  settings.c_ispeed = baud;
  settings.c_ospeed = baud;
  return ioctl(fd, TCSETS2, &settings) == 0 ? 0 : errno;
}

/// A UART samples the middle of each of ten bits: beyond 5 % in all it reads the wrong ones, and
/// the manikin's clock takes its part of that.
bool is_near(unsigned achieved, unsigned baud) {
  const double ratio = static_cast<double>(achieved) / static_cast<double>(baud);
  return ratio > 0.97 && ratio < 1.03;
}

}  // namespace

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Result<std::optional<FileDescriptor>> open_serial(const std::string& path, unsigned baud) {
  if (baud == 0) return failure("0 baud is no speed", path, "name the manikin's baud rate");

  // Looked at before it is opened: opening a pipe or a tape has effects of its own.
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (means_absent(errno)) return std::nullopt;
    return cannot_open(path, errno);
  }
  if (!S_ISCHR(status.st_mode)) return no_serial_port(path);
  if (is_text_console(status.st_rdev)) {
    return failure("is a text console, not a serial port", path,
                   "name a device such as /dev/ttyUSB0");
  }

  FileDescriptor device(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  if (device.get() < 0) {
    if (means_absent(errno)) return std::nullopt;
    return cannot_open(path, errno);
  }
  // TIOCEXCL keeps out everybody but root; the lock keeps out whoever asks, root included.
  if (::flock(device.get(), LOCK_EX | LOCK_NB) != 0) return cannot_open(path, errno);
  if (const int error = make_raw(device.get(), baud); error != 0) {
    if (error == ENOTTY) return no_serial_port(path);
    if (means_absent(error)) return std::nullopt;
    return cannot_open(path, error);
  }
  termios2 achieved{};
  if (ioctl(device.get(), TCGETS2, &achieved) == 0 && !is_near(achieved.c_ospeed, baud)) {
    return failure(
        fmt::format("cannot run at {} baud; {} is as near as it gets", baud, achieved.c_ospeed),
        path, "set the manikin to a speed that the port has");
  }
  (void)ioctl(device.get(), TIOCEXCL);
  return device;
}

void let_go_of_serial(int fd) {
  (void)ioctl(fd, TIOCNXCL);
  (void)ioctl(fd, TCFLSH, TCOFLUSH);
}

std::vector<std::string> serial_devices(const std::string& pattern) {
  std::vector<std::string> paths;
  glob_t found{};
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0) {
    for (std::size_t i = 0; i < found.gl_pathc; ++i) {
      struct stat status {};
      if (::stat(found.gl_pathv[i], &status) == 0 && S_ISCHR(status.st_mode) &&
          !is_text_console(status.st_rdev)) {
        paths.emplace_back(found.gl_pathv[i]);
      }
    }
  }
  ::globfree(&found);
  return paths;
}

}  // namespace sternum
