#include "datasets/records/instructors.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "datasets/records/audit_trail.hpp"
#include "datasets/records/audited_rows.hpp"
#include "datasets/records/schema.hpp"

namespace sternum {
namespace {

constexpr std::size_t kShortestPin = 4;
constexpr std::size_t kLongestPin = 12;
constexpr std::int64_t kFreeTries = 2;
constexpr std::int64_t kFirstWait_ms = 5'000;
constexpr std::int64_t kLongestWait_ms = 3'600'000;

Result<std::string> hash_of_pin(std::string_view pin, const Argon2Cost& cost) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (sodium_init() < 0 ||
      crypto_pwhash_str(hash.data(), pin.data(), pin.size(), cost.passes, cost.memory_bytes) != 0) {
    return failure("the PIN cannot be kept", {}, "close other programs: it takes memory");
  }
  return std::string(hash.data());
}

bool fits(const std::string& hash, std::string_view pin) {
  std::array<char, crypto_pwhash_STRBYTES> kept{};
  if (hash.size() >= kept.size()) return false;
  std::memcpy(kept.data(), hash.data(), hash.size());
  return crypto_pwhash_str_verify(kept.data(), pin.data(), pin.size()) == 0;
}

}  // namespace

bool is_pin(std::string_view text) {
  return text.size() >= kShortestPin && text.size() <= kLongestPin &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::int64_t wait_after_failures_ms(std::int64_t failures) {
  if (failures <= kFreeTries) return 0;
  const std::int64_t doublings = std::min<std::int64_t>(failures - kFreeTries - 1, 20);
  return std::min(kFirstWait_ms << doublings, kLongestWait_ms);
}

/// An instructor's row as it was before a try; without a hash: there is none.
struct Instructors::Kept {
  Instructor instructor{};
  std::string hash{};
  std::int64_t wait_ms = 0;       ///< still to be waited: the try does not count
  std::int64_t next_wait_ms = 0;  ///< if this try is wrong
};

Result<Instructors> Instructors::open(const std::filesystem::path& folder, Argon2Cost cost) {
  auto connection = open_station_file(folder, Connection::Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  return Instructors(std::move(*connection), cost);
}

Result<bool> Instructors::any() {
  const auto count = connection_.integer("SELECT count(*) FROM instructors");
  if (!count) return tl::unexpected(count.error());
  return *count > 0;
}

Result<std::vector<Instructor>> Instructors::list() {
  auto query = connection_.prepare("SELECT number, name FROM instructors ORDER BY number");
  if (!query) return tl::unexpected(query.error());
  std::vector<Instructor> instructors;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    instructors.push_back({std::string(row.text(0)), std::string(row.text(1))});
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return instructors;
}

Result<void> Instructors::add(const Instructor& instructor, std::string_view pin,
                              const std::string& who, std::int64_t now_ms) {
  if (instructor.number.empty()) return failure("an instructor needs a number");
  if (!is_pin(pin)) return failure("a PIN has 4 to 12 digits", {}, "choose another one");
  const auto hash = hash_of_pin(pin, cost_);
  if (!hash) return tl::unexpected(hash.error());
  auto transaction = Transaction::begin(connection_);
  if (!transaction) return tl::unexpected(transaction.error());
  auto keep = connection_.prepare(
      "INSERT INTO instructors (number, name, pin_hash, created_at_ms) VALUES (?, ?, ?, ?) "
      "ON CONFLICT (number) DO UPDATE SET name = excluded.name, pin_hash = excluded.pin_hash, "
      "failures = 0, failed_at_ms = 0, locked_until_ms = 0");
  if (!keep) return tl::unexpected(keep.error());
  auto kept = keep->bind(1, instructor.number)
                  .bind(2, instructor.name)
                  .bind(3, *hash)
                  .bind(4, now_ms)
                  .run();
  if (!kept) return kept;
  const auto digest = digest_of_instructor(connection_, instructor.number);
  if (!digest) return tl::unexpected(digest.error());
  const AuditNote note{"instructor_kept", "instructor", instructor.number,
                       fmt::format(R"({{"row_sha256":"{}"}})", *digest)};
  if (auto told = append_audit(connection_, who, note); !told) return told;
  return transaction->commit();
}

Result<bool> Instructors::remove(const std::string& number, const std::string& who) {
  auto transaction = Transaction::begin(connection_);
  if (!transaction) return tl::unexpected(transaction.error());
  auto take_out = connection_.prepare("DELETE FROM instructors WHERE number = ?");
  if (!take_out) return tl::unexpected(take_out.error());
  if (auto done = take_out->bind(1, number).run(); !done) return tl::unexpected(done.error());
  if (connection_.rows_changed() == 0) return false;
  const AuditNote note{"instructor_removed", "instructor", number, R"({"row_sha256":""})"};
  if (auto told = append_audit(connection_, who, note); !told) return tl::unexpected(told.error());
  if (auto done = transaction->commit(); !done) return tl::unexpected(done.error());
  return true;
}

Result<Instructors::Kept> Instructors::count_try(const std::string& number, std::int64_t now_ms) {
  auto transaction = Transaction::begin(connection_);
  if (!transaction) return tl::unexpected(transaction.error());
  auto query = connection_.prepare(
      "SELECT name, pin_hash, failures, failed_at_ms, locked_until_ms FROM instructors "
      "WHERE number = ?");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, number).step();
  if (!row) return tl::unexpected(row.error());
  Kept kept;
  if (!*row) return kept;
  kept.instructor = {number, std::string(query->text(0))};
  kept.hash = query->text(1);
  std::int64_t failures = query->integer(2);
  const bool clock_went_back = failures > 0 && now_ms < query->integer(3);
  const std::int64_t locked_until =
      clock_went_back ? now_ms + wait_after_failures_ms(failures) : query->integer(4);
  query->reset();
  kept.wait_ms = std::max<std::int64_t>(locked_until - now_ms, 0);
  if (kept.wait_ms > 0 && !clock_went_back) return kept;
  if (kept.wait_ms == 0) ++failures;
  kept.next_wait_ms = wait_after_failures_ms(failures);
  auto update = connection_.prepare(
      "UPDATE instructors SET failures = ?, failed_at_ms = ?, locked_until_ms = ? "
      "WHERE number = ?");
  if (!update) return tl::unexpected(update.error());
  auto updated = update->bind(1, failures)
                     .bind(2, now_ms)
                     .bind(3, now_ms + wait_after_failures_ms(failures))
                     .bind(4, number)
                     .run();
  if (!updated) return tl::unexpected(updated.error());
  if (auto done = transaction->commit(); !done) return tl::unexpected(done.error());
  return kept;
}

Result<SignIn> Instructors::sign_in(const std::string& number, std::string_view pin,
                                    std::int64_t now_ms) {
  const auto kept = count_try(number, now_ms);
  if (!kept) return tl::unexpected(kept.error());
  if (kept->wait_ms > 0) return SignIn{SignIn::Outcome::Locked, {}, kept->wait_ms};
  if (kept->hash.empty()) {
    // As long as for a number that is there.
    if (auto same_work = hash_of_pin(pin, cost_); !same_work) {
      return tl::unexpected(same_work.error());
    }
    if (auto told = note({}, "sign_in_failed", number); !told) return tl::unexpected(told.error());
    return SignIn{SignIn::Outcome::Wrong, {}, 0};
  }
  if (!fits(kept->hash, pin)) {
    if (auto told = note({}, "sign_in_failed", number); !told) return tl::unexpected(told.error());
    return SignIn{SignIn::Outcome::Wrong, {}, kept->next_wait_ms};
  }
  auto reset = connection_.prepare(
      "UPDATE instructors SET failures = 0, failed_at_ms = 0, locked_until_ms = 0 "
      "WHERE number = ?");
  if (!reset) return tl::unexpected(reset.error());
  if (auto done = reset->bind(1, number).run(); !done) return tl::unexpected(done.error());
  if (auto told = note(number, "signed_in", number); !told) return tl::unexpected(told.error());
  return SignIn{SignIn::Outcome::Done, kept->instructor, 0};
}

Result<void> Instructors::sign_out(const std::string& number) {
  return note(number, "signed_out", number);
}

Result<void> Instructors::note(const std::string& who, const std::string& action,
                               const std::string& number) {
  auto transaction = Transaction::begin(connection_);
  if (!transaction) return tl::unexpected(transaction.error());
  // What was typed where no instructor is known may be anything, a name or a PIN: it is not kept.
  const auto digest = digest_of_instructor(connection_, number);
  if (!digest) return tl::unexpected(digest.error());
  const AuditNote told{action, "instructor", digest->empty() ? std::string() : number};
  if (auto appended = append_audit(connection_, who, told); !appended) return appended;
  return transaction->commit();
}

}  // namespace sternum
