/// What a station's records are exported as: the files of a class, of one attempt, of the
/// statistics.
///
/// Each function looks up what there is and gives the parts for `run_export`; what is read from the
/// database is read when a part is written, on the thread that runs the export. `reader` belongs to
/// that thread then. Blocks on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/exports/class_results.hpp"
#include "datasets/exports/export_job.hpp"
#include "datasets/records/station_database.hpp"
#include "gui/locale/locale.hpp"

namespace sternum {

enum class ExportFormat : std::uint8_t {
  Xlsx,
  Csv,
  Json,
  Edf,
  Reports,       ///< as PDF
  Certificates,  ///< as PDF
};
inline constexpr ExportFormat kExportFormats[] = {
    ExportFormat::Xlsx, ExportFormat::Csv,     ExportFormat::Json,
    ExportFormat::Edf,  ExportFormat::Reports, ExportFormat::Certificates};
/// "xlsx", "reports": as on the command line and in the audit trail.
[[nodiscard]] std::string_view format_name(ExportFormat format);

struct ExportChoice {
  std::filesystem::path data_folder;
  std::vector<ExportFormat> formats;
  Language language = Language::English;
};

/// `class-12.xlsx` (results and statistics), `class-12.csv`, `class-12.json` (signed by the
/// folder's key, which is made when there is none), and of every attempt of the class
/// `attempt-7.edf`; as reports `attempt-7.pdf` of every exam that counts; as certificates a
/// `certificate-NUMBER.pdf` for everybody who holds one. With `recordings`, `attempt-7.csv` and
/// `attempt-7-events.csv` as well.
[[nodiscard]] Result<std::vector<ExportPart>> parts_of_class(
    const std::shared_ptr<const StationReader>& reader, ClassId id, const ExportChoice& choice,
    bool recordings = false);
/// `attempt-7.csv` and `attempt-7-events.csv`; `attempt-7.edf`; the report `attempt-7.pdf`;
/// `attempt-7.json`, the result as it is now. Certificates are a class's: none. An error for XLSX,
/// and for an attempt that still runs.
[[nodiscard]] Result<std::vector<ExportPart>> parts_of_attempt(
    const std::shared_ptr<const StationReader>& reader, AttemptId id, const ExportChoice& choice);
/// `statistics.xlsx`, `statistics.csv`. An error for the other formats.
[[nodiscard]] Result<std::vector<ExportPart>> parts_of_statistics(
    const std::shared_ptr<const StationReader>& reader, const ExportChoice& choice);

/// With scores as they are after all that was entered.
[[nodiscard]] Result<ClassResults> class_results_of(const StationReader& reader, ClassId id,
                                                    const std::filesystem::path& data_folder);

}  // namespace sternum
