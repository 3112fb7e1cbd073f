/// Sample batches of one attempt as bytes, for one row of the station database, and back, bit for
/// bit and in order. The format is described in SCHEMA.md beside this file; its first byte is its
/// version and its last eight are a checksum. Pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  /// The bytes of everything added; nothing may be added afterwards.
  [[nodiscard]] std::string finish();

 private:
  std::string bytes_;
  std::int64_t last_first_us_ = 0;
  ExpectedBatches expected_;
};

/// Appends the batches in `packed` to `batches`; on an error leaves `batches` as it was. `where`
/// goes into errors.
[[nodiscard]] Result<void> unpack_batches(std::string_view packed, const std::string& where,
                                          std::vector<SampleBatch>& batches);

}  // namespace sternum
