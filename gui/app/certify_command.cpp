// sternum certify: theory scores, certificates for whoever has earned one, and taking one back.
#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "datasets/records/certificates.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"
#include "gui/app/secret_prompt.hpp"
#include "gui/model/certification.hpp"
#include "gui/model/host_clock.hpp"
#include "gui/model/station_export.hpp"

namespace sternum {
namespace {

struct CertifyArguments {
  ClassId of_class = 0;
  std::string issued_on;
  std::string prefix;
  std::vector<std::string> theory;
  double theory_pass = kTheoryPass;
  std::string revoke;
  std::string why;
  bool dry_run = false;
  std::string instructor;
  std::string data_folder;
  std::string language;
};

std::string day_of(const CertifyArguments& arguments) {
  return arguments.issued_on.empty() ? day_here(utc_ms()) : arguments.issued_on;
}

template <class... Values>
void say(const char* pattern, const Values&... values) {
  fmt::print("{}\n", fmt::format(fmt::runtime(pattern), values...));
}

/// "陈国强=92".
Result<TheoryScore> parse_theory(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  TheoryScore entered;
  if (equals != std::string::npos) {
    const char* const from = text.data() + equals + 1;
    const char* const to = text.data() + text.size();
    const auto [end, problem] = std::from_chars(from, to, entered.score.emplace());
    entered.trainee = text.substr(0, equals);
    if (problem == std::errc{} && end == to && !entered.trainee.empty()) return entered;
  }
  return failure(fmt::format("'{}' is no theory score", text), "--theory",
                 "write the name and the score, as in 陈国强=92");
}

Result<void> enter_theory(const CertifyArguments& arguments, const std::filesystem::path& folder,
                          const std::string& who) {
  if (arguments.theory.empty()) return {};
  std::vector<TheoryScore> scores;
  for (const std::string& text : arguments.theory) {
    auto entered = parse_theory(text);
    if (!entered) return tl::unexpected(entered.error());
    scores.push_back(std::move(*entered));
  }
  return enter_theory_scores(folder, arguments.of_class, scores, who);
}

Result<CertificateIssue> what_to_issue(const CertifyArguments& arguments,
                                       const std::filesystem::path& folder) {
  const auto reader = StationReader::open(folder);
  if (!reader) return tl::unexpected(reader.error());
  const auto results = class_results_of(*reader, arguments.of_class, folder);
  if (!results) return tl::unexpected(results.error());
  return certificates_due(*results,
                          {day_of(arguments), arguments.prefix, arguments.theory_pass, {}});
}

Result<void> issue_to_class(const CertifyArguments& arguments, const std::filesystem::path& folder,
                            Language language, const std::string& who) {
  if (auto entered = enter_theory(arguments, folder, who); !entered) return entered;
  auto issue = what_to_issue(arguments, folder);
  if (!issue) return tl::unexpected(issue.error());
  if (arguments.dry_run) {
    for (const CertificateEarned& earned : issue->earned) fmt::print("{}\n", earned.trainee);
    say(tr(language, "{0} certificates would be issued; none was."), issue->earned.size());
    return {};
  }
  issue->who = who;
  const auto issued = issue_certificates(folder, *issue);
  if (!issued) return tl::unexpected(issued.error());
  for (const StoredCertificate& certificate : *issued) {
    fmt::print("{}  {}\n", certificate.number, certificate.trainee);
  }
  say(tr(language, "{0} certificates issued on {1}, valid until {2}."), issued->size(),
      issue->issued_on, issue->valid_until);
  return {};
}

Result<void> certify(const CertifyArguments& arguments) {
  const auto language = parse_language(arguments.language);
  if (!language) return tl::unexpected(language.error());
  const Language words = *language;
  const auto folder = data_folder_or_default(arguments.data_folder);
  const auto who = sign_in_at_terminal(folder, arguments.instructor);
  if (!who) return tl::unexpected(who.error());
  if (arguments.revoke.empty()) return issue_to_class(arguments, folder, words, *who);
  const std::string on = day_of(arguments);
  if (auto revoked = revoke_certificate(folder, {arguments.revoke, on, arguments.why, *who});
      !revoked) {
    return revoked;
  }
  say(tr(words, "Certificate {0} is revoked as of {1}."), arguments.revoke, on);
  return {};
}

}  // namespace

void add_certify_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "certify", "Issue certificates to everybody of a class who has passed, or revoke one");
  auto arguments = std::make_shared<CertifyArguments>();
  auto* what = command->add_option_group("what");
  auto* of_class = what->add_option("--class", arguments->of_class,
                                    "Number of a class; `sternum classes` lists them")
                       ->check(CLI::PositiveNumber);
  auto* revoke = what->add_option("--revoke", arguments->revoke, "Number of a certificate");
  what->require_option(1);
  command->add_option("--on", arguments->issued_on,
                      "The day, as 2026-03-21; default: today. Certificates hold for three years");
  command
      ->add_option("--prefix", arguments->prefix,
                   "What their numbers begin with, as in \"东城 2026-012-\"; default: the class's "
                   "number. 001, 002 … follow")
      ->needs(of_class);
  command
      ->add_option("--theory", arguments->theory,
                   "A theory score to enter first, as in 陈国强=92; several may be given")
      ->needs(of_class);
  command
      ->add_option("--theory-pass", arguments->theory_pass,
                   "Least theory score, where one was entered; default: 60")
      ->needs(of_class)
      ->check(CLI::Range(0.0, 100.0));
  command->add_flag("--dry-run", arguments->dry_run, "Only say who would get one")->needs(of_class);
  command->add_option("--why", arguments->why, "The reason that goes into the book")->needs(revoke);
  add_instructor_option(*command, arguments->instructor);
  add_station_options(*command, arguments->data_folder, arguments->language);
  command->footer(
      "Whoever holds one of this class keeps it. Print them with `sternum export --class ID "
      "--format pdf`.\nExit code: 0 done, 2 not, and nothing was changed.");
  command->callback([arguments, &exit_code] {
    const auto done = certify(*arguments);
    exit_code = done ? 0 : complain(done.error());
  });
}

}  // namespace sternum
