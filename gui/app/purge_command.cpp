// sternum purge: people whose last class is long over are forgotten; their results stay, nameless.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>

#include "datasets/records/people.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"
#include "gui/app/secret_prompt.hpp"

namespace sternum {
namespace {

struct PurgeArguments {
  std::string before;
  std::string data_folder;
  std::string instructor;
  std::string language;
  bool dry_run = false;
};

template <class... Values>
void say(std::FILE* stream, const char* pattern, const Values&... values) {
  fmt::print(stream, fmt::runtime(std::string(pattern) + "\n"), values...);
}

int purge(const PurgeArguments& arguments) {
  const auto asked = parse_language(arguments.language);
  if (!asked) return complain(asked.error());
  const Language language = *asked;
  const auto folder = data_folder_or_default(arguments.data_folder);
  Purge wanted{arguments.before, {}, arguments.dry_run};
  if (!arguments.dry_run) {
    auto who = sign_in_at_terminal(folder, arguments.instructor);
    if (!who) return complain(who.error());
    wanted.who = std::move(*who);
  }
  const auto purged = purge_people(folder, wanted);
  if (!purged) return complain(purged.error());
  if (arguments.dry_run) {
    say(stdout, tr(language, "{0} people would be purged; nothing was changed."), purged->people);
  } else {
    say(stdout, tr(language, "{0} people purged; their attempts and results stay."),
        purged->people);
  }
  if (purged->in_open_classes > 0) {
    say(stdout, tr(language, "{0} more are in a class that was never closed, and were kept."),
        purged->in_open_classes);
  }
  for (const auto& copy : purged->copies) {
    say(stderr,
        tr(language,
           "Careful: {0} still holds their data; delete it when it is no longer "
           "needed."),
        copy.string());
  }
  return 0;
}

}  // namespace

void add_purge_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "purge", "Forget people whose last class ended before a day; their results stay, nameless");
  auto arguments = std::make_shared<PurgeArguments>();
  command->add_option("--before", arguments->before, "The day, as 2024-01-01")->required();
  command->add_flag("--dry-run", arguments->dry_run, "Only say how many");
  add_instructor_option(*command, arguments->instructor);
  add_station_options(*command, arguments->data_folder, arguments->language);
  command->footer(
      "Removes names, organisations, nicknames and identity numbers, and rewrites the file so that "
      "they are gone from it.\nBackups made elsewhere still hold them. Refused while a console has "
      "the folder. Exit code: 0 done, 2 not.");
  command->callback([arguments, &exit_code] { exit_code = purge(*arguments); });
}

}  // namespace sternum
