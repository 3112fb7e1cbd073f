#include "firmware-bridge/transport/port_user.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace sternum {
namespace {

namespace fs = std::filesystem;

bool is_number(const std::string& name) {
  return !name.empty() &&
         std::ranges::all_of(name, [](unsigned char letter) { return std::isdigit(letter) != 0; });
}

bool has_open(const fs::path& process, const struct stat& device) {
  std::error_code hidden;  // another user's, or gone meanwhile
  for (fs::directory_iterator file(process / "fd", hidden), end; !hidden && file != end;
       file.increment(hidden)) {
    struct stat open {};
    if (::stat(file->path().c_str(), &open) != 0) continue;
    if (S_ISCHR(open.st_mode) && open.st_rdev == device.st_rdev) return true;
  }
  return false;
}

}  // namespace

std::string user_of_port(const std::string& path) {
  struct stat device {};
  if (::stat(path.c_str(), &device) != 0 || !S_ISCHR(device.st_mode)) return {};
  std::error_code hidden;
  for (fs::directory_iterator process("/proc", hidden), end; !hidden && process != end;
       process.increment(hidden)) {
    const std::string id = process->path().filename().string();
    if (!is_number(id) || !has_open(process->path(), device)) continue;
    std::string name;
    std::getline(std::ifstream(process->path() / "comm"), name);
    return name.empty() ? fmt::format("process {}", id) : fmt::format("{}, process {}", name, id);
  }
  return {};
}

}  // namespace sternum
