/// A recording as a manikin: its CSV played through the bridge like any other link.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "analysis/core/result.hpp"
#include "datasets/recordings/recording_reader.hpp"
#include "firmware-bridge/protocol/messages.hpp"

namespace sternum {

/// Pulls the next messages of a recording, its Hello first; false at the end. A fault in the file
/// ends the replay and is handed to `complain`.
class RecordingReplay {
 public:
  RecordingReplay(RecordingReader reader, std::string manikin_id,
                  std::function<void(const Error&)> complain);
  [[nodiscard]] bool next(std::vector<UpMessage>& messages);

 private:
  [[nodiscard]] CompressionReport wire(const ReportedCompression& report);
  [[nodiscard]] BreathReport wire(const ReportedBreath& report);

  RecordingReader reader_;
  std::function<void(const Error&)> complain_;
  Hello hello_;
  bool greeted_ = false;
  bool ended_ = false;
  std::vector<std::uint32_t> sequences_;
  std::vector<SampleBatch> batches_;
  std::uint32_t compressions_reported_ = 0;
  std::uint32_t breaths_reported_ = 0;
};

}  // namespace sternum
