// Detectors allocate only while they are constructed. Counts every allocation of this program.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <new>

#include "analysis/signal/acceleration_detector.hpp"
#include "analysis/signal/breath_detector.hpp"
#include "analysis/signal/compression_detector.hpp"

namespace {
long allocations = 0;
}  // namespace

// Not inlined: the compiler would see malloc meet delete, and warn.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace sternum {
namespace {

template <class Detector, class Wave>
void expect_no_allocation(Wave wave) {
  Detector detector;
  int found = 0;
  const long before = allocations;
  for (std::int64_t i = 0; i < 60'000; ++i) {
    const auto flags = i % 7001 == 0 ? BatchFlag::FollowsGap : BatchFlag::None;
    const auto time = DeviceTime::from_us(i * 10'000 + (flags == BatchFlag::None ? 0 : 1));
    if (detector.step(time, wave(static_cast<double>(i) * 0.01), flags)) ++found;
  }
  EXPECT_EQ(allocations, before);
  EXPECT_GT(found, 50);
}

TEST(Allocation, TheProgramCountsItsOwn) {
  const long before = allocations;
  ::operator delete(::operator new(1));
  EXPECT_GT(allocations, before);
}

TEST(Allocation, CompressionDetectorStepsWithoutAny) {
  expect_no_allocation<CompressionDetector>(
      [](double s) { return 25.0 - 25.0 * std::cos(11.5 * s) + 0.2 * std::sin(777.0 * s); });
}

TEST(Allocation, AccelerationDetectorStepsWithoutAny) {
  expect_no_allocation<AccelerationDetector>(
      [](double s) { return 1.0 + 0.34 * std::cos(11.5 * s); });
}

TEST(Allocation, BreathDetectorStepsWithoutAny) {
  expect_no_allocation<BreathDetector>(
      [](double s) { return 250.0 - 250.0 * std::cos(1.5 * s) + 5.0 * std::sin(777.0 * s); });
}

}  // namespace
}  // namespace sternum
