// sternum score: what a recording or a stored attempt is worth, and why.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/attempt/attempt.hpp"
#include "analysis/exam/examination.hpp"
#include "datasets/documents/strip_plot.hpp"
#include "datasets/exports/sheet_json.hpp"
#include "datasets/guidelines/guideline_file.hpp"
#include "datasets/recordings/recording_reader.hpp"
#include "datasets/recordings/truth_file.hpp"
#include "datasets/records/station_database.hpp"
#include "datasets/reference/comparison.hpp"
#include "datasets/schemes/scheme_file.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"
#include "gui/model/judged_attempt.hpp"
#include "gui/model/manikin_list.hpp"
#include "gui/model/report_lines.hpp"
#include "gui/model/result_report.hpp"
#include "gui/model/review.hpp"
#include "gui/model/scored_recording.hpp"
#include "gui/model/spoken_documents.hpp"
#include "gui/model/station_rules.hpp"
#include "gui/model/whole_strip.hpp"

namespace sternum {
namespace {

struct ScoreArguments {
  std::string file;       ///< empty: a stored attempt, or a checklist
  AttemptId attempt = 0;  ///< 0: a file, or a checklist
  std::string guideline;  ///< empty: the scheme's, the stored attempt's, or the default
  std::string scheme;     ///< empty: that of a stored exam
  std::string sheet;
  std::string truth;
  std::string plot;  ///< empty: none
  std::string data_folder;
  std::string language;
  double stiffness_n_per_mm = 0.0;  ///< 0: not known
  bool json = false;
};

/// An attempt, and where it came from.
struct Scored {
  AttemptResult result;
  std::string name;  ///< empty: nothing was recorded
  std::vector<ClockEvent> clock_events;
  MeasurementUncertainty uncertainty{};
};

MeasurementUncertainty uncertainty_of(const RecordedAttempt& recorded) {
  MeasurementUncertainty uncertainty;
  if (const auto depth = recorded.uncertainty.depth_mm) uncertainty.depth = millimetres(*depth);
  if (const auto volume = recorded.uncertainty.volume_ml) {
    uncertainty.volume = millilitres(*volume);
  }
  return uncertainty;
}

Result<Scored> score_file(const ScoreArguments& arguments, const Guideline& guideline) {
  auto reader = RecordingReader::open(arguments.file);
  if (!reader) return tl::unexpected(reader.error());
  AttemptOptions options;
  options.channels = reader->channels();
  if (arguments.stiffness_n_per_mm > 0.0) {
    options.stiffness = newtons_per_millimetre(arguments.stiffness_n_per_mm);
  }
  auto result = score_recording(*reader, guideline, std::move(options));
  if (!result) return tl::unexpected(result.error());
  return Scored{std::move(*result), arguments.file, reader->clock_events(),
                uncertainty_of(reader->attempt())};
}

/// The attempts of a data folder, opened for reading: what is stored stays as it is.
struct StoredAttempt {
  AttemptStart started;
  std::vector<AttemptInput> inputs;
  std::vector<SheetEntry> sheet;
  StoredRules rules;
  std::optional<Calibration> calibration;  ///< the manikin's last depth check when it began
};

Result<StoredAttempt> read_stored(AttemptId id, const std::filesystem::path& folder) {
  const auto reader = StationReader::open(folder);
  if (!reader) return tl::unexpected(reader.error());
  auto record = reader->attempt(id);
  if (!record) return tl::unexpected(record.error());
  auto inputs = reader->inputs(id);
  if (!inputs) return tl::unexpected(inputs.error());
  auto sheet = reader->sheet(id);
  if (!sheet) return tl::unexpected(sheet.error());
  auto rules = stored_rules(*reader, record->started, folder);
  if (!rules) return tl::unexpected(rules.error());
  auto calibration = calibration_of(*reader, *record);
  if (!calibration) return tl::unexpected(calibration.error());
  return StoredAttempt{std::move(record->started), std::move(*inputs), std::move(*sheet),
                       std::move(*rules), std::move(*calibration)};
}

Result<Scored> score_stored(const ScoreArguments& arguments, const StoredAttempt& stored,
                            const Guideline& guideline) {
  AttemptOptions options = attempt_options_of(stored.started);
  if (arguments.stiffness_n_per_mm > 0.0) {
    options.stiffness = newtons_per_millimetre(arguments.stiffness_n_per_mm);
  }
  Attempt attempt(guideline, options);
  for (const AttemptInput& input : stored.inputs) attempt.push(input);
  return Scored{attempt.finish(),
                fmt::format("attempt {}", arguments.attempt),
                {},
                stored.started.uncertainty};
}

/// A checklist's: nobody measured anything. A scheme that measures CPR cannot do without.
Result<Scored> score_nothing(const ScoreArguments& arguments, const std::optional<Scheme>& scheme,
                             const Guideline& guideline) {
  constexpr const char* kRemedy = "name a recording, or --attempt and its number";
  if (!scheme) return failure("there is nothing to score", "sternum score", kRemedy);
  if (scheme->measures_cpr) {
    return failure(fmt::format("{} measures CPR: a sheet alone is not enough", scheme->id),
                   "--scheme", kRemedy);
  }
  if (!arguments.truth.empty()) {
    return failure("without a recording there is nothing to compare", "--compare", kRemedy);
  }
  Scored scored;
  scored.result.guideline_id = guideline.id;
  scored.result.guideline_hash = guideline.hash;
  return scored;
}

Result<std::vector<SheetEntry>> read_sheet_file(const std::string& file, const Scheme& scheme) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) return failure("the sheet cannot be read", file, "is the path right?");
  auto sheet = parse_sheet(text, file);
  if (!sheet) return sheet;
  if (const auto checked = check_sheet(*sheet, scheme, file); !checked) {
    return tl::unexpected(checked.error());
  }
  return sheet;
}

