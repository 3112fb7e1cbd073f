// sternum backup: the station database as one checked file, while a console may go on working.
#include "datasets/records/backup.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>

#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"
#include "gui/app/secret_prompt.hpp"

namespace sternum {
namespace {

struct BackupArguments {
  std::string target;
  std::string data_folder;
  std::string language;
  bool overwrite = false;
};

int make_backup(const BackupArguments& arguments) {
  const auto asked = parse_language(arguments.language);
  if (!asked) return complain(asked.error());
  const Language language = *asked;
  const auto made = back_up(data_folder_or_default(arguments.data_folder), arguments.target,
                            {.overwrite = arguments.overwrite});
  if (!made) return complain(made.error());
  fmt::print(fmt::runtime(std::string(tr(language,
                                         "{0}: {1} bytes, checked. Audit hash {2} "
                                         "after {3} entries.")) +
                          "\n"),
             made->file.string(), made->bytes, made->head.hash, made->head.entries);
  return 0;
}

}  // namespace

void add_backup_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "backup", "Copy the station database into one checked file, also while a console runs");
  auto arguments = std::make_shared<BackupArguments>();
  command->add_option("file", arguments->target, "The file to write")->required();
  command->add_option("--data", arguments->data_folder, "Data folder of the station");
  command->add_flag("--overwrite", arguments->overwrite, "Also when there is a file of that name");
  command->add_option("--lang", arguments->language, "zh or en");
  command->footer(
      "The key file of identity numbers, base-key.pem, base-logo.png, guidelines/ and schemes/ are "
      "files of their own: copy them, too.\nExit code: 0 made and checked, 2 not made; then "
      "nothing is left under the name.");
  command->callback([arguments, &exit_code] { exit_code = make_backup(*arguments); });
}

}  // namespace sternum
