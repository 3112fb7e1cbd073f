/// The parts of the results' screen.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

/// The rows of the class that is looked at, or the classes there are.
void draw_results_table(const View& view, Box box);
void draw_class_list(const View& view, Box box);

/// The certificate's number, that it has been earned, or why there is none.
void draw_standing(const View& view, Canvas& canvas, Box box, const ResultsRow& row);

inline constexpr float kCertificatesHeight = 348.0F;
void draw_certificates_card(const View& view, Box box);

inline constexpr float kExportHeight = 392.0F;
void draw_export_card(const View& view, Box box);
/// How far the export has come that is, or was, of this: a bar, a sentence; nothing before one.
void draw_export_progress(const View& view, const ExportState& state, Box box);

}  // namespace sternum
