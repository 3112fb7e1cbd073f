/// Rule files from two places: built into the program, and in a folder of the training base.
///
/// A base's file takes the place of the built-in one with its id. Two files of a base with one id
/// are refused, and so is one with a mistake in it: rules are never passed over in silence. Reads
/// the disk, and nothing else blocks.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/rule_files/built_in_file.hpp"
#include "datasets/rule_files/rule_text.hpp"

namespace sternum {

/// The `.toml` files of a folder, in the order of their names; none when there is no folder.
[[nodiscard]] Result<std::vector<std::filesystem::path>> rule_files_of(
    const std::filesystem::path& folder);

/// For two files of one folder that say they are the same.
[[nodiscard]] Error same_id(std::string_view id, const std::filesystem::path& file,
                            std::string_view other);

/// Rules, and the file they stand in.
template <class Rules>
struct FromFile {
  Rules rules;
  std::string file;  ///< path, or name of the built-in file
  bool built_in = false;
  std::string text{};  ///< the whole file: what the rules' hash is of
};

template <class Rules>
using RulesById = std::map<std::string, FromFile<Rules>, std::less<>>;

/// Everything that can be read; what is wrong with the other files goes to `troubles`.
/// `parse(text, origin)` makes a `Result<Rules>` of a file; `Rules` has an `id`.
template <class Rules, class Parse>
[[nodiscard]] RulesById<Rules> gather_readable_rules(std::span<const BuiltInFile> built_in,
                                                     const std::filesystem::path& folder,
                                                     Parse parse, std::vector<Error>& troubles) {
  RulesById<Rules> known;
  const auto keep = [&](Result<Rules> rules, FromFile<Rules> from_file) {
    if (!rules) {
      troubles.push_back(std::move(rules.error()));
      return;
    }
    const std::string id = rules->id;
    from_file.rules = std::move(*rules);
    const auto found = known.find(id);
    if (found == known.end()) {
      known.emplace(id, std::move(from_file));
    } else if (!from_file.built_in) {
      troubles.push_back(same_id(id, from_file.file, found->second.file));
    }
  };
  const auto files = rule_files_of(folder);
  if (!files) troubles.push_back(files.error());
  for (const auto& file : files.value_or(std::vector<std::filesystem::path>{})) {
    auto text = read_rule_file(file);
    if (!text) {
      troubles.push_back(std::move(text.error()));
      continue;
    }
    Result<Rules> rules = parse(*text, file.string());
    keep(std::move(rules), {{}, file.string(), false, std::move(*text)});
  }
  for (const BuiltInFile& file : built_in) {
    keep(parse(file.text, std::string(file.name)),
         {{}, std::string(file.name), true, std::string(file.text)});
  }
  return known;
}

/// The same, but a file with a mistake in it is an error: the first there is.
template <class Rules, class Parse>
[[nodiscard]] Result<RulesById<Rules>> gather_rules(std::span<const BuiltInFile> built_in,
                                                    const std::filesystem::path& folder,
                                                    Parse parse) {
  std::vector<Error> troubles;
  auto known = gather_readable_rules<Rules>(built_in, folder, std::move(parse), troubles);
  if (!troubles.empty()) return tl::unexpected(std::move(troubles.front()));
  return known;
}

[[nodiscard]] Error unknown_id(std::string_view kind, std::string_view id,
                               std::span<const std::string_view> known);

/// The rules with this id; an unknown one is an error that lists the known. `kind`: "guideline".
template <class Rules>
[[nodiscard]] Result<Rules> rules_of(const RulesById<Rules>& known, std::string_view id,
                                     std::string_view kind) {
  if (const auto found = known.find(id); found != known.end()) return found->second.rules;
  std::vector<std::string_view> ids;
  for (const auto& [its_id, from_file] : known) ids.push_back(its_id);
  return tl::unexpected(unknown_id(kind, id, ids));
}

}  // namespace sternum
