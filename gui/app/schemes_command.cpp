// sternum schemes: what an attempt can be judged by, and whether a file about it is right.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "datasets/guidelines/guideline_file.hpp"
#include "datasets/schemes/rule_check.hpp"
#include "datasets/schemes/scheme_file.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"

namespace sternum {
namespace {

struct SchemesArguments {
  std::string check;
  std::string data_folder;
  std::string language;
  bool json = false;
};

/// Built-in files stand in no folder of the user's.
template <class Rules>
std::string place_of(const FromFile<Rules>& from_file) {
  return from_file.built_in ? "built in" : from_file.file;
}

template <class Rules>
const std::string& title_of(const Rules& rules, Language language) {
  return language == Language::Chinese ? rules.title_zh : rules.title_en;
}

template <class Rules>
nlohmann::ordered_json json_of(const FromFile<Rules>& from_file) {
  const Rules& rules = from_file.rules;
  return {{"id", rules.id},
          {"edition", rules.edition},
          {"hash", rules.hash},
          {"title", {{"zh", rules.title_zh}, {"en", rules.title_en}}},
          {"built_in", from_file.built_in},
          {"file", from_file.file}};
}

void print_json(const RulesById<Scheme>& schemes, const RulesById<Guideline>& guidelines) {
  nlohmann::ordered_json all = {{"schemes", nlohmann::ordered_json::array()},
                                {"guidelines", nlohmann::ordered_json::array()}};
  for (const auto& [id, from_file] : schemes) {
    auto entry = json_of(from_file);
    entry["guideline"] = from_file.rules.guideline_id;
    entry["source"] = from_file.rules.source;
    entry["confidence"] = confidence_letter(from_file.rules.confidence);
    all["schemes"].push_back(std::move(entry));
  }
  for (const auto& [id, from_file] : guidelines) {
    auto entry = json_of(from_file);
    entry["body"] = from_file.rules.body;
    entry["age"] = age_name(from_file.rules.age);
    all["guidelines"].push_back(std::move(entry));
  }
  fmt::print("{}\n", all.dump(2));
}

void print_list(const RulesById<Scheme>& schemes, const RulesById<Guideline>& guidelines,
                Language language) {
  constexpr const char* kRow = "{:<28} {:<8} {:<4} {}  ({})\n";
  for (const auto& [id, from_file] : schemes) {
    const Scheme& scheme = from_file.rules;
    fmt::print(kRow, id, scheme.edition, confidence_letter(scheme.confidence),
               title_of(scheme, language), place_of(from_file));
  }
  fmt::print("\n");
  for (const auto& [id, from_file] : guidelines) {
    fmt::print(kRow, id, from_file.rules.edition, "", title_of(from_file.rules, language),
               place_of(from_file));
  }
  fmt::print("\n{}\n", language == Language::Chinese
                           ? "上为考核方案，下为指南参数。P 见到原文，S 见到二手资料，B 待核实。"
                           : "Exam schemes above, guideline sets below. P: primary text seen, S: "
                             "secondary source seen, B: to be confirmed.");
}

int check(const std::string& file, const std::filesystem::path& data_folder) {
  const auto errors = check_rule_file(file, data_folder);
  for (const Error& error : errors) complain(error);
  if (!errors.empty()) return kExitBadInput;
  fmt::print("ok\n");
  return 0;
}

int schemes(const SchemesArguments& arguments) {
  const auto language = parse_language(arguments.language);
  if (!language) return complain(language.error());
  const std::filesystem::path folder = data_folder_or_default(arguments.data_folder);
  if (!arguments.check.empty()) return check(arguments.check, folder);
  const auto guidelines = all_guidelines(folder / "guidelines");
  if (!guidelines) return complain(guidelines.error());
  const auto schemes = all_schemes(folder);
  if (!schemes) return complain(schemes.error());
  if (arguments.json) {
    print_json(*schemes, *guidelines);
  } else {
    print_list(*schemes, *guidelines, *language);
  }
  return 0;
}

}  // namespace

void add_schemes_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "schemes", "List exam schemes and guideline sets, or check a file of either kind");
  auto arguments = std::make_shared<SchemesArguments>();
  command->add_option("--check", arguments->check,
                      "Say everything that is wrong with this file; exit code 2 if anything is");
  command->add_option("--data", arguments->data_folder,
                      "Data folder whose schemes/ and guidelines/ are known too");
  command->add_option("--lang", arguments->language, "zh or en");
  command->add_flag("--json", arguments->json, "One JSON object instead of a list");
  command->callback([arguments, &exit_code] { exit_code = schemes(*arguments); });
}

}  // namespace sternum
