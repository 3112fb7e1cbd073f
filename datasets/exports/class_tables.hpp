/// The tables that a class and many classes are exported as.
///
/// One row a trainee, with the class's columns in every row, so that the files of several classes
/// can be put under each other. Statistics: one row for each month, base and audience. Pure.
#pragma once

#include <vector>

#include "datasets/exports/class_results.hpp"
#include "datasets/exports/export_language.hpp"
#include "datasets/exports/export_table.hpp"

namespace sternum {

[[nodiscard]] ExportTable class_table(const ClassResults& results, ExportLanguage language);

/// 持证 / 普及: who was certified and who was made aware, by month (that of the class's last day,
/// else its first, else when it was created), base and audience; ascending. Counted are those who
/// were there: each is certified or made aware, never both.
[[nodiscard]] ExportTable statistics_table(const std::vector<ClassResults>& classes,
                                           ExportLanguage language);

/// "pass", "合格"; empty: not examined.
[[nodiscard]] std::string_view verdict_word(std::optional<Verdict> verdict,
                                            ExportLanguage language);

}  // namespace sternum
