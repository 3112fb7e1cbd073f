/// Certificates: given for a class, numbered, and taken back with a reason; and the theory scores
/// that stand beside them.
///
/// Who has earned one is decided by the caller. Each call is one transaction, with its entries in
/// the audit trail, and works beside a console that has the folder. Days are written "2026-03-28".
/// Blocks on the disk; errors are those of `Connection` and say what the caller asked wrongly.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/records/class_reader.hpp"

namespace sternum {

struct CertificateEarned {
  std::string trainee{};                  ///< a member of the class, by name
  std::optional<std::int64_t> attempt{};  ///< the exam that decided
};

struct CertificateIssue {
  ClassId of_class = 0;
  std::string issued_on{};
  std::string valid_until{};
  std::string prefix{};  ///< of the numbers: "东城 2026-012-" gives "东城 2026-012-001" and so on
  std::string who{};     ///< an instructor's number; may be empty
  std::vector<CertificateEarned> earned{};
};

struct StoredCertificate {
  std::string number{};
  ClassId of_class = 0;
  std::string trainee{};
  std::optional<std::int64_t> attempt{};
  std::string issued_on{};
  std::string valid_until{};
  std::string revoked_on{};  ///< empty: it is valid
  std::string revoked_why{};
  friend bool operator==(const StoredCertificate&, const StoredCertificate&) = default;
};

/// The next free numbers, in the order of `earned`. Whoever holds a valid certificate of this class
/// already keeps that one and gets no second. Answers the new ones. An error, and nobody gets one,
/// when one of them is not in the class.
[[nodiscard]] Result<std::vector<StoredCertificate>> issue_certificates(
    const std::filesystem::path& folder, const CertificateIssue& issue);

struct CertificateRevocation {
  std::string number{};
  std::string revoked_on{};
  std::string why{};
  std::string who{};
};
/// It stays in the book, and its number is never given again. An error when there is none of this
/// number or it was revoked before.
[[nodiscard]] Result<void> revoke_certificate(const std::filesystem::path& folder,
                                              const CertificateRevocation& revocation);

/// All of a class, in the order of their numbers.
[[nodiscard]] Result<std::vector<StoredCertificate>> certificates_of(
    const std::filesystem::path& folder, ClassId of_class);

struct TheoryScore {
  std::string trainee{};
  std::optional<double> score{};  ///< 0–100; empty: none any more
};
/// In the place of what was entered before. All of them or, on an error, none.
[[nodiscard]] Result<void> enter_theory_scores(const std::filesystem::path& folder,
                                               ClassId of_class,
                                               const std::vector<TheoryScore>& scores,
                                               const std::string& who);

}  // namespace sternum
