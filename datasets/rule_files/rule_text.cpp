#include "datasets/rule_files/rule_text.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

namespace sternum {
namespace {

constexpr std::uintmax_t kLargestFile = 1024 * 1024;

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  std::string hex;
  for (const unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
  return hex;
}

Result<std::string> read_rule_file(const std::filesystem::path& file) {
  const std::string name = file.string();
  std::error_code problem;
  const auto size = std::filesystem::file_size(file, problem);
  if (problem) {
    return failure(fmt::format("the file cannot be read ({})", problem.message()), name,
                   "check its name and permissions");
  }
  if (size > kLargestFile) {
    return failure("this file is too large to hold rules", name, "move it somewhere else");
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    return failure(fmt::format("the file cannot be read ({})", std::strerror(errno)), name,
                   "check its permissions");
  }
  return std::string{std::istreambuf_iterator<char>(in), {}};
}

}  // namespace sternum
