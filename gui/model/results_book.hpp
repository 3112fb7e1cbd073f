/// The results of one class at a time, kept in sight of the screens, and what is entered into them.
///
/// A thread of its own reads and writes, in the order in which it was asked: theory scores and
/// certificates are one transaction each (`certificates.hpp`), beside the journal. `post` and
/// `state` are any thread's and never wait for it. While the folder has instructors, what is
/// written needs the number of one who is signed in; the caller gives it. Errors become
/// `BookState::trouble`. The destructor waits until what was entered is on disk.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <variant>

#include "gui/model/paperwork.hpp"

namespace sternum {

class ResultsBook {
 public:
  using Entry = std::variant<ReadResults, EnterTheory, IssueCertificates, RevokeCertificate>;

  explicit ResultsBook(std::filesystem::path folder);
  ~ResultsBook();
  ResultsBook(const ResultsBook&) = delete;
  ResultsBook& operator=(const ResultsBook&) = delete;

  /// `who`: the number of the instructor who is signed in; may be empty. `today`: "2026-03-28".
  void post(Entry entry, std::string who, std::string today);
  [[nodiscard]] std::shared_ptr<const BookState> state() const;

 private:
  struct Asked {
    Entry entry;
    std::string who;
    std::string today;
  };

  void work();
  void deal_with(const Asked& asked);
  [[nodiscard]] Result<void> enter(const Asked& asked, BookState& next) const;
  void read_again(BookState& next);

  const std::filesystem::path folder_;

  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Asked> asked_;
  bool stopping_ = false;
  std::shared_ptr<const BookState> state_ = std::make_shared<const BookState>();

  // The thread's own.
  WantedClass wanted_;
  bool reading_failed_ = false;  ///< which is what `trouble` tells

  std::thread thread_;  ///< from the first entry on
};

/// While a folder has instructors, one of them has to be signed in for what leaves the house or
/// stands in its books: an error when `who` is empty then.
[[nodiscard]] Result<void> check_signed_in(const std::filesystem::path& folder,
                                           const std::string& who);

}  // namespace sternum
