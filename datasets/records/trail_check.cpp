#include "datasets/records/trail_check.hpp"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <string_view>

#include "datasets/records/row_scan.hpp"

namespace sternum {
namespace {

using Told = nlohmann::json;

std::int64_t number_of(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string text_in(const Told& details, const char* key) {
  const auto found = details.find(key);
  return found != details.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number_in(const Told& details, const char* key) {
  const auto found = details.find(key);
  return found != details.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

std::optional<std::int64_t> number_or_none(const Told& details, const char* key) {
  const auto found = details.find(key);
  if (found == details.end() || !found->is_number_integer()) return std::nullopt;
  return found->get<std::int64_t>();
}

std::string all_entries() {
  return "SELECT " + std::string(kAuditColumns) + " FROM audit WHERE id >= ?1 ORDER BY id";
}

}  // namespace

TrailCheck::TrailCheck(Connection& connection, FindingList& list, const AuditCheckOptions& options)
    : connection_(connection),
      list_(list),
      last_{0, audit_origin()},
      sought_(options.known_hashes.begin(), options.known_hashes.end()) {}

TrailTold TrailCheck::run() {
  RowScan(connection_, all_entries())
      .run([&](const Statement& row) { take(audit_entry_of(row)); },
           [&](const UnreadableRows& rows) {
             list_.add({AuditFault::Unreadable, AuditedThing::TrailEntry, rows.first, rows.last});
             follows_hole_ = true;
             if (rows.last != 0) last_.entries = rows.last;
           });
  check_end();
  check_guards();
  for (const std::string& hash : sought_) {
    list_.add({AuditFault::HashNotInTrail, AuditedThing::TrailEntry, 0, 0, hash});
  }
  list_.findings().head = last_;
  return std::move(told_);
}

void TrailCheck::take(const AuditEntry& entry) {
  if (entry.id > last_.entries + 1) {
    list_.add({AuditFault::GapInTrail, AuditedThing::TrailEntry, last_.entries + 1, entry.id - 1});
    follows_hole_ = true;
  }
  const bool chained = follows_hole_ || entry.previous_hash == last_.hash;
  follows_hole_ = false;
  if (audit_hash(entry) != entry.hash) {
    const auto other = written_as(entry);
    list_.add({other ? AuditFault::Moved : AuditFault::Changed, AuditedThing::TrailEntry, entry.id,
               other.value_or(0)});
    follows_hole_ = other.has_value();
  } else if (!chained) {
    list_.add({AuditFault::OutOfChain, AuditedThing::TrailEntry, entry.id, last_.entries});
  }
  last_ = {entry.id, entry.hash};
  std::erase_if(sought_, [&](const std::string& hash) { return entry.hash.starts_with(hash); });
  learn(entry);
}

/// The place of an entry whose hash fits another number than its own.
std::optional<std::int64_t> TrailCheck::written_as(const AuditEntry& entry) {
  auto query = connection_.prepare("SELECT id FROM audit WHERE hash = ?");
  if (!query) return std::nullopt;
  AuditEntry moved = entry;
  const auto row = query->bind(1, entry.previous_hash).step();
  // Where its predecessor was exchanged as well, the neighbours are tried.
  for (const std::int64_t id :
       {row && *row ? query->integer(0) + 1 : 1, entry.id - 1, entry.id + 1}) {
    moved.id = id;
    if (audit_hash(moved) == entry.hash) return id;
  }
  return std::nullopt;
}

void TrailCheck::learn(const AuditEntry& entry) {
  const AuditNote& note = entry.note;
  const Told details = Told::parse(note.details, nullptr, false);
  if (!details.is_object()) return;
  const std::int64_t number = number_of(note.subject_id);
  learn_of_consents(note);
  if (note.subject == "attempt") {
    learn_of_attempt(note);
  } else if (note.subject == "station" && note.action == "trail_begun") {
    told_.last_attempt_before = number_in(details, "last_attempt_before");
    told_.last_class_before = number_in(details, "last_class_before");
    told_.last_calibration_before = number_in(details, "last_calibration_before");
  } else if (note.subject == "calibration") {
    told_.calibrations[number] = text_in(details, "row_sha256");
  } else if (note.subject == "class" && details.contains("record_sha256")) {
    told_.classes[number] = {text_in(details, "record_sha256"), text_in(details, "members_sha256")};
  } else if (note.subject == "certificate" && details.contains("row_sha256")) {
    told_.certificates[note.subject_id] = text_in(details, "row_sha256");
  } else if (note.subject == "instructor" && details.contains("row_sha256")) {
    told_.instructors[note.subject_id] = text_in(details, "row_sha256");
  } else if (note.subject == "trainee" && details.contains("identity_sha256")) {
    told_.identities[number] = text_in(details, "identity_sha256");
  }
}

void TrailCheck::learn_of_attempt(const AuditNote& note) {
  const std::int64_t id = number_of(note.subject_id);
  const Told details = Told::parse(note.details, nullptr, false);
  AttemptTold& attempt = told_.attempts[id];
  if (note.action == "attempt_begun") {
    attempt.start_digest = text_in(details, "start_sha256");
    for (const Told& rule : details.value("rules_sha256", Told::array())) {
      if (rule.is_string()) told_.rules.insert(rule.get<std::string>());
    }
  } else if (note.action == "attempt_resumed") {
    attempt.end_digest.clear();
    attempt.inputs_digest.clear();
    attempt.result_digest.reset();
    attempt.verdict.reset();
  } else if (details.contains("entry_sha256")) {
    ++attempt.sheet_entries;
    told_.sheet[{id, number_in(details, "number")}] = text_in(details, "entry_sha256");
    attempt.verdict = number_or_none(details, "verdict");
  } else if (details.contains("end_sha256")) {
    attempt.end_digest = text_in(details, "end_sha256");
    attempt.inputs_digest = text_in(details, "inputs_sha256");
    attempt.result_digest = text_in(details, "result_sha256");
    attempt.verdict = number_or_none(details, "verdict");
  }
}

void TrailCheck::learn_of_consents(const AuditNote& note) {
  const bool begins = note.action == "trail_begun" || note.action == "consents_begun";
  if (!begins && !(told_.consents && note.subject == "trainee")) return;
  const Told details = Told::parse(note.details, nullptr, false);
  if (begins && details.contains("consents")) {
    auto& consents = told_.consents.emplace();
    for (const auto& [trainee, consent] : details["consents"].items()) {
      if (consent.is_number_integer()) consents[number_of(trainee)] = consent.get<std::int64_t>();
    }
  } else if (note.action == "consent_changed") {
    (*told_.consents)[number_of(note.subject_id)] = number_in(details, "to");
  } else if (note.action == "person_purged") {
    told_.consents->erase(number_of(note.subject_id));
  }
}

void TrailCheck::check_end() {
  const auto head = read_audit_head(connection_);
  if (!head) {
    return list_.add({AuditFault::Unreadable, AuditedThing::TrailEntry, last_.entries + 1, 0});
  }
  // A station's first entry is as old as its file.
  const std::int64_t counted = head->entries > 0 ? head->entries : 1;
  if (last_.entries < counted) {
    list_.add({AuditFault::TrailEndsEarly, AuditedThing::TrailEntry, last_.entries, counted});
  } else if (last_.entries > head->entries) {
    list_.add({AuditFault::TrailGoesOn, AuditedThing::TrailEntry, head->entries, last_.entries});
  } else if (last_.hash != head->hash) {
    list_.add({AuditFault::HeadDiffers, AuditedThing::TrailEntry, last_.entries, 0});
  }
}

void TrailCheck::check_guards() {
  constexpr std::array<std::string_view, 2> kGuards = {"audit_is_never_changed",
                                                       "audit_is_never_shortened"};
  for (const std::string_view guard : kGuards) {
    auto query = connection_.prepare(
        "SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit' AND name = ? "
        "AND sql LIKE '%BEFORE%BEGIN SELECT RAISE(ABORT%'");
    const auto row = query ? query->bind(1, guard).step() : Result<bool>(false);
    if (!row || !*row) {
      list_.add({AuditFault::GuardMissing, AuditedThing::TrailEntry, 0, 0, std::string(guard)});
    }
  }
}

}  // namespace sternum
