/// The key with which a base signs its results: Ed25519, in the files that other programs use.
///
/// `base-key.pem` in the data folder is the private key (PKCS #8, mode 0600: nobody else may read
/// it, or it is refused), `base-key.pub.pem` beside it the public one (SubjectPublicKeyInfo), to be
/// handed out. `openssl genpkey -algorithm ed25519` makes the same. A key is known by its id, the
/// first 8 bytes of the SHA-256 of the public key's 32, in hexadecimal digits. Blocks on the disk.
/// RFC 8032, RFC 8410.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "analysis/core/result.hpp"

namespace sternum {

struct PublicKey {
  std::array<std::uint8_t, 32> bytes{};
  friend bool operator==(const PublicKey&, const PublicKey&) = default;

  [[nodiscard]] std::string id() const;  ///< "5f0c1d2e3a4b5c6d"
  [[nodiscard]] std::string pem() const;
  [[nodiscard]] bool has_signed(std::string_view message, std::string_view signature) const;
};

class BaseKey {
 public:
  static constexpr std::size_t kSignatureBytes = 64;

  /// A new one, at random.
  [[nodiscard]] static BaseKey make();
  /// Wipes the private key.
  ~BaseKey();
  BaseKey(const BaseKey&) = default;
  BaseKey& operator=(const BaseKey&) = default;

  [[nodiscard]] const PublicKey& public_key() const { return public_key_; }
  /// 64 bytes; the same for the same message.
  [[nodiscard]] std::string sign(std::string_view message) const;

 private:
  BaseKey() = default;
  friend Result<BaseKey> read_base_key(const std::filesystem::path& folder);
  friend Result<BaseKey> make_base_key(const std::filesystem::path& folder);
  void grow_from_seed();

  std::array<std::uint8_t, 32> seed_{};
  std::array<std::uint8_t, 64> secret_{};
  PublicKey public_key_;
};

[[nodiscard]] std::filesystem::path base_key_file(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path public_key_file(const std::filesystem::path& folder);

[[nodiscard]] Result<BaseKey> read_base_key(const std::filesystem::path& folder);
/// Makes the folder's key and writes both files; never over a key that is there.
[[nodiscard]] Result<BaseKey> make_base_key(const std::filesystem::path& folder);
/// The folder's key, made when there is none.
[[nodiscard]] Result<BaseKey> read_or_make_base_key(const std::filesystem::path& folder);
/// A public key's file.
[[nodiscard]] Result<PublicKey> read_public_key(const std::filesystem::path& file);

}  // namespace sternum
