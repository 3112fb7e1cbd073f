#include "gui/model/station_export.hpp"

#include <algorithm>
#include <utility>

#include "datasets/atomic_file.hpp"
#include "datasets/exports/attempt_export.hpp"
#include "datasets/exports/class_tables.hpp"
#include "datasets/exports/signed_result.hpp"
#include "datasets/exports/table_files.hpp"
#include "gui/locale/exam_sentence.hpp"
#include "gui/model/host_clock.hpp"
#include "gui/model/judged_attempt.hpp"
#include "gui/model/station_documents.hpp"
#include "gui/model/stored_judgement.hpp"

namespace sternum {
namespace {

using SharedReader = std::shared_ptr<const StationReader>;

ExportLanguage table_language(Language language) {
  return language == Language::Chinese ? ExportLanguage::Chinese : ExportLanguage::English;
}

bool has_format(const ExportChoice& choice, ExportFormat format) {
  return std::ranges::find(choice.formats, format) != choice.formats.end();
}

FoundInAttempt found_in(const StoredJudgement& judged, Language language) {
  FoundInAttempt found{judged.result};
  if (judged.examination) {
    found.examination = &*judged.examination;
    for (const LedgerEntry& entry : judged.examination->ledger) {
      found.sentences.push_back(sentence(language, entry, *judged.examination, *judged.scheme));
    }
  } else {
    for (const LostPoints& lost : judged.result.score.reasons) {
      found.sentences.push_back(sentence(language, lost));
    }
  }
  return found;
}

Result<void> write_whole(const std::string& text, const std::filesystem::path& file) {
  auto target = AtomicFile::create(file);
  if (!target) return tl::unexpected(target.error());
  if (auto done = target->write(text); !done) return done;
  return target->finish();
}

ExportPart edf_part(const SharedReader& reader, AttemptId id, const ExportChoice& choice) {
  return {fmt::format("attempt-{}.edf", id),
          [reader, id, choice](const std::filesystem::path& file) -> Result<void> {
            const auto judged = judge_stored(*reader, id, choice.data_folder);
            if (!judged) return tl::unexpected(judged.error());
            return write_attempt_edf(judged->record, judged->inputs,
                                     found_in(*judged, choice.language),
                                     utc_offset_ms(judged->record.started.started_at_ms), file);
          }};
}

ExportPart recording_part(const SharedReader& reader, AttemptId id) {
  return {fmt::format("attempt-{}.csv", id),
          [reader, id](const std::filesystem::path& file) -> Result<void> {
            const auto record = reader->attempt(id);
            if (!record) return tl::unexpected(record.error());
            const auto inputs = reader->inputs(id);
            if (!inputs) return tl::unexpected(inputs.error());
            return write_attempt_recording(*record, *inputs, file);
          }};
}

ExportPart events_part(const SharedReader& reader, AttemptId id, const ExportChoice& choice) {
  return {fmt::format("attempt-{}-events.csv", id),
          [reader, id, choice](const std::filesystem::path& file) -> Result<void> {
            const auto judged = judge_stored(*reader, id, choice.data_folder);
            if (!judged) return tl::unexpected(judged.error());
            return write_csv(events_table(found_in(*judged, choice.language)), file);
          }};
}

ExportPart result_part(const SharedReader& reader, AttemptId id, const ExportChoice& choice) {
  return {fmt::format("attempt-{}.json", id),
          [reader, id, choice](const std::filesystem::path& file) -> Result<void> {
            const auto judged = judge_stored(*reader, id, choice.data_folder);
            if (!judged) return tl::unexpected(judged.error());
            const Examination* const exam = judged->examination ? &*judged->examination : nullptr;
            const Scheme* const scheme = judged->scheme ? &*judged->scheme : nullptr;
            return write_whole(told_json(judged->result, {}, {}, exam, scheme) + "\n", file);
          }};
}

/// Opened when the first document is written, on the thread that writes.
class Press {
 public:
  explicit Press(Language language) : language_(language) {}

  template <class Document>
  [[nodiscard]] Result<void> print(const Document& document, const std::filesystem::path& file) {
    if (!press_) {
      auto opened = DocumentPress::open(language_);
      if (!opened) return tl::unexpected(opened.error());
      press_.emplace(std::move(*opened));
    }
    return press_->print(document, file);
  }

