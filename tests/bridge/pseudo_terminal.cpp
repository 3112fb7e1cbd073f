#include "tests/bridge/pseudo_terminal.hpp"

#include <asm/termbits.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace sternum {

PseudoTerminal::PseudoTerminal() : master_(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK)) {
  std::array<char, 128> name{};
  if (master_ < 0 || ::grantpt(master_) != 0 || ::unlockpt(master_) != 0 ||
      ::ptsname_r(master_, name.data(), name.size()) != 0) {
    throw std::runtime_error("this machine gives no pseudo terminal");
  }
  path_ = name.data();
  // Raw from the start: else the line would echo what it is told before anybody opens it.
  const int slave = ::open(path_.c_str(), O_RDWR | O_NOCTTY);
  termios2 settings{};
  (void)ioctl(slave, TCGETS2, &settings);
  settings.c_iflag = settings.c_oflag = settings.c_lflag = 0;
  (void)ioctl(slave, TCSETS2, &settings);
  ::close(slave);
}

PseudoTerminal::~PseudoTerminal() { ::close(master_); }

void PseudoTerminal::write(std::span<const std::byte> bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::write(master_, bytes.data(), bytes.size());
    if (written <= 0) return;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

std::vector<std::byte> PseudoTerminal::read() const {
  std::vector<std::byte> all;
  std::array<std::byte, 1024> some{};
  for (ssize_t got = 0; (got = ::read(master_, some.data(), some.size())) > 0;) {
    all.insert(all.end(), some.begin(), some.begin() + got);
  }
  return all;
}

bool PseudoTerminal::is_open() const {
  pollfd state{master_, POLLIN, 0};
  (void)::poll(&state, 1, 0);
  return (state.revents & POLLHUP) == 0;
}

unsigned PseudoTerminal::baud() const {
  termios2 settings{};
  (void)ioctl(master_, TCGETS2, &settings);
  return settings.c_ospeed;
}

PortFolder::PortFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "sternum-ports-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = pattern;
}

PortFolder::~PortFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void PortFolder::plug(const std::string& name, const PseudoTerminal& terminal) const {
  std::filesystem::create_symlink(terminal.path(), folder_ / name);
}

void PortFolder::unplug(const std::string& name) const { std::filesystem::remove(folder_ / name); }

}  // namespace sternum
