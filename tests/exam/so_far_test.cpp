// What an attempt would be if it ended now: a copy says it, and the attempt goes on untouched.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <optional>
#include <vector>

#include "analysis/attempt/attempt.hpp"
#include "tests/scoring/hand_made.hpp"

namespace sternum {
namespace {

/// A minute of compressions and breaths as a manikin would send them, with something of everything:
/// a hole, a change of depth, a shock, a pause.
std::vector<AttemptInput> session() {
  std::vector<AttemptInput> inputs;
  for (int i = 0; i < 6000; i += 5) {
    if (i >= 1500 && i < 1700) continue;
    SampleBatch depth;
    depth.channel = Channel::Depth;
    depth.period = milliseconds(10);
    depth.first = DeviceTime::from_us(i * std::int64_t{10'000});
    if (i == 1700) depth.flags = BatchFlag::FollowsGap;
    SampleBatch volume = depth;
    volume.channel = Channel::AirwayVolume;
    for (int k = i; k < i + 5; ++k) {
      const bool pressing = k % 2200 < 1700;
      const double mm = k < 3000 ? 54.0 : 44.0;
      const double turn = std::cos(6.283185307179586 * (k % 55) / 55.0);
      depth.values.push_back(pressing ? static_cast<float>(mm * (0.5 - 0.5 * turn)) : 0.0F);
      const double breath = std::sin(6.283185307179586 * (k % 2200 - 1750) / 400.0);
      const bool breathing = k % 2200 > 1750 && breath > 0.0;
      volume.values.push_back(breathing ? static_cast<float>(500.0 * breath) : 0.0F);
    }
    inputs.emplace_back(depth);
    inputs.emplace_back(volume);
    if (i == 2500) inputs.emplace_back(AttemptEvent{AttemptEvent::Kind::Shock, depth.first});
  }
  return inputs;
}

AttemptOptions options() {
  AttemptOptions options;
  options.channels = {Channel::Depth, Channel::AirwayVolume};
  return options;
}

AttemptResult result_of(const std::vector<AttemptInput>& inputs, std::size_t count) {
  Attempt attempt(hand_made::adult(), options());
  for (std::size_t i = 0; i < count; ++i) attempt.push(inputs[i]);
  return attempt.finish();
}

RC_GTEST_PROP(AttemptSoFar, IsWhatItWouldBeIfItEndedThereAndDisturbsNothing, ()) {
  static const std::vector<AttemptInput> inputs = session();
  static const AttemptResult whole = result_of(inputs, inputs.size());
  const auto first = *rc::gen::inRange<std::size_t>(0, inputs.size() + 1);
  const auto second = *rc::gen::inRange<std::size_t>(first, inputs.size() + 1);
  Attempt attempt(hand_made::adult(), options());
  for (std::size_t i = 0; i <= inputs.size(); ++i) {
    if (i == first || i == second) {
      Attempt so_far = attempt;
      RC_ASSERT(so_far.finish() == result_of(inputs, i));
    }
    if (i < inputs.size()) attempt.push(inputs[i]);
  }
  RC_ASSERT(attempt.finish() == whole);
}

TEST(AttemptSoFar, HasAllThatTheEndHasAfterTheLastSample) {
  const std::vector<AttemptInput> inputs = session();
  Attempt attempt(hand_made::adult(), options());
  for (const AttemptInput& input : inputs) attempt.push(input);
  Attempt copy(hand_made::adult(), {});
  copy = attempt;
  const AttemptResult so_far = copy.finish();
  EXPECT_EQ(so_far, attempt.finish());
  EXPECT_GT(so_far.compressions.size(), 60U);
  EXPECT_GE(so_far.breaths.size(), 2U);
  EXPECT_EQ(so_far.gaps.size(), 1U);
  EXPECT_EQ(so_far.shock_pauses.size(), 1U);
}

}  // namespace
}  // namespace sternum
