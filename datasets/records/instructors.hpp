/// Who may examine, overrule, export personal data and purge: instructors, by number and PIN.
///
/// A PIN has 4 to 12 digits and is kept as an Argon2id hash. From the third wrong one on, none is
/// looked at for 5 s, and twice as long after each further one, an hour at most; a try is counted
/// before it is looked at, so that killing the program gains nothing, and a clock that goes back
/// begins the wait anew. An unknown number takes as long as a wrong PIN and says the same. Every
/// sign-in and every failure is in the audit trail. While a folder has no instructor, nobody needs
/// to sign in. Works beside a console that has the folder; one object belongs to one thread. Times
/// are UTC, ms since 1970. Blocks on the disk and for Argon2id, about a tenth of a second.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/records/sealed_text.hpp"
#include "datasets/records/sqlite.hpp"

namespace sternum {

struct Instructor {
  std::string number{};
  std::string name{};
  friend bool operator==(const Instructor&, const Instructor&) = default;
};

struct SignIn {
  enum class Outcome : std::uint8_t { Done, Wrong, Locked };
  Outcome outcome = Outcome::Wrong;
  Instructor instructor{};   ///< of `Done`
  std::int64_t wait_ms = 0;  ///< until a PIN is looked at again; 0: at once
};

[[nodiscard]] bool is_pin(std::string_view text);
/// How long to wait after so many wrong PINs.
[[nodiscard]] std::int64_t wait_after_failures_ms(std::int64_t failures);

class Instructors {
 public:
  [[nodiscard]] static Result<Instructors> open(const std::filesystem::path& folder,
                                                Argon2Cost cost = {});

  [[nodiscard]] Result<bool> any();
  /// By number.
  [[nodiscard]] Result<std::vector<Instructor>> list();
  /// A number that is there already gets this name and PIN, and may try again at once.
  [[nodiscard]] Result<void> add(const Instructor& instructor, std::string_view pin,
                                 const std::string& who, std::int64_t now_ms);
  /// False when there is none of this number.
  [[nodiscard]] Result<bool> remove(const std::string& number, const std::string& who);
  [[nodiscard]] Result<SignIn> sign_in(const std::string& number, std::string_view pin,
                                       std::int64_t now_ms);
  [[nodiscard]] Result<void> sign_out(const std::string& number);

 private:
  Instructors(Connection connection, Argon2Cost cost)
      : connection_(std::move(connection)), cost_(cost) {}
  struct Kept;
  [[nodiscard]] Result<Kept> count_try(const std::string& number, std::int64_t now_ms);
  [[nodiscard]] Result<void> note(const std::string& who, const std::string& action,
                                  const std::string& number);

  Connection connection_;
  Argon2Cost cost_;
};

}  // namespace sternum
