#include "gui/model/station_rules.hpp"

#include <utility>

#include "datasets/guidelines/guideline_file.hpp"
#include "datasets/schemes/scheme_file.hpp"

namespace sternum {

std::filesystem::path guideline_folder(const std::filesystem::path& data_folder) {
  return data_folder.empty() ? std::filesystem::path{} : data_folder / "guidelines";
}

StationRules StationRules::load(const std::filesystem::path& data_folder) {
  StationRules rules;
  rules.guidelines_ = readable_guidelines(guideline_folder(data_folder), rules.troubles_);
  for (auto& [id, file] : readable_schemes(data_folder, rules.guidelines_, rules.troubles_)) {
    // A scheme that names an unknown guideline is not readable.
    const auto guideline = rules.guidelines_.find(file.rules.guideline_id);
    if (guideline == rules.guidelines_.end()) continue;
    ExamRules exam;
    exam.scheme = std::make_shared<const Scheme>(file.rules);
    exam.guideline = std::make_shared<const Guideline>(guideline->second.rules);
    exam.texts = {{exam.scheme->hash, file.text}, {exam.guideline->hash, guideline->second.text}};
    rules.schemes_.push_back(exam.scheme);
    rules.exams_.emplace(id, std::move(exam));
  }
  return rules;
}

Result<ExamRules> StationRules::exam(std::string_view scheme_id) const {
  if (const auto found = exams_.find(scheme_id); found != exams_.end()) return found->second;
  std::vector<std::string_view> ids;
  for (const auto& [id, exam] : exams_) ids.push_back(id);
  return tl::unexpected(unknown_id("exam scheme", scheme_id, ids));
}

Result<Guideline> StationRules::guideline(std::string_view id) const {
  return rules_of(guidelines_, id, "guideline");
}

std::vector<RuleText> StationRules::text_of(const Guideline& guideline) const {
  const auto found = guidelines_.find(guideline.id);
  if (found == guidelines_.end() || found->second.rules.hash != guideline.hash) return {};
  return {{guideline.hash, found->second.text}};
}

namespace {

Result<std::optional<Guideline>> stored_guideline(const StationReader& reader,
                                                  const AttemptStart& started,
                                                  const std::filesystem::path& data_folder) {
  const auto text = reader.rule_text(started.guideline_hash);
  if (!text) return tl::unexpected(text.error());
  if (*text) {
    auto kept = parse_guideline(**text, started.guideline_id);
    if (kept && kept->hash == started.guideline_hash) return std::optional(std::move(*kept));
  }
  auto today = find_guideline(started.guideline_id, guideline_folder(data_folder));
  return today ? std::optional(std::move(*today)) : std::nullopt;
}

Result<std::optional<Scheme>> stored_scheme(const StationReader& reader,
                                            const AttemptStart& started,
                                            const std::optional<Guideline>& guideline,
                                            const std::filesystem::path& data_folder) {
  if (started.scheme_id.empty()) return std::optional<Scheme>{};
  const auto text = reader.rule_text(started.scheme_hash);
  if (!text) return tl::unexpected(text.error());
  if (*text && guideline) {
    RulesById<Guideline> its_own;
    its_own.emplace(guideline->id, FromFile<Guideline>{*guideline, {}, false, {}});
    auto kept = parse_scheme(**text, started.scheme_id, its_own);
    if (kept && kept->hash == started.scheme_hash) return std::optional(std::move(*kept));
  }
  auto today = find_scheme(started.scheme_id, data_folder);
  return today ? std::optional(std::move(*today)) : std::nullopt;
}

}  // namespace

Result<StoredRules> stored_rules(const StationReader& reader, const AttemptStart& started,
                                 const std::filesystem::path& data_folder) {
  auto guideline = stored_guideline(reader, started, data_folder);
  if (!guideline) return tl::unexpected(guideline.error());
  auto scheme = stored_scheme(reader, started, *guideline, data_folder);
  if (!scheme) return tl::unexpected(scheme.error());
  return StoredRules{std::move(*guideline), std::move(*scheme)};
}

}  // namespace sternum
