/// Batches taken apart into samples, so that a test can compare what was measured, however cut.
#pragma once

#include <bit>
#include <cstdint>
#include <filesystem>
#include <ostream>
#include <vector>

#include "analysis/core/sample_batch.hpp"
#include "datasets/recordings/recording_reader.hpp"

namespace sternum::test {

struct Sample {
  Channel channel = Channel::Depth;
  std::int64_t t_us = 0;
  std::uint32_t bits = 0;  ///< of the float, so that -0 and 0 differ
  friend auto operator<=>(const Sample&, const Sample&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Sample& s) {
    return out << column_name(s.channel) << "@" << s.t_us << "=" << std::bit_cast<float>(s.bits);
  }
};

inline void append_samples(const SampleBatch& batch, std::vector<Sample>& samples) {
  for (std::size_t i = 0; i < batch.values.size(); ++i) {
    samples.push_back(
        {batch.channel, batch.time_of(i).us(), std::bit_cast<std::uint32_t>(batch.values[i])});
  }
}

/// A whole recording in memory, or what was wrong with it.
struct WholeRecording {
  std::vector<Channel> channels;
  std::vector<SampleBatch> batches;
  std::vector<ClockEvent> clock_events;
  std::string error;

  [[nodiscard]] std::vector<Sample> samples() const {
    std::vector<Sample> all;
    for (const auto& batch : batches) append_samples(batch, all);
    return all;
  }
};

inline WholeRecording read_whole(const std::filesystem::path& file) {
  WholeRecording whole;
  auto reader = RecordingReader::open(file);
  if (!reader) {
    whole.error = reader.error().message();
    return whole;
  }
  whole.channels = reader->channels();
  std::vector<SampleBatch> batches;
  for (;;) {
    const auto more = reader->next(batches);
    if (!more) {
      whole.error = more.error().message();
      break;
    }
    if (!*more) break;
    whole.batches.insert(whole.batches.end(), batches.begin(), batches.end());
  }
  whole.clock_events = reader->clock_events();
  return whole;
}

}  // namespace sternum::test
