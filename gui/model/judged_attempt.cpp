#include "gui/model/judged_attempt.hpp"

#include <algorithm>

#include "datasets/exports/result_json.hpp"
#include "datasets/exports/sheet_json.hpp"
#include "gui/locale/locale.hpp"
#include "gui/locale/quality_sentence.hpp"
#include "gui/model/result_report.hpp"

namespace sternum {
namespace {

constexpr double kMostDepthError_mm = 20.0;
constexpr double kMostVolumeError_ml = 300.0;

}  // namespace

MeasurementUncertainty stated_uncertainty(const Hello& hello) {
  MeasurementUncertainty stated;
  for (const ChannelInfo& info : hello.channels) {
    if (!(info.uncertainty > 0.0F)) continue;
    const auto by = static_cast<double>(info.uncertainty);
    if (info.channel == Channel::Depth) {
      stated.depth = millimetres(std::min(by, kMostDepthError_mm));
    }
    if (info.channel == Channel::AirwayVolume) {
      stated.volume = millilitres(std::min(by, kMostVolumeError_ml));
    }
  }
  return stated;
}

Examination examination_of(const AttemptResult& result, const Scheme& scheme,
                           const Guideline& guideline, const std::vector<SheetEntry>& sheet,
                           const MeasurementUncertainty& stated) {
  MeasurementUncertainty uncertainty = stated;
  if (result.compression_source != CompressionSource::Depth) uncertainty.depth.reset();
  if (result.breath_source != BreathSource::Volume) uncertainty.volume.reset();
  const bool is_valid = !scheme.measures_cpr || result.quality.verdict != QualityVerdict::Invalid;
  const Performance performance = performance_of(result);
  return examine({scheme, guideline, performance, sheet, is_valid, uncertainty});
}

Result<void> check_entry(const SheetEntry& entry, const Scheme& scheme) {
  if (auto known = check_sheet({entry}, scheme, {}); !known) return known;
  if (entry.kind == SheetEntry::Kind::Overruled && entry.reason.empty()) {
    return failure("an overruling has no reason", entry.item_id, "say why");
  }
  return {};
}

std::string told_json(const AttemptResult& result, const std::string& file,
                      const std::vector<ClockEvent>& clock_events, const Examination* examination,
                      const Scheme* scheme) {
  std::vector<std::string> sentences;
  for (const auto& lost : result.score.reasons) {
    sentences.push_back(sentence(Language::English, lost));
  }
  std::vector<std::string> quality;
  for (const QualityFinding& finding : result.quality.findings) {
    quality.push_back(sentence(Language::English, finding));
  }
  if (examination == nullptr || scheme == nullptr) {
    return result_json(result, file, clock_events, sentences, quality);
  }
  return result_json(result, file, clock_events, sentences, quality, spoken(*examination, *scheme));
}

}  // namespace sternum
