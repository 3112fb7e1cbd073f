#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "gui/locale/exam_sentence.hpp"
#include "gui/locale/overruling_reasons.hpp"
#include "gui/model/report_lines.hpp"
#include "gui/model/result_report.hpp"

namespace sternum {
namespace {

/// What the lines of one rule cost together.
struct RuleCost {
  std::string rule;
  Points lost;
  int times = 0;
  const LedgerEntry* first = nullptr;
};

std::vector<RuleCost> costs_of(const std::vector<LedgerEntry>& ledger) {
  std::vector<RuleCost> costs;
  for (const LedgerEntry& entry : ledger) {
    auto cost = std::ranges::find(costs, entry.rule, &RuleCost::rule);
    if (cost == costs.end()) cost = costs.insert(costs.end(), {entry.rule, {}, 0, &entry});
    cost->lost += entry.lost;
    ++cost->times;
  }
  return costs;
}

const SchemeItem* item_of(const std::string& id, const Scheme& scheme) {
  const auto item = std::ranges::find(scheme.items, id, &SchemeItem::id);
  return item == scheme.items.end() ? nullptr : &*item;
}

std::string reasons_of(Language language, const Examination& examination, const Scheme& scheme) {
  std::string reasons;
  for (const std::string& id : examination.because) {
    const SchemeItem* item = item_of(id, scheme);
    if (id == "quality" && item == nullptr) continue;  // the data quality stands above
    if (!reasons.empty()) reasons += language == Language::Chinese ? "；" : "; ";
    reasons += item != nullptr ? title(language, *item) : tr(language, "the points");
  }
  return reasons;
}

std::string item_line(Language language, const ItemResult& result, const SchemeItem& item) {
  std::string text = word(language, result.outcome);
  const std::string value = value_text(language, item, result.measured);
  if (!value.empty()) text += fmt::format(", {}", value);
  if (result.out_of > Points{}) {
    text += fmt::format(", {:.1f} / {:.1f}", result.points.points(), result.out_of.points());
  }
  return fmt::format("    {}: {}", title(language, item), text);
}

}  // namespace

std::string exam_report(Language language, const Examination& examination, const Scheme& scheme) {
  ReportLines report(language);
  report.line(tr(language, "Exam scheme"),
              fmt::format("{}  {}  {}", title(language, scheme), scheme.edition,
                          examination.scheme_hash.substr(0, 6)));
  report.line(tr(language, "Verdict"), word(language, examination.verdict));
  const std::string reasons = reasons_of(language, examination, scheme);
  if (!reasons.empty()) {
    report.title(
        fmt::format("    {}", fmt::format(fmt::runtime(tr(language, "because of {}")), reasons)));
  }
  report.line(tr(language, "Points"),
              examination.total ? fmt::format("{:.1f} / 100", examination.total->points())
                                : std::string(tr(language, "nothing could be judged yet")));
  if (examination.quality) {
    report.line(tr(language, "Quality of CPR"),
                fmt::format("{:.1f} / {:.1f}", examination.quality->points(),
                            examination.quality_out_of.points()));
  }
  for (std::size_t i = 0; i < examination.items.size(); ++i) {
    const ItemResult& result = examination.items[i];
    report.title(item_line(language, result, scheme.items[i]));
    if (result.overruling && result.before_overruling) {
      report.title(fmt::format(
          "      {}",
          fmt::format(fmt::runtime(tr(language, "instead of {}, by the instructor: {}")),
                      word(language, *result.before_overruling),
                      overruling_reason(language, result.overruling->reason))));
    }
  }
  for (const RuleCost& cost : costs_of(examination.ledger)) {
    report.title(fmt::format(
        "    -{:4.1f}  {}", cost.lost.points(),
        cost.times == 1
            ? sentence(language, *cost.first, examination, scheme)
            : fmt::format("{} × {}", ledger_title(language, cost.rule, scheme), cost.times)));
  }
  if (!examination.tips.empty()) report.line(tr(language, "What to do better"), {});
  for (const Tip& tip : examination.tips) {
    report.title(fmt::format("    {}", sentence(language, tip, scheme)));
  }
  return report.take();
}

SpokenExamination spoken(const Examination& examination, const Scheme& scheme) {
  constexpr Language kLanguage = Language::English;
  SpokenExamination spoken{examination, {}, {}, {}};
  for (const SchemeItem& item : scheme.items) spoken.items.push_back(title(kLanguage, item));
  for (const LedgerEntry& entry : examination.ledger) {
    spoken.ledger.push_back(sentence(kLanguage, entry, examination, scheme));
  }
  for (const Tip& tip : examination.tips) spoken.tips.push_back(sentence(kLanguage, tip, scheme));
  return spoken;
}

}  // namespace sternum
