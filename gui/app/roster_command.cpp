// sternum roster: what would be taken from a list of people, and why not the rest.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "datasets/roster/roster.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"
#include "gui/model/roster_sentence.hpp"

namespace sternum {
namespace {

struct RosterArguments {
  std::string file;
  std::string language;
  bool json = false;
};

/// People without a fault are counted, not named: what is printed ends up in logs.
void print_json(const Roster& roster, Language language) {
  nlohmann::ordered_json root = {{"rows", roster.rows},
                                 {"people", roster.people.size()},
                                 {"faults", nlohmann::ordered_json::array()},
                                 {"not_used", roster.left_out}};
  for (const RosterFault& fault : roster.faults) {
    root["faults"].push_back(
        {{"row", fault.row}, {"column", fault.column}, {"sentence", sentence(language, fault)}});
  }
  fmt::print("{}\n", root.dump(2));
}

void print_list(const Roster& roster, Language language) {
  fmt::print(fmt::runtime(std::string(tr(language, "{0} of {1} rows can be taken.")) + "\n"),
             roster.people.size(), roster.rows);
  for (const RosterFault& fault : roster.faults) fmt::print("  {}\n", sentence(language, fault));
  if (roster.left_out.empty()) return;
  std::string headings;
  for (const std::string& heading : roster.left_out) {
    headings += (headings.empty() ? "" : ", ") + heading;
  }
  fmt::print(fmt::runtime(std::string(tr(language, "Not used: {0}")) + "\n"), headings);
}

int preview(const RosterArguments& arguments) {
  const auto language = parse_language(arguments.language);
  if (!language) return complain(language.error());
  const auto roster = read_roster(arguments.file);
  if (!roster) return complain(roster.error());
  if (arguments.json) {
    print_json(*roster, *language);
  } else {
    print_list(*roster, *language);
  }
  return roster->faults.empty() ? 0 : 1;
}

}  // namespace

void add_roster_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "roster", "Look through a list of people (CSV or XLSX) as it would be imported");
  auto arguments = std::make_shared<RosterArguments>();
  command->add_option("file", arguments->file, "The list, as Excel or WPS saved it")->required();
  command->add_option("--lang", arguments->language, "zh or en");
  command->add_flag("--json", arguments->json, "One JSON object instead of a list");
  command->footer(
      "Exit code: 0 every row can be taken, 1 some have faults, 2 the file cannot be read.");
  command->callback([arguments, &exit_code] { exit_code = preview(*arguments); });
}

}  // namespace sternum
