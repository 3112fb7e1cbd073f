#include "datasets/documents/printed_ledger.hpp"

#include <algorithm>
#include <limits>

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

}  // namespace sternum::paper
