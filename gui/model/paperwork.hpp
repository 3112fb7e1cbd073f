/// A class's results, its certificates and the exports: what the screens see of them, and what they
/// may ask for.
///
/// All of it is done beside the lesson, on threads that no frame and no attempt waits for
/// (`ResultsBook`, `ExportDesk`); values here tell how far it has come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/exports/class_results.hpp"
#include "datasets/records/certificates.hpp"
#include "gui/locale/locale.hpp"
#include "gui/model/station_export.hpp"

namespace sternum {

/// Which class: by its number in the database, or by its key while only that is known.
struct WantedClass {
  ClassId id = 0;    ///< 0: by key
  ClassKey key = 0;  ///< 0: none
  [[nodiscard]] bool any() const { return id != 0 || key != 0; }
  friend bool operator==(const WantedClass&, const WantedClass&) = default;
};

/// What a trainee did of a class without being examined.
struct PracticeDone {
  int attempts = 0;
  std::optional<double> best{};  ///< of the scores, 0–100
  friend bool operator==(const PracticeDone&, const PracticeDone&) = default;
};

/// A class as it stands in the database.
struct ClassInBook {
  ClassResults results;
  std::vector<StoredCertificate> certificates;   ///< revoked ones, too
  std::map<std::string, PracticeDone> practice;  ///< by name
};

/// What was done last, to be told.
struct BookNews {
  enum class Kind : std::uint8_t { TheoryKept, Issued, Revoked };
  Kind kind = Kind::TheoryKept;
  std::string number{};       ///< of the certificate that was revoked
  std::size_t count = 0;      ///< of certificates issued
  std::string issued_on{};    ///< "2026-03-28"
  std::string valid_until{};  ///< "2029-03-27"
  friend bool operator==(const BookNews&, const BookNews&) = default;
};

struct BookState {
  /// Null: nothing was asked for, it is still being read, or there is no such class yet.
  std::shared_ptr<const ClassInBook> shown{};
  std::shared_ptr<const std::vector<ClassSummary>> classes{};  ///< newest first; may be null
  bool busy = false;
  std::uint64_t ticket = 0;        ///< of the last entry that was dealt with
  std::optional<Error> trouble{};  ///< why that could not be done, or the class not be read
  std::optional<BookNews> news{};
};

enum class ExportPhase : std::uint8_t { Idle, Running, Done, Cancelled, Failed };

struct ExportState {
  ExportPhase phase = ExportPhase::Idle;
  ClassId of_class = 0;  ///< what is, or was, exported
  AttemptId attempt = 0;
  std::size_t done = 0;   ///< files written, of …
  std::size_t of = 0;     ///< … so many; 0: they are being looked up
  bool stopping = false;  ///< cancelled, and the file that is being written is waited for
  std::filesystem::path folder{};
  std::optional<Error> trouble{};  ///< of `Failed`
};

struct Paperwork {
  std::shared_ptr<const BookState> book = std::make_shared<const BookState>();
  ExportState exports{};
  std::filesystem::path usual_folder{};  ///< where exports go unless told otherwise
};

/// Look at a class, or look again.
struct ReadResults {
  WantedClass which;
};
/// Entries have a ticket, ascending from 1, by which `BookState` says that they were dealt with.
struct EnterTheory {
  ClassId of_class = 0;
  std::string trainee;
  std::optional<double> score;  ///< empty: none any more
  std::uint64_t ticket = 0;
};
struct IssueCertificates {
  ClassId of_class = 0;
  std::string prefix;  ///< of their numbers; empty: the class's number
  std::string only;    ///< one trainee; empty: everybody who has earned one
  std::uint64_t ticket = 0;
};
struct RevokeCertificate {
  std::string number;
  std::string why;
  std::uint64_t ticket = 0;
};
/// Of a class, or of one attempt; nothing happens while another export runs.
struct ExportFiles {
  ClassId of_class = 0;
  AttemptId attempt = 0;
  std::vector<ExportFormat> formats;
  std::filesystem::path folder;
  Language language = Language::English;  ///< of headings and words
};
/// Nothing of it is left.
struct CancelExport {};
using PaperCommand = std::variant<ReadResults, EnterTheory, IssueCertificates, RevokeCertificate,
                                  ExportFiles, CancelExport>;

}  // namespace sternum
