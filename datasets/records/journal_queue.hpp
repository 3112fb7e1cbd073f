/// What the journal has been given and has not yet written, in order and within bounds.
///
/// Entries are numbered in the order in which they came. Beginnings, ends and sheets of attempts,
/// classes and what is said of manikins are never dropped, they are few; of the batches and reports
/// the oldest are, once there are more than `most_batches`, and the next of the same attempt and
/// channel is then marked as following a gap. Not thread-safe: the journal's mutex guards it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "datasets/records/journal.hpp"

namespace sternum {

struct JournalEntry {
  /// An attempt of another journal, by its id.
  struct StoredAttempt {
    AttemptId id;
  };
  struct Begin {
    AttemptTicket ticket;
    AttemptStart start;
    std::vector<RuleText> rules;
  };
  struct Append {
    AttemptTicket ticket;
    AttemptInput input;
  };
  struct End {
    AttemptTicket ticket;
    AttemptEnd end;
  };
  struct Mark {
    std::variant<AttemptTicket, StoredAttempt> attempt;
    SheetMarking marking;
  };
  struct Seat {
    std::string manikin_id;
    int seat;
  };
  /// To another seat.
  struct Move {
    std::string manikin_id;
    int seat;
  };
  struct Name {
    std::string manikin_id;
    std::string name;
  };
  struct ActAs {
    std::string instructor;
  };
  struct Identities {
    std::vector<PersonIdentity> people;
  };
  std::uint64_t number = 0;
  std::chrono::steady_clock::time_point came;
  std::variant<Begin, Append, End, Mark, Seat, Move, Name, Calibration, ClassRecord, ActAs,
               Identities, AuditNote>
      what;

  [[nodiscard]] bool is_batch() const { return std::holds_alternative<Append>(what); }
};

class JournalQueue {
 public:
  explicit JournalQueue(std::size_t most_batches) : most_batches_(most_batches) {}

  void push(std::chrono::steady_clock::time_point now, decltype(JournalEntry::what) what);

  /// Counts a batch that cannot be kept.
  void refuse() { ++dropped_; }

  /// Takes the oldest entries out, at most `most`, for writing. Until `finish` they still count.
  [[nodiscard]] std::deque<JournalEntry> take(std::size_t most);
  /// The entries taken have been written, but for these, which go back to where they were.
  void finish(std::deque<JournalEntry> left);

  [[nodiscard]] bool empty() const { return batches_.empty() && others_.empty() && taken_ == 0; }
  [[nodiscard]] std::size_t batch_count() const { return batches_.size() + taken_batches_; }
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }
  /// When the oldest entry came; empty when there is none.
  [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> oldest() const;
  /// Of the last entry pushed.
  [[nodiscard]] std::uint64_t last_number() const { return last_number_; }
  /// Every entry up to this number has been written or dropped.
  [[nodiscard]] std::uint64_t settled_number() const;

 private:
  /// Channels by their number, other inputs by their kind beyond those.
  using Track = std::pair<AttemptTicket, std::size_t>;
  static Track track_of(const JournalEntry::Append& append);

  void drop_beyond_bounds();
  void mark_gap(JournalEntry& entry);

  std::size_t most_batches_;
  std::deque<JournalEntry> batches_;  ///< ascending numbers
  std::deque<JournalEntry> others_;   ///< ascending numbers
  std::size_t taken_ = 0;
  std::size_t taken_batches_ = 0;
  std::optional<std::chrono::steady_clock::time_point> taken_oldest_;
  std::uint64_t first_taken_ = 0;
  std::uint64_t last_number_ = 0;
  std::uint64_t dropped_ = 0;
  std::map<Track, std::uint64_t> dropped_up_to_;  ///< number of the last batch dropped of each
};

}  // namespace sternum
