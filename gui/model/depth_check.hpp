/// Holds a manikin's depth against a block of known height, point by point.
///
/// Fed with the raw samples of the depth channel (mm, positive downward, device time); the chest's
/// rest is not taken off them, because how far it is from zero is one of the questions.
///
///   LetGo ──still for 2 s──▶ Press ──half of the block or more, still for 1 s──▶ Done
///     ▲  ▲                     │  │
///     │  └─restart of device───┘  └──to be corrected, first time: the same again──▶ LetGo
///     └ a gap begins the step anew
///   LetGo, Press ──patience is over──▶ Failed: why      any ──lost──▶ Failed: no signal
///
/// The time of the stillness is a window that moves on: what was before it does not matter. A check
/// that corrects tells the manikin at the end of each step where its chest is
/// (`take_point`), and then measures what that came to. Still: the means of four quarters of the
/// time differ by less than `still_mm`, and the samples scatter by less than `noise_mm`: noise of a
/// sensor is not a hand that gives way.
/// Two points and an agreement within 1 mm: as manikins are verified by their makers, with a gauge
/// block under the sternum plate. Pure: no clock, no thread; bounded memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "analysis/core/device_time.hpp"
#include "analysis/core/sample_batch.hpp"

namespace sternum {

enum class DepthCheckStep : std::uint8_t { LetGo, Press, Done, Failed };

enum class DepthCheckFailure : std::uint8_t {
  None,
  NoDepth,     ///< this manikin does not measure depth
  NoSignal,    ///< it fell silent
  NeverStill,  ///< the chest moved all the time, or was not let go
  NotReached,  ///< it was held, but not where a block of that height would hold it
};

/// What keeps the step from getting on.
enum class DepthCheckHint : std::uint8_t { None, Moving, NotLetGo, NotOnBlock };

struct DepthCheckOptions {
  double block_mm = 50.0;
  bool corrects = false;  ///< the manikin is told where its chest is
  Duration rest = seconds(2.0);
  Duration hold = seconds(1.0);
  Duration patience = seconds(60.0);  ///< for each step
  double still_mm = 0.8;
  double noise_mm = 1.2;
  /// From this share of the block's height on, and up to its inverse, the chest can be on it.
  double least_share = 0.5;
  /// Up to this share of it, a chest may have been let go.
  double rest_share = 0.3;
};

/// The lowest and highest blocks that can be checked with.
inline constexpr double kLowestBlock_mm = 20.0;
inline constexpr double kHighestBlock_mm = 80.0;
/// A manikin that is off by no more agrees.
inline constexpr double kDepthAgreement_mm = 1.0;

struct DepthCheckResult {
  double block_mm = 0.0;
  double rest_mm = 0.0;  ///< what the manikin says of the chest at rest: 0 is right
  double held_mm = 0.0;  ///< and on the block
  /// The right depth is gain · said + offset.
  [[nodiscard]] double gain() const { return block_mm / (held_mm - rest_mm); }
  [[nodiscard]] double offset_mm() const { return -gain() * rest_mm; }
  /// How far it is off where it is off most; positive: it says too much.
  [[nodiscard]] double error_mm() const;
  [[nodiscard]] bool agrees() const;
  friend bool operator==(const DepthCheckResult&, const DepthCheckResult&) = default;
};

/// What a screen shows of a check.
struct DepthCheckState {
  DepthCheckStep step = DepthCheckStep::LetGo;
  DepthCheckHint hint = DepthCheckHint::None;
  DepthCheckFailure failure = DepthCheckFailure::None;
  double block_mm = 0.0;
  double progress = 0.0;               ///< of the stillness wanted, 0–1
  std::optional<double> reading_mm{};  ///< the newest
  bool corrects = false;
  bool verifies = false;  ///< the second time round: what the correction came to
  std::optional<DepthCheckResult> result{};
  friend bool operator==(const DepthCheckState&, const DepthCheckState&) = default;
};

class DepthCheck {
 public:
  explicit DepthCheck(const DepthCheckOptions& options);

  /// A batch of the depth channel.
  void push(const SampleBatch& batch);
  /// The manikin is silent, or gone.
  void lose() { fail(DepthCheckFailure::NoSignal); }
  /// It has no depth to check.
  void refuse() { fail(DepthCheckFailure::NoDepth); }

  [[nodiscard]] const DepthCheckState& state() const { return state_; }
  /// Where the manikin is to be told that its chest is, mm; once each.
  [[nodiscard]] std::optional<double> take_point();

 private:
  struct Sample {
    DeviceTime time;
    double depth_mm;
  };

  void take(const Sample& sample);
  void begin_step(DepthCheckStep step);
  void fail(DepthCheckFailure why);
  void finish_step(double mean_mm);
  [[nodiscard]] bool is_over() const { return state_.step >= DepthCheckStep::Done; }
  /// Whether the chest can be where the step wants it.
  [[nodiscard]] bool is_in_place(double depth_mm) const;
  [[nodiscard]] double still_for_s() const;
  /// Of the window's samples from this one on.
  [[nodiscard]] bool is_still(std::size_t from) const;
  [[nodiscard]] double mean_mm(std::size_t from) const;

  DepthCheckOptions options_;
  DepthCheckState state_;
  std::deque<Sample> window_;  ///< of the wanted length, or what there is
  std::optional<DeviceTime> step_since_;
  bool was_still_elsewhere_ = false;
  double rest_mm_ = 0.0;
  std::optional<double> point_mm_;
};

}  // namespace sternum
