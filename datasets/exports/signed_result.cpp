#include "datasets/exports/signed_result.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "datasets/atomic_file.hpp"
#include "datasets/exports/base64.hpp"
#include "datasets/exports/canonical_json.hpp"
#include "datasets/rule_files/rule_text.hpp"

namespace sternum {
namespace {

using Signed = nlohmann::json;

constexpr std::string_view kSignedFormat = "sternum-class-result";
constexpr int kSignedForm = 1;

template <class T>
Signed null_or(const std::optional<T>& value) {
  return value ? Signed(*value) : Signed(nullptr);
}

Signed null_or_text(const std::string& text) {
  return text.empty() ? Signed(nullptr) : Signed(text);
}

Signed exam_entry(const ExamOutcome& exam) {
  return {{"attempt", exam.attempt},
          {"retest", exam.is_retest},
          {"scheme", exam.scheme_id},
          {"scheme_edition", exam.scheme_edition},
          {"guideline", exam.guideline_id},
          {"score", null_or(exam.score)},
          {"verdict", verdict_name(exam.verdict)},
          {"manikin", exam.manikin_id},
          {"calibration", null_or(exam.calibration_id)},
          {"examiner", null_or_text(exam.examiner)}};
}

Signed trainee_entry(const TraineeResult& trainee) {
  Signed exams = Signed::array();
  for (const ExamOutcome& exam : trainee.exams) exams.push_back(exam_entry(exam));
  const auto verdict = trainee.verdict();
  return {{"name", trainee.name},
          {"organisation", null_or_text(trainee.organisation)},
          {"present", trainee.was_present()},
          {"theory_score", null_or(trainee.outcome.theory_score)},
          {"practical_score", null_or(trainee.practical_score())},
          {"verdict", verdict ? Signed(verdict_name(*verdict)) : Signed(nullptr)},
          {"passed", trainee.has_passed()},
          {"retest", trainee.is_retested()},
          {"certificate_number", null_or_text(trainee.outcome.certificate_number)},
          {"certified_on", null_or_text(trainee.outcome.certified_on)},
          {"valid_until", null_or_text(trainee.outcome.valid_until)},
          {"attempts", trainee.attempts},
          {"hands_on_s", trainee.hands_on_s},
          {"exams", std::move(exams)}};
}

Signed class_entry(const ClassResults& results) {
  const ClassRecord& record = results.record;
  return {{"number", record.number},
          {"course", record.course},
          {"organiser", record.organiser},
          {"base", record.base},
          {"place", record.place},
          {"audience", record.audience},
          {"starts_on", null_or_text(record.starts_on)},
          {"ends_on", null_or_text(record.ends_on)},
          {"hours", null_or(record.hours)},
          {"instructors", record.instructors},
          {"assistants", record.assistants},
          {"expected", null_or(record.expected)},
          {"present", results.present()},
          {"passed", results.passed()},
          {"created_at_ms", record.key}};
}

std::string text_at(const Signed& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

tl::unexpected<Error> no_signed_result(const std::string& where) {
  return failure("this is not a signed result", where,
                 "name the JSON file that `sternum export --format json` wrote");
}

/// The parsed file, or why it could not be: the two that people meet are told apart.
Result<Signed> parsed(const std::string& text, const std::string& where) {
  // What lies deeper than anything of ours is left out: it is not signed, and costs no stack.
  constexpr int kDeepest = 16;
  const auto shallow = [](int depth, Signed::parse_event_t, Signed&) { return depth <= kDeepest; };
  Signed root = Signed::parse(text, shallow, false);
  if (!root.is_discarded()) return root;
  const auto end = text.find_last_not_of(" \t\r\n");
  const bool begins_right = text.starts_with("{\"payload\":");
  if (begins_right && (end == std::string::npos || !text.substr(0, end + 1).ends_with("}}"))) {
    return failure(fmt::format("the file ends in the middle, after {} bytes", text.size()), where,
                   "copy it again: it was cut off");
  }
  if (!begins_right) return no_signed_result(where);
  return failure("the file is damaged: it is no JSON any more", where, "copy it again");
}

/// Whose entries are not what their own hash says.
std::vector<SignedResultFinding> changed_trainees(const Signed& trainees) {
  std::vector<SignedResultFinding> changed;
  std::size_t number = 0;
  for (const Signed& each : trainees) {
    ++number;
    const auto entry = each.is_object() ? each.find("entry") : each.end();
    const bool has_entry = each.is_object() && entry != each.end();
    if (has_entry && sha256_hex(canonical_json(*entry)) == text_at(each, "sha256")) continue;
    SignedResultFinding finding{SignedResultFinding::Kind::ChangedTrainee, number, {}};
    if (has_entry && entry->is_object()) finding.name = text_at(*entry, "name");
    changed.push_back(std::move(finding));
  }
  return changed;
}

}  // namespace

std::string result_payload(const ClassResults& results) {
  Signed trainees = Signed::array();
  for (const TraineeResult& trainee : results.trainees) {
    Signed entry = trainee_entry(trainee);
    std::string hash = sha256_hex(canonical_json(entry));
    trainees.push_back({{"entry", std::move(entry)}, {"sha256", std::move(hash)}});
  }
  return canonical_json({{"format", kSignedFormat},
                         {"version", kSignedForm},
                         {"class", class_entry(results)},
                         {"audit_hash", null_or(results.audit_hash)},
                         {"trainees", std::move(trainees)}});
}

std::string signed_result(const ClassResults& results, const BaseKey& key) {
  const std::string payload = result_payload(results);
  const PublicKey& by = key.public_key();
  const std::string raw(by.bytes.begin(), by.bytes.end());
  const Signed signature = {{"algorithm", "Ed25519"},
                            {"key", base64_of(raw)},
                            {"key_id", by.id()},
                            {"value", base64_of(key.sign(payload))}};
  return fmt::format("{{\"payload\":{},\"signature\":{}}}\n", payload, canonical_json(signature));
}

Result<void> write_signed_result(const ClassResults& results, const BaseKey& key,
                                 const std::filesystem::path& file) {
  auto target = AtomicFile::create(file);
  if (!target) return tl::unexpected(target.error());
  if (auto done = target->write(signed_result(results, key)); !done) return done;
  return target->finish();
}

Result<CheckedResult> verify_signed_result(const std::filesystem::path& file,
                                           const std::optional<PublicKey>& expected) {
  const std::string where = file.string();
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) return failure("the file cannot be read", where, "is the path right?");
  const auto root = parsed(text, where);
  if (!root) return tl::unexpected(root.error());
  if (!root->is_object() || !root->contains("payload") || !root->contains("signature")) {
    return no_signed_result(where);
  }
  const Signed& payload = root->at("payload");
  const Signed& signature = root->at("signature");
  if (!payload.is_object() || !signature.is_object() ||
      text_at(payload, "format") != kSignedFormat) {
    return no_signed_result(where);
  }
  if (payload.value("version", Signed()) != Signed(kSignedForm)) {
    return failure("the result was signed by a later version of this program", where,
                   "update this program");
  }
  const auto key = bytes_of_base64(text_at(signature, "key"));
  const auto value = bytes_of_base64(text_at(signature, "value"));
  CheckedResult checked;
  if (!key || key->size() != checked.key.bytes.size() || !value ||
      value->size() != BaseKey::kSignatureBytes) {
    return failure("its signature is damaged", where, "copy the file again");
  }
  std::copy(key->begin(), key->end(), checked.key.bytes.begin());
  const Signed of_class = payload.value("class", Signed::object());
  if (of_class.is_object()) {
    checked.class_number = text_at(of_class, "number");
    checked.course = text_at(of_class, "course");
    checked.base = text_at(of_class, "base");
  }
  const Signed trainees = payload.value("trainees", Signed::array());
  checked.trainees = trainees.size();
  checked.is_vouched = expected && *expected == checked.key;
  using Kind = SignedResultFinding::Kind;
  if (expected && !checked.is_vouched) checked.findings.push_back({Kind::WrongKey, 0, {}});
  auto changed = changed_trainees(trainees);
  if (!checked.key.has_signed(canonical_json(payload), *value) && changed.empty()) {
    checked.findings.push_back({Kind::Changed, 0, {}});
  }
  for (SignedResultFinding& finding : changed) checked.findings.push_back(std::move(finding));
  return checked;
}

}  // namespace sternum
