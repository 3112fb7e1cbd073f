#include "datasets/roster/table.hpp"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <system_error>

#include "datasets/roster/text_encoding.hpp"

namespace sternum {
namespace {

constexpr std::uintmax_t kMostBytes = 16U << 20U;
constexpr std::string_view kZipMark = "PK\x03\x04";
constexpr std::string_view kOldOfficeMark = "\xD0\xCF\x11\xE0";

Result<std::string> read_whole(const std::filesystem::path& file, const std::string& name) {
  std::error_code trouble;
  if (!std::filesystem::exists(file, trouble)) {
    return failure("there is no such file", name, "check the name and the folder");
  }
  if (std::filesystem::is_directory(file, trouble)) {
    return failure("this is a folder, not a list", name, "name the CSV or XLSX file in it");
  }
  if (!std::filesystem::is_regular_file(file, trouble)) {
    return failure("this is not a file", name, "name a CSV or XLSX file");
  }
  const std::uintmax_t size = std::filesystem::file_size(file, trouble);
  if (!trouble && size > kMostBytes) {
    return failure("the file is larger than 16 MiB, too large for a list of people", name,
                   "keep only the list and save it again");
  }
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (!stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
    return failure(std::string("the file cannot be read: ") + std::strerror(errno), name,
                   "check its permissions, and whether another program has it open");
  }
  return bytes;
}

}  // namespace

Result<Table> read_table(const std::filesystem::path& file) {
  const std::string name = file.string();
  auto bytes = read_whole(file, name);
  if (!bytes) return tl::unexpected(bytes.error());
  if (bytes->starts_with(kZipMark)) return read_xlsx_table(*bytes, name);
  if (bytes->starts_with(kOldOfficeMark)) {
    return failure("this is a file of the old XLS kind, or one with a password", name,
                   "save it as XLSX without a password, or as CSV");
  }
  const auto text = to_utf8(*bytes, name);
  if (!text) return tl::unexpected(text.error());
  return read_csv_table(*text, name);
}

}  // namespace sternum
