/// What a certificate's QR code holds: enough to check it without a network.
///
/// `STN1:` and base32 of
/// ```
///   1 byte    1, the form
///   8         id of the key that signed
///   2 + 2     issued on, valid until: days since 2000-01-01, big-endian; 65535: not said
///   1         verdict: 0 pass, 1 fail, 2 borderline, 3 invalid, 255 not said
///   2         practical score in tenths, big-endian; 65535: not said
///   1 + n     number of the certificate, UTF-8, behind its length
///   1 + n     name
///   1 + n     course
///   64        Ed25519 signature of "sternum certificate 1\n" and all bytes before
/// ```
/// At most 300 characters, all of a QR code's compact mode; where a long course does not fit it is
/// shortened, ending in "…", and so is a name of more than 48 bytes. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analysis/core/result.hpp"
#include "analysis/exam/examination.hpp"
#include "datasets/exports/base_key.hpp"

namespace sternum {

struct CertificateFacts {
  std::string number{};
  std::string name{};
  std::string course{};
  std::string issued_on{};    ///< "2026-03-28", or empty
  std::string valid_until{};  ///< likewise
  std::optional<Verdict> verdict{};
  std::optional<double> score{};
  friend bool operator==(const CertificateFacts&, const CertificateFacts&) = default;
};

inline constexpr std::size_t kLongestCertificateCode = 300;

/// An error for a number of more than 32 bytes.
[[nodiscard]] Result<std::string> certificate_code(const CertificateFacts& facts,
                                                   const BaseKey& key);

struct CheckedCertificate {
  CertificateFacts facts;
  std::string key_id;
  bool is_genuine = false;  ///< signed by `key`, and nothing was changed since
};

/// The id of the key that a code says to be signed with, to look it up by. Errors say what is wrong
/// with the text: no code, or cut off.
[[nodiscard]] Result<std::string> key_of_certificate_code(std::string_view text);
[[nodiscard]] Result<CheckedCertificate> check_certificate_code(std::string_view text,
                                                                const PublicKey& key);

}  // namespace sternum
