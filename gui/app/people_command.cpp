// sternum people: who is known, by name and the end of a number; found by the whole number.
#include "datasets/records/people.hpp"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"
#include "gui/app/secret_prompt.hpp"

namespace sternum {
namespace {

struct PeopleArguments {
  std::string data_folder;
  std::string instructor;
  std::string key_file;
  std::optional<std::int64_t> show;
  bool passphrase = false;
  bool find = false;
  bool json = false;
};

Result<SealingKey> key_of(const PeopleArguments& arguments, const std::filesystem::path& folder) {
  KeySource source{arguments.key_file.empty() ? default_key_file()
                                              : std::filesystem::path(arguments.key_file)};
  if (arguments.passphrase) {
    auto passphrase = read_secret("Passphrase");
    if (!passphrase) return tl::unexpected(passphrase.error());
    source.passphrase = std::move(*passphrase);
  }
  return key_of_folder(folder, source);
}

int print_people(const std::vector<Person>& people, bool json) {
  nlohmann::ordered_json root = nlohmann::ordered_json::array();
  for (const Person& person : people) {
    root.push_back({{"id", person.id},
                    {"name", person.name},
                    {"identity_end", person.last_characters},
                    {"guardian_consent", static_cast<int>(person.guardian)},
                    {"purged", person.purged}});
    if (json) continue;
    fmt::print("{:>6}  {}{}\n", person.id, person.name,
               person.last_characters.empty() ? std::string()
                                              : fmt::format("  …{}", person.last_characters));
  }
  if (json) fmt::print("{}\n", root.dump(2));
  return people.empty() ? 1 : 0;
}

int people(const PeopleArguments& arguments) {
  const auto folder = data_folder_or_default(arguments.data_folder);
  const auto who = sign_in_at_terminal(folder, arguments.instructor);
  if (!who) return complain(who.error());
  if (!arguments.find && !arguments.show) {
    const auto all = people_of(folder);
    return all ? print_people(*all, arguments.json) : complain(all.error());
  }
  const auto key = key_of(arguments, folder);
  if (!key) return complain(key.error());
  if (arguments.show) {
    const auto number = open_identity(folder, *key, *arguments.show, *who);
    if (!number) return complain(number.error());
    fmt::print("{}\n", *number);
    return 0;
  }
  const auto number = read_secret("Identity number");
  if (!number) return complain(number.error());
  const auto found = find_by_identity(folder, *key, *number);
  if (!found) return complain(found.error());
  return print_people(*found ? std::vector{**found} : std::vector<Person>{}, arguments.json);
}

}  // namespace

void add_people_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "people", "List the people of a station, or find one by the number of a document");
  auto arguments = std::make_shared<PeopleArguments>();
  auto* const find =
      command->add_flag("--find", arguments->find, "The one whose identity number is typed");
  command->add_option("--show", arguments->show, "The whole identity number of this person")
      ->excludes(find);
  command->add_option("--key-file", arguments->key_file, "The key of the identity numbers");
  command->add_flag("--passphrase", arguments->passphrase,
                    "They are sealed with a passphrase: ask for it");
  command->add_option("--as", arguments->instructor, "Your instructor's number");
  command->add_option("--data", arguments->data_folder, "Data folder of the station");
  command->add_flag("--json", arguments->json, "One JSON array instead of a list");
  command->footer(
      "PIN, passphrase and number are asked for on the terminal in this order, or are lines of the "
      "standard input.\nShowing a number stands in the audit trail. Exit code: 0 done, 1 nobody "
      "found, 2 not done.");
  command->callback([arguments, &exit_code] { exit_code = people(*arguments); });
}

}  // namespace sternum
