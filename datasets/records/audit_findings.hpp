/// Whether a station's records are what was written: the trail recomputed, and every row that it
/// answers for compared with it.
///
/// Reads only, one moment of the database, row by row; a console may go on working. A damaged place
/// is a finding, and looking goes on behind it. What cannot be found: rows of attempts from before
/// the trail began; names and other personal fields; queues, seats and manikins' names; and a file
/// that was rewritten as a whole, trail and head included, by somebody who knows how. Against that
/// stands the hash on what was printed or exported earlier: give it as `known_hashes`, and a trail
/// that no longer holds it is a finding. Blocks on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/records/audit_trail.hpp"

namespace sternum {

enum class AuditedThing : std::uint8_t {
  TrailEntry,
  AttemptStart,  ///< what an attempt was begun with
  AttemptEnd,    ///< its state, end and score
  Result,
  Inputs,  ///< samples, reports and events
  Verdict,
  SheetEntry,  ///< `second`: which one on the sheet
  Calibration,
  Class,
  Members,  ///< a class's list
  Certificate,
  Instructor,
  Identity,
  Consent,  ///< of a trainee's guardian
  RuleText,
};

enum class AuditFault : std::uint8_t {
  Changed,
  Missing,
  NotInTrail,        ///< it is there, and nothing tells how it came
  Unreadable,        ///< the disk or SQLite cannot give it back
  Moved,             ///< a trail's entry: it was written as entry `second`
  GapInTrail,        ///< entries `number` to `second` are missing
  OutOfChain,        ///< a trail's entry: it does not follow the one before it
  TrailEndsEarly,    ///< after `number` entries; there were `second`
  TrailGoesOn,       ///< after the `number` entries that were counted
  HeadDiffers,       ///< the last hash is not the one that was noted beside the trail
  HashNotInTrail,    ///< `name`: a hash that was printed
  GuardMissing,      ///< `name`: a trigger that kept the trail from being changed
  IndexDamaged,      ///< `name`; lists may miss rows
  StructureDamaged,  ///< of the file; `name`: in SQLite's words
};

struct AuditFinding {
  AuditFault fault = AuditFault::Changed;
  AuditedThing thing = AuditedThing::TrailEntry;
  std::int64_t number = 0;  ///< of the entry, attempt, class …
  std::int64_t second = 0;
  std::string name{};  ///< of what has no number: a certificate, an instructor, a hash
  friend bool operator==(const AuditFinding&, const AuditFinding&) = default;
};

struct AuditFindings {
  std::string file{};
  AuditHead head{};                     ///< where the trail ends
  std::int64_t attempts = 0;            ///< compared with the trail
  std::int64_t attempts_before_it = 0;  ///< older than the trail: not compared
  std::int64_t samples = 0;             ///< rows of samples that were read
  std::vector<AuditFinding> found{};
  bool more = false;  ///< there was more to find than is listed
};

struct AuditCheckOptions {
  std::vector<std::string> known_hashes{};  ///< the first digits are enough
  std::size_t most_findings = 1000;
};

/// An error only when there is nothing to look at: no file, another program's, another version's.
[[nodiscard]] Result<AuditFindings> verify_folder(const std::filesystem::path& folder,
                                                  const AuditCheckOptions& options = {});

}  // namespace sternum
