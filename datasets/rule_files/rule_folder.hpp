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
};

template <class Rules>
using RulesById = std::map<std::string, FromFile<Rules>, std::less<>>;

/// `parse(text, origin)` makes a `Result<Rules>` of a file; `Rules` has an `id`.
template <class Rules, class Parse>
[[nodiscard]] Result<RulesById<Rules>> gather_rules(std::span<const BuiltInFile> built_in,
                                                    const std::filesystem::path& folder,
                                                    Parse parse) {
  const auto files = rule_files_of(folder);
  if (!files) return tl::unexpected(files.error());
  RulesById<Rules> known;
  for (const auto& file : *files) {
    const auto text = read_rule_file(file);
    if (!text) return tl::unexpected(text.error());
    Result<Rules> rules = parse(*text, file.string());
    if (!rules) return tl::unexpected(rules.error());
    const std::string id = rules->id;
    const auto [place, is_new] =
        known.try_emplace(id, FromFile<Rules>{std::move(*rules), file.string(), false});
    if (!is_new) return tl::unexpected(same_id(id, file, place->second.file));
  }
  for (const BuiltInFile& file : built_in) {
    Result<Rules> rules = parse(file.text, std::string(file.name));
    if (!rules) return tl::unexpected(rules.error());
    const std::string id = rules->id;
    known.try_emplace(id, FromFile<Rules>{std::move(*rules), std::string(file.name), true});
  }
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
