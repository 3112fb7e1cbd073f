// sternum restore: a backup in the place of a station's database, which is kept beside it.
#include <fmt/format.h>

#include <memory>
#include <string>

#include "datasets/records/backup.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"
#include "gui/app/secret_prompt.hpp"

namespace sternum {
namespace {

struct RestoreArguments {
  std::string backup;
  std::string data_folder;
  std::string language;
};

int restore(const RestoreArguments& arguments) {
  const auto asked = parse_language(arguments.language);
  if (!asked) return complain(asked.error());
  const Language language = *asked;
  const auto folder = data_folder_or_default(arguments.data_folder);
  const auto restored = restore_backup(arguments.backup, folder);
  if (!restored) return complain(restored.error());
  fmt::print(fmt::runtime(std::string(tr(language, "{0} is restored.")) + "\n"), folder.string());
  if (restored->kept) {
    fmt::print(fmt::runtime(std::string(tr(language, "What was there is kept as {0}.")) + "\n"),
               restored->kept->string());
  }
  return 0;
}

}  // namespace

void add_restore_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "restore", "Put a backup in the place of the station database; what was there is kept");
  auto arguments = std::make_shared<RestoreArguments>();
  command->add_option("file", arguments->backup, "The backup")->required();
  add_station_options(*command, arguments->data_folder, arguments->language);
  command->footer(
      "Refused while a console has the folder. Exit code: 0 restored, 2 not; then nothing "
      "changed.");
  command->callback([arguments, &exit_code] { exit_code = restore(*arguments); });
}

}  // namespace sternum
