#include <fmt/format.h>

#include "gui/locale/locale.hpp"

namespace sternum {

namespace {

/// The sentence of each rule: {0} missed, {1} of, {2} measured, {3} limit.
const char* ledger_pattern(Language language, Rule rule) {
  switch (rule) {
    case Rule::TooShallow:
      return tr(language,
                "{0} of {1} compressions too shallow: {2} mm on average, at least {3} mm "
                "wanted.");
    case Rule::TooDeep:
      return tr(language,
                "{0} of {1} compressions too deep: {2} mm on average, at most {3} mm wanted.");
    case Rule::TooSlow:
      return tr(language,
                "{0} of {1} compressions too slow: {2}/min on average, at least {3}/min "
                "wanted.");
    case Rule::TooFast:
      return tr(language,
                "{0} of {1} compressions too fast: {2}/min on average, at most {3}/min "
                "wanted.");
    case Rule::NotReleased:
      return tr(language,
                "{0} of {1} compressions not fully released: {2} mm left on average, under "
                "{3} mm wanted.");
    case Rule::HandsOffTooLong:
      return tr(language, "{0} of {1} pauses too long: {2} s on average, at most {3} s wanted.");
    case Rule::BreathTooSmall:
      return tr(language,
                "{0} of {1} breaths too small: {2} ml on average, at least {3} ml wanted.");
    case Rule::BreathTooLarge:
      return tr(language,
                "{0} of {1} breaths too large: {2} ml on average, at most {3} ml wanted.");
    case Rule::BreathsMissing:
      return tr(language, "{0} of {1} breaths not given.");
    case Rule::CompressionsMissing:
      return tr(language, "{0} of {1} compressions not given.");
    case Rule::LeaningForce:
      return tr(language,
                "{0} of {1} compressions not fully released: {2} N left on average, under "
                "{3} N wanted.");
  }
  return "";
}

/// Seconds are told to a tenth, everything else whole, as the gauges show it.
std::string number(Rule rule, double value) {
  return rule == Rule::HandsOffTooLong ? fmt::format("{:.1f}", value)
                                       : fmt::format("{:.0f}", value);
}

}  // namespace

std::string sentence(Language language, const LostPoints& lost) {
  return fmt::format(fmt::runtime(ledger_pattern(language, lost.rule)), lost.missed, lost.of,
                     number(lost.rule, lost.measured), number(lost.rule, lost.limit));
}

std::string title(Language language, Rule rule) {
  switch (rule) {
    case Rule::TooShallow:
      return tr(language, "Pressed too shallow");
    case Rule::TooDeep:
      return tr(language, "Pressed too deep");
    case Rule::TooSlow:
      return tr(language, "Pressed too slowly");
    case Rule::TooFast:
      return tr(language, "Pressed too fast");
    case Rule::NotReleased:
      return tr(language, "Chest not released");
    case Rule::HandsOffTooLong:
      return tr(language, "Hands off too long");
    case Rule::BreathTooSmall:
      return tr(language, "Breath too small");
    case Rule::BreathTooLarge:
      return tr(language, "Breath too large");
    case Rule::BreathsMissing:
      return tr(language, "Breaths missing");
    case Rule::CompressionsMissing:
      return tr(language, "Compressions missing");
    case Rule::LeaningForce:
      return tr(language, "Chest not released");
  }
  return {};
}

}  // namespace sternum
