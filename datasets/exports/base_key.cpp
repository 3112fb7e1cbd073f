#include "datasets/exports/base_key.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

#include "datasets/atomic_file.hpp"
#include "datasets/exports/base64.hpp"

namespace sternum {
namespace {

// What stands in front of the key's 32 bytes (RFC 8410, section 10).
constexpr std::string_view kPublicHead("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12);
constexpr std::string_view kPrivateHead(
    "\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", 16);
constexpr std::size_t kKeyBytes = 32;

std::string pem_of(std::string_view label, std::string_view head, const std::uint8_t* key) {
  std::string der(head);
  der.append(reinterpret_cast<const char*>(key), kKeyBytes);
  std::string pem =
      fmt::format("-----BEGIN {0}-----\n{1}\n-----END {0}-----\n", label, base64_of(der));
  sodium_memzero(der.data(), der.size());
  return pem;
}

/// The 32 bytes; empty when this is no such key.
std::optional<std::array<std::uint8_t, kKeyBytes>> key_in(std::string_view pem,
                                                          std::string_view label,
                                                          std::string_view head) {
  const std::string begin = fmt::format("-----BEGIN {}-----", label);
  const auto from = pem.find(begin);
  const auto to = pem.find(fmt::format("-----END {}-----", label));
  if (from == std::string_view::npos || to == std::string_view::npos || to < from) {
    return std::nullopt;
  }
  std::string body(pem.substr(from + begin.size(), to - from - begin.size()));
  std::erase_if(body, [](char c) { return c == '\n' || c == '\r' || c == ' '; });
  auto der = bytes_of_base64(body);
  if (!der || !der->starts_with(head) || der->size() != head.size() + kKeyBytes) {
    return std::nullopt;
  }
  std::array<std::uint8_t, kKeyBytes> key{};
  std::copy(der->begin() + static_cast<std::ptrdiff_t>(head.size()), der->end(), key.begin());
  sodium_memzero(der->data(), der->size());
  return key;
}

Result<std::string> text_of_key_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) return failure("the key cannot be read", file.string(), "is the path right?");
  return text;
}

/// Only for its owner, and only when there is none.
Result<void> write_secret(const std::filesystem::path& file, std::string_view text) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return errno == EEXIST
               ? failure("there is a key already", file.string(),
                         "results signed with it need it; move it away to make another")
               : failure(fmt::format("the key cannot be written ({})", std::strerror(errno)),
                         file.string(), "check the folder");
  }
  const bool written =
      ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (written) return {};
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  return failure("the key cannot be written", file.string(), "is the disk full?");
}

/// Safe to call again and again.
void prepare_sodium() { [[maybe_unused]] const int ready = sodium_init(); }

}  // namespace

std::string PublicKey::id() const {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
  std::string id;
  for (std::size_t i = 0; i < 8; ++i) id += fmt::format("{:02x}", digest.at(i));
  return id;
}

std::string PublicKey::pem() const { return pem_of("PUBLIC KEY", kPublicHead, bytes.data()); }

bool PublicKey::has_signed(std::string_view message, std::string_view signature) const {
  prepare_sodium();
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(signature.data()),
                                     reinterpret_cast<const unsigned char*>(message.data()),
                                     message.size(), bytes.data()) == 0;
}

BaseKey BaseKey::make() {
  prepare_sodium();
  BaseKey key;
  randombytes_buf(key.seed_.data(), key.seed_.size());
  key.grow_from_seed();
  return key;
}

BaseKey::~BaseKey() {
  sodium_memzero(seed_.data(), seed_.size());
  sodium_memzero(secret_.data(), secret_.size());
}

void BaseKey::grow_from_seed() {
  prepare_sodium();
  crypto_sign_seed_keypair(public_key_.bytes.data(), secret_.data(), seed_.data());
}

std::string BaseKey::sign(std::string_view message) const {
  std::string signature(kSignatureBytes, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                       reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                       secret_.data());
  return signature;
}

std::filesystem::path base_key_file(const std::filesystem::path& folder) {
  return folder / "base-key.pem";
}
std::filesystem::path public_key_file(const std::filesystem::path& folder) {
  return folder / "base-key.pub.pem";
}

Result<BaseKey> read_base_key(const std::filesystem::path& folder) {
  const auto file = base_key_file(folder);
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0) {
    return failure("this folder has no key to sign with", file.string(),
                   "`sternum keys --new` makes one");
  }
  if ((facts.st_mode & 077) != 0) {
    return failure("others may read the key that results are signed with", file.string(),
                   "`chmod 600` it, or make a new one if it may have been copied");
  }
  auto text = text_of_key_file(file);
  if (!text) return tl::unexpected(text.error());
  const auto seed = key_in(*text, "PRIVATE KEY", kPrivateHead);
  sodium_memzero(text->data(), text->size());
  if (!seed) {
    return failure("this is no Ed25519 key", file.string(),
                   "put the right file back, or move it away and make a new one");
  }
  BaseKey key;
  key.seed_ = *seed;
  key.grow_from_seed();
  return key;
}

Result<BaseKey> make_base_key(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const BaseKey key = BaseKey::make();
  std::string pem = pem_of("PRIVATE KEY", kPrivateHead, key.seed_.data());
  auto written = write_secret(base_key_file(folder), pem);
  sodium_memzero(pem.data(), pem.size());
  if (!written) return tl::unexpected(written.error());
  auto file = AtomicFile::create(public_key_file(folder));
  if (!file) return tl::unexpected(file.error());
  if (auto done = file->write(key.public_key().pem()); !done) return tl::unexpected(done.error());
  if (auto done = file->finish(); !done) return tl::unexpected(done.error());
  return key;
}

Result<BaseKey> read_or_make_base_key(const std::filesystem::path& folder) {
  std::error_code ignored;
  if (std::filesystem::exists(base_key_file(folder), ignored)) return read_base_key(folder);
  return make_base_key(folder);
}

Result<PublicKey> read_public_key(const std::filesystem::path& file) {
  const auto text = text_of_key_file(file);
  if (!text) return tl::unexpected(text.error());
  const auto key = key_in(*text, "PUBLIC KEY", kPublicHead);
  if (!key) {
    return failure("this is no public Ed25519 key", file.string(),
                   "name the file base-key.pub.pem that the base handed out");
  }
  return PublicKey{*key};
}

}  // namespace sternum
