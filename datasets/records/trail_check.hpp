/// The two halves of `verify_folder`: the trail itself, and the rows that it answers for.
///
/// `TrailCheck` walks the chain and remembers what it says each row must be; `compare_rows` then
/// holds the tables against that. Findings are appended in the order in which they are met. One
/// reading transaction of the caller's.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "datasets/records/audit_findings.hpp"
#include "datasets/records/audit_trail.hpp"
#include "datasets/records/sqlite.hpp"

namespace sternum {

/// What the trail says of one attempt. Empty digests: it does not say.
struct AttemptTold {
  std::string start_digest{};
  std::string end_digest{};
  std::string inputs_digest{};
  std::optional<std::string> result_digest{};  ///< a blank one: there was none
  std::optional<std::optional<std::int64_t>> verdict{};
  std::int64_t sheet_entries = 0;
};

struct ClassTold {
  std::string record_digest{};
  std::string members_digest{};
};

struct TrailTold {
  std::int64_t last_attempt_before = 0;
  std::int64_t last_class_before = 0;
  std::int64_t last_calibration_before = 0;
  std::map<std::int64_t, AttemptTold> attempts{};
  std::map<std::pair<std::int64_t, std::int64_t>, std::string> sheet{};
  std::map<std::int64_t, std::string> calibrations{};
  std::map<std::int64_t, ClassTold> classes{};
  std::map<std::string, std::string> certificates{};
  std::map<std::string, std::string> instructors{};
  std::map<std::int64_t, std::string> identities{};  ///< a blank one: purged
  /// Of guardians, where there is anything to be said; empty: the trail does not answer for them.
  std::optional<std::map<std::int64_t, std::int64_t>> consents{};
  std::set<std::string> rules{};
};

class FindingList {
 public:
  FindingList(AuditFindings& findings, std::size_t most) : findings_(findings), most_(most) {}
  void add(AuditFinding finding) {
    if (findings_.found.size() < most_) {
      findings_.found.push_back(std::move(finding));
    } else {
      findings_.more = true;
    }
  }
  [[nodiscard]] AuditFindings& findings() { return findings_; }

 private:
  AuditFindings& findings_;
  std::size_t most_;
};

class TrailCheck {
 public:
  TrailCheck(Connection& connection, FindingList& list, const AuditCheckOptions& options);
  [[nodiscard]] TrailTold run();

 private:
  void take(const AuditEntry& entry);
  void learn(const AuditEntry& entry);
  void learn_of_attempt(const AuditNote& note);
  void learn_of_consents(const AuditNote& note);
  [[nodiscard]] std::optional<std::int64_t> written_as(const AuditEntry& entry);
  void check_end();
  void check_guards();

  Connection& connection_;
  FindingList& list_;
  TrailTold told_;
  AuditHead last_;  ///< the last entry that was read
  bool follows_hole_ = false;
  std::set<std::string> sought_;
};

void compare_rows(Connection& connection, const TrailTold& told, FindingList& list);

}  // namespace sternum
