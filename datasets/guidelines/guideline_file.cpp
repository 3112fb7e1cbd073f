#include "datasets/guidelines/guideline_file.hpp"

#include <span>

namespace sternum::embedded {
std::span<const BuiltInFile> guideline_files();
}  // namespace sternum::embedded

namespace sternum {

Result<std::vector<Guideline>> built_in_guidelines() {
  std::vector<Guideline> guidelines;
  for (const BuiltInFile& file : embedded::guideline_files()) {
    auto guideline = parse_guideline(file.text, std::string(file.name));
    if (!guideline) return tl::unexpected(guideline.error());
    guidelines.push_back(std::move(*guideline));
  }
  return guidelines;
}

Result<RulesById<Guideline>> all_guidelines(const std::filesystem::path& folder) {
  return gather_rules<Guideline>(embedded::guideline_files(), folder, parse_guideline);
}

RulesById<Guideline> readable_guidelines(const std::filesystem::path& folder,
                                         std::vector<Error>& troubles) {
  return gather_readable_rules<Guideline>(embedded::guideline_files(), folder, parse_guideline,
                                          troubles);
}

Result<Guideline> find_guideline(std::string_view id, const std::filesystem::path& folder) {
  const auto known = all_guidelines(folder);
  if (!known) return tl::unexpected(known.error());
  return rules_of(*known, id, "guideline");
}

}  // namespace sternum
