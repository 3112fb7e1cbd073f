#include "gui/model/result_report.hpp"

#include <fmt/format.h>

#include "gui/locale/quality_sentence.hpp"
#include "gui/model/report_lines.hpp"

namespace sternum {
namespace {

constexpr auto kPercent = [](double fraction) { return fmt::format("{:.0f} %", 100.0 * fraction); };

/// "1:05.3", from the attempt's start.
std::string clock_time(Duration since_start) {
  const double s = since_start.seconds();
  const int minutes = static_cast<int>(s / 60.0);
  return fmt::format("{}:{:04.1f}", minutes, s - 60.0 * minutes);
}

void add_metrics(ReportLines& report, Language language, const AttemptResult& result,
                 const Guideline& guideline) {
  const Metrics& metrics = result.metrics;
  report.line(tr(language, "Compressions"), fmt::format("{}", metrics.compression_count));
  if (metrics.compression_count > 0) {
    report.measured(tr(language, "Mean depth"), metrics.mean_depth, [&](Millimetres depth) {
      const std::string spread =
          metrics.depth_sd ? fmt::format(" (SD {:.1f})", metrics.depth_sd->mm()) : std::string{};
      return fmt::format("{:.1f} mm{}", depth.mm(), spread);
    });
    report.measured(tr(language, "Depth in target"), metrics.depth_in_target, [&](double fraction) {
      return fmt::format("{}  {}/{}  ({:.0f}-{:.0f} mm)", kPercent(fraction),
                         metrics.depth_in_target_count, metrics.depth_count,
                         guideline.depth.low.mm(), guideline.depth.high.mm());
    });
    report.measured(tr(language, "Mean rate"), metrics.mean_rate,
                    [](PerMinute rate) { return fmt::format("{:.1f} /min", rate.per_minute()); });
    report.measured(tr(language, "Rate in target"), metrics.rate_in_target, [&](double fraction) {
      return fmt::format("{}  {}/{}  ({:.0f}-{:.0f} /min)", kPercent(fraction),
                         metrics.rate_in_target_count, metrics.rate_count,
                         guideline.rate.low.per_minute(), guideline.rate.high.per_minute());
    });
    report.measured(tr(language, "Full recoil"), metrics.full_recoil, [&](double fraction) {
      return fmt::format("{}  {}/{}", kPercent(fraction), metrics.full_recoil_count,
                         metrics.residual_count);
    });
    report.measured(tr(language, "All in target"), metrics.all_in_target, [&](double fraction) {
      return fmt::format("{}  {}/{}", kPercent(fraction), metrics.all_in_target_count,
                         metrics.all_count);
    });
    if (metrics.mean_force) {
      report.line(tr(language, "Mean force"), fmt::format("{:.0f} N", metrics.mean_force->n()));
    }
    if (metrics.mean_hand_offset) {
      report.line(tr(language, "Hands off the right place"),
                  fmt::format("{:.0f} mm  {}/{}", metrics.mean_hand_offset->mm(),
                              metrics.hands_in_target_count, metrics.hands_count));
    }
    if (metrics.fatigue.depth_mm_per_min) {
      report.line(tr(language, "Depth changes by"),
                  fmt::format("{:+.1f} mm/min", *metrics.fatigue.depth_mm_per_min));
    }
    report.measured(tr(language, "Flow fraction"), metrics.flow_fraction, kPercent);
    report.measured(tr(language, "Longest pause"), metrics.longest_pause,
                    [](Duration pause) { return fmt::format("{:.1f} s", pause.seconds()); });
  }
  if (metrics.mean_breath_volume) {
    report.line(tr(language, "Breaths"), fmt::format("{}, {:.0f} ml", metrics.breath_count,
                                                     metrics.mean_breath_volume->ml()));
  } else {
    report.line(tr(language, "Breaths"),
                metrics.breath_in_target || metrics.breath_count > 0
                    ? fmt::format("{}", metrics.breath_count)
                    : std::string(tr(language, "none found or not measured")));
  }
}

void add_quality(ReportLines& report, Language language, const Quality& quality) {
  report.line(tr(language, "Data quality"), word(language, quality.verdict));
  for (const QualityFinding& finding : quality.findings) {
    const char mark = finding.gravity == QualityVerdict::Valid ? '-' : '!';
    report.title(fmt::format("    {} {}", mark, sentence(language, finding)));
  }
}

}  // namespace

std::string result_report(Language language, const AttemptResult& result,
                          const Guideline& guideline, const std::string& file,
                          const std::vector<ClockEvent>& clock_events) {
  ReportLines report(language);
  report.title(fmt::format("{}  ({:.1f} s)", file, result.span.length().seconds()));
  report.line(
      tr(language, "Guideline"),
      fmt::format("{}  {}", language == Language::Chinese ? guideline.title_zh : guideline.title_en,
                  guideline.hash.substr(0, 6)));
  for (const auto& event : clock_events) {
    report.line(event.step == ClockStep::Wrapped ? tr(language, "The clock wrapped")
                                                 : tr(language, "The manikin restarted"),
                fmt::format("{}:{}", file, event.line));
  }
  for (const auto& gap : result.gaps) {
    report.line(tr(language, "No data, not a pause"),
                fmt::format("{} + {:.1f} s", clock_time(gap.from - result.span.from),
                            gap.length().seconds()));
  }
  if (result.is_device_reported()) {
    report.line(tr(language, "Measured by"), tr(language, "the manikin itself: device-reported"));
  }
  add_metrics(report, language, result, guideline);
  add_quality(report, language, result.quality);

  if (!result.score.total) {
    report.line(tr(language, "Score"), tr(language, "no compression found: nothing to judge"));
    return report.take();
  }
  report.line(tr(language, "Score"), fmt::format("{:.1f} / 100", result.score.total->points()));
  for (const auto& lost : result.score.reasons) {
    report.title(fmt::format("    -{:4.1f}  {}  {}", lost.points.points(),
                             clock_time(lost.span.from - result.span.from),
                             sentence(language, lost)));
  }
  return report.take();
}

}  // namespace sternum
