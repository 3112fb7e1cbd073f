/// Who is signed in at this station: the station's side of it.
///
/// A PIN is looked at on a thread of its own, for Argon2id takes a tenth of a second; everything
/// else is the analysis thread's. While the folder has no instructor, nobody needs to sign in.
/// Steady times are ms of any one ascending clock.
///
///     nobody ──number and PIN──▶ looking ──right──▶ signed in ──key, or half an hour without a
///        ▲                          │                    │        command and an exam──▶ nobody
///        └──────────wrong───────────┘◀────another number─┘
#pragma once

#include <cstdint>
#include <filesystem>
#include <future>
#include <optional>
#include <string>

#include "analysis/core/result.hpp"
#include "datasets/records/instructors.hpp"

namespace sternum {

/// What the screens see of it.
struct SignedIn {
  bool needed = false;   ///< the station has instructors: exams and overrulings need one of them
  std::string number{};  ///< of who is signed in; empty: nobody
  std::string name{};
  bool looking = false;                           ///< a PIN is being looked at
  std::optional<SignIn::Outcome> last_refused{};  ///< why the last try failed
  std::int64_t locked_until_ms = 0;               ///< UTC: no PIN is looked at before
  [[nodiscard]] bool may_examine() const { return !needed || !number.empty(); }
  friend bool operator==(const SignedIn&, const SignedIn&) = default;
};

class InstructorDesk {
 public:
  explicit InstructorDesk(std::filesystem::path folder, Argon2Cost cost = {})
      : folder_(std::move(folder)), cost_(cost) {}

  [[nodiscard]] const SignedIn& state() const { return state_; }
  /// Looks whether there are instructors by now. Reads the database.
  void look();
  void sign_in(const std::string& number, const std::string& pin, std::int64_t utc_ms);
  void sign_out();
  /// Takes up what came of a PIN, and signs out whoever is long gone. True when `state().number`
  /// changed. Trouble with the database is handed out once.
  [[nodiscard]] bool settle(std::int64_t steady_ms, std::int64_t utc_ms, bool exam_runs,
                            std::optional<Error>& trouble);
  /// Somebody is at the screen.
  void saw_somebody() { seen_ = true; }

 private:
  std::filesystem::path folder_;
  Argon2Cost cost_;
  SignedIn state_;
  std::future<Result<SignIn>> looked_at_;
  std::future<Result<void>> leaving_;
  bool seen_ = false;
  bool changed_ = false;
  std::int64_t seen_at_ms_ = 0;
};

}  // namespace sternum
