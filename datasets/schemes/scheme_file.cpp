#include "datasets/schemes/scheme_file.hpp"

#include <span>

#include "datasets/guidelines/guideline_file.hpp"

namespace sternum::embedded {
std::span<const BuiltInFile> scheme_files();
}  // namespace sternum::embedded

namespace sternum {

Result<RulesById<Scheme>> all_schemes(const std::filesystem::path& data_folder) {
  const bool has_folder = !data_folder.empty();
  const auto guidelines =
      all_guidelines(has_folder ? data_folder / "guidelines" : std::filesystem::path{});
  if (!guidelines) return tl::unexpected(guidelines.error());
  return gather_rules<Scheme>(embedded::scheme_files(),
                              has_folder ? data_folder / "schemes" : std::filesystem::path{},
                              [&](std::string_view text, const std::string& origin) {
                                return parse_scheme(text, origin, *guidelines);
                              });
}

RulesById<Scheme> readable_schemes(const std::filesystem::path& data_folder,
                                   const RulesById<Guideline>& guidelines,
                                   std::vector<Error>& troubles) {
  return gather_readable_rules<Scheme>(
      embedded::scheme_files(),
      data_folder.empty() ? std::filesystem::path{} : data_folder / "schemes",
      [&](std::string_view text, const std::string& origin) {
        return parse_scheme(text, origin, guidelines);
      },
      troubles);
}

Result<Scheme> find_scheme(std::string_view id, const std::filesystem::path& data_folder) {
  const auto known = all_schemes(data_folder);
  if (!known) return tl::unexpected(known.error());
  return rules_of(*known, id, "exam scheme");
}

}  // namespace sternum