/// By what an attempt is judged.
struct Rules {
  Guideline guideline;
  std::optional<Scheme> scheme;
  std::vector<SheetEntry> sheet;
};

/// What a scheme takes of a stored sheet. What the instructor overruled was judged by the attempt's
/// own scheme, and no other.
std::vector<SheetEntry> sheet_for(const Scheme& scheme, const StoredAttempt& stored) {
  std::vector<SheetEntry> sheet = stored.sheet;
  if (scheme.id != stored.started.scheme_id) {
    std::erase_if(
        sheet, [](const SheetEntry& entry) { return entry.kind == SheetEntry::Kind::Overruled; });
  }
  return sheet;
}

Result<Rules> rules_of_scheme(const ScoreArguments& arguments, const std::filesystem::path& folder,
                              const std::optional<StoredAttempt>& stored) {
  auto scheme = find_scheme(arguments.scheme, folder);
  if (!scheme) return tl::unexpected(scheme.error());
  auto guideline = find_guideline(scheme->guideline_id, folder / "guidelines");
  if (!guideline) return tl::unexpected(guideline.error());
  std::vector<SheetEntry> sheet;
  if (!arguments.sheet.empty()) {
    auto read = read_sheet_file(arguments.sheet, *scheme);
    if (!read) return tl::unexpected(read.error());
    sheet = std::move(*read);
  } else if (stored) {
    sheet = sheet_for(*scheme, *stored);
  }
  return Rules{std::move(*guideline), std::move(*scheme), std::move(sheet)};
}

/// As it was judged: an exam by its scheme and its sheet.
Result<Rules> rules_of_stored(const StoredAttempt& stored) {
  const AttemptStart& started = stored.started;
  if (!stored.rules.guideline) {
    return failure(fmt::format("the attempt's guideline set \"{}\" is gone", started.guideline_id),
                   {}, "choose one with --guideline");
  }
  if (!started.scheme_id.empty() && !stored.rules.scheme) {
    return failure(fmt::format("the attempt's exam scheme \"{}\" is gone", started.scheme_id), {},
                   "choose one with --scheme");
  }
  return Rules{*stored.rules.guideline, stored.rules.scheme, stored.sheet};
}

