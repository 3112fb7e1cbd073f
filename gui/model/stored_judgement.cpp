#include "gui/model/stored_judgement.hpp"

#include <utility>

#include "analysis/attempt/attempt.hpp"
#include "gui/model/judged_attempt.hpp"
#include "gui/model/review.hpp"

namespace sternum {

Result<StoredJudgement> judge_stored(const StationReader& reader, AttemptId id,
                                     const std::filesystem::path& data_folder) {
  auto record = reader.attempt(id);
  if (!record) return tl::unexpected(record.error());
  auto inputs = reader.inputs(id);
  if (!inputs) return tl::unexpected(inputs.error());
  const auto sheet = reader.sheet(id);
  if (!sheet) return tl::unexpected(sheet.error());
  auto rules = stored_rules(reader, record->started, data_folder);
  if (!rules) return tl::unexpected(rules.error());
  const AttemptStart& started = record->started;
  const std::string where = fmt::format("attempt {}", id);
  if (!rules->guideline) {
    return failure(fmt::format("its guideline set \"{}\" is gone", started.guideline_id), where,
                   "put its file back into the data folder's guidelines/");
  }
  if (!started.scheme_id.empty() && !rules->scheme) {
    return failure(fmt::format("its exam scheme \"{}\" is gone", started.scheme_id), where,
                   "put its file back into the data folder's schemes/");
  }
  Attempt attempt(*rules->guideline, attempt_options_of(started));
  for (const AttemptInput& input : *inputs) attempt.push(input);
  StoredJudgement judged;
  judged.result = attempt.finish();
  if (rules->scheme) {
    judged.examination = examination_of(judged.result, *rules->scheme, *rules->guideline, *sheet,
                                        started.uncertainty);
    judged.scheme = std::move(rules->scheme);
  }
  judged.guideline = std::move(*rules->guideline);
  judged.record = std::move(*record);
  judged.inputs = std::move(*inputs);
  return judged;
}

}  // namespace sternum
