// Form 3 of stored samples: small, frozen, and every bit comes back.
#include "datasets/records/dense_packing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "datasets/records/batch_packing.hpp"
#include "datasets/records/packed_bytes.hpp"
#include "datasets/records/value_step.hpp"
#include "tests/records/stored_samples.hpp"

namespace sternum {
namespace {

/// Every bit of every input, in order.
std::string bits_in(const std::vector<AttemptInput>& inputs) {
  BatchPacker packer;
  for (const AttemptInput& input : inputs) packer.add(input);
  return packer.finish();
}

std::vector<AttemptInput> unpacked_from(const std::string& packed) {
  std::vector<AttemptInput> inputs;
  EXPECT_TRUE(unpack_inputs(packed, "here", inputs).has_value());
  return inputs;
}

/// Depth from `first` on, two values every 20 ms.
std::vector<AttemptInput> in_twos(const std::vector<float>& values, std::int64_t first_us) {
  std::vector<AttemptInput> inputs;
  for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
    const auto at = DeviceTime::from_us(first_us + static_cast<std::int64_t>(i) * 10'000);
    inputs.emplace_back(
        SampleBatch{Channel::Depth, {}, at, milliseconds(10), {values[i], values[i + 1]}});
  }
  return inputs;
}

// Made by an independent program from the description in SCHEMA.md.
const std::string kExample(
    "\x03\x07\x01\x00\x80\x89\x7a\xa0\x9c\x01\x02\x00\x01\x05\x41\x09"
    "\x01\x00\x00\x00\x00\x00\x00\xe0\x3f\x02\x00\x00\x02\x00\xff\xff"
    "\x00\x06\xdb\x65\x54\x80\xe3\x09\xf8\x13\xa9\x53\xc9\x07",
    46);

/// The last of them comes 5 µs early.
std::vector<AttemptInput> example() {
  const std::vector<float> half_mm = {0, 1, 3, 6, 10, 15, 20, 24, 27, 29, 30, 30, 30, 29};
  std::vector<float> depth;
  for (const float halves : half_mm) depth.push_back(halves * 0.5F);
  auto inputs = in_twos(depth, 1'000'000);
  auto& last = std::get<SampleBatch>(inputs.back());
  last.first = last.first - microseconds(5);
  return inputs;
}

TEST(DensePacking, WritesTheFormThatIsDescribed) { EXPECT_EQ(pack_densely(example()), kExample); }

TEST(DensePacking, ReadsTheFormThatIsDescribed) { EXPECT_EQ(unpacked_from(kExample), example()); }

TEST(DensePacking, NoticesEveryFlippedBitAndEveryMissingByte) {
  for (std::size_t bit = 0; bit < kExample.size() * 8; ++bit) {
    std::string damaged = kExample;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    std::vector<AttemptInput> inputs;
    ASSERT_FALSE(unpack_inputs(damaged, "attempt 7", inputs).has_value()) << "bit " << bit;
    EXPECT_TRUE(inputs.empty());
  }
  for (std::size_t length = 0; length < kExample.size(); ++length) {
    std::vector<AttemptInput> inputs;
    EXPECT_FALSE(unpack_inputs(kExample.substr(0, length), "here", inputs).has_value());
  }
}

RC_GTEST_PROP(DensePacking, GivesBackAnyInputsBitForBitAndInOrder, ()) {
  std::vector<AttemptInput> inputs;
  const auto time = [] { return DeviceTime::from_us(*rc::gen::arbitrary<std::int64_t>()); };
  const auto real = [] {
    return *rc::gen::element(1.0, 0.1, std::numeric_limits<double>::denorm_min(), -52.5, 1e300);
  };
  for (int i = *rc::gen::inRange(0, 30); i > 0; --i) {
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
        inputs.emplace_back(ReportedCompression{
            time(), millimetres(real()), millimetres(real()), {}, *rc::gen::arbitrary<bool>()});
        break;
      case 1:
        inputs.emplace_back(ReportedBreath{time(), microseconds(7), millilitres(real()), true});
        break;
      case 2:
        inputs.emplace_back(AttemptEvent{AttemptEvent::Kind::Shock, time()});
        break;
      case 3:
        inputs.emplace_back(test::any_batch());
        break;
      default:  // goes on where an earlier one ended
        if (!inputs.empty()) {
          const AttemptInput before = *rc::gen::elementOf(inputs);
          if (const auto* batch = std::get_if<SampleBatch>(&before)) {
            SampleBatch next = *batch;
            next.first = DeviceTime::from_us(static_cast<std::int64_t>(
                static_cast<std::uint64_t>(batch->first.us()) +
                static_cast<std::uint64_t>(batch->period.us()) * batch->values.size()));
            inputs.emplace_back(next);
          }
        }
    }
  }
  RC_ASSERT(bits_in(unpacked_from(pack_densely(inputs))) == bits_in(inputs));
}

RC_GTEST_PROP(DensePacking, GivesBackValuesOfAnyStepAndThoseBesideIt, ()) {
  const double step = *rc::gen::element(0.1, 1.0 / 3.0, 0.026855469, 1e-3, 8000.0 / 4096.0, 1e-40);
  std::vector<float> values;
  for (int i = *rc::gen::inRange(2, 400); i > 0; --i) {
    values.push_back(static_cast<float>(*rc::gen::inRange(-500, 2000) * step));
  }
  if (*rc::gen::arbitrary<bool>()) {  // and one that is on no grid
    values[*rc::gen::inRange<std::size_t>(0, values.size())] =
        *rc::gen::element(-0.0F, 1e-42F, 3.14159F, std::numeric_limits<float>::max(),
                          std::numeric_limits<float>::quiet_NaN(), 1e30F);
  }
  const auto inputs = in_twos(values, 0);
  RC_ASSERT(bits_in(unpacked_from(pack_densely(inputs))) == bits_in(inputs));
}

TEST(DensePacking, GivesBackValuesAtTheEndOfWhatAFloatCanBe) {
  // A multiple of a step beyond 1e29 is no float any more: no reader takes such a step.
  for (const float large : {0x1.8060ep+96F, 3e38F, std::numeric_limits<float>::max(),
                            std::numeric_limits<float>::denorm_min()}) {
    std::vector<float> values(32, 0.0F);
    values.back() = large;
    values[7] = -large;
    const auto inputs = in_twos(values, 0);
    EXPECT_EQ(bits_in(unpacked_from(pack_densely(inputs))), bits_in(inputs)) << large;
  }
}

RC_GTEST_PROP(DensePacking, SurvivesBytesThatSomebodyMadeUp, ()) {
  std::string body = kExample.substr(0, kExample.size() - sizeof(Checksum));
  for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
    body[*rc::gen::inRange<std::size_t>(1, body.size())] = *rc::gen::arbitrary<char>();
  }
  body.resize(body.size() - *rc::gen::inRange<std::size_t>(0, 4));
  put_checksum(body);
  std::vector<AttemptInput> inputs;
  const bool good = unpack_inputs(body, "here", inputs).has_value();
  RC_ASSERT(good || inputs.empty());
}

