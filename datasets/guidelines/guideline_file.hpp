/// Guideline sets as files: TOML, one per set, every number with its source.
///
/// The files of this folder are built into the program, so that it works from anywhere; a training
/// base adds or replaces sets by putting files into `<data folder>/guidelines/`. An error names
/// file, line and what to do: a missing or unknown key, a wrong type, limits in the wrong order, a
/// second file with the same id.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"
#include "analysis/scoring/guideline.hpp"
#include "datasets/rule_files/rule_folder.hpp"

namespace sternum {

inline constexpr std::string_view kDefaultGuideline = "adult-rcsc-2021";

/// `origin` names the text in errors.
[[nodiscard]] Result<Guideline> parse_guideline(std::string_view toml, const std::string& origin);

/// Everything that is wrong with it, in the order of its lines; empty when nothing is.
[[nodiscard]] std::vector<Error> check_guideline(std::string_view toml, const std::string& origin);

/// The sets built in.
[[nodiscard]] Result<std::vector<Guideline>> built_in_guidelines();

/// All sets there are: those of `folder` (which may not exist) and those built in.
[[nodiscard]] Result<RulesById<Guideline>> all_guidelines(const std::filesystem::path& folder = {});

/// The same without the files that have a mistake in them, which are told in `troubles`.
[[nodiscard]] RulesById<Guideline> readable_guidelines(const std::filesystem::path& folder,
                                                       std::vector<Error>& troubles);

/// The set with this id: from `folder` (which may not exist) if it is there, else built in. An
/// unknown id is an error that lists the known ones.
[[nodiscard]] Result<Guideline> find_guideline(std::string_view id,
                                               const std::filesystem::path& folder = {});

}  // namespace sternum
