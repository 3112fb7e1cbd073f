/// Form 3 of a packed row: much of what one attempt was fed with, in few bytes.
///
/// What came when stands in front, the values of each channel together behind it
/// (`series_packing.hpp`): batches that simply go on, in the order in which they simply go on, cost
/// nothing. Made for a minute of inputs rather than for a commit's. SCHEMA.md beside this file
/// describes the bytes. Pure functions.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/attempt/attempt_input.hpp"

namespace sternum {

/// The first byte of such a row.
inline constexpr char kDenseForm = 3;

/// The whole row, its checksum included.
[[nodiscard]] std::string pack_densely(std::span<const AttemptInput> inputs);
/// `body`: what is between the first byte and the checksum, which fits. Appends to `inputs`; false
/// when the bytes make no inputs, and then `inputs` may have grown.
[[nodiscard]] bool unpack_dense(std::string_view body, std::vector<AttemptInput>& inputs);

}  // namespace sternum
