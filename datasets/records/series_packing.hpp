/// The values of one channel, one behind the other, in as few bytes as they need, and back, bit for
/// bit.
///
/// Blocks of up to 4096 values become whole numbers: multiples of the sensor's step where there is
/// one (`value_step.hpp`), otherwise multiples of the last bit of the largest value and, beside
/// them, the bits that smaller values have beyond it. A predictor guesses each number
/// (`linear_prediction.hpp`), and how far it was off is written (`residual_coding.hpp`). Values
/// that are no numbers are kept as they are. SCHEMA.md beside this file describes the bytes. Pure
/// functions.
#pragma once

#include <span>
#include <string>

#include "datasets/records/packed_bytes.hpp"

namespace sternum {

void put_series(std::string& bytes, std::span<const float> values);
/// False when the bytes make no such series.
[[nodiscard]] bool read_series(ByteReader& bytes, std::span<float> values);
/// No more values than so many times the bytes that they are in.
inline constexpr std::size_t kMostValuesPerByte = 128;

}  // namespace sternum
