/// What tests store and expect to find again.
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/core/sample_batch.hpp"
#include "datasets/records/station_database.hpp"

namespace sternum::test {

/// As bits, so that NaNs and the two zeros compare as what they are.
inline bool same_bits(const SampleBatch& a, const SampleBatch& b) {
  if (a.channel != b.channel || a.flags != b.flags || a.first != b.first || a.period != b.period ||
      a.values.size() != b.values.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    if (std::bit_cast<std::uint32_t>(a.values[i]) != std::bit_cast<std::uint32_t>(b.values[i])) {
      return false;
    }
  }
  return true;
}

inline bool same_bits(const std::vector<SampleBatch>& a, const std::vector<SampleBatch>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same_bits(a[i], b[i])) return false;
  }
  return true;
}

/// Any batch there can be, whatever its values mean.
inline SampleBatch any_batch() {
  SampleBatch batch;
  batch.channel =
      *rc::gen::elementOf(std::vector<Channel>(kAllChannels.begin(), kAllChannels.end()));
  batch.flags = static_cast<BatchFlag>(*rc::gen::inRange(0, 8));
  batch.first = DeviceTime::from_us(*rc::gen::arbitrary<std::int64_t>());
  batch.period = microseconds(*rc::gen::arbitrary<std::int64_t>());
  for (const auto bits : *rc::gen::arbitrary<std::vector<std::uint32_t>>()) {
    batch.values.push_back(std::bit_cast<float>(bits));
  }
  return batch;
}

/// The i-th batch of two samples of a manikin at 100 Hz.
inline SampleBatch batch_number(int i, Channel channel = Channel::Depth) {
  return {channel,
          BatchFlag::None,
          DeviceTime::from_us(std::int64_t{i} * 20'000),
          milliseconds(10),
          {static_cast<float>(i), static_cast<float>(i) + 0.5F}};
}

/// The i-th entry on a sheet.
inline SheetEntry tick_number(int i) {
  return {.item_id = "item-" + std::to_string(i), .utc_ms = 1'700'000'000'000 + i};
}

inline AttemptStart start_of(const std::string& manikin, const std::string& trainee) {
  AttemptStart start;
  start.manikin_id = manikin;
  start.trainee = trainee;
  start.guideline_id = "adult-rcsc-2021";
  start.guideline_hash = "ab12";
  start.started_at_ms = 1'700'000'000'000;
  start.start = DeviceTime::from_us(5'000);
  start.channels = {Channel::Depth, Channel::AirwayVolume};
  return start;
}

inline AttemptEnd end_as(AttemptState state) {
  AttemptEnd end;
  end.state = state;
  end.ended_at_ms = 1'700'000'120'000;
  if (state == AttemptState::Ended) {
    end.score = 87.125;
    end.result_json = R"({"score":{"total":87.125}})";
  }
  return end;
}

template <class T>
T value_of(Result<T> result) {
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message());
  return result ? std::move(*result) : T{};
}

}  // namespace sternum::test
