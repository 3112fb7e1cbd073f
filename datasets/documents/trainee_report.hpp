/// What a trainee takes home of one attempt, on one or two A4 pages: the verdict, what each point
/// was for and where it went, the whole attempt as a picture, what to do better, and how they came
/// along.
///
/// Everything comes as values; nothing is looked up. What was not measured is said to be so, data
/// that are not valid are told beside the score and change nothing in it, and the foot names the
/// rules that decided by id and hash. What does not fit on two pages is counted and left to the
/// JSON. The same report gives the same bytes. Selectable text, fonts embedded. Writing is whole or
/// not at all and blocks on the disk; see DocumentPrinter for threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/attempt/attempt_result.hpp"
#include "analysis/attempt/live_snapshot.hpp"
#include "analysis/core/result.hpp"
#include "analysis/exam/examination.hpp"
#include "analysis/exam/scheme.hpp"
#include "analysis/scoring/guideline.hpp"
#include "datasets/documents/document_printer.hpp"
#include "datasets/documents/document_words.hpp"
#include "datasets/records/station_database.hpp"

namespace sternum {

/// How the manikin's depth was last held against a block.
struct ReportedDepthCheck {
  std::int64_t at_ms = 0;  ///< UTC
  std::string who{};       ///< the instructor's number
};

struct EarlierAttempt {
  std::int64_t at_ms = 0;  ///< UTC
  double score = 0.0;      ///< 0–100
  bool is_exam = false;
};

/// An exam and what it was judged by.
struct ReportedExam {
  Scheme scheme;
  Examination examination;
  /// Of items and of the points as a whole, oldest first: the examination tells only the last.
  std::vector<SheetEntry> overrulings{};
};

struct TraineeReport {
  std::string number{};  ///< of the report; may be empty, as everything down to `organisation`
  std::string base{};
  std::string logo{};  ///< of the base: a PNG as `base_logo.hpp` makes it
  std::string class_number{};
  std::string course{};
  std::string place{};
  std::string starts_on{};  ///< "2026-03-14"
  std::string ends_on{};
  std::string trainee{};
  std::string organisation{};
  std::string examiner{};  ///< a number or a name, as the base shows it

  int seat = 0;  ///< 0: none, as of a checklist
  std::string manikin_id{};
  std::optional<ReportedDepthCheck> depth_check{};
  std::int64_t began_at_ms = 0;  ///< UTC
  int utc_offset_min = 0;        ///< of the base's clock: 480 in China
  AttemptPurpose purpose = AttemptPurpose::Practice;
  int attempt_number = 0;  ///< the trainee's how-manieth; 0: not known
  bool interrupted = false;

  Guideline guideline;
  AttemptResult result;
  std::vector<StripPoint> strip{};        ///< ascending; may be empty
  std::optional<ReportedExam> exam{};     ///< practice has none
  std::vector<EarlierAttempt> earlier{};  ///< oldest first, without this one
  std::string audit_hash{};               ///< lower-case hex; may be empty
  std::string qr_payload{};               ///< any bytes; empty: no code
};

/// One PDF. The error of too long a `qr_payload` is the only one but for memory.
[[nodiscard]] Result<std::string> trainee_report_pdf(DocumentPrinter& printer,
                                                     const TraineeReport& report,
                                                     const DocumentWords& words);
[[nodiscard]] Result<void> write_trainee_report_pdf(DocumentPrinter& printer,
                                                    const TraineeReport& report,
                                                    const DocumentWords& words,
                                                    const std::filesystem::path& file);

}  // namespace sternum