 private:
  Language language_;
  std::optional<DocumentPress> press_;
};

ExportPart report_part(const SharedReader& reader, AttemptId id, const ExportChoice& choice,
                       const std::shared_ptr<Press>& press) {
  return {fmt::format("attempt-{}.pdf", id),
          [reader, id, choice, press](const std::filesystem::path& file) -> Result<void> {
            const auto report = trainee_report_of(*reader, id, choice.data_folder);
            if (!report) return tl::unexpected(report.error());
            return press->print(*report, file);
          }};
}

/// A number becomes part of a file's name.
std::string file_name_of(std::string_view number) {
  std::string name(number);
  for (char& c : name) {
    const bool is_plain = static_cast<unsigned char>(c) > ' ' && c != '/' && c != '\\' && c != ':';
    if (!is_plain) c = '-';
  }
  return name;
}

using SharedResults = std::shared_ptr<const ClassResults>;

/// Of the exams that count.
void add_reports(const SharedReader& reader, const SharedResults& results,
                 const ExportChoice& choice, const std::shared_ptr<Press>& press,
                 std::vector<ExportPart>& parts) {
  for (const TraineeResult& trainee : results->trainees) {
    for (const ExamOutcome& exam : trainee.exams) {
      parts.push_back(report_part(reader, exam.attempt, choice, press));
    }
  }
}

void add_certificates(const SharedReader& reader, const SharedResults& results,
                      const ExportChoice& choice, const std::shared_ptr<Press>& press,
                      std::vector<ExportPart>& parts) {
  for (std::size_t i = 0; i < results->trainees.size(); ++i) {
    const std::string& number = results->trainees[i].outcome.certificate_number;
    if (number.empty()) continue;
    parts.push_back({fmt::format("certificate-{}.pdf", file_name_of(number)),
                     [reader, results, i, choice, press](const auto& file) -> Result<void> {
                       const auto certificate = certificate_of(
                           *reader, *results, results->trainees[i], choice.data_folder);
                       if (!certificate) return tl::unexpected(certificate.error());
                       return press->print(**certificate, file);
                     }});
  }
}

Result<void> check_attempt(const AttemptRecord& attempt) {
  if (attempt.state != AttemptState::Running) return {};
  return failure("it still runs", fmt::format("attempt {}", attempt.id),
                 "export it when it has ended");
}

/// Of all classes; scores do not matter, verdicts do.
Result<std::vector<ClassResults>> all_results(const StationReader& reader) {
  const auto classes = reader.classes();
  if (!classes) return tl::unexpected(classes.error());
  std::vector<ClassResults> results;
  for (const ClassSummary& each : *classes) {
    auto of_class = load_class_results(reader, each.id);
    if (!of_class) return tl::unexpected(of_class.error());
    results.push_back(std::move(*of_class));
  }
  return results;
}

}  // namespace

std::string_view format_name(ExportFormat format) {
  switch (format) {
    case ExportFormat::Xlsx:
      return "xlsx";
    case ExportFormat::Csv:
      return "csv";
    case ExportFormat::Json:
      return "json";
    case ExportFormat::Edf:
      return "edf";
    case ExportFormat::Reports:
      return "reports";
    case ExportFormat::Certificates:
      return "certificates";
  }
  return {};
}

Result<ClassResults> class_results_of(const StationReader& reader, ClassId id,
                                      const std::filesystem::path& data_folder) {
  const auto rejudged = [&](const AttemptRecord& attempt) -> Result<std::optional<double>> {
    const auto judged = judge_stored(reader, attempt.id, data_folder);
    if (!judged) return tl::unexpected(judged.error());
    if (!judged->examination || !judged->examination->total) return std::nullopt;
    return judged->examination->total->points();
  };
  auto results = load_class_results(reader, id, rejudged);
  if (!results) return results;
  const auto head = reader.audit_head();
  if (!head) return tl::unexpected(head.error());
  results->audit_hash = head->hash;
  return results;
}

Result<std::vector<ExportPart>> parts_of_class(const SharedReader& reader, ClassId id,
                                               const ExportChoice& choice, bool recordings) {
  auto loaded = class_results_of(*reader, id, choice.data_folder);
  if (!loaded) return tl::unexpected(loaded.error());
  const auto results = std::make_shared<const ClassResults>(std::move(*loaded));
  const ExportLanguage language = table_language(choice.language);
  std::vector<ExportPart> parts;
  if (has_format(choice, ExportFormat::Xlsx)) {
    parts.push_back(
        {fmt::format("class-{}.xlsx", id), [results, language](const auto& file) {
           return write_xlsx(
               {class_table(*results, language), statistics_table({*results}, language)}, file);
         }});
  }
  if (has_format(choice, ExportFormat::Csv)) {
    parts.push_back({fmt::format("class-{}.csv", id), [results, language](const auto& file) {
                       return write_csv(class_table(*results, language), file);
                     }});
  }
  if (has_format(choice, ExportFormat::Json)) {
    parts.push_back({fmt::format("class-{}.json", id),
                     [results, folder = choice.data_folder](const auto& file) -> Result<void> {
                       const auto key = read_or_make_base_key(folder);
                       if (!key) return tl::unexpected(key.error());
                       return write_signed_result(*results, *key, file);
                     }});
  }
  const auto press = std::make_shared<Press>(choice.language);
  if (has_format(choice, ExportFormat::Reports)) {
    add_reports(reader, results, choice, press, parts);
  }
  if (has_format(choice, ExportFormat::Certificates)) {
    add_certificates(reader, results, choice, press, parts);
  }
  if (!recordings && !has_format(choice, ExportFormat::Edf)) return parts;
  const auto attempts = reader->attempts_of_class(id);
  if (!attempts) return tl::unexpected(attempts.error());
  for (const AttemptRecord& attempt : *attempts) {
    if (attempt.state == AttemptState::Running) continue;
    if (recordings) {
      parts.push_back(recording_part(reader, attempt.id));
      parts.push_back(events_part(reader, attempt.id, choice));
    }
    if (has_format(choice, ExportFormat::Edf))
      parts.push_back(edf_part(reader, attempt.id, choice));
  }
  return parts;
}

Result<std::vector<ExportPart>> parts_of_attempt(const SharedReader& reader, AttemptId id,
                                                 const ExportChoice& choice) {
  const auto record = reader->attempt(id);
  if (!record) return tl::unexpected(record.error());
  if (auto good = check_attempt(*record); !good) return tl::unexpected(good.error());
  if (has_format(choice, ExportFormat::Xlsx)) {
    return failure("an attempt is exported as pdf, csv, edf or json", "--format xlsx",
                   "choose one of them, or export its class");
  }
  std::vector<ExportPart> parts;
  if (has_format(choice, ExportFormat::Csv)) {
    parts.push_back(recording_part(reader, id));
    parts.push_back(events_part(reader, id, choice));
  }
  if (has_format(choice, ExportFormat::Edf)) parts.push_back(edf_part(reader, id, choice));
  if (has_format(choice, ExportFormat::Reports)) {
    parts.push_back(report_part(reader, id, choice, std::make_shared<Press>(choice.language)));
  }
  if (has_format(choice, ExportFormat::Json)) parts.push_back(result_part(reader, id, choice));
  return parts;
}

Result<std::vector<ExportPart>> parts_of_statistics(const SharedReader& reader,
                                                    const ExportChoice& choice) {
  const bool is_table = std::ranges::all_of(choice.formats, [](ExportFormat format) {
    return format == ExportFormat::Xlsx || format == ExportFormat::Csv;
  });
  if (!is_table) {
    return failure("statistics are exported as xlsx or csv", "--statistics", "choose one of them");
  }
  const ExportLanguage language = table_language(choice.language);
  const auto table = [reader, language]() -> Result<ExportTable> {
    const auto results = all_results(*reader);
    if (!results) return tl::unexpected(results.error());
    return statistics_table(*results, language);
  };
  std::vector<ExportPart> parts;
  if (has_format(choice, ExportFormat::Xlsx)) {
    parts.push_back({"statistics.xlsx", [table](const auto& file) -> Result<void> {
                       const auto made = table();
                       if (!made) return tl::unexpected(made.error());
                       return write_xlsx({*made}, file);
                     }});
  }
  if (has_format(choice, ExportFormat::Csv)) {
    parts.push_back({"statistics.csv", [table](const auto& file) -> Result<void> {
                       const auto made = table();
                       if (!made) return tl::unexpected(made.error());
                       return write_csv(*made, file);
                     }});
  }
  return parts;
}

}  // namespace sternum
