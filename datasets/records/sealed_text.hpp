/// Numbers of documents, sealed: readable and findable only for whoever has the key.
///
/// A key is made of a key file of the user's (mode 0600, made on first need), or of a passphrase by
/// Argon2id. From it come two: one for libsodium's secretbox (XSalsa20-Poly1305), one for the keyed
/// BLAKE2b hash that a number is found again by; a plain hash would be guessed, there are too few
/// numbers. Without the key nothing of this comes back: keep a copy of the file. Keys are wiped
/// from memory when they go. Not thread-safe but for const functions. Making one blocks, by the
/// file or for as long as Argon2id is meant to take.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/core/result.hpp"

namespace sternum {

/// How much work Argon2id is.
struct Argon2Cost {
  std::uint64_t passes = 2;
  std::uint64_t memory_bytes = 64ULL * 1024 * 1024;
  /// The least that libsodium allows: for where speed matters and secrets do not.
  [[nodiscard]] static Argon2Cost least() { return {1, 8192}; }
  friend bool operator==(const Argon2Cost&, const Argon2Cost&) = default;
};

/// What has to be kept beside sealed texts to make a passphrase's key again; no secret.
struct PassphraseSalt {
  std::string salt{};  ///< 16 bytes
  Argon2Cost cost{};
};

struct SealedText {
  std::string nonce{};
  std::string bytes{};
  friend bool operator==(const SealedText&, const SealedText&) = default;
};

class SealingKey {
 public:
  /// A file that is not there is made, with its folder. One that others can read is refused.
  [[nodiscard]] static Result<SealingKey> from_file(const std::filesystem::path& file);
  [[nodiscard]] static Result<SealingKey> from_passphrase(std::string_view passphrase,
                                                          const PassphraseSalt& salt);
  [[nodiscard]] static PassphraseSalt new_salt(const Argon2Cost& cost);
  ~SealingKey();
  SealingKey(const SealingKey&) = default;
  SealingKey& operator=(const SealingKey&) = default;

  /// By which a key is known without being told: 16 hex digits.
  [[nodiscard]] const std::string& id() const { return id_; }
  /// Empty for a key file's.
  [[nodiscard]] const std::optional<PassphraseSalt>& salt() const { return salt_; }

  [[nodiscard]] SealedText seal(std::string_view text) const;
  /// An error when it was sealed with another key, or changed.
  [[nodiscard]] Result<std::string> open(const SealedText& sealed) const;
  /// 32 bytes, the same for the same text and key.
  [[nodiscard]] std::string search_hash(std::string_view text) const;

 private:
  using Bytes = std::array<unsigned char, 32>;
  explicit SealingKey(const Bytes& master);

  Bytes sealing_{};
  Bytes searching_{};
  std::string id_;
  std::optional<PassphraseSalt> salt_;
};

}  // namespace sternum
