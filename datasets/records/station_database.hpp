/// The station's memory: manikins, trainees, attempts and every sample of them, in one SQLite file.
///
/// `station.sqlite` in the data folder; WAL, `synchronous=FULL`; `PRAGMA user_version` is the
/// schema's version, and a newer one is refused. One console at a time owns a data folder (a lock
/// file held for as long as the object lives); a second is told so. Opening marks attempts that
/// were still running as interrupted: their console died. Every write is one transaction: done and
/// on disk when the call returns, or not at all. What is stored for an attempt are the batches as
/// the analysis saw them, so that it can be analysed again, bit for bit. Not thread-safe: the
/// journal's thread owns the writing connection; `open_reader` gives others their own. Times of day
/// are UTC, ms since 1970, given by the caller.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"
#include "analysis/core/sample_batch.hpp"

namespace sternum {

using AttemptId = std::int64_t;

/// Never renumber: stored.
enum class AttemptState : std::uint8_t { Running = 0, Ended = 1, Interrupted = 2, Discarded = 3 };

struct AttemptStart {
  std::string manikin_id;
  std::string trainee;  ///< as typed; found again or added by this name
  std::string guideline_id;
  std::string guideline_hash;
  std::int64_t started_at_ms = 0;  ///< UTC
  DeviceTime start;                ///< what lies before it in the batches is pre-roll
  std::vector<Channel> channels;
  friend bool operator==(const AttemptStart&, const AttemptStart&) = default;
};

struct AttemptEnd {
  AttemptState state = AttemptState::Ended;
  std::int64_t ended_at_ms = 0;
  std::optional<double> score;
  std::string result_json;
  friend bool operator==(const AttemptEnd&, const AttemptEnd&) = default;
};

struct AttemptRecord {
  AttemptId id = 0;
  AttemptStart started;
  AttemptState state = AttemptState::Running;
  std::optional<std::int64_t> ended_at_ms;
  std::optional<double> score;
  std::string result_json;  ///< empty unless ended
  int number = 0;           ///< the trainee's how-manieth, from 1, discarded ones left out
};

struct StoredBatch {
  AttemptId attempt = 0;
  SampleBatch batch;
};

class StationReader;

class StationDatabase {
 public:
  /// Creates the folder and the file when they are not there.
  [[nodiscard]] static Result<StationDatabase> open(const std::filesystem::path& folder);
  ~StationDatabase();
  StationDatabase(StationDatabase&&) noexcept;
  StationDatabase& operator=(StationDatabase&&) noexcept;

  [[nodiscard]] Result<AttemptId> begin_attempt(const AttemptStart& start);
  [[nodiscard]] Result<void> append(std::span<const StoredBatch> batches);
  [[nodiscard]] Result<void> end_attempt(AttemptId attempt, const AttemptEnd& end);

  /// The seat that this manikin keeps for good; the lowest free one is given to a new manikin.
  [[nodiscard]] Result<int> seat_of(const std::string& manikin_id);

 private:
  StationDatabase();
  struct State;
  std::unique_ptr<State> state_;
};

/// A read-only view of the same file, for any one other thread, while the journal writes.
class StationReader {
 public:
  [[nodiscard]] static Result<StationReader> open(const std::filesystem::path& folder);
  ~StationReader();
  StationReader(StationReader&&) noexcept;
  StationReader& operator=(StationReader&&) noexcept;

  /// Newest first; discarded ones only when asked for.
  [[nodiscard]] Result<std::vector<AttemptRecord>> attempts(bool with_discarded = false) const;
  [[nodiscard]] Result<AttemptRecord> attempt(AttemptId id) const;
  /// In the order in which they were appended.
  [[nodiscard]] Result<std::vector<SampleBatch>> batches(AttemptId id) const;
  /// Names of trainees, most recent first.
  [[nodiscard]] Result<std::vector<std::string>> trainees() const;

 private:
  StationReader();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
