#include "datasets/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <system_error>
#include <utility>

namespace sternum {
namespace {

constexpr std::size_t kBufferSize = 64 * 1024;

/// Makes the new name itself survive a power cut; not every file system can.
void sync_folder_of(const std::filesystem::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

Error AtomicFile::trouble(int reason) const {
  const std::string name = path_.string();
  switch (reason) {
    case ENOSPC:
    case EDQUOT:
      return {"the disk is full", name, "free some space, or choose another disk, and try again"};
    case EFBIG:
      return {"the file has grown beyond what the system allows", name,
              "raise the limit, or write to another disk"};
    case ENOENT:
    case ENOTDIR:
      return {"its folder is not there", name, "create the folder, or choose another one"};
    case EACCES:
    case EPERM:
      return {"you have no permission to write there", name, "choose a folder of your own"};
    case EROFS:
      return {"the disk is read-only", name, "choose another disk"};
    default:
      return {fmt::format("the file cannot be written ({})", std::strerror(reason)), name,
              "check the disk, or choose another one"};
  }
}

Result<AtomicFile> AtomicFile::create(const std::filesystem::path& file) {
  std::error_code ignored;
  if (file.filename().empty() || std::filesystem::is_directory(file, ignored)) {
    return failure("this is a folder, not a file name", file.string(), "add a file name to it");
  }
  AtomicFile made;
  made.path_ = file;
  made.partial_ = file;
  made.partial_ += ".partial";
  made.descriptor_ = ::open(made.partial_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (made.descriptor_ < 0) return tl::unexpected(made.trouble(errno));
  made.buffer_.reserve(kBufferSize);
  return made;
}

AtomicFile::~AtomicFile() { abandon(); }

AtomicFile::AtomicFile(AtomicFile&& other) noexcept { *this = std::move(other); }

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(partial_, other.partial_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(buffer_, other.buffer_);
  return *this;
}

void AtomicFile::abandon() {
  if (descriptor_ < 0) return;
  ::close(std::exchange(descriptor_, -1));
  ::unlink(partial_.c_str());
}

Result<void> AtomicFile::flush() {
  const char* at = buffer_.data();
  std::size_t left = buffer_.size();
  while (left > 0) {
    const ssize_t written = ::write(descriptor_, at, left);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return tl::unexpected(trouble(errno));
    at += written;
    left -= static_cast<std::size_t>(written);
  }
  buffer_.clear();
  return {};
}

Result<void> AtomicFile::write(std::string_view bytes) {
  if (buffer_.size() + bytes.size() > kBufferSize && !buffer_.empty()) {
    if (auto flushed = flush(); !flushed) return flushed;
  }
  buffer_ += bytes;
  return {};
}

Result<void> AtomicFile::finish() {
  if (auto flushed = flush(); !flushed) return flushed;
  if (::fsync(descriptor_) != 0) return tl::unexpected(trouble(errno));
  if (::close(std::exchange(descriptor_, -1)) != 0 ||
      ::rename(partial_.c_str(), path_.c_str()) != 0) {
    const Error error = trouble(errno);
    ::unlink(partial_.c_str());
    return tl::unexpected(error);
  }
  sync_folder_of(path_);
  return {};
}

}  // namespace sternum
