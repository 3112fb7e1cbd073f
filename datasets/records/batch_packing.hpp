/// Sample batches of one attempt as bytes, for one row of the station database, and back, bit for
/// bit and in order. The format is described in SCHEMA.md beside this file; its first byte is its
/// version and its last eight are a checksum. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"
#include "analysis/core/sample_batch.hpp"

namespace sternum {

class BatchPacker {
 public:
  BatchPacker();
  void add(const SampleBatch& batch);
  /// The bytes of everything added; nothing may be added afterwards.
  [[nodiscard]] std::string finish();

 private:
  std::string bytes_;
  std::int64_t last_first_us_ = 0;
};

/// Appends the batches in `packed` to `batches`; on an error leaves `batches` as it was. `where`
/// goes into errors.
[[nodiscard]] Result<void> unpack_batches(std::string_view packed, const std::string& where,
                                          std::vector<SampleBatch>& batches);

}  // namespace sternum
