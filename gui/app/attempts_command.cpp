// sternum attempts: the attempts that a station remembers. Without names, unless asked for: what is
// printed ends up in logs.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "datasets/records/station_database.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"

namespace sternum {
namespace {

struct AttemptsArguments {
  ClassId of_class = 0;  ///< 0: all
  std::string data_folder;
  std::string language;
  bool names = false;
  bool json = false;
};

/// "2026-03-28T12:30:05Z".
std::string utc_text(std::int64_t utc_ms) {
  const std::chrono::sys_seconds at{
      std::chrono::floor<std::chrono::seconds>(std::chrono::milliseconds(utc_ms))};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

const char* purpose_word(AttemptPurpose purpose) {
  switch (purpose) {
    case AttemptPurpose::Practice:
      return "practice";
    case AttemptPurpose::Exam:
      return "exam";
    case AttemptPurpose::Retest:
      return "retest";
  }
  return "";
}

const char* state_word(AttemptState state) {
  switch (state) {
    case AttemptState::Running:
      return "running";
    case AttemptState::Ended:
      return "ended";
    case AttemptState::Interrupted:
      return "interrupted";
    case AttemptState::Discarded:
      return "discarded";
  }
  return "";
}

template <class T>
nlohmann::ordered_json json_or_null(const std::optional<T>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json attempt_json(const AttemptRecord& attempt, bool with_name) {
  const AttemptStart& started = attempt.started;
  nlohmann::ordered_json json = {{"id", attempt.id},
                                 {"started_at_ms", started.started_at_ms},
                                 {"ended_at_ms", json_or_null(attempt.ended_at_ms)},
                                 {"state", state_word(attempt.state)},
                                 {"purpose", purpose_word(started.purpose)},
                                 {"manikin", started.manikin_id},
                                 {"guideline", started.guideline_id},
                                 {"scheme", started.scheme_id},
                                 {"score", json_or_null(attempt.score)},
                                 {"verdict", nullptr},
                                 {"number", attempt.number}};
  if (attempt.verdict) json["verdict"] = verdict_name(*attempt.verdict);
  if (with_name) json["trainee"] = started.trainee;
  return json;
}

Result<std::vector<AttemptRecord>> wanted_attempts(const AttemptsArguments& arguments) {
  const auto reader = StationReader::open(data_folder_or_default(arguments.data_folder));
  if (!reader) return tl::unexpected(reader.error());
  if (arguments.of_class == 0) return reader->attempts();
  if (const auto known = reader->stored_class(arguments.of_class); !known) {
    return tl::unexpected(known.error());
  }
  auto attempts = reader->attempts_of_class(arguments.of_class);
  if (attempts) std::ranges::reverse(*attempts);
  return attempts;
}

int list_attempts(const AttemptsArguments& arguments) {
  const auto language = parse_language(arguments.language);
  if (!language) return complain(language.error());
  const Language words = *language;
  const auto attempts = wanted_attempts(arguments);
  if (!attempts) return complain(attempts.error());
  if (arguments.json) {
    auto list = nlohmann::ordered_json::array();
    for (const AttemptRecord& each : *attempts) {
      list.push_back(attempt_json(each, arguments.names));
    }
    fmt::print("{}\n", list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    return 0;
  }
  for (const AttemptRecord& each : *attempts) {
    fmt::print(
        "{:>6}  {}  {:<11} {:<8} {:>5}  {:<10} {:<20} {}{}{}\n", each.id,
        utc_text(each.started.started_at_ms), state_word(each.state),
        purpose_word(each.started.purpose), each.score ? fmt::format("{:.1f}", *each.score) : "-",
        each.verdict ? verdict_name(*each.verdict) : "-",
        each.started.scheme_id.empty() ? "-" : each.started.scheme_id, each.started.manikin_id,
        arguments.names ? "  " : "", arguments.names ? each.started.trainee : std::string());
  }
  if (attempts->empty()) fmt::print("{}\n", tr(words, "No attempt yet."));
  return 0;
}

}  // namespace

void add_attempts_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "attempts",
      "List attempts, the newest first: number, begin (UTC), state, purpose, score, verdict, "
      "scheme, manikin");
  auto arguments = std::make_shared<AttemptsArguments>();
  command->add_option("--class", arguments->of_class, "Of this class alone")
      ->check(CLI::PositiveNumber);
  command->add_flag("--names", arguments->names, "With the names of the trainees");
  add_station_options(*command, arguments->data_folder, arguments->language);
  command->add_flag("--json", arguments->json, "One JSON list instead of lines");
  command->footer("Exit code: 0 listed, 2 the data folder cannot be read or has no such class.");
  command->callback([arguments, &exit_code] { exit_code = list_attempts(*arguments); });
}

}  // namespace sternum
