/// A file that appears under its name whole, or not at all.
///
/// Until `finish` succeeds it is `<name>.partial`, which is removed when the writer is destroyed
/// unfinished. `finish` waits until the bytes are on the disk. Errors name the file and what to do
/// (a full disk, a folder that is not there, no permission). Not thread-safe; blocks on the disk.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "analysis/core/result.hpp"

namespace sternum {

class AtomicFile {
 public:
  [[nodiscard]] static Result<AtomicFile> create(const std::filesystem::path& file);
  ~AtomicFile();
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&& other) noexcept;

  /// Buffered: an error may belong to bytes written earlier.
  [[nodiscard]] Result<void> write(std::string_view bytes);
  [[nodiscard]] Result<void> finish();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  AtomicFile() = default;
  [[nodiscard]] Result<void> flush();
  [[nodiscard]] Error trouble(int reason) const;
  void abandon();

  std::filesystem::path path_;
  std::filesystem::path partial_;
  int descriptor_ = -1;
  std::string buffer_;
};

}  // namespace sternum