Result<Rules> find_rules(const ScoreArguments& arguments, const std::filesystem::path& folder,
                         const std::optional<StoredAttempt>& stored) {
  if (!arguments.scheme.empty()) return rules_of_scheme(arguments, folder, stored);
  if (arguments.guideline.empty() && stored) return rules_of_stored(*stored);
  auto guideline = find_guideline(
      arguments.guideline.empty() ? std::string(kDefaultGuideline) : arguments.guideline,
      folder / "guidelines");
  if (!guideline) return tl::unexpected(guideline.error());
  return Rules{std::move(*guideline), {}, {}};
}

/// What else was asked for beside the practice score.
struct Opinions {
  std::optional<Examination> examination;
  std::optional<Calibration> calibration;
  std::optional<TruthComparison> comparison;
};

std::string json_of(const ScoreArguments& arguments, const Scored& scored, const Rules& rules,
                    const Opinions& opinions) {
  // A stored attempt came from no file: this is the same object that is stored.
  std::string json = told_json(scored.result, arguments.file, scored.clock_events,
                               opinions.examination ? &*opinions.examination : nullptr,
                               rules.scheme ? &*rules.scheme : nullptr);
  if (opinions.comparison) {
    json.pop_back();
    json += fmt::format(",\"comparison\":{}}}", comparison_json(*opinions.comparison));
  }
  return json;
}

std::string report_of(Language language, const Scored& scored, const Rules& rules,
                      const Opinions& opinions) {
  std::string report;
  if (!scored.name.empty()) {
    report =
        result_report(language, scored.result, rules.guideline, scored.name, scored.clock_events);
  }
  if (opinions.calibration) {
    ReportLines lines(language);
    lines.line(tr(language, "Depth check"), check_sentence(language, *opinions.calibration));
    report += lines.take();
  }
  if (opinions.examination) report += exam_report(language, *opinions.examination, *rules.scheme);
  if (opinions.comparison) report += "\n" + comparison_table(*opinions.comparison);
  return report;
}

/// The strip and its marks, beside the report.
Result<void> draw_plot(Language language, const ScoreArguments& arguments, const Scored& scored,
                       const Rules& rules, const Opinions& opinions,
                       const std::optional<StoredAttempt>& stored) {
  if (scored.name.empty()) {
    return failure("without a recording there is nothing to draw", "--plot",
                   "name a recording, or --attempt and its number");
  }
  AttemptOptions options = stored ? attempt_options_of(stored->started) : AttemptOptions{};
  if (arguments.stiffness_n_per_mm > 0.0) {
    options.stiffness = newtons_per_millimetre(arguments.stiffness_n_per_mm);
  }
  Result<std::vector<StripPoint>> strip =
      stored ? whole_strip(stored->inputs, rules.guideline, options)
             : whole_strip(std::filesystem::path(arguments.file), rules.guideline, options);
  if (!strip) return tl::unexpected(strip.error());
  auto printer = DocumentPrinter::create();
  if (!printer) return tl::unexpected(printer.error());
  std::optional<ReportedExam> exam;
  if (opinions.examination) exam = ReportedExam{*rules.scheme, *opinions.examination};
  const std::string title =
      stored ? fmt::format(fmt::runtime(tr(language, "attempt {}")), arguments.attempt)
             : std::filesystem::path(arguments.file).filename().string();
  return write_strip_plot(*printer,
                          {title, scored.result, rules.guideline, *strip, exam ? &*exam : nullptr},
                          SpokenDocuments(language), arguments.plot);
}

