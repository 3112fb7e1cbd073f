/// One console at a time owns a data folder: a lock on the file `station.lock` in it, held for as
/// long as the object lives and let go by the system when its process dies. The file names the
/// process that has it. Not thread-safe; never waits.
#pragma once

#include <filesystem>

#include "analysis/core/result.hpp"

namespace sternum {

class FolderLock {
 public:
  /// An error when another process, or another object of this one, has the folder.
  [[nodiscard]] static Result<FolderLock> take(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace sternum
