#include "datasets/schemes/rule_check.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "datasets/guidelines/guideline_file.hpp"
#include "datasets/rule_files/checked_table.hpp"
#include "datasets/rule_files/rule_text.hpp"
#include "datasets/schemes/scheme_file.hpp"

namespace sternum {

std::vector<Error> check_rule_file(const std::filesystem::path& file,
                                   const std::filesystem::path& data_folder) {
  const std::string origin = file.string();
  const auto text = read_rule_file(file);
  if (!text) return {text.error()};
  const auto document = parse_toml(*text, origin);
  if (!document) return {document.error()};

  // Keys that only one of the two has; a file half written has at least one of them.
  constexpr std::array<std::string_view, 5> kOfSchemes = {"guideline", "run", "quality", "section",
                                                          "item"};
  constexpr std::array<std::string_view, 4> kOfGuidelines = {"depth_mm", "rate_per_min", "feedback",
                                                             "compressions_per_cycle"};
  const auto holds = [&](std::string_view key) { return document->contains(key); };
  if (std::ranges::any_of(kOfSchemes, holds)) {
    const auto guidelines =
        all_guidelines(data_folder.empty() ? std::filesystem::path{} : data_folder / "guidelines");
    if (!guidelines) return {guidelines.error()};
    return check_scheme(*text, origin, *guidelines);
  }
  if (std::ranges::any_of(kOfGuidelines, holds)) return check_guideline(*text, origin);
  return {Error{"this is neither a guideline set nor an exam scheme", origin,
                "a guideline has [depth_mm], a scheme names its guideline"}};
}

}  // namespace sternum
