#include <algorithm>
#include <array>

#include "analysis/scoring/score.hpp"

namespace sternum {
namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 11> kRules = {"too_shallow",      "too_deep",
                                                     "too_slow",         "too_fast",
                                                     "not_released",     "hands_off_too_long",
                                                     "breath_too_small", "breath_too_large",
                                                     "breaths_missing",  "compressions_missing",
                                                     "leaning_force"};
constexpr std::array<std::string_view, 5> kUnjudged = {"recoil", "breaths", "rate", "depth",
                                                       "breath_volume"};

static_assert(kRules.size() == static_cast<std::size_t>(Rule::LeaningForce) + 1);
static_assert(kUnjudged.size() == static_cast<std::size_t>(Unjudged::BreathVolume) + 1);

}  // namespace

std::string_view rule_name(Rule rule) { return kRules.at(static_cast<std::size_t>(rule)); }

std::optional<Rule> rule_of_name(std::string_view name) {
  const auto found = std::ranges::find(kRules, name);
  if (found == kRules.end()) return std::nullopt;
  return static_cast<Rule>(found - kRules.begin());
}

std::string_view unjudged_name(Unjudged what) {
  return kUnjudged.at(static_cast<std::size_t>(what));
}

}  // namespace sternum
