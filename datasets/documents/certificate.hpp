/// A certificate on one A4 page, with a QR code that says the same so that it can be checked
/// without a network.
///
/// Everything comes as values; what is empty is left out. The same certificate gives the same
/// bytes. Selectable text, fonts embedded. No emblem is drawn: the base supplies its own logo.
/// Writing is whole or not at all and blocks on the disk; see DocumentPrinter for threads.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "analysis/core/result.hpp"
#include "datasets/documents/document_printer.hpp"
#include "datasets/documents/document_words.hpp"

namespace sternum {

struct Certificate {
  std::string number{};
  std::string name{};
  std::string id_last_four{};  ///< of the identity card, if it was given
  std::string course{};        ///< "救护员（成人）"
  std::string class_number{};
  std::string base{};
  std::string logo{};  ///< of the base: a PNG as `base_logo.hpp` makes it; empty: none
  std::string organiser{};
  std::optional<double> hours{};
  std::string trained_from{};  ///< "2026-03-14"
  std::string trained_to{};
  std::optional<double> theory_score{};
  std::optional<double> practical_score{};
  std::string issued_on{};
  std::string valid_until{};
  std::string instructor{};  ///< printed below the line that is signed
  std::string guideline_id{};
  std::string guideline_hash{};
  std::string scheme_id{};
  std::string scheme_edition{};
  std::string scheme_hash{};
  std::string fingerprint{};  ///< of what the code holds, lower-case hex; may be empty
  std::string qr_payload{};   ///< any bytes; empty: no code
};

/// The last day of so many years from `issued_on`: "2029-03-20" of three from "2026-03-21". An
/// error when it is no day.
[[nodiscard]] Result<std::string> last_valid_day(const std::string& issued_on, int years = 3);

[[nodiscard]] Result<std::string> certificate_pdf(DocumentPrinter& printer,
                                                  const Certificate& certificate,
                                                  const DocumentWords& words);
[[nodiscard]] Result<void> write_certificate_pdf(DocumentPrinter& printer,
                                                 const Certificate& certificate,
                                                 const DocumentWords& words,
                                                 const std::filesystem::path& file);

}  // namespace sternum
