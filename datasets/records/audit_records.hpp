/// What the station database writes into its audit trail when attempts, sheets, classes and
/// calibrations change. Inside the caller's transaction, after the change itself.
#pragma once

#include <cstdint>
#include <string>

#include "analysis/core/result.hpp"
#include "datasets/records/class_record.hpp"
#include "datasets/records/digest.hpp"
#include "datasets/records/sqlite.hpp"

namespace sternum {

[[nodiscard]] Result<void> audit_begun(Connection& connection, const std::string& who,
                                       std::int64_t attempt);
/// `action`: attempt_ended, attempt_interrupted or attempt_discarded.
[[nodiscard]] Result<void> audit_end(Connection& connection, const std::string& who,
                                     const std::string& action, std::int64_t attempt,
                                     const InputsDigest& inputs);
[[nodiscard]] Result<void> audit_resumed(Connection& connection, const std::string& who,
                                         std::int64_t attempt);
/// The last entry of the attempt's sheet.
[[nodiscard]] Result<void> audit_sheet(Connection& connection, const std::string& who,
                                       std::int64_t attempt);
/// The manikin's last calibration.
[[nodiscard]] Result<void> audit_calibration(Connection& connection, const std::string& who,
                                             const std::string& manikin_id);

/// A trainee's guardian's consent, as `GuardianConsent` is stored.
[[nodiscard]] Result<void> audit_consent(Connection& connection, const std::string& who,
                                         std::int64_t trainee, std::int64_t from, std::int64_t to);

/// What the trail knows of a class before it is written; compare with it afterwards.
struct AuditedClass {
  std::int64_t id = 0;  ///< 0: it is not there
  std::int64_t members = 0;
  std::int64_t state = 0;
  std::string record_digest{};
  std::string members_digest{};
};
[[nodiscard]] Result<AuditedClass> audited_class(Connection& connection, ClassKey key);
/// Nothing when nothing changed that the trail answers for: the queue moves all the time.
[[nodiscard]] Result<void> audit_class(Connection& connection, const std::string& who, ClassKey key,
                                       const AuditedClass& before);

/// Of everything that is stored of the attempt. Rows that cannot be read are left out and counted.
struct StoredInputsDigest {
  InputsDigest digest{};
  std::int64_t unreadable_rows = 0;
};
[[nodiscard]] Result<StoredInputsDigest> digest_of_stored_inputs(Connection& connection,
                                                                 std::int64_t attempt);

}  // namespace sternum
