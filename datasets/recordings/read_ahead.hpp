/// A recording read on a thread of its own, a little ahead of whoever takes it.
///
/// Reading costs as much as analysing: side by side they take the time of the longer one. What
/// comes is what `RecordingReader::next` gives, step by step and in its order; an error comes
/// behind what was read before it, and so does the end. Steps travel in portions that are handed
/// back to be filled again: a fixed number, so that memory does not grow, and large, so that the
/// threads seldom meet.
/// ```
///            emptied ◀──────────────── handed back
///   reader ──▶ [portion] ─▶ [portion] ─▶ [portion] ──▶ next()
/// ```
/// The reader belongs to the thread until this object is gone. One thread may call `next`, which
/// blocks on the disk; so does the destructor, for the portion that is being read.
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "analysis/core/result.hpp"
#include "analysis/core/sample_batch.hpp"
#include "datasets/recordings/recording_reader.hpp"

namespace sternum {

class ReadAhead {
 public:
  /// What one call of `RecordingReader::next` gave.
  struct Step {
    RecordedReports reports;  ///< came in front of the batches
    std::vector<SampleBatch> batches;
    std::optional<double> stiffness_n_per_mm;  ///< as far as it was told up to here …
    RecordedAttempt attempt;                   ///< … and so was this
  };

  /// Begins to read. `reader` must outlive this.
  explicit ReadAhead(RecordingReader& reader);
  ~ReadAhead();
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  /// The next step, which stays as it is until the next call; null at the end of the recording.
  [[nodiscard]] Result<const Step*> next();

 private:
  static constexpr std::size_t kPortions = 3;
  static constexpr std::size_t kStepsOfPortion = 256;

  struct Portion {
    std::array<Step, kStepsOfPortion> steps;
    std::size_t count = 0;
    bool is_last = false;
    std::optional<Error> trouble;  ///< what stands behind the steps of the last one
  };

  void read_all();
  void fill(Portion& portion);
  void hand_back();

  RecordingReader& reader_;
  std::array<Portion, kPortions> portions_;  ///< in a ring
  std::size_t taken_place_ = 0;              ///< of the portion being taken from
  std::size_t taken_steps_ = 0;
  bool holds_portion_ = false;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t full_ = 0;  ///< portions that are read and not yet handed back
  bool stopping_ = false;
  std::thread thread_;  ///< last, so that it finds everything else in place
};

}  // namespace sternum
