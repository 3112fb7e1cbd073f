#include "gui/model/certification.hpp"

#include <fmt/format.h>

#include <utility>

#include "datasets/documents/certificate.hpp"
#include "gui/model/host_clock.hpp"

namespace sternum {

CertificateStanding standing_of(const TraineeResult& trainee, double theory_pass) {
  if (!trainee.outcome.certificate_number.empty()) return CertificateStanding::Holds;
  const auto verdict = trainee.verdict();
  if (!verdict) return CertificateStanding::NotExamined;
  switch (*verdict) {
    case Verdict::Fail:
      return CertificateStanding::Failed;
    case Verdict::Borderline:
      return CertificateStanding::Borderline;
    case Verdict::Invalid:
      return CertificateStanding::Invalid;
    case Verdict::Pass:
      break;
  }
  const auto theory = trainee.outcome.theory_score;
  return theory && *theory < theory_pass ? CertificateStanding::TheoryTooLow
                                         : CertificateStanding::Earned;
}

std::string usual_prefix(const ClassResults& results) {
  const std::string& number = results.record.number;
  return (number.empty() ? fmt::format("{}", results.id) : number) + "-";
}

Result<CertificateIssue> certificates_due(const ClassResults& results,
                                          const CertificateTerms& terms) {
  CertificateIssue issue;
  issue.of_class = results.id;
  issue.issued_on = terms.issued_on;
  auto last = last_valid_day(issue.issued_on);
  if (!last) return tl::unexpected(last.error());
  issue.valid_until = std::move(*last);
  issue.prefix = terms.prefix.empty() ? usual_prefix(results) : terms.prefix;
  for (const TraineeResult& trainee : results.trainees) {
    if (!terms.only.empty() && trainee.name != terms.only) continue;
    if (standing_of(trainee, terms.theory_pass) != CertificateStanding::Earned) continue;
    // Of several schemes the last one decided.
    issue.earned.push_back({trainee.name, trainee.exams.back().attempt});
  }
  return issue;
}

std::string day_here(std::int64_t at_ms) {
  const std::time_t at = at_ms / 1000;
  std::tm local{};
  if (::localtime_r(&at, &local) == nullptr) return {};
  return fmt::format("{:04}-{:02}-{:02}", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

}  // namespace sternum
