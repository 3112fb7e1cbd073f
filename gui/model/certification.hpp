/// Who of a class has earned a certificate, and why somebody has not: asked by the console and the
/// command line alike.
///
/// Whoever has passed what counts (`class_results.hpp`) has earned one, unless a theory score was
/// entered and is too low. Pure functions of values. Days are written "2026-03-28".
#pragma once

#include <cstdint>
#include <string>

#include "analysis/core/result.hpp"
#include "datasets/exports/class_results.hpp"
#include "datasets/records/certificates.hpp"

namespace sternum {

/// The least theory score, of 100, where a base names no other.
inline constexpr double kTheoryPass = 60.0;

enum class CertificateStanding : std::uint8_t {
  Holds,   ///< a valid one of this class
  Earned,  ///< and has none yet
  NotExamined,
  Failed,
  Borderline,    ///< an instructor has to judge first
  Invalid,       ///< the recording cannot be judged: to be done again
  TheoryTooLow,  ///< passed, but not the theory
};

[[nodiscard]] CertificateStanding standing_of(const TraineeResult& trainee,
                                              double theory_pass = kTheoryPass);

struct CertificateTerms {
  std::string issued_on{};
  std::string prefix{};  ///< of the numbers; empty: `usual_prefix`
  double theory_pass = kTheoryPass;
  std::string only{};  ///< one member, by name; empty: everybody who has earned one
};

/// What `issue_certificates` has to be asked for; `who` is left to the caller. An error when
/// `issued_on` is no day.
[[nodiscard]] Result<CertificateIssue> certificates_due(const ClassResults& results,
                                                        const CertificateTerms& terms);

/// "第 13 期-": the class's number, or how-manieth of the station it is.
[[nodiscard]] std::string usual_prefix(const ClassResults& results);

/// The day at this computer at a time of day, UTC in ms.
[[nodiscard]] std::string day_here(std::int64_t utc_ms);

}  // namespace sternum
