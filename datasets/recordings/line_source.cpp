#include "datasets/recordings/line_source.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace sternum {
namespace {

constexpr std::size_t kBlock = 256 * 1024;

tl::unexpected<Error> cannot_open(const std::string& name, int reason) {
  switch (reason) {
    case ENOENT:
    case ENOTDIR:
      return failure("there is no such file", name, "check the name and the folder");
    case EACCES:
    case EPERM:
      return failure("you have no permission to read this file", name,
                     "ask its owner, or change it with chmod +r");
    default:
      return failure(fmt::format("the file cannot be opened ({})", std::strerror(reason)), name,
                     "check that the disk is there");
  }
}

}  // namespace

Result<LineSource> LineSource::open(const std::filesystem::path& file) {
  const std::string name = file.string();
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return cannot_open(name, errno);
  LineSource source(descriptor, name);
  struct stat facts {};
  if (::fstat(descriptor, &facts) == 0 && S_ISDIR(facts.st_mode)) {
    return failure("this is a folder, not a recording", name, "name a file inside it");
  }
  return source;
}

LineSource LineSource::over(std::string_view text, std::string name) {
  LineSource source(-1, std::move(name));
  source.buffer_.assign(text.begin(), text.end());
  source.end_ = text.size();
  source.at_end_ = true;
  return source;
}

LineSource::LineSource(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)), buffer_(kBlock) {}

LineSource::~LineSource() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

LineSource::LineSource(LineSource&& other) noexcept { *this = std::move(other); }

LineSource& LineSource::operator=(LineSource&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(name_, other.name_);
  std::swap(buffer_, other.buffer_);
  std::swap(begin_, other.begin_);
  std::swap(end_, other.end_);
  std::swap(at_end_, other.at_end_);
  std::swap(line_number_, other.line_number_);
  std::swap(trouble_, other.trouble_);
  return *this;
}

std::string LineSource::where() const {
  return line_number_ == 0 ? name_ : fmt::format("{}:{}", name_, line_number_);
}

/// Moves what is left to the front and reads behind it; false when the disk refused.
bool LineSource::fill() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  for (;;) {
    const ssize_t got = ::read(descriptor_, buffer_.data() + end_, buffer_.size() - end_);
    if (got > 0) {
      end_ += static_cast<std::size_t>(got);
      return true;
    }
    if (got == 0) {
      at_end_ = true;
      return true;
    }
    if (errno == EINTR) continue;
    trouble_ = Error{fmt::format("the file cannot be read on ({})", std::strerror(errno)), where(),
                     "check the disk, or copy the file again"};
    return false;
  }
}

bool LineSource::refuse_long_line() {
  trouble_ = Error{fmt::format("this line is longer than {} KiB", kLongestLine / 1024), where(),
                   "this is not a CSV recording: choose another file, or export it again as CSV"};
  begin_ = end_;
  at_end_ = true;
  return false;
}

bool LineSource::next_across_blocks(std::string_view& line) {
  if (trouble_) return false;
  for (;;) {
    const std::size_t searched = end_ - begin_;
    if (searched > kLongestLine) return give(searched, 0, line);
    if (at_end_) return searched > 0 && give(searched, 0, line);
    if (!fill()) return false;
    const char* const start = buffer_.data();
    const void* const found = std::memchr(start + searched, '\n', end_ - searched);
    if (found != nullptr) {
      return give(static_cast<std::size_t>(static_cast<const char*>(found) - start), 1, line);
    }
  }
}

}  // namespace sternum
