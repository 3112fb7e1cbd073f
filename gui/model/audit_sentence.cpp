#include "gui/model/audit_sentence.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace sternum {
namespace {

constexpr const char* kThings[] = {"trail_entry", "attempt_start", "attempt_end", "result",
                                   "inputs",      "verdict",       "sheet_entry", "calibration",
                                   "class",       "members",       "certificate", "instructor",
                                   "identity",    "consent",       "rule_text"};
constexpr const char* kFaults[] = {
    "changed",           "missing",       "not_in_trail",     "unreadable",       "moved",
    "gap_in_trail",      "out_of_chain",  "trail_ends_early", "trail_goes_on",    "head_differs",
    "hash_not_in_trail", "guard_missing", "index_damaged",    "structure_damaged"};

/// {0} its number, {1} the second one, {2} its name.
const char* thing_pattern(Language language, AuditedThing thing) {
  switch (thing) {
    case AuditedThing::TrailEntry:
      return tr(language, "Entry {0} of the audit trail");
    case AuditedThing::AttemptStart:
      return tr(language, "Attempt {0}, what it was begun with");
    case AuditedThing::AttemptEnd:
      return tr(language, "Attempt {0}, its end and score");
    case AuditedThing::Result:
      return tr(language, "Attempt {0}, its result");
    case AuditedThing::Inputs:
      return tr(language, "Attempt {0}, its samples");
    case AuditedThing::Verdict:
      return tr(language, "Attempt {0}, its verdict");
    case AuditedThing::SheetEntry:
      return tr(language, "Attempt {0}, entry {1} on its sheet");
    case AuditedThing::Calibration:
      return tr(language, "Depth check {0}");
    case AuditedThing::Class:
      return tr(language, "Class {0}, its record");
    case AuditedThing::Members:
      return tr(language, "Class {0}, its list of people");
    case AuditedThing::Certificate:
      return tr(language, "Certificate {2}");
    case AuditedThing::Instructor:
      return tr(language, "Instructor {2}");
    case AuditedThing::Identity:
      return tr(language, "Person {0}, the sealed identity number");
    case AuditedThing::Consent:
      return tr(language, "Person {0}, a guardian's consent");
    case AuditedThing::RuleText:
      return tr(language, "The rule file {2}");
  }
  return "";
}

/// {0} the thing, {1} its number, {2} the second one, {3} its name.
const char* fault_pattern_of(Language language, AuditFault fault) {
  switch (fault) {
    case AuditFault::Changed:
      return tr(language, "{0}: this was changed afterwards.");
    case AuditFault::Missing:
      return tr(language, "{0}: this was removed.");
    case AuditFault::NotInTrail:
      return tr(language, "{0}: this was put in past the audit trail.");
    case AuditFault::Unreadable:
      return tr(language, "{0}: this is damaged and cannot be read.");
    case AuditFault::Moved:
      return tr(language, "{0}: this was written as entry {2}; entries were exchanged.");
    case AuditFault::GapInTrail:
      return tr(language, "The audit trail: entries {1} to {2} were removed.");
    case AuditFault::OutOfChain:
      return tr(language, "{0}: this does not follow entry {2}; one of the two was replaced.");
    case AuditFault::TrailEndsEarly:
      return tr(language, "The audit trail: it ends after {1} entries, and there were {2}.");
    case AuditFault::TrailGoesOn:
      return tr(language, "The audit trail: it has {2} entries, and only {1} were counted.");
    case AuditFault::HeadDiffers:
      return tr(language, "The audit trail: its last hash is not the one that was noted.");
    case AuditFault::HashNotInTrail:
      return tr(language, "The audit trail: no entry has the hash {3}, which was printed.");
    case AuditFault::GuardMissing:
      return tr(language, "The audit trail: its guard against changes was taken away ({3}).");
    case AuditFault::IndexDamaged:
      return tr(language,
                "The file: the index {3} is damaged; lists may miss something, the records are "
                "whole.");
    case AuditFault::StructureDamaged:
      return tr(language, "The file is damaged: {3}.");
  }
  return "";
}

/// How much of a hash people compare by eye.
constexpr std::size_t kHashShown = 16;

template <class... Values>
std::string filled_in(const char* pattern, const Values&... values) {
  return fmt::format(fmt::runtime(pattern), values...);
}

/// "attempt 12", "class 3": what the finding is about, as the subject of a sentence.
std::string thing_named(Language language, const AuditFinding& finding) {
  const char* const pattern = thing_pattern(language, finding.thing);
  const std::string name =
      finding.thing == AuditedThing::RuleText ? finding.name.substr(0, kHashShown) : finding.name;
  return filled_in(pattern, finding.number, finding.second, name);
}

}  // namespace

std::string sentence(Language language, const AuditFinding& finding) {
  const char* const pattern = fault_pattern_of(language, finding.fault);
  const std::string name = finding.fault == AuditFault::HashNotInTrail
                               ? finding.name.substr(0, kHashShown)
                               : finding.name;
  if (finding.fault == AuditFault::Unreadable && finding.thing == AuditedThing::Inputs &&
      finding.number == 0) {
    return filled_in(tr(language,
                        "From row {0} on, samples cannot be read; attempts that lose some are "
                        "named."),
                     finding.second);
  }
  return filled_in(pattern, thing_named(language, finding), finding.number, finding.second, name);
}

std::string audit_report(Language language, const AuditFindings& findings) {
  std::string report =
      findings.file + "\n" +
      filled_in(tr(language, "{0} entries in the audit trail, the last hash {1}"),
                findings.head.entries, findings.head.hash) +
      "\n" +
      filled_in(tr(language, "{0} attempts and {1} rows of samples compared with it"),
                findings.attempts, findings.samples) +
      "\n";
  if (findings.attempts_before_it > 0) {
    report += filled_in(tr(language, "{0} attempts are older than the trail and were not compared"),
                        findings.attempts_before_it) +
              "\n";
  }
  if (findings.found.empty()) {
    report += std::string(tr(language, "Nothing was changed, and nothing is damaged.")) + "\n";
  }
  for (const AuditFinding& finding : findings.found) {
    report += "- " + sentence(language, finding) + "\n";
  }
  if (findings.more) report += std::string(tr(language, "… and more.")) + "\n";
  report += std::string(tr(language,
                           "Whoever rewrites the whole file, the trail included, can only be found "
                           "by a hash that was printed or exported before: give it with --hash.")) +
            "\n";
  return report;
}

std::string audit_report_json(Language language, const AuditFindings& findings) {
  nlohmann::ordered_json root = {{"file", findings.file},
                                 {"entries", findings.head.entries},
                                 {"hash", findings.head.hash},
                                 {"attempts", findings.attempts},
                                 {"attempts_before_trail", findings.attempts_before_it},
                                 {"sample_rows", findings.samples},
                                 {"findings", nlohmann::ordered_json::array()},
                                 {"more", findings.more}};
  for (const AuditFinding& finding : findings.found) {
    root["findings"].push_back({{"fault", kFaults[static_cast<std::size_t>(finding.fault)]},
                                {"thing", kThings[static_cast<std::size_t>(finding.thing)]},
                                {"number", finding.number},
                                {"second", finding.second},
                                {"name", finding.name},
                                {"sentence", sentence(language, finding)}});
  }
  return root.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace sternum
