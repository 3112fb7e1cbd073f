/// What an instructor entered on an exam's sheet, as JSON: in and out.
///
/// `{"entries":[{"item":"response","kind":"ticked"},
/// {"item":"breathing","kind":"timed","timed_s":7},
/// {"item":"depth-1","kind":"overruled","met":true,"reason":"…","who":"…","utc_ms":…}]}`; kinds are
/// `ticked`, `unticked`, `missed`, `timed` and `overruled`. `who` and `utc_ms` may be left out. In
/// the order in which they were entered.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"
#include "analysis/exam/examination.hpp"

namespace sternum {

/// `origin` names the text in errors. An overruling needs a reason.
[[nodiscard]] Result<std::vector<SheetEntry>> parse_sheet(std::string_view json,
                                                          const std::string& origin);
/// An error names the first entry about an item that `scheme` has not.
[[nodiscard]] Result<void> check_sheet(const std::vector<SheetEntry>& sheet, const Scheme& scheme,
                                       const std::string& origin);
/// One line, no newline.
[[nodiscard]] std::string sheet_json(const std::vector<SheetEntry>& sheet);
/// Frozen: "ticked".
[[nodiscard]] std::string_view kind_name(SheetEntry::Kind kind);

}  // namespace sternum
