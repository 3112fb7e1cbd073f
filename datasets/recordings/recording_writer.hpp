/// Writes sample batches as a CSV recording that `RecordingReader` reads back to the same values,
/// bit for bit.
///
/// Batches of the channels named may come in any interleaving within one second; rows come out in
/// ascending time, one per instant. The file appears under its name only when `finish` succeeds:
/// until then it is
/// `<name>.partial`, removed when the writer dies unfinished. No name of a person is ever written.
/// Not thread-safe; blocks on the disk.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "analysis/core/channel.hpp"
#include "analysis/core/result.hpp"
#include "analysis/core/sample_batch.hpp"

namespace sternum {

class RecordingWriter {
 public:
  [[nodiscard]] static Result<RecordingWriter> create(const std::filesystem::path& file,
                                                      std::vector<Channel> channels);
  ~RecordingWriter();
  RecordingWriter(RecordingWriter&&) noexcept;
  RecordingWriter& operator=(RecordingWriter&&) noexcept;

  [[nodiscard]] Result<void> write(const SampleBatch& batch);
  [[nodiscard]] Result<void> finish();

 private:
  RecordingWriter();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
