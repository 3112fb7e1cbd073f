/// The depth strip of a whole recording with its marks, as SVG, PNG or PDF.
///
/// Rows of a minute each; of a long recording of several, so that twelve rows are never exceeded
/// and of every column the shallowest and deepest sample is seen. Below them the ledger, as far as
/// it has room. In the SVG every kind of mark is a group with its name as class (`compressions`,
/// `breaths`, `lost`, …) and one shape for each mark. Pure but for the printer; `write_strip_plot`
/// blocks on the disk.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "analysis/attempt/attempt_result.hpp"
#include "analysis/attempt/live_snapshot.hpp"
#include "analysis/core/result.hpp"
#include "analysis/scoring/guideline.hpp"
#include "datasets/documents/document_printer.hpp"
#include "datasets/documents/document_words.hpp"
#include "datasets/documents/trainee_report.hpp"

namespace sternum {

/// A view: what it shows must outlive it.
struct StripPlot {
  std::string title;  ///< the recording's name
  const AttemptResult& result;
  const Guideline& guideline;
  std::span<const StripPoint> strip;   ///< ascending; may be empty
  const ReportedExam* exam = nullptr;  ///< then the ledger is the exam's
};

enum class PlotFormat : std::uint8_t { Svg, Png, Pdf };
/// By the file's ending; an error names those that there are.
[[nodiscard]] Result<PlotFormat> plot_format(const std::filesystem::path& file);

[[nodiscard]] Result<std::string> strip_plot(DocumentPrinter& printer, const StripPlot& plot,
                                             const DocumentWords& words, PlotFormat format);
[[nodiscard]] Result<void> write_strip_plot(DocumentPrinter& printer, const StripPlot& plot,
                                            const DocumentWords& words,
                                            const std::filesystem::path& file);

}  // namespace sternum
