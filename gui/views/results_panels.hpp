/// The parts of the results' screen.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

/// The rows of the class that is looked at, or the classes there are.
void draw_results_table(const View& view, Box box);
void draw_class_list(const View& view, Box box);

/// The certificate's number, that it has been earned, or why there is none.
void draw_standing(const View& view, Canvas& canvas, Box box, const ResultsRow& row);

/// The insides of the two cards, and how high they are.
inline constexpr float kCertificatesHeight = 324.0F;
void draw_certificates(const View& view, Box rest);
inline constexpr float kExportHeight = 368.0F;
void draw_export(const View& view, Box rest);
/// How far the export has come that is, or was, of this: a bar, a sentence; nothing before one.
void draw_export_progress(const View& view, const ExportState& state, Box box);

}  // namespace sternum
