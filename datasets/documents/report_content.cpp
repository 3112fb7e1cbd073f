#include "datasets/documents/report_content.hpp"

#include <algorithm>
#include <limits>

#include "datasets/documents/printed_words.hpp"

namespace sternum::paper {
namespace {

constexpr int kNoCycle = -1;

/// Of the compression or the breath that a line is about; else by its time.
int cycle_of(const LedgerEntry& entry, const AttemptResult& result) {
  for (std::size_t i = 0; i < result.cycles.size(); ++i) {
    const Cycle& cycle = result.cycles[i];
    const auto holds = [](std::optional<int> index, int first, int count) {
      return index && *index >= first && *index < first + count;
    };
    if (holds(entry.breath, cycle.first_breath, cycle.breath_count) ||
        holds(entry.compression, cycle.first_compression, cycle.compression_count)) {
      return static_cast<int>(i);
    }
    const bool in_time = entry.at && cycle.span.from <= *entry.at && *entry.at <= cycle.span.to;
    if (!entry.breath && !entry.compression && in_time) return static_cast<int>(i);
  }
  return kNoCycle;
}

/// The entries of one rule in one cycle.
struct Gathered {
  std::string rule;
  int cycle = kNoCycle;
  std::vector<const LedgerEntry*> entries;
  Points lost;
};

std::vector<Gathered> gather(const std::vector<LedgerEntry>& ledger, const AttemptResult& result) {
  std::vector<Gathered> groups;
  for (const LedgerEntry& entry : ledger) {
    const int cycle = cycle_of(entry, result);
    auto group = std::ranges::find_if(groups, [&](const Gathered& known) {
      return known.rule == entry.rule && known.cycle == cycle;
    });
    if (group == groups.end()) group = groups.insert(groups.end(), {entry.rule, cycle, {}, {}});
    group->entries.push_back(&entry);
    group->lost += entry.lost;
  }
  return groups;
}

std::optional<TimeSpan> span_of(const Gathered& group) {
  std::optional<TimeSpan> span;
  for (const LedgerEntry* entry : group.entries) {
    if (!entry->at) continue;
    if (!span) span = TimeSpan{*entry->at, *entry->at};
    span->from = std::min(span->from, *entry->at);
    span->to = std::max(span->to, *entry->at);
  }
  return span;
}

/// How many there were in its cycle of what the rule judges.
int judged_in(const Gathered& group, Rule rule, const AttemptResult& result) {
  const bool breaths = rule == Rule::BreathTooSmall || rule == Rule::BreathTooLarge;
  if (rule == Rule::HandsOffTooLong) return static_cast<int>(group.entries.size());
  if (group.cycle == kNoCycle) {
    return static_cast<int>(breaths ? result.breaths.size() : result.compressions.size());
  }
  const Cycle& cycle = result.cycles[static_cast<std::size_t>(group.cycle)];
  return breaths ? cycle.breath_count : cycle.compression_count;
}

std::string words_of(const Gathered& group, const AttemptResult& result, const ReportedExam& exam,
                     const DocumentWords& words) {
  const auto rule = rule_of_name(group.rule);
  if (group.entries.size() == 1 || !rule) {
    return words.sentence(*group.entries.front(), exam.examination, exam.scheme);
  }
  LostPoints lost;
  lost.rule = *rule;
  lost.points = group.lost;
  const auto count = static_cast<double>(group.entries.size());
  if (*rule == Rule::BreathsMissing || *rule == Rule::CompressionsMissing) {
    for (const LedgerEntry* entry : group.entries) {
      const double limit = entry->limit.value_or(0.0);
      lost.missed += static_cast<int>(limit - entry->measured.value_or(0.0) + 0.5);
      lost.of += static_cast<int>(limit + 0.5);
    }
    return words.sentence(lost);
  }
  lost.missed = static_cast<int>(group.entries.size());
  lost.of = std::max(lost.missed, judged_in(group, *rule, result));
  for (const LedgerEntry* entry : group.entries) {
    lost.measured += entry->measured.value_or(0.0) / count;
    lost.limit = entry->limit.value_or(0.0);
  }
  return words.sentence(lost);
}

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
                 entry.reason});
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

std::vector<LedgerLine> ledger_lines(const AttemptResult& result, const ReportedExam* exam,
                                     const DocumentWords& words) {
  std::vector<LedgerLine> lines;
  if (exam != nullptr) {
    for (const Gathered& group : gather(exam->examination.ledger, result)) {
      lines.push_back({0, words_of(group, result, *exam, words), span_of(group), group.lost});
    }
  } else {
    for (const LostPoints& lost : result.score.reasons) {
      lines.push_back({0, words.sentence(lost), lost.span, lost.points});
    }
  }
  const auto when = [](const LedgerLine& line) {
    return line.span ? line.span->from.us() : std::numeric_limits<std::int64_t>::max();
  };
  std::ranges::stable_sort(lines, {}, when);
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i].number = static_cast<int>(i + 1);
  return lines;
}

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
