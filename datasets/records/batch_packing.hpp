/// What one attempt was fed with (sample batches, reports, events) as bytes, for one row of the
/// station database, and back, bit for bit and in order. The format is described in SCHEMA.md
/// beside this file; its first byte is its version and its last eight are a checksum. Pure
/// functions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/attempt/attempt_input.hpp"
#include "analysis/core/result.hpp"
#include "analysis/core/sample_batch.hpp"

namespace sternum {

/// What the next batch of a channel is when the manikin just goes on: of the same length and
/// spacing, right behind the last one, with nothing wrong with it.
class ExpectedBatches {
 public:
  struct Shape {
    std::int64_t first_us = 0;
    std::int64_t period_us = 0;
    std::uint64_t count = 0;
    friend bool operator==(const Shape&, const Shape&) = default;
  };
  [[nodiscard]] std::optional<Shape> next(Channel channel) const;
  void saw(const SampleBatch& batch);

 private:
  std::map<Channel, Shape> next_;
};

class BatchPacker {
 public:
  BatchPacker();
  void add(const SampleBatch& batch);
  void add(const ReportedCompression& report);
  void add(const ReportedBreath& report);
  void add(const AttemptEvent& event);
  void add(const AttemptInput& input);
  /// The bytes of everything added; nothing may be added afterwards.
  [[nodiscard]] std::string finish();

 private:
  void put_head(char kind, std::uint8_t flags, DeviceTime time);

  std::string bytes_;
  std::int64_t last_first_us_ = 0;
  ExpectedBatches expected_;
};

/// Appends what is in `packed` to `inputs`; on an error leaves `inputs` as it was. `where` goes
/// into errors.
[[nodiscard]] Result<void> unpack_inputs(std::string_view packed, const std::string& where,
                                         std::vector<AttemptInput>& inputs);
/// The same for the batches among them alone.
[[nodiscard]] Result<void> unpack_batches(std::string_view packed, const std::string& where,
                                          std::vector<SampleBatch>& batches);

}  // namespace sternum
