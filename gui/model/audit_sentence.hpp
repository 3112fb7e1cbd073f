/// What was found in a station's records, in the reader's language and without the words of
/// databases.
#pragma once

#include <string>

#include "datasets/records/audit_findings.hpp"
#include "gui/locale/locale.hpp"

namespace sternum {

/// "Attempt 12: its samples are not what was measured."
[[nodiscard]] std::string sentence(Language language, const AuditFinding& finding);
/// The whole report, for people, several lines: what was looked at, every finding, and what cannot
/// be found this way.
[[nodiscard]] std::string audit_report(Language language, const AuditFindings& findings);
/// The same as one JSON object; words of `fault` and `thing` are frozen.
[[nodiscard]] std::string audit_report_json(Language language, const AuditFindings& findings);

}  // namespace sternum
