/// How far guesses were off, in bits: Rice's code, its parameter chosen anew for every 64 of them
/// (Rice, Some practical universal noiseless coding techniques, JPL 79-22, 1979). What is described
/// in SCHEMA.md beside this file under form 3.
///
/// Differences lie within ±2^33. Pure functions.
#pragma once

#include <cstdint>
#include <span>

#include "datasets/records/packed_bytes.hpp"

namespace sternum {

inline constexpr std::size_t kResidualsTogether = 64;

/// At most `kResidualsTogether` differences.
void put_residuals(BitWriter& bits, std::span<const std::int64_t> residuals);
/// How many bits that takes.
[[nodiscard]] std::uint64_t bits_of(std::span<const std::int64_t> residuals);

/// Takes them back one by one.
class ResidualReader {
 public:
  explicit ResidualReader(BitReader& bits) : bits_(bits) {}
  [[nodiscard]] std::int64_t next();

 private:
  BitReader& bits_;
  std::size_t left_ = 0;  ///< under the parameter read last
  int parameter_ = 0;
};

}  // namespace sternum
