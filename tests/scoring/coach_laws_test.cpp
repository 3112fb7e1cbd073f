// What holds for the coach whatever a trainee does.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "tests/scoring/coached_session.hpp"
#include "tests/scoring/random_attempt.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::at;
using hand_made::random_attempt;
using hand_made::Script;
using hand_made::seconds_of;
using hand_made::Session;

CoachMode any_mode() { return *rc::gen::elementOf(kCoachModes); }

double end_of(const Script& script) {
  double end_s = seconds_of(script.compressions.back().release);
  if (!script.breaths.empty()) end_s = std::max(end_s, seconds_of(script.breaths.back().end));
  return end_s + 15.0;
}

/// Whether the values, of which the last is the newest, end in four of which each is wrong.
template <class Wrong>
bool end_in_four(const std::vector<double>& values, Wrong wrong) {
  return values.size() >= 4 && std::all_of(values.end() - 4, values.end(), wrong);
}
/// The same anywhere.
template <class Wrong>
bool have_four(const std::vector<double>& values, Wrong wrong) {
  int row = 0;
  for (const double value : values) {
    row = wrong(value) ? row + 1 : 0;
    if (row == 4) return true;
  }
  return false;
}

/// When a manikin of 100 Hz tells what was over at `end`.
DeviceTime told_at(DeviceTime end) {
  return DeviceTime::from_us((end.us() + 9999) / 10000 * 10000);
}

/// The misses that justify a correction after what was told before `until`, read from the attempt
/// as it was written down.
bool is_justified(const PromptEvent& event, DeviceTime until, const Script& script,
                  CoachMode mode) {
  std::vector<double> depths, residuals, rates, volumes, inflations;
  for (const Compression& c : script.compressions) {
    if (told_at(c.release) >= until) break;
    depths.push_back(c.depth.mm());
    if (c.residual) residuals.push_back(c.residual->mm());
    if (c.rate) rates.push_back(c.rate->per_minute());
  }
  for (const Breath& b : script.breaths) {
    if (told_at(b.end) >= until) break;
    volumes.push_back(b.volume.ml());
    inflations.push_back(b.inflation().seconds());
  }
  const auto four = [mode](const std::vector<double>& values, auto wrong) {
    return mode == CoachMode::AfterEachCycle ? have_four(values, wrong)
                                             : end_in_four(values, wrong);
  };
  switch (event.prompt) {
    case Prompt::PressDeeper:
      return four(depths, [](double mm) { return mm < 50; });
    case Prompt::PressLessDeep:
      return four(depths, [](double mm) { return mm > 60; });
    case Prompt::ReleaseFully:
      return four(residuals, [](double mm) { return mm >= 5; });
    case Prompt::TooFast:
      return four(rates, [](double rate) { return rate > 120; });
    case Prompt::TooSlow:
      return four(rates, [](double rate) { return rate < 100; });
    case Prompt::MoreAir:
      return end_in_four(volumes, [](double ml) { return ml < 400; });
    case Prompt::LessAir:
      return end_in_four(volumes, [](double ml) { return ml > 600; });
    case Prompt::BreatheSlower:
      return end_in_four(inflations, [](double s) { return s < 0.5; });
    case Prompt::MoveHands:
      return false;  // nobody's hands are measured here
    case Prompt::None:
    case Prompt::HandsOff:
    case Prompt::ChangeOver:
    case Prompt::WellDone:
      return true;
  }
  return false;
}

RC_GTEST_PROP(CoachLaws, TwoPromptsAreThreeSecondsApart, ()) {
  const Script script = random_attempt();
  Session session(adult(), {.mode = any_mode()});
  session.play(script, end_of(script));
  std::optional<DeviceTime> last;
  for (const PromptEvent& event : session.coach.events()) {
    if (event.prompt == Prompt::None) continue;
    if (last) RC_ASSERT(event.at - *last >= seconds(3.0));
    last = event.at;
  }
}

RC_GTEST_PROP(CoachLaws, NoCorrectionComesWithoutFourMissesInARow, ()) {
  const Script script = random_attempt();
  const CoachMode mode = any_mode();
  Session session(adult(), {.mode = mode});
  session.play(script, end_of(script));
  for (const PromptEvent& event : session.coach.events()) {
    // At one and the same moment a breath may be told before time brings a prompt, or after it.
    RC_ASSERT(is_justified(event, event.at + microseconds(1), script, mode) ||
              is_justified(event, event.at, script, mode));
  }
}

RC_GTEST_PROP(CoachLaws, NobodyHearsAnythingInAnExam, ()) {
  const Script script = random_attempt();
  Session session(adult(), {.mode = CoachMode::None});
  session.play(script, end_of(script));
  RC_ASSERT(session.coach.events().empty());
}

RC_GTEST_PROP(CoachLaws, HowOftenTheCoachIsToldTheTimeChangesNothing, ()) {
  const Script script = random_attempt();
  const CoachMode mode = any_mode();
  Session often(adult(), {.mode = mode});
  Session seldom(adult(), {.mode = mode}, seconds(*rc::gen::inRange(1, 60) * 0.5));
  often.play(script, end_of(script));
  seldom.play(script, end_of(script));
  often.coach.advance(at(1000));
  seldom.coach.advance(at(1000));
  RC_ASSERT(often.coach.events() == seldom.coach.events());
}

RC_GTEST_PROP(CoachLaws, APromptIsTakenBackOrFollowedByAnother, ()) {
  const Script script = random_attempt();
  Session session(adult(), {.mode = any_mode()});
  session.play(script, end_of(script));
  const auto& events = session.coach.events();
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].prompt != Prompt::None) continue;
    RC_ASSERT(i > 0U && events[i - 1].prompt != Prompt::None);
  }
}

}  // namespace
}  // namespace sternum
