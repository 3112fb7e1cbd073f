/// The exam schemes and guideline sets that a station can judge by, and those that a stored attempt
/// was judged by.
///
/// A file of the base that cannot be read is told in `troubles` and left out; the others work.
/// Loading blocks on the disk; what is loaded never changes.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"
#include "analysis/exam/scheme.hpp"
#include "analysis/scoring/guideline.hpp"
#include "datasets/records/station_database.hpp"
#include "datasets/rule_files/rule_folder.hpp"

namespace sternum {

/// A scheme with the guideline that it names, resolved; and both files, to be kept.
struct ExamRules {
  std::shared_ptr<const Scheme> scheme;
  std::shared_ptr<const Guideline> guideline;
  std::vector<RuleText> texts;
};

class StationRules {
 public:
  /// Those built in, and those of `<data_folder>/guidelines/` and `<data_folder>/schemes/`.
  [[nodiscard]] static StationRules load(const std::filesystem::path& data_folder);

  /// Ascending ids.
  [[nodiscard]] const std::vector<std::shared_ptr<const Scheme>>& schemes() const {
    return schemes_;
  }
  /// An unknown id is an error that lists the known ones.
  [[nodiscard]] Result<ExamRules> exam(std::string_view scheme_id) const;
  [[nodiscard]] Result<Guideline> guideline(std::string_view id) const;
  /// The file of exactly this set; empty when the station has it from elsewhere.
  [[nodiscard]] std::vector<RuleText> text_of(const Guideline& guideline) const;
  [[nodiscard]] const std::vector<Error>& troubles() const { return troubles_; }

 private:
  RulesById<Guideline> guidelines_;
  std::map<std::string, ExamRules, std::less<>> exams_;
  std::vector<std::shared_ptr<const Scheme>> schemes_;
  std::vector<Error> troubles_;
};

/// By what a stored attempt was judged: the files that were kept with it or, of a time when none
/// were, those that have the same ids today. Compare the hashes.
struct StoredRules {
  std::optional<Guideline> guideline;
  std::optional<Scheme> scheme;  ///< of an exam
};
[[nodiscard]] Result<StoredRules> stored_rules(const StationReader& reader,
                                               const AttemptStart& started,
                                               const std::filesystem::path& data_folder);

/// Where a base puts its guideline sets; empty for no folder.
[[nodiscard]] std::filesystem::path guideline_folder(const std::filesystem::path& data_folder);

}  // namespace sternum
