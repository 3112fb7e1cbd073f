// sternum export: a class's results, an attempt, or the statistics as files for others.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"
#include "gui/app/secret_prompt.hpp"
#include "gui/model/record_export.hpp"

namespace sternum {
namespace {

struct ExportArguments {
  ClassId of_class = 0;   ///< 0: not a class
  AttemptId attempt = 0;  ///< 0: not an attempt
  bool statistics = false;
  bool recordings = false;
  std::vector<std::string> formats;
  std::string out;
  std::string data_folder;
  std::string language;
  std::string instructor;
};

/// Reports and certificates together, on the command line.
constexpr std::string_view kPdf = "pdf";

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const ExportFormat format : kExportFormats) names.emplace_back(format_name(format));
  names.emplace_back(kPdf);
  return names;
}

bool is_asked_for(const ExportArguments& arguments, ExportFormat format) {
  const bool is_document = format == ExportFormat::Reports ||
                           // An attempt has none; a class's statistics have neither, and say so.
                           (format == ExportFormat::Certificates && arguments.attempt == 0);
  return std::ranges::any_of(arguments.formats, [&](const std::string& name) {
    return name == format_name(format) || (is_document && name == kPdf);
  });
}

Result<ExportOutcome> export_files(const ExportArguments& arguments) {
  const auto language = parse_language(arguments.language);
  if (!language) return tl::unexpected(language.error());
  ExportRequest request{.of_class = arguments.of_class,
                        .attempt = arguments.attempt,
                        .statistics = arguments.statistics,
                        .recordings = arguments.recordings,
                        .folder = arguments.out};
  request.choice.data_folder = data_folder_or_default(arguments.data_folder);
  request.choice.language = *language;
  for (const ExportFormat format : kExportFormats) {
    if (is_asked_for(arguments, format)) request.choice.formats.push_back(format);
  }
  // Statistics name nobody.
  if (!arguments.statistics) {
    auto signed_in = sign_in_at_terminal(request.choice.data_folder, arguments.instructor);
    if (!signed_in) return tl::unexpected(signed_in.error());
    request.who = std::move(*signed_in);
  }
  catch_interrupts();
  std::stop_source stop;
  const bool is_watched = ::isatty(STDERR_FILENO) != 0;
  auto outcome = export_records(
      request,
      [&](const ExportProgress& progress) {
        if (interrupted()) stop.request_stop();
        if (is_watched)
          fmt::print(stderr, "\r{}/{} {:<40}", progress.done, progress.of, progress.next);
      },
      stop.get_token());
  if (is_watched) fmt::print(stderr, "\r{:<60}\r", "");
  return outcome;
}

}  // namespace

void add_export_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "export", "Write a class's results, an attempt or the statistics into files for others");
  auto arguments = std::make_shared<ExportArguments>();
  auto* what = command->add_option_group("what");
  what->add_option("--class", arguments->of_class,
                   "Number of a class; `sternum classes` lists them")
      ->check(CLI::PositiveNumber);
  what->add_option("--attempt", arguments->attempt,
                   "Number of an attempt; `sternum attempts` lists them")
      ->check(CLI::PositiveNumber);
  what->add_flag("--statistics", arguments->statistics,
                 "Certified and aware people by month, base and audience, of all classes");
  what->require_option(1);
  command
      ->add_option("--format", arguments->formats,
                   "xlsx, csv, json (a class: signed; an attempt: its result), edf (EDF+ of every "
                   "attempt), reports, certificates (PDF), pdf (both); several may be given")
      ->required()
      ->delimiter(',')
      ->check(CLI::IsMember(format_names()));
  command->add_option("--out", arguments->out, "Folder for the files; made when it is not there")
      ->required();
  command->add_flag("--recordings", arguments->recordings,
                    "With --class: samples and events of every attempt as CSV, too");
  command->add_option("--data", arguments->data_folder, "Data folder of the station");
  add_instructor_option(*command, arguments->instructor);
  command->add_option("--lang", arguments->language, "zh or en: of headings and words");
  command->footer(
      "Exit code: 0 all files are written, 1 cancelled (Ctrl-C) and nothing is written, 2 it could "
      "not be done and nothing is written.");
  command->callback([arguments, &exit_code] {
    const auto outcome = export_files(*arguments);
    if (!outcome) {
      exit_code = complain(outcome.error());
      return;
    }
    for (const auto& file : outcome->files) fmt::print("{}\n", file.string());
    if (outcome->is_cancelled) fmt::print(stderr, "sternum: cancelled; nothing was written\n");
    exit_code = outcome->is_cancelled ? 1 : 0;
  });
}

}  // namespace sternum
