#include "gui/locale/quality_sentence.hpp"

#include <fmt/format.h>

namespace sternum {

namespace {

/// The sentence of each kind: {0} channel, {1} count, {2} amount, {3} limit.
const char* finding_pattern(Language language, const QualityFinding& finding) {
  switch (finding.kind) {
    case FindingKind::SamplesLost:
      return tr(language, "{0}: {2} % of the samples are missing.");
    case FindingKind::Gaps:
      return tr(language, "{0}: {1} without data, {2} s in all.");
    case FindingKind::Saturated:
      return tr(language, "{0}: the sensor was at the end of its range, {1} measurements.");
    case FindingKind::ClockRestarted:
      return tr(language, "The manikin restarted: how long it was away is not known.");
    case FindingKind::ClockJumped:
      return tr(language, "The manikin's clock jumped by {2} s.");
    case FindingKind::TooSlowForRate:
      return tr(language,
                "{0}: {2} samples a second are too few to measure the rate, at least {3} wanted.");
    case FindingKind::TooSlowForDepth:
      return tr(language,
                "{0}: {2} samples a second are too few to measure the depth, at least {3} wanted.");
    case FindingKind::CalibrationMissing:
      return tr(language, "The manikin does not say when it was calibrated.");
    case FindingKind::CalibrationStale:
      return finding.amount < 0.0
                 ? tr(language, "The calibration is dated in the future: check the dates.")
                 : tr(language, "Calibrated {2} days ago, at most {3} wanted.");
    case FindingKind::ChannelSilent:
      return finding.channel ? tr(language, "{0}: nothing came for {2} s.")
                             : tr(language, "Nothing came that tells of compressions.");
    case FindingKind::CountDisagrees:
      return tr(language,
                "{1} compressions are in the samples or in the manikin's reports alone: {2} %.");
    case FindingKind::DepthDisagrees:
      return tr(language,
                "Depth differs from the manikin's reports by {2} mm on average, at most {3} mm "
                "wanted.");
    case FindingKind::RateDisagrees:
      return tr(language,
                "Rate differs from the manikin's own by {2}/min on average, at most {3}/min "
                "wanted.");
    case FindingKind::BreathCountDisagrees:
      return tr(language,
                "{1} breaths are in the samples or in the manikin's reports alone: {2} %.");
    case FindingKind::VolumeDisagrees:
      return tr(language,
                "Volume differs from the manikin's reports by {2} ml on average, at most {3} ml "
                "wanted.");
  }
  return "";
}

/// Shares are told in per cent, days and ml whole, everything else to a tenth.
std::string amount_text(FindingKind kind, double amount) {
  switch (kind) {
    case FindingKind::SamplesLost:
    case FindingKind::CountDisagrees:
    case FindingKind::BreathCountDisagrees:
      return fmt::format("{:.1f}", 100.0 * amount);
    case FindingKind::CalibrationStale:
    case FindingKind::VolumeDisagrees:
      return fmt::format("{:.0f}", amount);
    default:
      return fmt::format("{:.1f}", amount);
  }
}

/// Limits are round numbers.
std::string limit_text(double limit) { return fmt::format("{:.0f}", limit); }

}  // namespace

std::string sentence(Language language, const QualityFinding& finding) {
  const std::string channel = finding.channel ? channel_text(language, *finding.channel) : "";
  return fmt::format(fmt::runtime(finding_pattern(language, finding)), channel, finding.count,
                     amount_text(finding.kind, finding.amount), limit_text(finding.limit));
}

std::string word(Language language, QualityVerdict verdict) {
  switch (verdict) {
    case QualityVerdict::Valid:
      return tr(language, "Data valid");
    case QualityVerdict::Degraded:
      return tr(language, "Data degraded");
    case QualityVerdict::Invalid:
      return tr(language, "Data invalid");
  }
  return {};
}

std::string channel_text(Language language, Channel channel) {
  switch (channel) {
    case Channel::Depth:
      return tr(language, "Depth");
    case Channel::Force:
      return tr(language, "Force");
    case Channel::Acceleration:
      return tr(language, "Acceleration");
    case Channel::AirwayVolume:
      return tr(language, "Airway volume");
    case Channel::AirwayFlow:
      return tr(language, "Airway flow");
    case Channel::ReportedRate:
      return tr(language, "Reported rate");
    case Channel::HandPositionX:
    case Channel::HandPositionY:
      return tr(language, "Hand position");
    case Channel::HeadTilt:
      return tr(language, "Head tilt");
  }
  return {};
}

}  // namespace sternum
