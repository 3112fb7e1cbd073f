#include "datasets/exports/certificate_code.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <variant>

#include "datasets/exports/base64.hpp"
#include "datasets/exports/export_table.hpp"

namespace sternum {
namespace {

constexpr std::string_view kPrefix = "STN1:";
constexpr std::string_view kDomain = "sternum certificate 1\n";
constexpr std::size_t kKeyIdBytes = 8;
constexpr std::size_t kFixedBytes = 1 + kKeyIdBytes + 2 + 2 + 1 + 2;
constexpr std::uint16_t kNotSaid = 0xFFFF;
constexpr std::uint8_t kNoVerdict = 0xFF;
constexpr std::size_t kLongestNumber = 32;
constexpr std::size_t kLongestNameBytes = 48;
/// So many bytes are 295 characters of base32.
constexpr std::size_t kMostCodeBytes = (kLongestCertificateCode - kPrefix.size()) * 5 / 8;
constexpr std::string_view kEllipsis = "…";

constexpr std::chrono::sys_days kFirstDay = std::chrono::year(2000) / 1 / 1;

std::uint16_t day_number(const std::string& text) {
  const ExportCell cell = day_cell(text);
  const auto* day = std::get_if<CellDay>(&cell);
  if (day == nullptr) return kNotSaid;
  const std::chrono::year_month_day date{std::chrono::year(day->year),
                                         std::chrono::month(static_cast<unsigned>(day->month)),
                                         std::chrono::day(static_cast<unsigned>(day->day))};
  const auto days = (std::chrono::sys_days(date) - kFirstDay).count();
  return days < 0 || days >= kNotSaid ? kNotSaid : static_cast<std::uint16_t>(days);
}

std::string day_text(std::uint16_t number) {
  if (number == kNotSaid) return {};
  const std::chrono::year_month_day date{kFirstDay + std::chrono::days(number)};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

void put_short(std::string& bytes, std::uint16_t number) {
  bytes += static_cast<char>(number >> 8);
  bytes += static_cast<char>(number & 0xFF);
}

std::uint16_t short_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[at]) << 8 |
                                    static_cast<unsigned char>(bytes[at + 1]));
}

/// At most so many bytes, whole characters, the ellipsis among them.
std::string fitting(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t length = most - kEllipsis.size();
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
  return text.substr(0, length) + std::string(kEllipsis);
}

void put_text(std::string& bytes, const std::string& text) {
  bytes += static_cast<char>(text.size());
  bytes += text;
}

bool take_text(std::string_view bytes, std::size_t& at, std::string& text) {
  if (at >= bytes.size()) return false;
  const std::size_t length = static_cast<unsigned char>(bytes[at]);
  if (bytes.size() - at - 1 < length) return false;
  text = bytes.substr(at + 1, length);
  at += 1 + length;
  return true;
}

Result<std::string> bytes_of_code(std::string_view text) {
  std::string trimmed;
  for (const char c : text) {
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') trimmed += c;
  }
  if (!trimmed.starts_with(kPrefix)) {
    return failure("this is not the code of a certificate", {},
                   "scan the QR code again: its text begins with STN1:");
  }
  const auto bytes = bytes_of_base32(std::string_view(trimmed).substr(kPrefix.size()));
  if (!bytes || bytes->size() < kFixedBytes + 3 + BaseKey::kSignatureBytes) {
    return failure("the code is not whole: characters are missing or wrong", {},
                   "scan the QR code again");
  }
  if (bytes->front() != 1) {
    return failure("the code was made by a later version of this program", {},
                   "update this program");
  }
  return *bytes;
}

std::string hexadecimal(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

}  // namespace

Result<std::string> certificate_code(const CertificateFacts& facts, const BaseKey& key) {
  if (facts.number.empty() || facts.number.size() > kLongestNumber) {
    return failure("a certificate's number has 1 to 32 characters", facts.number,
                   "give it a shorter one");
  }
  std::string bytes(1, '\x01');
  const std::string id = key.public_key().id();
  for (std::size_t i = 0; i < kKeyIdBytes; ++i) {
    bytes += static_cast<char>(std::stoi(id.substr(i * 2, 2), nullptr, 16));
  }
  put_short(bytes, day_number(facts.issued_on));
  put_short(bytes, day_number(facts.valid_until));
  bytes +=
      static_cast<char>(facts.verdict ? static_cast<std::uint8_t>(*facts.verdict) : kNoVerdict);
  put_short(bytes, facts.score ? static_cast<std::uint16_t>(
                                     std::lround(std::clamp(*facts.score, 0.0, 100.0) * 10.0))
                               : kNotSaid);
  put_text(bytes, facts.number);
  put_text(bytes, fitting(facts.name, kLongestNameBytes));
  const std::size_t left = kMostCodeBytes - bytes.size() - 1 - BaseKey::kSignatureBytes;
  put_text(bytes, fitting(facts.course, left));
  bytes += key.sign(std::string(kDomain) + bytes);
  return std::string(kPrefix) + base32_of(bytes);
}

Result<std::string> key_of_certificate_code(std::string_view text) {
  const auto bytes = bytes_of_code(text);
  if (!bytes) return tl::unexpected(bytes.error());
  return hexadecimal(std::string_view(*bytes).substr(1, kKeyIdBytes));
}

Result<CheckedCertificate> check_certificate_code(std::string_view text, const PublicKey& key) {
  const auto bytes = bytes_of_code(text);
  if (!bytes) return tl::unexpected(bytes.error());
  const std::string_view all = *bytes;
  const std::string_view told = all.substr(0, all.size() - BaseKey::kSignatureBytes);
  CheckedCertificate checked;
  checked.key_id = hexadecimal(told.substr(1, kKeyIdBytes));
  std::size_t at = 1 + kKeyIdBytes;
  checked.facts.issued_on = day_text(short_at(told, at));
  checked.facts.valid_until = day_text(short_at(told, at + 2));
  if (const auto verdict = static_cast<unsigned char>(told[at + 4]); verdict <= 3) {
    checked.facts.verdict = static_cast<Verdict>(verdict);
  }
  if (const auto tenths = short_at(told, at + 5); tenths != kNotSaid) {
    checked.facts.score = tenths / 10.0;
  }
  at = kFixedBytes;
  const bool is_whole = take_text(told, at, checked.facts.number) &&
                        take_text(told, at, checked.facts.name) &&
                        take_text(told, at, checked.facts.course) && at == told.size();
  if (!is_whole) {
    return failure("the code is not whole: characters are missing or wrong", {},
                   "scan the QR code again");
  }
  checked.is_genuine =
      checked.key_id == key.id() &&
      key.has_signed(std::string(kDomain) + std::string(told), all.substr(told.size()));
  return checked;
}

}  // namespace sternum
