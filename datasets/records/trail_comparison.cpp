#include <string_view>
#include <vector>

#include "datasets/records/audited_rows.hpp"
#include "datasets/records/batch_packing.hpp"
#include "datasets/records/digest.hpp"
#include "datasets/records/row_scan.hpp"
#include "datasets/records/trail_check.hpp"
#include "datasets/rule_files/rule_text.hpp"

namespace sternum {
namespace {

class RowComparison {
 public:
  RowComparison(Connection& connection, const TrailTold& told, FindingList& list)
      : connection_(connection), told_(told), list_(list) {}

  void run() {
    compare_attempts();
    compare_inputs();
    compare_sheets();
    compare_calibrations();
    compare_classes();
    compare_named("SELECT number FROM certificates", AuditedThing::Certificate, told_.certificates,
                  digest_of_certificate);
    compare_named("SELECT number FROM instructors", AuditedThing::Instructor, told_.instructors,
                  digest_of_instructor);
    compare_identities();
    compare_consents();
    compare_rules();
  }

 private:
  /// False when something is wrong, which is told.
  bool compare(AuditedThing thing, std::int64_t number, std::int64_t second,
               const std::string& name, const Result<std::string>& found,
               const std::string& expected) {
    if (found && *found == expected) return true;
    const AuditFault fault = !found           ? AuditFault::Unreadable
                             : found->empty() ? AuditFault::Missing
                                              : AuditFault::Changed;
    list_.add({fault, thing, number, second, name});
    return false;
  }

  void compare_attempts() {
    RowScan(connection_, "SELECT id, verdict FROM attempts WHERE id >= ?1 ORDER BY id")
        .run([&](const Statement& row) { compare_attempt(row); },
             [&](const UnreadableRows& rows) { unreadable(AuditedThing::AttemptStart, rows); });
    for (const auto& [id, attempt] : told_.attempts) {
      if (!seen_.contains(id) && !in_hole(id)) {
        list_.add({AuditFault::Missing, AuditedThing::AttemptStart, id});
      }
    }
  }

  void compare_attempt(const Statement& row) {
    const std::int64_t id = row.integer(0);
    seen_.insert(id);
    const auto told = told_.attempts.find(id);
    if (told == told_.attempts.end()) {
      if (id <= told_.last_attempt_before) {
        ++list_.findings().attempts_before_it;
      } else {
        list_.add({AuditFault::NotInTrail, AuditedThing::AttemptStart, id});
      }
      return;
    }
    ++list_.findings().attempts;
    const AttemptTold& attempt = told->second;
    if (!attempt.start_digest.empty()) {
      compare(AuditedThing::AttemptStart, id, 0, {}, digest_of_attempt_start(connection_, id),
              attempt.start_digest);
    }
    if (!attempt.end_digest.empty()) {
      compare(AuditedThing::AttemptEnd, id, 0, {}, digest_of_attempt_end(connection_, id),
              attempt.end_digest);
    }
    if (attempt.result_digest) {
      compare(AuditedThing::Result, id, 0, {}, digest_of_result(connection_, id),
              *attempt.result_digest);
    }
    if (attempt.verdict) {
      const auto verdict = row.is_null(1) ? std::nullopt : std::optional(row.integer(1));
      if (verdict != *attempt.verdict) {
        list_.add({AuditFault::Changed, AuditedThing::Verdict, id});
      }
    }
  }

  /// One walk through all samples, whose attempts lie side by side.
  void compare_inputs() {
    std::map<std::int64_t, InputsDigest> digests;
    std::set<std::int64_t> broken;
    std::vector<AttemptInput> inputs;
    RowScan(connection_, "SELECT id, attempt_id, packed FROM samples WHERE id >= ?1 ORDER BY id")
        .run(
            [&](const Statement& row) {
              ++list_.findings().samples;
              const std::int64_t attempt = row.integer(1);
              if (!seen_.contains(attempt) && !in_hole(attempt)) {
                list_.add({AuditFault::NotInTrail, AuditedThing::Inputs, attempt, row.integer(0)});
                return;
              }
              inputs.clear();
              if (!unpack_inputs(row.blob(2), {}, inputs)) {
                list_.add({AuditFault::Unreadable, AuditedThing::Inputs, attempt, row.integer(0)});
                broken.insert(attempt);
                return;
              }
              const auto told = told_.attempts.find(attempt);
              if (told == told_.attempts.end() || told->second.inputs_digest.empty()) return;
              InputsDigest& digest = digests[attempt];
              for (const AttemptInput& input : inputs) digest.add(input);
            },
            [&](const UnreadableRows& rows) {
              list_.add({AuditFault::Unreadable, AuditedThing::Inputs, 0, rows.first});
            });
    for (const auto& [id, attempt] : told_.attempts) {
      if (attempt.inputs_digest.empty() || broken.contains(id)) continue;
      if (digests[id].hex() != attempt.inputs_digest) {
        list_.add({AuditFault::Changed, AuditedThing::Inputs, id});
      }
    }
  }

