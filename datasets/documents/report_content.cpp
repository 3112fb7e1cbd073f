#include "datasets/documents/report_content.hpp"

#include <algorithm>

#include "datasets/documents/printed_words.hpp"

namespace sternum::paper {
namespace {

ScoreLine measure_line(std::string title, int n, int of) {
  ScoreLine line;
  line.title = std::move(title);
  line.measured = of > 0 ? fmt::format("{} / {}", n, of) : kNotMeasured;
  if (of > 0) line.fraction = static_cast<double>(n) / of;
  return line;
}

std::vector<ScoreLine> measures_of(const TraineeReport& report, const DocumentWords& words) {
  const Metrics& m = report.result.metrics;
  const Guideline& g = report.guideline;
  std::vector<ScoreLine> lines;
  lines.push_back(measure_line(
      filled(tr(words, "Depth {}–{} mm"), whole(g.depth.low.mm()), whole(g.depth.high.mm())),
      m.depth_in_target ? m.depth_in_target_count : 0, m.depth_in_target ? m.depth_count : 0));
  lines.push_back(measure_line(filled(tr(words, "Rate {}–{}/min"), whole(g.rate.low.per_minute()),
                                      whole(g.rate.high.per_minute())),
                               m.rate_in_target_count, m.rate_in_target ? m.rate_count : 0));
  lines.push_back(measure_line(tr(words, "Full recoil"), m.full_recoil_count,
                               m.full_recoil ? m.residual_count : 0));
  if (g.breaths_per_cycle > 0) {
    lines.push_back(
        measure_line(filled(tr(words, "Breaths {}–{} ml"), whole(g.breath_volume.low.ml()),
                            whole(g.breath_volume.high.ml())),
                     m.breath_in_target_count, m.breath_in_target ? m.volume_count : 0));
  }
  ScoreLine flow;
  flow.title =
      filled(tr(words, "Flow fraction, at least {} %"), whole(100 * g.flow_fraction_floor));
  flow.measured = m.flow_fraction ? whole(100.0 * *m.flow_fraction) + " %" : kNotMeasured;
  flow.fraction = m.flow_fraction;
  lines.push_back(std::move(flow));
  ScoreLine pause;
  pause.title =
      filled(tr(words, "Longest pause, at most {} s"), whole(g.longest_breath_pause.seconds()));
  pause.measured = m.longest_pause ? filled(tr(words, "{} s"), tenths(m.longest_pause->seconds()))
                                   : std::string(kNotMeasured);
  lines.push_back(std::move(pause));
  return lines;
}

std::string measures_line(const Metrics& m, const DocumentWords& words) {
  const auto share_of = [](const char* what, bool measured, int n, int of) {
    return fmt::format("{} {}", what, measured ? fmt::format("{}/{}", n, of) : kNotMeasured);
  };
  return joined(
      {share_of(tr(words, "Depth in target"), m.depth_in_target.has_value(),
                m.depth_in_target_count, m.depth_count),
       share_of(tr(words, "Rate in target"), m.rate_in_target.has_value(), m.rate_in_target_count,
                m.rate_count),
       share_of(tr(words, "Full recoil"), m.full_recoil.has_value(), m.full_recoil_count,
                m.residual_count),
       share_of(tr(words, "Breaths in target"), m.breath_in_target.has_value(),
                m.breath_in_target_count, m.volume_count),
       fmt::format("{} {}", tr(words, "Longest pause"),
                   m.longest_pause ? filled(tr(words, "{} s"), tenths(m.longest_pause->seconds()))
                                   : std::string(kNotMeasured))});
}

std::string points_text(Points won, Points out_of) {
  return tenths(won) + " / " + short_points(out_of);
}

double share(Points won, Points out_of) {
  return static_cast<double>(won.thousandths()) / static_cast<double>(out_of.thousandths());
}

/// Who decided it, when and why.
std::string decided_by(const SheetEntry& entry, const TraineeReport& report,
                       const DocumentWords& words) {
  return joined({entry.who.empty() ? "" : filled(tr(words, "examiner {}"), entry.who),
                 entry.utc_ms > 0 ? day_and_time(entry.utc_ms, report.utc_offset_min) : "",
                 words.overruling_reason(entry.reason)});
}

std::string overruling_of(const ItemResult& result, const TraineeReport& report,
                          const DocumentWords& words) {
  if (!result.overruling) return {};
  const std::string before =
      result.before_overruling
          ? filled(tr(words, "overruled, it was: {}"), words.word(*result.before_overruling))
          : std::string(tr(words, "overruled"));
  return joined({before, decided_by(*result.overruling, report, words)});
}

/// What the line of an item has no room for: the points as a whole, and one overruling after
/// another.
std::vector<std::string> overrulings_of(const TraineeReport& report, const DocumentWords& words) {
  const auto& entries = report.exam->overrulings;
  std::vector<std::string> lines;
  for (const SheetEntry& entry : entries) {
    std::string what;
    if (entry.item_id == kWholeScore) {
      what = filled(tr(words, "the points, overruled: {}"),
                    entry.overruled_to_met ? tr(words, "Passed") : tr(words, "Not passed"));
    } else if (std::ranges::count(entries, entry.item_id, &SheetEntry::item_id) > 1) {
      const auto item =
          std::ranges::find(report.exam->scheme.items, entry.item_id, &SchemeItem::id);
      if (item == report.exam->scheme.items.end()) continue;
      const bool chinese = words.language() == DocumentLanguage::Chinese;
      what = filled(tr(words, "{}, overruled: {}"), chinese ? item->title_zh : item->title_en,
                    words.word(entry.overruled_to_met ? ItemOutcome::Met : ItemOutcome::Missed));
    } else {
      continue;
    }
    lines.push_back(joined({what, decided_by(entry, report, words)}));
  }
  return lines;
}

std::vector<ScoreLine> items_of(const TraineeReport& report, const DocumentWords& words) {
  const ReportedExam& exam = *report.exam;
  const Examination& examination = exam.examination;
  std::vector<ScoreLine> lines;
  if (exam.scheme.quality > Points{}) {
    ScoreLine line;
    line.title = tr(words, "Quality of CPR");
    line.measured = examination.quality ? "" : tr(words, "not measured");
    line.points = kNotMeasured;
    if (examination.quality && examination.quality_out_of > Points{}) {
      line.fraction = share(*examination.quality, examination.quality_out_of);
      line.points = points_text(*examination.quality, examination.quality_out_of);
    }
    lines.push_back(std::move(line));
  }
  const std::size_t count = std::min(examination.items.size(), exam.scheme.items.size());
  for (std::size_t i = 0; i < count; ++i) {
    const ItemResult& result = examination.items[i];
    const SchemeItem& item = exam.scheme.items[i];
    ScoreLine line;
    line.by_sensor = item.judge == ItemJudge::Sensor;
    line.overruled = result.overruling.has_value();
    line.note = overruling_of(result, report, words);
    line.title = words.language() == DocumentLanguage::Chinese ? item.title_zh : item.title_en;
    // A number says more than "met"; where there is none, or it is not enough, the word does.
    const std::string value = words.value_text(item, result.measured);
    const bool plain = result.outcome == ItemOutcome::Met && !line.overruled;
    line.measured = value.empty() ? words.word(result.outcome)
                    : plain       ? value
                                  : value + " · " + words.word(result.outcome);
    if (result.out_of > Points{}) {
      line.fraction = share(result.points, result.out_of);
      line.points = points_text(result.points, result.out_of);
    } else if (item.points > Points{}) {
      line.points = kNotMeasured;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<TipLine> tips_of(const TraineeReport& report, const DocumentWords& words) {
  const Scheme no_scheme;
  const Scheme& scheme = report.exam ? report.exam->scheme : no_scheme;
  std::vector<Tip> tips;
  if (report.exam) {
    tips = report.exam->examination.tips;
  } else {
    std::vector<LedgerEntry> entries;
    for (const LostPoints& lost : report.result.score.reasons) {
      LedgerEntry entry;
      entry.rule = rule_name(lost.rule);
      entry.lost = lost.points;
      entries.push_back(std::move(entry));
    }
    tips = find_tips(entries);
    for (Tip& tip : tips) {
      tip.times = 0;
      for (const LostPoints& lost : report.result.score.reasons) {
        if (rule_name(lost.rule) == tip.rule) tip.times += lost.missed;
      }
    }
  }
  std::vector<TipLine> lines;
  for (const Tip& tip : tips) {
    lines.push_back({words.ledger_title(tip.rule, scheme), words.sentence(tip, scheme),
                     filled(tr(words, "up to +{} points"), tenths(tip.gain))});
  }
  return lines;
}

void tell_verdict(ReportContent& content, const TraineeReport& report, const DocumentWords& words) {
  if (!report.exam) {
    content.look = VerdictLook::Practice;
    content.verdict = tr(words, "Practice");
    return;
  }
  switch (report.exam->examination.verdict) {
    case Verdict::Pass:
      content.look = VerdictLook::Passed;
      content.verdict = tr(words, "Passed");
      break;
    case Verdict::Fail:
      content.look = VerdictLook::NotPassed;
      content.verdict = tr(words, "Not passed");
      break;
    case Verdict::Borderline:
      content.look = VerdictLook::Borderline;
      content.verdict = trc(words, "verdict", "Borderline");
      break;
    case Verdict::Invalid:
      content.look = VerdictLook::Invalid;
      content.verdict = trc(words, "verdict", "Invalid");
      break;
  }
  if (report.exam->scheme.pass) {
    content.pass = report.exam->scheme.pass->points();
    content.pass_mark = filled(tr(words, "pass mark {}"), short_points(*report.exam->scheme.pass));
  }
}

void tell_quality(ReportContent& content, const TraineeReport& report, const DocumentWords& words) {
  const AttemptResult& result = report.result;
  const Metrics& m = result.metrics;
  content.quality = words.word(result.quality.verdict);
  for (const QualityFinding& finding : result.quality.findings) {
    content.findings.push_back(words.sentence(finding));
  }
  const bool has_recording = !result.channels.empty() || result.is_device_reported();
  content.quality_look = result.quality.verdict == QualityVerdict::Valid ? VerdictLook::Passed
                         : result.quality.verdict == QualityVerdict::Degraded
                             ? VerdictLook::Borderline
                             : VerdictLook::Invalid;
  if (!has_recording && content.findings.empty()) {
    // A checklist: nobody can say of data that were not asked for how good they are.
    content.quality = tr(words, "nothing was recorded");
    content.quality_look = VerdictLook::Practice;
  } else if (!content.findings.empty()) {
    content.quality_lines.push_back(content.findings.front());
  } else {
    double lost_s = 0.0;
    for (const TimeSpan& gap : result.gaps) lost_s += gap.length().seconds();
    content.quality_lines.push_back(
        filled(tr(words, "gaps {} · {} s without data"), result.gaps.size(), tenths(lost_s)));
  }
  const std::string flow =
      m.flow_fraction ? filled(tr(words, "flow fraction {} %"), whole(100.0 * *m.flow_fraction))
                      : std::string{};
  const std::string depth =
      m.mean_depth ? filled(tr(words, "mean {} mm"), tenths(m.mean_depth->mm())) : std::string{};
  const std::string rate =
      m.mean_rate ? filled(tr(words, "{}/min"), whole(m.mean_rate->per_minute())) : std::string{};
  if (const std::string line = joined({flow, depth, rate}); !line.empty()) {
    content.quality_lines.push_back(line);
  }
  std::string missing;
  const auto& unjudged = report.exam && has_recording ? report.exam->examination.not_measured
                                                      : result.score.not_measured;
  for (const Unjudged what : unjudged) {
    missing += (missing.empty() ? "" : tr(words, ", ")) + words.word(what);
  }
  if (!missing.empty()) {
    content.quality_lines.push_back(filled(tr(words, "Not measured: {}"), missing));
  }
}

void tell_progress(ReportContent& content, const TraineeReport& report, std::optional<Points> total,
                   const DocumentWords& words) {
  constexpr std::size_t kBars = 6;
  const auto add = [&](std::int64_t at_ms, double score, bool is_this) {
    content.progress.push_back({day(at_ms, report.utc_offset_min).substr(5), score, is_this});
  };
  for (const EarlierAttempt& earlier : report.earlier) add(earlier.at_ms, earlier.score, false);
  if (total) add(report.began_at_ms, total->points(), true);
  if (content.progress.size() > kBars) {
    content.progress.erase(content.progress.begin(), content.progress.end() - kBars);
  }
  if (total && !report.earlier.empty()) {
    content.progress_note = filled(tr(words, "{} since the last one"),
                                   signed_tenths(total->points() - report.earlier.back().score));
  }
}

}  // namespace

ReportContent content_of(const TraineeReport& report, const DocumentWords& words) {
  ReportContent content;
  const std::optional<Points> total =
      report.exam ? report.exam->examination.total : report.result.score.total;
  tell_verdict(content, report, words);
  tell_quality(content, report, words);
  tell_progress(content, report, total, words);
  content.total = total ? tenths(*total) : kNotMeasured;
  if (report.exam) {
    content.items = items_of(report, words);
    content.measures = measures_line(report.result.metrics, words);
    content.overrulings = overrulings_of(report, words);
  } else {
    content.items = measures_of(report, words);
  }
  content.ledger = ledger_lines(report.result, report.exam ? &*report.exam : nullptr, words);
  for (const LedgerLine& line : content.ledger) content.lost += line.lost;
  if (total) {
    content.ledger_sum = fmt::format("100 − {} = {}", tenths(kFullMarks - *total), tenths(*total));
  }
  content.tips = tips_of(report, words);
  return content;
}

}  // namespace sternum::paper
