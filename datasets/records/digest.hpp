/// SHA-256 over values in a form of one meaning: no two different sequences of values are the same
/// bytes.
///
/// Numbers are eight bytes, little-endian (reals as IEEE 754 doubles, by their bits); text and
/// bytes have their length, eight bytes, in front. A digest can be copied in the middle. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/attempt/attempt_input.hpp"
#include "analysis/core/result.hpp"
#include "datasets/records/sqlite.hpp"

namespace sternum {

class Digest {
 public:
  Digest();
  Digest& add(std::int64_t number);
  Digest& add_real(double value);
  Digest& add(std::string_view bytes);
  /// Lower-case hex, of all that was added so far; more can be added afterwards.
  [[nodiscard]] std::string hex() const;

 private:
  void update(const void* bytes, std::size_t count);
  /// libsodium's state, which is a plain value.
  alignas(8) std::array<std::byte, 104> state_;
};

/// Over everything that an attempt was fed with, in its order, whatever rows it is stored in and
/// however these are packed.
///
/// Each input begins with a number: 0 a batch, then channel, flags, first µs, period µs (0 for a
/// batch of one value), count and the floats by their bits; 1 a compression: peak µs, depth mm,
/// which of residual and rate there are (1, 2), these, whether reports before it are missing; 2 a
/// breath: start µs, duration µs, whether there is a volume, it, whether reports are missing; 3 an
/// event: its stored number, µs.
class InputsDigest {
 public:
  void add(const AttemptInput& input);
  [[nodiscard]] std::string hex() const { return digest_.hex(); }
  [[nodiscard]] std::int64_t count() const { return count_; }

 private:
  Digest digest_;
  std::int64_t count_ = 0;
};

/// Runs the query to its end and digests every row: 1, then of each column how it is stored and its
/// value. Empty when there is no row.
[[nodiscard]] Result<std::string> digest_of_rows(Statement& query);

}  // namespace sternum
