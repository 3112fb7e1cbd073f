// sternum classes: the classes that a station remembers.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "datasets/records/station_database.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"

namespace sternum {
namespace {

struct ClassesArguments {
  std::string data_folder;
  std::string language;
  bool json = false;
};

nlohmann::ordered_json class_json(const ClassSummary& each) {
  const ClassRecord& record = each.record;
  nlohmann::ordered_json json = {{"id", each.id},
                                 {"number", record.number},
                                 {"course", record.course},
                                 {"organiser", record.organiser},
                                 {"base", record.base},
                                 {"place", record.place},
                                 {"audience", record.audience},
                                 {"starts_on", record.starts_on},
                                 {"ends_on", record.ends_on},
                                 {"created_at_ms", record.key},
                                 {"open", record.state == ClassState::Open},
                                 {"members", each.members},
                                 {"present", each.present}};
  return json;
}

int list_classes(const ClassesArguments& arguments) {
  const auto language = parse_language(arguments.language);
  if (!language) return complain(language.error());
  const Language words = *language;
  const auto reader = StationReader::open(data_folder_or_default(arguments.data_folder));
  if (!reader) return complain(reader.error());
  const auto classes = reader->classes();
  if (!classes) return complain(classes.error());
  if (arguments.json) {
    auto list = nlohmann::ordered_json::array();
    for (const ClassSummary& each : *classes) list.push_back(class_json(each));
    fmt::print("{}\n", list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    return 0;
  }
  for (const ClassSummary& each : *classes) {
    const ClassRecord& record = each.record;
    fmt::print("{:>5}  {:<10} {:<7} {:>3}/{:<3} {}  {}  {}\n", each.id,
               record.starts_on.empty() ? "-" : record.starts_on,
               record.state == ClassState::Open ? tr(words, "open") : tr(words, "closed"),
               each.present, each.members, record.number, record.course, record.base);
  }
  if (classes->empty()) fmt::print("{}\n", tr(words, "No class yet."));
  return 0;
}

}  // namespace

void add_classes_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "classes", "List classes, the newest first: number, first day, present/members, record");
  auto arguments = std::make_shared<ClassesArguments>();
  add_station_options(*command, arguments->data_folder, arguments->language);
  command->add_flag("--json", arguments->json, "One JSON list instead of lines");
  command->footer("Exit code: 0 listed, 2 the data folder cannot be read.");
  command->callback([arguments, &exit_code] { exit_code = list_classes(*arguments); });
}

}  // namespace sternum
