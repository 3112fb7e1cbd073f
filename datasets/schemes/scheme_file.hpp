/// Exam schemes as files: TOML, one per scheme, every number with its source; see SCHEMES.md.
///
/// The files of this folder are built into the program; a training base adds or replaces schemes by
/// putting files into `<data folder>/schemes/`. A scheme names its guideline set, which may be one
/// of the base's own in `<data folder>/guidelines/`. An error names file, line and what to do: an
/// unknown measure, points that do not add up, a limit that nobody who does what the guideline asks
/// could meet.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"
#include "analysis/exam/scheme.hpp"
#include "analysis/scoring/guideline.hpp"
#include "datasets/rule_files/rule_folder.hpp"

namespace sternum {

/// `origin` names the text in errors.
[[nodiscard]] Result<Scheme> parse_scheme(std::string_view toml, const std::string& origin,
                                          const RulesById<Guideline>& guidelines);

/// Everything that is wrong with it, in the order of its lines; empty when nothing is.
[[nodiscard]] std::vector<Error> check_scheme(std::string_view toml, const std::string& origin,
                                              const RulesById<Guideline>& guidelines);

/// All schemes there are: those of `<data_folder>/schemes/` (no folder need exist) and those built
/// in.
[[nodiscard]] Result<RulesById<Scheme>> all_schemes(const std::filesystem::path& data_folder = {});

/// The same without the files that have a mistake in them, which are told in `troubles`.
[[nodiscard]] RulesById<Scheme> readable_schemes(const std::filesystem::path& data_folder,
                                                 const RulesById<Guideline>& guidelines,
                                                 std::vector<Error>& troubles);

/// The scheme with this id. An unknown one is an error that lists the known ones.
[[nodiscard]] Result<Scheme> find_scheme(std::string_view id,
                                         const std::filesystem::path& data_folder = {});

}  // namespace sternum
