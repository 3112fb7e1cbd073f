#include "datasets/records/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "datasets/records/audit_trail.hpp"
#include "datasets/records/audited_rows.hpp"
#include "datasets/records/class_rows.hpp"
#include "datasets/records/schema.hpp"

namespace sternum {
namespace {

constexpr std::size_t kCharactersShown = 4;

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Result<void> keep_key(Connection& connection, const SealedIdentity& identity) {
  auto insert = connection.prepare(
      "INSERT INTO sealing_keys (id, kind, salt, passes, memory_bytes) VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT DO NOTHING");
  if (!insert) return tl::unexpected(insert.error());
  insert->bind(1, identity.key_id).bind(2, std::int64_t{identity.salt.has_value()});
  if (identity.salt) {
    insert->bind_blob(3, identity.salt->salt)
        .bind(4, static_cast<std::int64_t>(identity.salt->cost.passes))
        .bind(5, static_cast<std::int64_t>(identity.salt->cost.memory_bytes));
  }
  return insert->run();
}

constexpr const char* kPersonColumns =
    "SELECT t.id, t.name, i.last_characters, i.born_year, coalesce(i.guardian, 0), t.purged_at_ms "
    "FROM trainees t LEFT JOIN identities i ON i.trainee_id = t.id";

Person person_of(const Statement& row) {
  Person person{row.integer(0), std::string(row.text(1)), std::string(row.text(2))};
  if (!row.is_null(3)) person.born_year = static_cast<int>(row.integer(3));
  person.guardian = static_cast<GuardianConsent>(row.integer(4));
  person.purged = !row.is_null(5);
  return person;
}

/// The sealing key that the folder has used; empty: none yet.
struct UsedKey {
  std::string id{};
  std::optional<PassphraseSalt> salt{};
};

Result<std::optional<UsedKey>> used_key(Connection& connection) {
  auto query = connection.prepare("SELECT id, kind, salt, passes, memory_bytes FROM sealing_keys");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::optional<UsedKey>{};
  UsedKey used{std::string(query->text(0))};
  if (query->integer(1) == 1) {
    used.salt = {std::string(query->blob(2)),
                 {static_cast<std::uint64_t>(query->integer(3)),
                  static_cast<std::uint64_t>(query->integer(4))}};
  }
  return std::optional(used);
}

}  // namespace

SealedIdentity seal_identity(const SealingKey& key, std::string_view number,
                             std::optional<int> born_year) {
  SealedIdentity identity{key.id(), key.salt(), key.seal(number), key.search_hash(number)};
  // A short one is never shown whole.
  const std::size_t shown = std::min(kCharactersShown, number.size() / 2);
  identity.last_characters = number.substr(number.size() - shown);
  identity.born_year = born_year;
  return identity;
}

Result<void> keep_identities(Connection& connection, const std::string& who,
                             const std::vector<PersonIdentity>& people) {
  auto keep = connection.prepare(
      "INSERT INTO identities (trainee_id, key_id, nonce, sealed, search_hash, last_characters, "
      "born_year, kept_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (trainee_id) DO UPDATE "
      "SET key_id = excluded.key_id, nonce = excluded.nonce, sealed = excluded.sealed, "
      "search_hash = excluded.search_hash, last_characters = excluded.last_characters, "
      "born_year = excluded.born_year, kept_at_ms = excluded.kept_at_ms");
  if (!keep) return tl::unexpected(keep.error());
  for (const auto& [name, identity] : people) {
    const auto trainee = find_or_add_trainee(connection, name);
    if (!trainee) return tl::unexpected(trainee.error());
    if (!*trainee) continue;
    if (auto kept = keep_key(connection, identity); !kept) return kept;
    keep->bind(1, **trainee).bind(2, identity.key_id).bind_blob(3, identity.number.nonce);
    keep->bind_blob(4, identity.number.bytes).bind_blob(5, identity.search_hash);
    keep->bind(6, identity.last_characters);
    keep->bind_optional(7, std::optional<std::int64_t>(identity.born_year));
    if (auto kept = keep->bind(8, now_ms()).run(); !kept) return kept;
    const auto digest = digest_of_identity(connection, **trainee);
    if (!digest) return tl::unexpected(digest.error());
    const AuditNote note{"identity_kept", "trainee", std::to_string(**trainee),
                         fmt::format(R"({{"identity_sha256":"{}"}})", *digest)};
    if (auto told = append_audit(connection, who, note); !told) return told;
  }
  return {};
}

Result<SealingKey> key_of_folder(const std::filesystem::path& folder, const KeySource& source) {
  auto connection = open_station_file(folder, Connection::Access::ReadOnly);
  if (!connection) return tl::unexpected(connection.error());
  const auto used = used_key(*connection);
  if (!used) return tl::unexpected(used.error());
  if (!source.passphrase) {
    if (*used && (*used)->salt) {
      return failure("this folder's identity numbers are sealed with a passphrase", folder.string(),
                     "give it with --passphrase");
    }
    auto key = SealingKey::from_file(source.file);
    if (key && *used && (*used)->id != key->id()) {
      return failure("this folder's identity numbers are sealed with another key",
                     source.file.string(),
                     fmt::format("name the file of key {} with --key-file", (*used)->id));
    }
    return key;
  }
  if (*used && !(*used)->salt) {
    return failure("this folder's identity numbers are sealed with a key file", folder.string(),
                   "name it with --key-file");
  }
  const auto salt = *used ? *(*used)->salt : SealingKey::new_salt(source.cost);
  auto key = SealingKey::from_passphrase(*source.passphrase, salt);
  if (key && *used && (*used)->id != key->id()) {
    return failure("this is not the passphrase", folder.string(), "type it again");
  }
  return key;
}

Result<std::vector<Person>> people_of(const std::filesystem::path& folder) {
  auto connection = open_station_file(folder, Connection::Access::ReadOnly);
  if (!connection) return tl::unexpected(connection.error());
  auto query = connection->prepare(fmt::format("{} ORDER BY t.id", kPersonColumns));
  if (!query) return tl::unexpected(query.error());
  std::vector<Person> people;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    people.push_back(person_of(row));
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return people;
}

Result<std::optional<Person>> find_by_identity(const std::filesystem::path& folder,
                                               const SealingKey& key, std::string_view number) {
  auto connection = open_station_file(folder, Connection::Access::ReadOnly);
  if (!connection) return tl::unexpected(connection.error());
  auto query = connection->prepare(fmt::format("{} WHERE i.search_hash = ?", kPersonColumns));
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind_blob(1, key.search_hash(number)).step();
  if (!row) return tl::unexpected(row.error());
  return *row ? std::optional(person_of(*query)) : std::optional<Person>{};
}

Result<std::string> open_identity(const std::filesystem::path& folder, const SealingKey& key,
                                  std::int64_t person, const std::string& who) {
  auto connection = open_station_file(folder, Connection::Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  auto transaction = Transaction::begin(*connection);
  if (!transaction) return tl::unexpected(transaction.error());
  auto query = connection->prepare(
      "SELECT nonce, sealed, search_hash FROM identities WHERE trainee_id = ? AND sealed IS NOT "
      "NULL");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, person).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return failure(fmt::format("no identity number is kept of person {}", person));
  auto number = key.open({std::string(query->blob(0)), std::string(query->blob(1))});
  if (!number) return number;
  if (key.search_hash(*number) != query->blob(2)) {
    return failure("this identity number has been exchanged for another one", folder.string(),
                   "verify the folder");
  }
  query->reset();
  const AuditNote note{"identity_shown", "trainee", std::to_string(person)};
  if (auto told = append_audit(*connection, who, note); !told) return tl::unexpected(told.error());
  if (auto done = transaction->commit(); !done) return tl::unexpected(done.error());
  return number;
}

}  // namespace sternum
