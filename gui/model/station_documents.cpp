#include "gui/model/station_documents.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <utility>
#include <vector>

#include "datasets/documents/base_logo.hpp"
#include "datasets/exports/base_key.hpp"
#include "datasets/exports/certificate_code.hpp"
#include "datasets/rule_files/rule_text.hpp"
#include "gui/model/host_clock.hpp"
#include "gui/model/judged_attempt.hpp"
#include "gui/model/review.hpp"
#include "gui/model/stored_judgement.hpp"
#include "gui/model/whole_strip.hpp"

namespace sternum {
namespace {

/// Of a trainee's progress the report draws the last few.
constexpr std::size_t kEarlierAttempts = 12;
/// Of what a code holds, to be compared by eye.
constexpr std::size_t kFingerprintDigits = 16;

Result<void> tell_class(const StationReader& reader, const AttemptStart& started,
                        TraineeReport& report) {
  if (!started.class_key) return {};
  const auto stored = reader.class_of(*started.class_key);
  if (!stored) return tl::unexpected(stored.error());
  if (!*stored) return {};
  const ClassRecord& record = (*stored)->record;
  report.base = record.base;
  report.class_number = record.number;
  report.course = record.course;
  report.place = record.place;
  report.starts_on = record.starts_on;
  report.ends_on = record.ends_on;
  const auto member = std::ranges::find(record.members, started.trainee, &ClassMember::name);
  if (member != record.members.end()) report.organisation = member->organisation;
  return {};
}

Result<void> tell_manikin(const StationReader& reader, const AttemptRecord& record,
                          TraineeReport& report) {
  const auto seats = reader.seats();
  if (!seats) return tl::unexpected(seats.error());
  const auto seat = seats->find(record.started.manikin_id);
  if (seat != seats->end()) report.seat = seat->second;
  report.manikin_id = record.started.manikin_id;
  if (!record.calibration_id) return {};
  const auto checks = reader.calibrations(record.started.manikin_id);
  if (!checks) return tl::unexpected(checks.error());
  const auto check = std::ranges::find(*checks, *record.calibration_id, &Calibration::id);
  if (check != checks->end()) report.depth_check = ReportedDepthCheck{check->at_ms, check->who};
  return {};
}

Result<void> tell_progress(const StationReader& reader, const AttemptRecord& record,
                           TraineeReport& report) {
  if (record.started.trainee.empty()) return {};
  AttemptQuery asked;
  asked.most = kEarlierAttempts;
  asked.before = record.id;
  asked.trainee = record.started.trainee;
  const auto earlier = reader.attempts(asked);
  if (!earlier) return tl::unexpected(earlier.error());
  for (const AttemptRecord& attempt : *earlier | std::views::reverse) {
    if (!attempt.score) continue;
    report.earlier.push_back({attempt.started.started_at_ms, *attempt.score,
                              attempt.started.purpose != AttemptPurpose::Practice});
  }
  return {};
}

}  // namespace

Result<TraineeReport> trainee_report_of(const StationReader& reader, AttemptId id,
                                        const std::filesystem::path& data_folder) {
  auto judged = judge_stored(reader, id, data_folder);
  if (!judged) return tl::unexpected(judged.error());
  const AttemptRecord& record = judged->record;
  TraineeReport report;
  report.number = fmt::format("{}", id);
  report.trainee = record.started.trainee;
  report.began_at_ms = record.started.started_at_ms;
  report.utc_offset_min = static_cast<int>(utc_offset_ms(report.began_at_ms) / 60'000);
  report.purpose = record.started.purpose;
  report.attempt_number = record.number;
  report.interrupted = record.state == AttemptState::Interrupted;
  if (auto told = tell_class(reader, record.started, report); !told) {
    return tl::unexpected(told.error());
  }
  if (auto told = tell_manikin(reader, record, report); !told) return tl::unexpected(told.error());
  if (auto told = tell_progress(reader, record, report); !told) return tl::unexpected(told.error());
  const auto sheet = reader.sheet(id);
  if (!sheet) return tl::unexpected(sheet.error());
  for (const SheetEntry& entry : *sheet) {
    if (!entry.who.empty()) report.examiner = entry.who;
  }
  auto logo = read_base_logo(data_folder);
  if (!logo) return tl::unexpected(logo.error());
  report.logo = std::move(logo->png);
  const auto hash = reader.audit_hash_of_attempt(id);
  if (!hash) return tl::unexpected(hash.error());
  report.audit_hash = *hash;

  report.strip = whole_strip(judged->inputs, judged->guideline, attempt_options_of(record.started));
  report.guideline = std::move(judged->guideline);
  if (judged->examination && judged->scheme) {
    report.exam = ReportedExam{std::move(*judged->scheme), std::move(*judged->examination)};
    std::ranges::copy_if(
        *sheet, std::back_inserter(report.exam->overrulings),
        [](SheetEntry::Kind kind) { return kind == SheetEntry::Kind::Overruled; },
        &SheetEntry::kind);
  }
  report.result = std::move(judged->result);
  return report;
}

Result<std::optional<Certificate>> certificate_of(const StationReader& reader,
                                                  const ClassResults& results,
                                                  const TraineeResult& trainee,
                                                  const std::filesystem::path& data_folder) {
  if (trainee.outcome.certificate_number.empty()) return std::optional<Certificate>{};
  const ClassRecord& record = results.record;
  Certificate certificate;
  certificate.number = trainee.outcome.certificate_number;
  certificate.name = trainee.name;
  certificate.course = record.course;
  certificate.class_number = record.number;
  certificate.base = record.base;
  certificate.organiser = record.organiser;
  certificate.hours = record.hours;
  certificate.trained_from = record.starts_on;
  certificate.trained_to = record.ends_on;
  certificate.theory_score = trainee.outcome.theory_score;
  certificate.practical_score = trainee.practical_score();
  certificate.issued_on = trainee.outcome.certified_on;
  certificate.valid_until = trainee.outcome.valid_until;
  certificate.instructor = record.instructors;
  const auto last_four = reader.last_of_document(trainee.name);
  if (!last_four) return tl::unexpected(last_four.error());
  certificate.id_last_four = *last_four;
  if (!trainee.exams.empty()) {
    const auto exam = reader.attempt(trainee.exams.front().attempt);
    if (!exam) return tl::unexpected(exam.error());
    certificate.guideline_id = exam->started.guideline_id;
    certificate.guideline_hash = exam->started.guideline_hash;
    certificate.scheme_id = exam->started.scheme_id;
    certificate.scheme_edition = exam->started.scheme_edition;
    certificate.scheme_hash = exam->started.scheme_hash;
  }
  auto logo = read_base_logo(data_folder);
  if (!logo) return tl::unexpected(logo.error());
  certificate.logo = std::move(logo->png);
  const auto key = read_or_make_base_key(data_folder);
  if (!key) return tl::unexpected(key.error());
  auto code = certificate_code(
      {certificate.number, certificate.name, certificate.course, certificate.issued_on,
       certificate.valid_until, trainee.verdict(), certificate.practical_score},
      *key);
  if (!code) return tl::unexpected(code.error());
  certificate.fingerprint = sha256_hex(*code).substr(0, kFingerprintDigits);
  certificate.qr_payload = std::move(*code);
  return certificate;
}

Result<DocumentPress> DocumentPress::open(Language language) {
  auto printer = DocumentPrinter::create();
  if (!printer) return tl::unexpected(printer.error());
  return DocumentPress(std::move(*printer), language);
}

Result<void> DocumentPress::print(const TraineeReport& report, const std::filesystem::path& file) {
  return write_trainee_report_pdf(printer_, report, words_, file);
}

Result<void> DocumentPress::print(const Certificate& certificate,
                                  const std::filesystem::path& file) {
  return write_certificate_pdf(printer_, certificate, words_, file);
}

}  // namespace sternum
