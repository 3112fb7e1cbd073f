// sternum verify: whether a signed result or a certificate is as the base made it. sternum keys:
// the key that it signs with.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "datasets/exports/certificate_code.hpp"
#include "datasets/exports/class_tables.hpp"
#include "datasets/exports/signed_result.hpp"
#include "datasets/records/audit_findings.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"
#include "gui/model/audit_sentence.hpp"

namespace sternum {
namespace {

constexpr int kNotAsItWas = 1;

struct VerifyArguments {
  std::string file;
  std::string code;
  std::string key;
  std::vector<std::string> known_hashes;
  std::string data_folder;
  std::string language;
  bool json = false;
};

/// The key that was named, else that of the data folder, if it has one.
Result<std::optional<PublicKey>> known_key(const VerifyArguments& arguments) {
  if (!arguments.key.empty()) {
    auto key = read_public_key(arguments.key);
    if (!key) return tl::unexpected(key.error());
    return std::optional(*key);
  }
  const auto file = public_key_file(data_folder_or_default(arguments.data_folder));
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return std::optional<PublicKey>{};
  auto key = read_public_key(file);
  if (!key) return tl::unexpected(key.error());
  return std::optional(*key);
}

template <class... Args>
std::string told(const char* pattern, const Args&... args) {
  return fmt::format(fmt::runtime(pattern), args...);
}

std::string finding_sentence(Language language, const SignedResultFinding& finding,
                             const CheckedResult& checked) {
  switch (finding.kind) {
    case SignedResultFinding::Kind::WrongKey:
      return told(tr(language, "It was signed by another key, {0}, and not by the one given."),
                  checked.key.id());
    case SignedResultFinding::Kind::ChangedTrainee:
      return told(tr(language, "Trainee {0} ({1}) was changed after signing."), finding.number,
                  finding.name);
    case SignedResultFinding::Kind::Changed:
      return tr(language,
                "It was changed after signing: the class's record, the list itself, or an entry "
                "together with its hash.");
  }
  return {};
}

const char* finding_kind(SignedResultFinding::Kind kind) {
  switch (kind) {
    case SignedResultFinding::Kind::WrongKey:
      return "wrong_key";
    case SignedResultFinding::Kind::ChangedTrainee:
      return "changed_trainee";
    case SignedResultFinding::Kind::Changed:
      return "changed";
  }
  return "";
}

void print_result_json(const CheckedResult& checked, Language language) {
  nlohmann::ordered_json root = {{"key_id", checked.key.id()},
                                 {"vouched", checked.is_vouched},
                                 {"class_number", checked.class_number},
                                 {"course", checked.course},
                                 {"base", checked.base},
                                 {"trainees", checked.trainees},
                                 {"unchanged", checked.findings.empty()},
                                 {"findings", nlohmann::ordered_json::array()}};
  for (const SignedResultFinding& finding : checked.findings) {
    root["findings"].push_back({{"kind", finding_kind(finding.kind)},
                                {"trainee", finding.number},
                                {"sentence", finding_sentence(language, finding, checked)}});
  }
  fmt::print("{}\n", root.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

int verify_result(const VerifyArguments& arguments, Language language) {
  // A key that was named must be the one; that of the folder only vouches for what it signed.
  const auto key = known_key(arguments);
  if (!key) return complain(key.error());
  const bool is_named = !arguments.key.empty();
  auto checked = verify_signed_result(arguments.file, is_named ? *key : std::nullopt);
  if (!checked) return complain(checked.error());
  if (!is_named) checked->is_vouched = *key && **key == checked->key;
  if (arguments.json) {
    print_result_json(*checked, language);
  } else {
    fmt::print("{}\n",
               told(tr(language, "Class {0}, {1}, {2}: {3} trainees. Signed by the key {4}."),
                    checked->class_number, checked->course, checked->base, checked->trainees,
                    checked->key.id()));
    for (const SignedResultFinding& finding : checked->findings) {
      fmt::print("{}\n", finding_sentence(language, finding, *checked));
    }
    if (checked->findings.empty()) fmt::print("{}\n", tr(language, "Nothing was changed."));
    if (!is_named) {
      fmt::print("{}\n", checked->is_vouched
                             ? tr(language, "It is the key of this data folder.")
                             : tr(language,
                                  "Nobody vouches for this key: compare it with the one that the "
                                  "base handed out, or name that with --key."));
    }
  }
  return checked->findings.empty() ? 0 : kNotAsItWas;
}

void print_certificate(const CheckedCertificate& checked, Language language) {
  const CertificateFacts& facts = checked.facts;
  const ExportLanguage words =
      language == Language::Chinese ? ExportLanguage::Chinese : ExportLanguage::English;
  fmt::print("{}\n", told(tr(language, "Certificate {0}: {1}, {2}."), facts.number, facts.name,
                          facts.course));
  fmt::print("{}\n", told(tr(language, "Issued on {0}, valid until {1}."),
                          facts.issued_on.empty() ? "-" : facts.issued_on,
                          facts.valid_until.empty() ? "-" : facts.valid_until));
  if (facts.verdict || facts.score) {
    fmt::print("{}\n", told(tr(language, "Result: {0} {1}"), verdict_word(facts.verdict, words),
                            facts.score ? fmt::format("{:.1f}", *facts.score) : std::string()));
  }
  fmt::print("{}\n",
             checked.is_genuine
                 ? told(tr(language, "It is genuine: signed by the key {0}, and unchanged."),
                        checked.key_id)
                 : std::string(tr(language,
                                  "It is NOT genuine: the signature does not fit what it "
                                  "says.")));
}

void print_certificate_json(const CheckedCertificate& checked) {
  const CertificateFacts& facts = checked.facts;
  nlohmann::ordered_json root = {{"number", facts.number},
                                 {"name", facts.name},
                                 {"course", facts.course},
                                 {"issued_on", facts.issued_on},
                                 {"valid_until", facts.valid_until},
                                 {"verdict", nullptr},
                                 {"score", nullptr},
                                 {"key_id", checked.key_id},
                                 {"genuine", checked.is_genuine}};
  if (facts.verdict) root["verdict"] = verdict_name(*facts.verdict);
  if (facts.score) root["score"] = *facts.score;
  fmt::print("{}\n", root.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

int verify_code(const VerifyArguments& arguments, Language language) {
  const auto signer = key_of_certificate_code(arguments.code);
  if (!signer) return complain(signer.error());
  const auto key = known_key(arguments);
  if (!key) return complain(key.error());
  if (!*key || (*key)->id() != *signer) {
    return complain(
        Error{fmt::format("it is signed by the key {}, which is not known here", *signer), "--qr",
              "name that base's base-key.pub.pem with --key"});
  }
  const auto checked = check_certificate_code(arguments.code, **key);
  if (!checked) return complain(checked.error());
  if (arguments.json) {
    print_certificate_json(*checked);
  } else {
    print_certificate(*checked, language);
  }
  return checked->is_genuine ? 0 : kNotAsItWas;
}

/// The records of a station's folder, against their audit trail.
int verify_records(const VerifyArguments& arguments, Language language) {
  AuditCheckOptions options;
  options.known_hashes = arguments.known_hashes;
  const auto findings = verify_folder(arguments.file, options);
  if (!findings) return complain(findings.error());
  fmt::print("{}", arguments.json ? audit_report_json(language, *findings) + "\n"
                                  : audit_report(language, *findings));
  return findings->found.empty() ? 0 : kNotAsItWas;
}

int verify_what(const VerifyArguments& arguments) {
  const auto language = parse_language(arguments.language);
  if (!language) return complain(language.error());
  if (!arguments.code.empty()) return verify_code(arguments, *language);
  std::error_code ignored;
  if (std::filesystem::is_directory(arguments.file, ignored)) {
    return verify_records(arguments, *language);
  }
  return verify_result(arguments, *language);
}

struct KeysArguments {
  std::string data_folder;
  bool make = false;
};

int show_key(const KeysArguments& arguments) {
  const auto folder = data_folder_or_default(arguments.data_folder);
  const auto key = arguments.make ? make_base_key(folder) : read_base_key(folder);
  if (!key) return complain(key.error());
  fmt::print("{}  {}\n", key->public_key().id(), public_key_file(folder).string());
  return 0;
}

}  // namespace

void add_verify_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "verify",
      "Say whether a class's result, a certificate or a station's records are as they were");
  auto arguments = std::make_shared<VerifyArguments>();
  auto* what = command->add_option_group("what");
  what->add_option("FILE", arguments->file,
                   "Signed result of a class, or a station's data folder: its records");
  what->add_option("--qr", arguments->code, "Text of a certificate's QR code");
  what->require_option(1);
  command->add_option("--key", arguments->key,
                      "Public key that must have signed it; default: that of --data");
  command->add_option("--hash", arguments->known_hashes,
                      "With a folder: an audit hash that was printed or exported earlier, or how "
                      "it begins; it must be in the trail");
  add_station_options(*command, arguments->data_folder, arguments->language);
  command->add_flag("--json", arguments->json, "One JSON object instead of sentences");
  command->footer(
      "Exit code: 0 signed and unchanged, 1 changed or signed by another key, 2 it cannot be read: "
      "no such file, cut off, damaged, or a certificate's key is not known. Of a folder: 0 all is "
      "as it was written, 1 something is not, 2 it cannot be looked at.");
  command->callback([arguments, &exit_code] { exit_code = verify_what(*arguments); });
}

void add_keys_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "keys", "Show the key that results are signed with: its id, and the public key to hand out");
  auto arguments = std::make_shared<KeysArguments>();
  command->add_flag("--new", arguments->make, "Make it; never over one that is there");
  command->add_option("--data", arguments->data_folder, "Data folder of the station");
  command->footer("Exit code: 0 shown, 2 there is none, or it cannot be read or made.");
  command->callback([arguments, &exit_code] { exit_code = show_key(*arguments); });
}

}  // namespace sternum
