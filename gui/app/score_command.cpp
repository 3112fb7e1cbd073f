// sternum score: what a recording is worth, and why.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "datasets/exports/result_json.hpp"
#include "datasets/guidelines/guideline_file.hpp"
#include "datasets/recordings/recording_reader.hpp"
#include "datasets/recordings/truth_file.hpp"
#include "datasets/reference/comparison.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"
#include "gui/locale/quality_sentence.hpp"
#include "gui/model/result_report.hpp"
#include "gui/model/scored_recording.hpp"

namespace sternum {
namespace {

struct ScoreArguments {
  std::string truth;
  std::string file;
  std::string guideline{kDefaultGuideline};
  std::string data_folder;
  std::string language;
  double stiffness_n_per_mm = 0.0;  ///< 0: not known
  bool json = false;
};

int score(const ScoreArguments& arguments) {
  const auto language = parse_language(arguments.language);
  if (!language) return complain(language.error());
  const std::filesystem::path folder = arguments.data_folder.empty()
                                           ? default_data_folder()
                                           : std::filesystem::path(arguments.data_folder);
  const auto guideline = find_guideline(arguments.guideline, folder / "guidelines");
  if (!guideline) return complain(guideline.error());

  auto reader = RecordingReader::open(arguments.file);
  if (!reader) return complain(reader.error());
  AttemptOptions options;
  options.channels = reader->channels();
  if (arguments.stiffness_n_per_mm > 0.0) {
    options.stiffness = newtons_per_millimetre(arguments.stiffness_n_per_mm);
  }
  std::optional<TruthFile> truth;
  if (!arguments.truth.empty()) {
    auto read = read_truth_file(arguments.truth);
    if (!read) return complain(read.error());
    truth = std::move(*read);
  }
  const auto scored = score_recording(*reader, *guideline, std::move(options));
  if (!scored) return complain(scored.error());
  const AttemptResult& result = *scored;
  std::optional<Comparison> comparison;
  if (truth) comparison = compare_with_truth(result, *truth);

  if (arguments.json) {
    std::vector<std::string> sentences;
    for (const auto& lost : result.score.reasons) {
      sentences.push_back(sentence(Language::English, lost));
    }
    std::vector<std::string> quality;
    for (const auto& finding : result.quality.findings) {
      quality.push_back(sentence(Language::English, finding));
    }
    std::string json =
        result_json(result, arguments.file, reader->clock_events(), sentences, quality);
    if (comparison) {
      json.pop_back();
      json += fmt::format(",\"comparison\":{}}}", comparison_json(*comparison));
    }
    fmt::print("{}\n", json);
  } else {
    fmt::print(
        "{}", result_report(*language, result, *guideline, arguments.file, reader->clock_events()));
    if (comparison) fmt::print("\n{}", comparison_table(*comparison));
  }
  if (std::fflush(stdout) != 0) {
    return complain(
        Error{"the result could not be written", "standard output", "is the disk full?"});
  }
  return 0;
}

}  // namespace

void add_score_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("score", "Score a recording and say why");
  auto arguments = std::make_shared<ScoreArguments>();
  command
      ->add_option("FILE", arguments->file, "CSV recording: t_us and depth_mm, acceleration_g, …")
      ->required();
  command->add_option("--guideline", arguments->guideline, "Guideline set to judge by")
      ->capture_default_str();
  command->add_option("--data", arguments->data_folder,
                      "Data folder whose guidelines/ are known too");
  command
      ->add_option("--stiffness", arguments->stiffness_n_per_mm,
                   "Of the manikin's chest, N/mm: depth from a recording of force")
      ->check(CLI::Range(0.001, 1000.0));
  command->add_option("--compare", arguments->truth,
                      "Truth file: what was found beside what really happened");
  command->add_option("--lang", arguments->language, "zh or en");
  command->add_flag("--json", arguments->json, "One JSON object instead of a report");
  command->callback([arguments, &exit_code] { exit_code = score(*arguments); });
}

}  // namespace sternum
