/// Random numbers that are the same on every machine and with every standard library.
///
/// SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"). Every
/// use of chance has a stream of its own, so that asking for more of one thing (a channel, a fault)
/// changes nothing else. A plain value; never blocks.
#pragma once

#include <cmath>
#include <cstdint>

namespace sternum {

/// What a stream is drawn for. Renumbering changes every simulated recording: only append.
enum class RandomUse : std::uint64_t {
  Person = 1,
  Depth = 2,
  Interval = 3,
  Recoil = 4,
  Pause = 5,
  Breath = 6,
  Tilt = 7,
  Battery = 8,
  Boot = 9,
  SetSize = 10,
  Hold = 11,
  Bounce = 12,
  Tap = 13,
  Hands = 14,
  Head = 15,
  BreathInSet = 16,
  Knock = 17,
  Handling = 18,
  SampleTime = 19,
  DroppedFrames = 20,
  DamagedFrames = 21,
  FlippedBytes = 22,
  LostBytes = 23,
  Report = 30,
  SensorNoise = 100,  ///< plus the channel's number
};

class RandomStream {
 public:
  RandomStream(std::uint64_t seed, RandomUse use, std::uint64_t number = 0)
      : state_(mixed(seed) + mixed(~(static_cast<std::uint64_t>(use) + number))) {}

  std::uint64_t next() { return mixed(state_ += kGolden); }

  /// In [0, 1).
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// `low` and `high` included.
  int whole(int low, int high) {
    return low + static_cast<int>(uniform() * (static_cast<double>(high - low) + 1.0));
  }
  /// Draws also when `probability` is 0, so that what follows does not depend on it.
  bool chance(double probability) { return uniform() < probability; }

  /// Mean 0, SD 1: the sum of twelve uniforms, which needs no logarithm (whose last bit differs
  /// between maths libraries). Never beyond ±6; slightly lighter tails than the normal's.
  double normal() {
    std::uint64_t sum = 0;
    for (int word = 0; word < 3; ++word) {
      for (std::uint64_t bits = next(), part = 0; part < 4; ++part, bits >>= 16) {
        sum += bits & 0xFFFFU;
      }
    }
    return (static_cast<double>(sum) + 6.0) * 0x1.0p-16 - 6.0;
  }

 private:
  static constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15U;

  static constexpr std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }

  std::uint64_t state_;
};

/// A disturbance that remembers its last value: x ← ar1·x + noise, with the SD asked for.
class CorrelatedNoise {
 public:
  /// `sd` is that of the values, not of the innovations. Requires 0 ≤ ar1 < 1.
  CorrelatedNoise(double sd, double ar1)
      : innovation_(sd * std::sqrt(1.0 - ar1 * ar1)), ar1_(ar1) {}

  double next(RandomStream& random) {
    return value_ = ar1_ * value_ + innovation_ * random.normal();
  }

 private:
  double innovation_;
  double ar1_;
  double value_ = 0.0;
};

}  // namespace sternum
