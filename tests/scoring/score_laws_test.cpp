// Which way the score moves: laws that hold for every attempt.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

#include "analysis/scoring/score.hpp"
#include "tests/scoring/random_attempt.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::random_attempt;
using hand_made::Script;
using hand_made::tenths;

Points total_of(const Script& script) { return *judge(adult(), script.performance()).total; }

template <class List>
std::size_t any_index(const List& list) {
  return *rc::gen::inRange<std::size_t>(0, list.size());
}

RC_GTEST_PROP(ScoreLaws, ReasonsAddUpToWhatIsLost, ()) {
  const Script script = random_attempt();
  const Score score = judge(adult(), script.performance());
  Points lost;
  for (const LostPoints& reason : score.reasons) {
    RC_ASSERT(reason.points > Points{});
    lost += reason.points;
  }
  RC_ASSERT(kFullMarks - *score.total == lost);
  RC_ASSERT(*score.total >= Points{});
}

RC_GTEST_PROP(ScoreLaws, ReasonsComeInTheOrderOfTimeAndPointAtWhatMissed, ()) {
  const Script script = random_attempt();
  const Score score = judge(adult(), script.performance());
  RC_ASSERT(std::ranges::is_sorted(score.reasons, {}, [](const auto& r) { return r.span.from; }));
  for (const LostPoints& reason : score.reasons) {
    RC_ASSERT(reason.missed > 0);
    RC_ASSERT(reason.missed <= reason.of);
    RC_ASSERT(reason.span.from <= reason.span.to);
    if (!reason.first_index) continue;
    const auto index = static_cast<std::size_t>(*reason.first_index);
    if (reason.rule == Rule::TooShallow) {
      RC_ASSERT(script.compressions[index].depth < adult().depth.low);
      RC_ASSERT(script.compressions[index].onset == reason.span.from);
    }
    if (reason.rule == Rule::BreathTooLarge) {
      RC_ASSERT(script.breaths[index].volume > adult().breath_volume.high);
    }
    if (reason.rule == Rule::HandsOffTooLong) {
      RC_ASSERT(script.compressions[index].release <= reason.span.from);
    }
  }
}

RC_GTEST_PROP(ScoreLaws, DepthWithinTheBandIsAllTheSame, ()) {
  Script script = random_attempt();
  Compression& c = script.compressions[any_index(script.compressions)];
  c.depth = millimetres(tenths(50, 60));
  const Points before = total_of(script);
  c.depth = millimetres(tenths(50, 60));
  RC_ASSERT(total_of(script) == before);
}

RC_GTEST_PROP(ScoreLaws, ADepthNearerToTheBandNeverLowersIt, ()) {
  Script script = random_attempt();
  Compression& c = script.compressions[any_index(script.compressions)];
  const Points before = total_of(script);
  const double target = std::clamp(c.depth.mm(), 50.0, 60.0);
  const double share = tenths(0, 10) / 10.0;
  c.depth = millimetres(c.depth.mm() + share * (target - c.depth.mm()));
  RC_ASSERT(total_of(script) >= before);
}

RC_GTEST_PROP(ScoreLaws, ARateNearerToTheBandNeverLowersIt, ()) {
  Script script = random_attempt();
  std::vector<Compression*> rated;
  for (Compression& each : script.compressions) {
    if (each.rate) rated.push_back(&each);
  }
  Compression& c = *rated[any_index(rated)];
  const Points before = total_of(script);
  const double target = std::clamp(c.rate->per_minute(), 100.0, 120.0);
  const double share = tenths(0, 10) / 10.0;
  c.rate = per_minute(c.rate->per_minute() + share * (target - c.rate->per_minute()));
  RC_ASSERT(total_of(script) >= before);
}

RC_GTEST_PROP(ScoreLaws, OneMoreLeaningCompressionNeverRaisesIt, ()) {
  Script script = random_attempt({.recoil = true});
  Compression& c = script.compressions[any_index(script.compressions)];
  const Points before = total_of(script);
  c.residual = *c.residual + millimetres(tenths(0, 10));
  RC_ASSERT(total_of(script) <= before);
}

RC_GTEST_PROP(ScoreLaws, AVolumeNearerToTheBandNeverLowersIt, ()) {
  Script script = random_attempt({.breaths = true});
  Breath& breath = script.breaths[any_index(script.breaths)];
  const Points before = total_of(script);
  const double target = std::clamp(breath.volume.ml(), 400.0, 600.0);
  const double share = tenths(0, 10) / 10.0;
  breath.volume = millilitres(breath.volume.ml() + share * (target - breath.volume.ml()));
  RC_ASSERT(total_of(script) >= before);
}

RC_GTEST_PROP(ScoreLaws, ALongerPauseNeverRaisesIt, ()) {
  Script script;
  const int count = *rc::gen::inRange(1, 40);
  const double seconds_off = tenths(4, 20);
  script.press(count, {.per_minute = 110}).breaths_in_pause(seconds_off).press(30);
  Script longer;
  longer.press(count, {.per_minute = 110}).breaths_in_pause(seconds_off + tenths(0, 20)).press(30);
  RC_ASSERT(total_of(longer) <= total_of(script));
}

RC_GTEST_PROP(ScoreLaws, FewerCompressionsBeforeBreathsNeverRaiseIt, ()) {
  const int count = *rc::gen::inRange(2, 31);
  const auto attempt = [](int compressions) {
    Script script;
    script.press(compressions, {.per_minute = 110}).breaths_in_pause(5.0);
    return script.press(30, {.per_minute = 110}).breaths_in_pause(5.0);
  };
  RC_ASSERT(total_of(attempt(count - 1)) <= total_of(attempt(count)));
}

RC_GTEST_PROP(ScoreLaws, OneBreathLessThanAskedNeverRaisesIt, ()) {
  Script script;
  const double first_ml = tenths(100, 900);
  const double second_ml = tenths(100, 900);
  script.press(30).breaths_in_pause(6.0, first_ml, second_ml).press(30).breaths_in_pause(6.0);
  const Points before = total_of(script);
  script.breaths.erase(script.breaths.begin() + *rc::gen::inRange(0, 2));
  RC_ASSERT(total_of(script) <= before);
}

RC_GTEST_PROP(ScoreLaws, MovingTheWholeAttemptInTimeChangesNothing, ()) {
  const Script script = random_attempt();
  const Duration by = seconds(tenths(-1000, 100000));
  RC_ASSERT(total_of(hand_made::moved(script, by)) == total_of(script));
}

RC_GTEST_PROP(ScoreLaws, AHoleInsideAPauseNeverLowersIt, ()) {
  Script script;
  const double pause_s = tenths(5, 30);
  script.press(30).breaths_in_pause(pause_s).press(30).breaths_in_pause(5.0);
  const Points before = total_of(script);
  const double from_s = 14.9 + 0.1 * pause_s * tenths(0, 4);
  const double to_s = from_s + 0.1 * pause_s * tenths(1, 5);
  script.gaps.push_back({hand_made::at(from_s), hand_made::at(to_s)});
  RC_ASSERT(total_of(script) >= before);
}

}  // namespace
}  // namespace sternum