  void compare_sheets() {
    for (const auto& [place, digest] : told_.sheet) {
      compare(AuditedThing::SheetEntry, place.first, place.second, {},
              digest_of_sheet_entry(connection_, place.first, place.second), digest);
    }
    auto query = connection_.prepare("SELECT attempt_id, number FROM sheet_entries");
    if (!query) return;
    while (true) {
      const auto row = query->step();
      if (!row) return list_.add({AuditFault::Unreadable, AuditedThing::SheetEntry});
      if (!*row) return;
      const std::int64_t attempt = query->integer(0);
      const std::int64_t number = query->integer(1);
      if (attempt > told_.last_attempt_before && !told_.sheet.contains({attempt, number})) {
        list_.add({AuditFault::NotInTrail, AuditedThing::SheetEntry, attempt, number});
      }
    }
  }

  void compare_calibrations() {
    for (const auto& [id, digest] : told_.calibrations) {
      compare(AuditedThing::Calibration, id, 0, {}, digest_of_calibration(connection_, id), digest);
    }
    not_in_trail("SELECT id FROM calibrations", AuditedThing::Calibration, [&](std::int64_t id) {
      return id <= told_.last_calibration_before || told_.calibrations.contains(id);
    });
  }

  void compare_classes() {
    for (const auto& [id, told] : told_.classes) {
      compare(AuditedThing::Class, id, 0, {}, digest_of_class(connection_, id), told.record_digest);
      compare(AuditedThing::Members, id, 0, {}, digest_of_members(connection_, id),
              told.members_digest);
    }
    not_in_trail("SELECT id FROM classes", AuditedThing::Class, [&](std::int64_t id) {
      return id <= told_.last_class_before || told_.classes.contains(id);
    });
  }

  void compare_identities() {
    for (const auto& [id, digest] : told_.identities) {
      compare(AuditedThing::Identity, id, 0, {}, digest_of_identity(connection_, id), digest);
    }
    not_in_trail("SELECT trainee_id FROM identities WHERE sealed IS NOT NULL",
                 AuditedThing::Identity,
                 [&](std::int64_t id) { return told_.identities.contains(id); });
  }

  void compare_consents() {
    if (!told_.consents) return;
    auto query = connection_.prepare("SELECT trainee_id, guardian FROM identities");
    if (!query) return;
    auto left = *told_.consents;
    auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
      const std::int64_t trainee = row.integer(0);
      const auto told = left.extract(trainee);
      if (row.integer(1) != (told.empty() ? 0 : told.mapped())) {
        list_.add({told.empty() ? AuditFault::NotInTrail : AuditFault::Changed,
                   AuditedThing::Consent, trainee});
      }
      return {};
    });
    if (!read) return list_.add({AuditFault::Unreadable, AuditedThing::Consent});
    for (const auto& [trainee, consent] : left) {
      if (consent != 0) list_.add({AuditFault::Missing, AuditedThing::Consent, trainee});
    }
  }

  void compare_named(const char* sql, AuditedThing thing,
                     const std::map<std::string, std::string>& told,
                     Result<std::string> (*digest_of)(Connection&, std::string_view)) {
    for (const auto& [name, digest] : told) {
      compare(thing, 0, 0, name, digest_of(connection_, name), digest);
    }
    auto query = connection_.prepare(sql);
    if (!query) return;
    auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
      const std::string name(row.text(0));
      if (!told.contains(name)) list_.add({AuditFault::NotInTrail, thing, 0, 0, name});
      return {};
    });
    if (!read) list_.add({AuditFault::Unreadable, thing});
  }

  void compare_rules() {
    for (const std::string& hash : told_.rules) {
      auto query = connection_.prepare("SELECT toml FROM rule_texts WHERE hash = ?");
      const auto row = query ? query->bind(1, hash).step() : Result<bool>(false);
      const auto found = !row   ? Result<std::string>(tl::unexpected(row.error()))
                         : *row ? Result<std::string>(sha256_hex(query->text(0)))
                                : Result<std::string>(std::string());
      compare(AuditedThing::RuleText, 0, 0, hash, found, hash);
    }
  }

  template <class Known>
  void not_in_trail(const char* sql, AuditedThing thing, Known known) {
    auto query = connection_.prepare(sql);
    if (!query) return;
    auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
      if (!known(row.integer(0))) list_.add({AuditFault::NotInTrail, thing, row.integer(0)});
      return {};
    });
    if (!read) list_.add({AuditFault::Unreadable, thing});
  }

  void unreadable(AuditedThing thing, const UnreadableRows& rows) {
    holes_.push_back(rows);
    list_.add({AuditFault::Unreadable, thing, rows.first, rows.last});
  }

  [[nodiscard]] bool in_hole(std::int64_t id) const {
    for (const UnreadableRows& rows : holes_) {
      if (id >= rows.first && (rows.last == 0 || id <= rows.last)) return true;
    }
    return false;
  }

  Connection& connection_;
  const TrailTold& told_;
  FindingList& list_;
  std::set<std::int64_t> seen_;
  std::vector<UnreadableRows> holes_;
};

}  // namespace

void compare_rows(Connection& connection, const TrailTold& told, FindingList& list) {
  RowComparison(connection, told, list).run();
}

}  // namespace sternum
