#include "gui/locale/aed_words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace sternum {

const char* word(Language language, AedState state) {
  switch (state) {
    case AedState::Off:
      return trc(language, "aed", "Off");
    case AedState::AttachPads:
      return tr(language, "Attach pads");
    case AedState::Announcing:
      return tr(language, "Do not touch");
    case AedState::Analysing:
      return tr(language, "Analysing");
    case AedState::Charging:
      return trc(language, "aed", "Charging");
    case AedState::Armed:
      return tr(language, "Ready to shock");
    case AedState::Shocked:
      return tr(language, "Shock given");
    case AedState::NoShock:
      return tr(language, "No shock");
    case AedState::Disarmed:
      return trc(language, "aed", "Disarmed");
    case AedState::Cpr:
      return trc(language, "aed", "CPR");
  }
  return "";
}

std::string sentence(Language language, const AedFinding& finding) {
  using Kind = AedFinding::Kind;
  const auto filled = [&](const char* pattern) {
    return fmt::format(fmt::runtime(pattern), finding.times, std::lround(finding.took.seconds()));
  };
  switch (finding.kind) {
    case Kind::PadsLate:
      return filled(tr(language, "Pads attached after {1} s"));
    case Kind::ChildPadsOnAdult:
      return tr(language, "Child pads on an adult: too weak");
    case Kind::AdultPadsOnChild:
      return tr(language, "Adult pads on a child");
    case Kind::PressedDuringAnalysis:
      return filled(tr(language, "Pressed during analysis: {0}×, {1} s lost"));
    case Kind::PressedWhenArmed:
      return filled(tr(language, "Pressed after \"stand clear\": {0}×"));
    case Kind::ShockWhilePressing:
      return tr(language, "Somebody pressed at the shock");
    case Kind::ShockNotGiven:
      return filled(tr(language, "Shock not given within {1} s"));
  }
  return {};
}

}  // namespace sternum
