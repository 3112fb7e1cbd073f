#include "datasets/rule_files/rule_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "datasets/nearest_name.hpp"

namespace sternum {

namespace fs = std::filesystem;

Result<std::vector<fs::path>> rule_files_of(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code problem;
  if (folder.empty() || !fs::exists(folder, problem)) return files;
  fs::directory_iterator entries(folder, problem);
  for (const fs::directory_iterator end; !problem && entries != end; entries.increment(problem)) {
    if (entries->path().extension() == ".toml") files.push_back(entries->path());
  }
  if (problem) {
    return failure(fmt::format("the folder cannot be read ({})", problem.message()),
                   folder.string(), "check that it is a folder and its permissions");
  }
  std::ranges::sort(files);
  return files;
}

Error same_id(std::string_view id, const fs::path& file, std::string_view other) {
  return {
      fmt::format("the id \"{}\" is already that of {}", id, fs::path(other).filename().string()),
      file.string(), "give one of them another id, or remove it"};
}

Error unknown_id(std::string_view kind, std::string_view id,
                 std::span<const std::string_view> known) {
  return {fmt::format("there is no {} \"{}\"", kind, id), {}, "known are " + listed(known)};
}

}  // namespace sternum
