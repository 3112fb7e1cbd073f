#include "datasets/records/sealed_text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

namespace sternum {
namespace {

constexpr std::string_view kKeyFileHead = "sternum-key-1\n";
static_assert(crypto_secretbox_KEYBYTES == 32 && crypto_kdf_KEYBYTES == 32);

bool sodium_is_ready() { return sodium_init() >= 0; }

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

tl::unexpected<Error> no_key_file(const std::filesystem::path& file, int reason) {
  return failure(fmt::format("the key file cannot be made ({})", std::strerror(reason)),
                 file.string(), "name another one with --key-file");
}

Result<void> make_key_file(const std::filesystem::path& file) {
  std::error_code problem;
  if (file.has_parent_path()) {
    const bool new_folder = std::filesystem::create_directories(file.parent_path(), problem);
    if (problem) return no_key_file(file, problem.value());
    if (new_folder) {
      std::filesystem::permissions(file.parent_path(), std::filesystem::perms::owner_all, problem);
    }
  }
  std::string text(kKeyFileHead);
  std::array<unsigned char, 32> master{};
  randombytes_buf(master.data(), master.size());
  for (const unsigned char byte : master) fmt::format_to(std::back_inserter(text), "{:02x}", byte);
  text += '\n';
  sodium_memzero(master.data(), master.size());
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return no_key_file(file, errno);
  const bool written =
      ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(descriptor) == 0;
  const int reason = errno;
  ::close(descriptor);
  sodium_memzero(text.data(), text.size());
  if (written) return {};
  ::unlink(file.c_str());
  return no_key_file(file, reason);
}

}  // namespace

SealingKey::SealingKey(const Bytes& master) {
  constexpr const char* kContext = "sternum1";
  Bytes name{};
  crypto_kdf_derive_from_key(sealing_.data(), sealing_.size(), 1, kContext, master.data());
  crypto_kdf_derive_from_key(searching_.data(), searching_.size(), 2, kContext, master.data());
  crypto_kdf_derive_from_key(name.data(), name.size(), 3, kContext, master.data());
  constexpr std::size_t kNameBytes = 8;
  for (std::size_t i = 0; i < kNameBytes; ++i) {
    fmt::format_to(std::back_inserter(id_), "{:02x}", name[i]);
  }
}

SealingKey::~SealingKey() {
  sodium_memzero(sealing_.data(), sealing_.size());
  sodium_memzero(searching_.data(), searching_.size());
}

Result<SealingKey> SealingKey::from_file(const std::filesystem::path& file) {
  if (!sodium_is_ready()) return failure("there is no source of chance on this computer");
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0) {
    if (errno != ENOENT) return no_key_file(file, errno);
    if (auto made = make_key_file(file); !made) return tl::unexpected(made.error());
    if (::stat(file.c_str(), &facts) != 0) return no_key_file(file, errno);
  }
  if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return failure("others can read this key file", file.string(),
                   fmt::format("chmod 600 {}", file.string()));
  }
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  Bytes master{};
  std::size_t count = 0;
  const char* end = nullptr;
  const bool read = text.starts_with(kKeyFileHead) &&
                    sodium_hex2bin(master.data(), master.size(), text.data() + kKeyFileHead.size(),
                                   text.size() - kKeyFileHead.size(), "\r\n", &count, &end) == 0 &&
                    count == master.size() && end == text.data() + text.size();
  sodium_memzero(text.data(), text.size());
  if (!read) {
    return failure("this is not a key file", file.string(),
                   "name the right one with --key-file, or put a copy of it back");
  }
  SealingKey key(master);
  sodium_memzero(master.data(), master.size());
  return key;
}

PassphraseSalt SealingKey::new_salt(const Argon2Cost& cost) {
  PassphraseSalt salt{std::string(crypto_pwhash_SALTBYTES, '\0'), cost};
  if (sodium_is_ready()) randombytes_buf(salt.salt.data(), salt.salt.size());
  return salt;
}

Result<SealingKey> SealingKey::from_passphrase(std::string_view passphrase,
                                               const PassphraseSalt& salt) {
  if (!sodium_is_ready()) return failure("there is no source of chance on this computer");
  if (passphrase.empty()) return failure("the passphrase is empty", {}, "type one");
  Bytes master{};
  const bool made = salt.salt.size() == crypto_pwhash_SALTBYTES &&
                    crypto_pwhash(master.data(), master.size(), passphrase.data(),
                                  passphrase.size(), raw(salt.salt), salt.cost.passes,
                                  salt.cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) == 0;
  if (!made) {
    return failure("the key cannot be made of the passphrase", {},
                   "close other programs: it takes memory");
  }
  SealingKey key(master);
  sodium_memzero(master.data(), master.size());
  key.salt_ = salt;
  return key;
}

SealedText SealingKey::seal(std::string_view text) const {
  SealedText sealed{std::string(crypto_secretbox_NONCEBYTES, '\0'),
                    std::string(text.size() + crypto_secretbox_MACBYTES, '\0')};
  randombytes_buf(sealed.nonce.data(), sealed.nonce.size());
  crypto_secretbox_easy(raw(sealed.bytes), raw(text), text.size(), raw(sealed.nonce),
                        sealing_.data());
  return sealed;
}

Result<std::string> SealingKey::open(const SealedText& sealed) const {
  std::string text;
  const bool whole = sealed.nonce.size() == crypto_secretbox_NONCEBYTES &&
                     sealed.bytes.size() >= crypto_secretbox_MACBYTES;
  if (whole) {
    text.resize(sealed.bytes.size() - crypto_secretbox_MACBYTES);
    if (crypto_secretbox_open_easy(raw(text), raw(sealed.bytes), sealed.bytes.size(),
                                   raw(sealed.nonce), sealing_.data()) == 0) {
      return text;
    }
  }
  return failure("this number was sealed with another key, or has been changed", {},
                 "use the key that the folder's numbers were sealed with");
}

std::string SealingKey::search_hash(std::string_view text) const {
  std::string hash(crypto_generichash_BYTES, '\0');
  crypto_generichash(raw(hash), hash.size(), raw(text), text.size(), searching_.data(),
                     searching_.size());
  return hash;
}

}  // namespace sternum