/// A minute of pressing as a 12-bit converter of 110 mm sees it, a third of a millimetre of noise.
std::vector<float> a_minute(double step) {
  std::mt19937 random(7);
  std::normal_distribution<double> noise(0.0, 0.3);
  std::vector<float> values;
  for (int i = 0; i < 6000; ++i) {
    const double mm = 26.0 * (1.0 - std::cos(2.0 * 3.14159 * 110.0 / 60.0 * i * 0.01));
    const double read = mm + noise(random);
    values.push_back(step == 0.0
                         ? static_cast<float>(read)
                         : static_cast<float>(std::round(read / step)) * static_cast<float>(step));
  }
  return values;
}

TEST(DensePacking, KeepsAMinuteOfAConvertersValuesInLessThanAByteEach) {
  const auto inputs = in_twos(a_minute(110.0 / 4096.0), 5);
  const std::string packed = pack_densely(inputs);
  EXPECT_LT(packed.size(), 6000U) << "zeros with a minus among them";
  EXPECT_EQ(bits_in(unpacked_from(packed)), bits_in(inputs));
}

TEST(DensePacking, CannotMakeNoiseSmallAndKeepsItAllTheSame) {
  const auto inputs = in_twos(a_minute(0.0), 5);
  const std::string packed = pack_densely(inputs);
  EXPECT_LT(packed.size(), 4U * 6000);
  EXPECT_GT(packed.size(), 2U * 6000) << "where have the bits gone?";
  EXPECT_EQ(bits_in(unpacked_from(packed)), bits_in(inputs));
}

TEST(DensePacking, SpendsNextToNothingOnAChestAtRest) {
  EXPECT_LT(pack_densely(in_twos(std::vector<float>(6000, 0.0F), 5)).size(), 200U);
}

TEST(ValueStep, FindsWhatASensorResolves) {
  for (const double step : {0.1, 0.01, 1.0, 0.5, 110.0 / 4096.0, 1.0 / 3.0}) {
    std::vector<float> values;
    for (const int multiple : {0, 17, -23, 512, 1044, 1045, 7, 2000}) {
      values.push_back(static_cast<float>(multiple * step));
    }
    const auto found = stepped(values);
    ASSERT_TRUE(found.has_value()) << step;
    EXPECT_NEAR(found->step, step, step * 1e-6);
    EXPECT_EQ(found->multiples[2], -23);
  }
}

TEST(ValueStep, SaysSoWhenThereIsNone) { EXPECT_FALSE(stepped(a_minute(0.0)).has_value()); }

}  // namespace
}  // namespace sternum
