/// A station's records as documents: what the trainee takes home of an attempt, and certificates.
///
/// Looks everything up and fills in the values of `datasets/documents`. A `DocumentPress` keeps its
/// fonts between documents. One belongs to one thread; blocks on the disk. Errors are those of the
/// reader, and a missing font.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "analysis/core/result.hpp"
#include "datasets/documents/certificate.hpp"
#include "datasets/documents/document_printer.hpp"
#include "datasets/documents/trainee_report.hpp"
#include "datasets/exports/class_results.hpp"
#include "datasets/records/station_database.hpp"
#include "gui/locale/locale.hpp"
#include "gui/model/spoken_documents.hpp"

namespace sternum {

/// Everything that stands on the report of an attempt that has ended.
[[nodiscard]] Result<TraineeReport> trainee_report_of(const StationReader& reader, AttemptId id,
                                                      const std::filesystem::path& data_folder);
/// What stands on a trainee's certificate; `results` are the class's. Signed by the folder's key,
/// which is made when there is none. Empty without a certificate.
[[nodiscard]] Result<std::optional<Certificate>> certificate_of(
    const StationReader& reader, const ClassResults& results, const TraineeResult& trainee,
    const std::filesystem::path& data_folder);

class DocumentPress {
 public:
  [[nodiscard]] static Result<DocumentPress> open(Language language);

  [[nodiscard]] Result<void> print(const TraineeReport& report, const std::filesystem::path& file);
  [[nodiscard]] Result<void> print(const Certificate& certificate,
                                   const std::filesystem::path& file);

 private:
  DocumentPress(DocumentPrinter printer, Language language)
      : printer_(std::move(printer)), words_(language) {}

  DocumentPrinter printer_;
  SpokenDocuments words_;
};

}  // namespace sternum
