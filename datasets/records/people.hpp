/// What a station knows of its trainees beside their names: the number of a document, sealed, and a
/// guardian's consent; and how they are forgotten.
///
/// All of it is optional and the least there can be. Writing functions without a folder work inside
/// the caller's transaction; those with one open the station database themselves. Errors are those
/// of `Connection` and `SealingKey`. Blocks on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/records/class_record.hpp"
#include "datasets/records/sealed_text.hpp"
#include "datasets/records/sqlite.hpp"

namespace sternum {

/// A guardian's consent is needed under this age.
inline constexpr int kGuardianUnderAge = 14;

/// The number of a document as it is stored.
struct SealedIdentity {
  std::string key_id{};
  std::optional<PassphraseSalt> salt{};
  SealedText number{};
  std::string search_hash{};
  std::string last_characters{};  ///< four, for the eye
  std::optional<int> born_year{};
};
[[nodiscard]] SealedIdentity seal_identity(const SealingKey& key, std::string_view number,
                                           std::optional<int> born_year);

struct PersonIdentity {
  std::string name{};  ///< the trainee's, as the station knows it
  SealedIdentity identity{};
};
[[nodiscard]] Result<void> keep_identities(Connection& connection, const std::string& who,
                                           const std::vector<PersonIdentity>& people);

/// Where the key comes from: the file, unless there is a passphrase.
struct KeySource {
  std::filesystem::path file{};
  std::optional<std::string> passphrase{};
  Argon2Cost cost{};  ///< of a new passphrase
};
/// The key that this folder's numbers are sealed with, or will be. An error when they are sealed
/// with another one.
[[nodiscard]] Result<SealingKey> key_of_folder(const std::filesystem::path& folder,
                                               const KeySource& source);

struct Person {
  std::int64_t id = 0;
  std::string name{};
  std::string last_characters{};  ///< of the document; empty: none is kept
  std::optional<int> born_year{};
  GuardianConsent guardian = GuardianConsent::NotNeeded;
  bool purged = false;
};
/// In the order of their ids.
[[nodiscard]] Result<std::vector<Person>> people_of(const std::filesystem::path& folder);
[[nodiscard]] Result<std::optional<Person>> find_by_identity(const std::filesystem::path& folder,
                                                             const SealingKey& key,
                                                             std::string_view number);
/// The number in clear, for a report that must have it; it stands in the audit trail that `who`
/// looked.
[[nodiscard]] Result<std::string> open_identity(const std::filesystem::path& folder,
                                                const SealingKey& key, std::int64_t person,
                                                const std::string& who);

struct Purge {
  std::string before{};  ///< "2024-01-01": whose last class, or attempt, lies before that day
  std::string who{};     ///< an instructor's number; may be empty
  bool dry_run = false;
};
struct Purged {
  std::int64_t people = 0;           ///< purged, or who would be
  std::int64_t in_open_classes = 0;  ///< old enough, but a class of theirs was never closed
  /// Copies beside the database, from before migrations and restorings, that still know them.
  std::vector<std::filesystem::path> copies{};
};
/// Removes names, organisations, nicknames and documents in one transaction, then rewrites the file
/// so that their bytes are gone from it and its log. Attempts, results, certificates' numbers and
/// statistics stay, under `#` and the person's id. Refuses while a console has the folder. The disk
/// needs room for a second copy. What a disk keeps of overwritten blocks is beyond this.
[[nodiscard]] Result<Purged> purge_people(const std::filesystem::path& folder, const Purge& purge);

}  // namespace sternum
