// sternum instructors: who may sign in to examine, overrule, export people's data and purge.
#include "datasets/records/instructors.hpp"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"
#include "gui/app/secret_prompt.hpp"

namespace sternum {
namespace {

struct InstructorsArguments {
  std::string add;
  std::string name;
  std::string remove;
  std::string instructor;
  std::string data_folder;
  bool json = false;
};

int list_instructors(Instructors& instructors, bool json) {
  const auto all = instructors.list();
  if (!all) return complain(all.error());
  nlohmann::ordered_json root = nlohmann::ordered_json::array();
  for (const auto& [number, name] : *all) {
    root.push_back({{"number", number}, {"name", name}});
    if (!json) fmt::print("{:<12} {}\n", number, name);
  }
  if (json) fmt::print("{}\n", root.dump(2));
  return 0;
}

int add_instructor(Instructors& instructors, const InstructorsArguments& arguments,
                   const std::string& who) {
  const auto pin = read_secret(fmt::format("New PIN of {}, 4 to 12 digits", arguments.add));
  if (!pin) return complain(pin.error());
  const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
                       std::chrono::system_clock::now().time_since_epoch())
                       .count();
  const auto added = instructors.add({arguments.add, arguments.name}, *pin, who, now);
  return added ? 0 : complain(added.error());
}

int remove_instructor(Instructors& instructors, const std::string& number, const std::string& who) {
  const auto removed = instructors.remove(number, who);
  if (!removed) return complain(removed.error());
  if (*removed) return 0;
  return complain({fmt::format("there is no instructor {}", number), {}, "see the list"});
}

int instructors(const InstructorsArguments& arguments) {
  const auto folder = data_folder_or_default(arguments.data_folder);
  auto opened = Instructors::open(folder);
  if (!opened) return complain(opened.error());
  if (arguments.add.empty() && arguments.remove.empty()) {
    return list_instructors(*opened, arguments.json);
  }
  const auto who = sign_in_at_terminal(folder, arguments.instructor);
  if (!who) return complain(who.error());
  if (!arguments.add.empty()) return add_instructor(*opened, arguments, *who);
  return remove_instructor(*opened, arguments.remove, *who);
}

}  // namespace

void add_instructors_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("instructors", "List, add or take out who may sign in");
  auto arguments = std::make_shared<InstructorsArguments>();
  auto* const add = command->add_option("--add", arguments->add,
                                        "Add an instructor of this number, or give them a new PIN");
  command->add_option("--name", arguments->name, "The name that the console shows")->needs(add);
  command->add_option("--remove", arguments->remove, "Take the instructor of this number out")
      ->excludes(add);
  command->add_option("--as", arguments->instructor,
                      "Your own number, once there is an instructor; your PIN is asked for first");
  command->add_option("--data", arguments->data_folder, "Data folder of the station");
  command->add_flag("--json", arguments->json, "One JSON array instead of a list");
  command->footer(
      "PINs are asked for on the terminal, or are lines of the standard input. From the first "
      "instructor on, examining,\noverruling, exporting people's data and purging need somebody "
      "signed in. Exit code: 0 done, 2 not.");
  command->callback([arguments, &exit_code] { exit_code = instructors(*arguments); });
}

}  // namespace sternum