Result<void> score(const ScoreArguments& arguments) {
  const auto language = parse_language(arguments.language);
  if (!language) return tl::unexpected(language.error());
  if (!arguments.plot.empty()) {
    if (const auto format = plot_format(arguments.plot); !format) {
      return tl::unexpected(format.error());
    }
  }
  const std::filesystem::path folder = data_folder_or_default(arguments.data_folder);
  std::optional<StoredAttempt> stored;
  if (arguments.attempt != 0) {
    auto read = read_stored(arguments.attempt, folder);
    if (!read) return tl::unexpected(read.error());
    stored = std::move(*read);
  }
  std::optional<TruthFile> truth;
  if (!arguments.truth.empty()) {
    auto read = read_truth_file(arguments.truth);
    if (!read) return tl::unexpected(read.error());
    truth = std::move(*read);
  }
  const auto rules = find_rules(arguments, folder, stored);
  if (!rules) return tl::unexpected(rules.error());
  const Result<Scored> scored = stored ? score_stored(arguments, *stored, rules->guideline)
                                : arguments.file.empty()
                                    ? score_nothing(arguments, rules->scheme, rules->guideline)
                                    : score_file(arguments, rules->guideline);
  if (!scored) return tl::unexpected(scored.error());

  Opinions opinions;
  if (stored) opinions.calibration = stored->calibration;
  if (rules->scheme) {
    opinions.examination = examination_of(scored->result, *rules->scheme, rules->guideline,
                                          rules->sheet, scored->uncertainty);
  }
  if (truth) opinions.comparison = compare_with_truth(scored->result, *truth);
  if (!arguments.plot.empty()) {
    if (auto drawn = draw_plot(*language, arguments, *scored, *rules, opinions, stored); !drawn) {
      return drawn;
    }
  }
  if (arguments.json) {
    fmt::print("{}\n", json_of(arguments, *scored, *rules, opinions));
  } else {
    fmt::print("{}", report_of(*language, *scored, *rules, opinions));
  }
  if (std::fflush(stdout) != 0) {
    return failure("the result could not be written", "standard output", "is the disk full?");
  }
  return {};
}

}  // namespace

void add_score_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("score", "Score a recording or a stored attempt and say why");
  auto arguments = std::make_shared<ScoreArguments>();
  auto* source = command->add_option_group("source");
  source->add_option(
      "FILE", arguments->file,
      "CSV recording: t_us and depth_mm, acceleration_g, …; or one exported as EDF+");
  source->add_option("--attempt", arguments->attempt, "Number of an attempt stored in --data")
      ->check(CLI::PositiveNumber);
  source->require_option(0, 1);
  auto* guideline =
      command->add_option("--guideline", arguments->guideline,
                          fmt::format("Guideline set to judge by; default: {}", kDefaultGuideline));
  auto* scheme = command
                     ->add_option("--scheme", arguments->scheme,
                                  "Exam scheme to judge by, with its own guideline set; "
                                  "default: that of a stored exam")
                     ->excludes(guideline);
  command
      ->add_option(
          "--sheet", arguments->sheet,
          "What the instructor entered: JSON, see exports/; of a checklist, which measures "
          "nothing, it is enough")
      ->needs(scheme);
  command->add_option("--data", arguments->data_folder,
                      "Data folder whose attempts, guidelines/ and schemes/ are known too");
  command
      ->add_option("--stiffness", arguments->stiffness_n_per_mm,
                   "Of the manikin's chest, N/mm: depth from a recording of force")
      ->check(CLI::Range(0.001, 1000.0));
  command->add_option("--compare", arguments->truth,
                      "Truth file: what was found beside what really happened");
  command->add_option("--plot", arguments->plot,
                      "Draw the depth and every mark on it, too: a file .svg, .png or .pdf");
  command->add_option("--lang", arguments->language, "zh or en");
  command->add_flag("--json", arguments->json, "One JSON object instead of a report");
  command->callback([arguments, &exit_code] {
    const auto scored = score(*arguments);
    exit_code = scored ? 0 : complain(scored.error());
  });
}

}  // namespace sternum
