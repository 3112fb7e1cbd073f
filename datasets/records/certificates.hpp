/// Certificates that a station has issued: numbered, valid for three years, revoked but never
/// removed.
///
/// Each issue and each revocation is in the audit trail, in the same transaction. Works beside a
/// console that has the folder. Days are written "2026-03-28". Blocks on the disk. Errors are those
/// of `Connection`, and one sentence for a number that is taken or what is not there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/records/station_database.hpp"

namespace sternum {

inline constexpr int kCertificateYears = 3;

struct IssuedCertificate {
  std::string number{};
  std::int64_t trainee = 0;                ///< the id of the row in `trainees`
  std::optional<std::int64_t> class_id{};  ///< of the row in `classes`
  std::optional<AttemptId> attempt{};      ///< the exam that it is for
  std::string issued_on{};
  std::string valid_until{};
  std::string revoked_on{};  ///< empty while it is valid
  std::string revoked_why{};
  friend bool operator==(const IssuedCertificate&, const IssuedCertificate&) = default;
};

/// The last day of validity: three years later, less a day; the 28th of February for a 29th that
/// there is not. Empty for what is no day.
[[nodiscard]] std::string valid_until(const std::string& issued_on);

/// `valid_until` is worked out; `revoked_on` and `revoked_why` are not looked at.
[[nodiscard]] Result<IssuedCertificate> issue_certificate(const std::filesystem::path& folder,
                                                          const IssuedCertificate& wanted,
                                                          const std::string& who);
/// An error when it is not there, or revoked already.
[[nodiscard]] Result<void> revoke_certificate(const std::filesystem::path& folder,
                                              const std::string& number, const std::string& on,
                                              const std::string& why, const std::string& who);
/// By number.
[[nodiscard]] Result<std::vector<IssuedCertificate>> certificates_of(
    const std::filesystem::path& folder);

}  // namespace sternum
