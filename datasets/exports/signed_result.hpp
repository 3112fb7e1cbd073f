/// A class's results as one JSON file that nobody can change unseen.
///
/// `{"payload":{…},"signature":{…}}`: the payload in the form of `canonical_json.hpp`, and the
/// Ed25519 signature of exactly its bytes by the base's key. Each trainee's entry stands beside its
/// own SHA-256, so that a changed one can be named. The keys are told in README.md beside this
/// file. The same results and key give the same bytes. Blocks on the disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/exports/base_key.hpp"
#include "datasets/exports/class_results.hpp"

namespace sternum {

/// The bytes that are signed.
[[nodiscard]] std::string result_payload(const ClassResults& results);
/// The file's text, its end included.
[[nodiscard]] std::string signed_result(const ClassResults& results, const BaseKey& key);
[[nodiscard]] Result<void> write_signed_result(const ClassResults& results, const BaseKey& key,
                                               const std::filesystem::path& file);

/// What is wrong with a signed result that could be read.
struct SignedResultFinding {
  enum class Kind : std::uint8_t {
    WrongKey,        ///< signed by another key than the one that was given
    ChangedTrainee,  ///< this trainee's entry is not as it was signed
    Changed,         ///< something is not as it was signed, and no entry's own hash tells what
  } kind = Kind::Changed;
  std::size_t number = 0;  ///< of the trainee's entry, from 1
  std::string name{};      ///< as it stands there now
  friend bool operator==(const SignedResultFinding&, const SignedResultFinding&) = default;
};

struct CheckedResult {
  PublicKey key;            ///< that signed, or says so
  bool is_vouched = false;  ///< it is the one that was given
  std::string class_number;
  std::string course;
  std::string base;
  std::size_t trainees = 0;
  std::vector<SignedResultFinding> findings;  ///< empty: signed by `key`, and unchanged
};

/// With `expected`, whether it is that key's; without, whether it is whose it says. Errors: not
/// there, not such a file, cut off (says where), damaged.
[[nodiscard]] Result<CheckedResult> verify_signed_result(
    const std::filesystem::path& file, const std::optional<PublicKey>& expected = {});

}  // namespace sternum
