#include "datasets/guidelines/guideline_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>
#include <utility>

#include "datasets/nearest_name.hpp"

namespace sternum::embedded {
std::string_view adult_rcsc_2021();
}  // namespace sternum::embedded

namespace sternum {
namespace {

namespace fs = std::filesystem;

/// A file that is larger was put there by mistake.
constexpr std::uintmax_t kLargestFile = 1024 * 1024;

struct BuiltIn {
  std::string_view file;
  std::string_view (*text)();
};
constexpr std::array kBuiltIn = {
    BuiltIn{"adult-rcsc-2021.toml", embedded::adult_rcsc_2021},
};

Result<Guideline> read_guideline_file(const fs::path& file) {
  const std::string name = file.string();
  std::error_code problem;
  const auto size = fs::file_size(file, problem);
  if (problem) return failure("the file cannot be read", name, "check its permissions");
  if (size > kLargestFile) {
    return failure("this file is too large for a guideline", name, "move it somewhere else");
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    return failure(fmt::format("the file cannot be read ({})", std::strerror(errno)), name,
                   "check its permissions");
  }
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return parse_guideline(text, name);
}

/// The `.toml` files of a folder, in the order of their names; none when there is no folder.
Result<std::vector<fs::path>> files_of(const fs::path& folder) {
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

}  // namespace

Result<std::vector<Guideline>> built_in_guidelines() {
  std::vector<Guideline> guidelines;
  for (const BuiltIn& built_in : kBuiltIn) {
    auto guideline = parse_guideline(built_in.text(), std::string(built_in.file));
    if (!guideline) return tl::unexpected(guideline.error());
    guidelines.push_back(std::move(*guideline));
  }
  return guidelines;
}

Result<Guideline> find_guideline(std::string_view id, const fs::path& folder) {
  const auto files = files_of(folder);
  if (!files) return tl::unexpected(files.error());
  std::map<std::string, Guideline, std::less<>> known;
  std::map<std::string, fs::path> origin;
  for (const fs::path& file : *files) {
    auto guideline = read_guideline_file(file);
    if (!guideline) return tl::unexpected(guideline.error());
    const std::string its_id = guideline->id;
    if (const auto [other, is_new] = origin.try_emplace(its_id, file); !is_new) {
      return failure(fmt::format("the id \"{}\" is already that of {}", its_id,
                                 other->second.filename().string()),
                     file.string(), "give one of them another id, or remove it");
    }
    known.emplace(its_id, std::move(*guideline));
  }
  auto built_in = built_in_guidelines();
  if (!built_in) return tl::unexpected(built_in.error());
  for (Guideline& guideline : *built_in) known.try_emplace(guideline.id, guideline);

  const auto found = known.find(id);
  if (found != known.end()) return found->second;
  std::vector<std::string_view> ids;
  for (const auto& [its_id, guideline] : known) ids.push_back(its_id);
  return failure(fmt::format("there is no guideline \"{}\"", id), {}, "known are " + listed(ids));
}

}  // namespace sternum
