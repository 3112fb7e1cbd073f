#include "analysis/exam/examination.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "analysis/exam/sensor_judgement.hpp"
#include "analysis/exam/sheet.hpp"

namespace sternum {
namespace {

/// An item as it was judged, before there are points.
struct JudgedItem {
  WonShare won;              ///< with everything that is not known
  double as_measured = 0.0;  ///< the share that the total counts
  bool is_counted = false;   ///< measured or decided
  bool is_undecided = false;
};

ItemOutcome outcome_of(double share) {
  if (share >= 1.0) return ItemOutcome::Met;
  return share <= 0.0 ? ItemOutcome::Missed : ItemOutcome::PartlyMet;
}

JudgedItem decided(bool met) {
  const double share = met ? 1.0 : 0.0;
  return {WonShare::exactly(share), share, true, false};
}

/// What was lost of each item and of the quality, and of how much.
struct Tally {
  std::vector<Points> out_of;  ///< of the items, then of the quality
  std::vector<Points> lost;
  [[nodiscard]] std::optional<Points> total() const {
    if (std::ranges::all_of(out_of, [](Points each) { return each == Points{}; })) {
      return std::nullopt;
    }
    Points total = kFullMarks;
    for (const Points each : lost) total -= each;
    return total;
  }
};

class Examiner {
 public:
  explicit Examiner(const ExamInput& input)
      : input_(input), scheme_(input.scheme), sensors_(judge_by_sensors(input)) {}

  Examination examine() {
    examination_.scheme_id = scheme_.id;
    examination_.scheme_edition = scheme_.edition;
    examination_.scheme_hash = scheme_.hash;
    for (std::size_t i = 0; i < scheme_.items.size(); ++i) judge_item(i);
    count_points();
    write_ledger();
    if (scheme_.quality > Points{} && scheme_.measures_cpr) {
      examination_.not_measured = sensors_.grade.not_measured;
    }
    decide();
    examination_.tips = find_tips(examination_.ledger);
    return std::move(examination_);
  }

 private:
  void judge_item(std::size_t i) {
    const SchemeItem& item = scheme_.items[i];
    const SheetMark mark = read_sheet(input_.sheet, item);
    ItemResult& result = examination_.items.emplace_back();
    result.id = item.id;
    JudgedItem judged = item.judge == ItemJudge::Sensor ? by_sensor(i, result) : JudgedItem{};
    if (!judged.is_counted) {
      if (mark.met) {
        judged = decided(*mark.met);
        result.outcome = outcome_of(judged.as_measured);
        result.measured = mark.timed_s;
      } else if (item.judge != ItemJudge::Sensor) {
        judged.is_undecided = true;
        result.outcome = ItemOutcome::Undecided;
      }
    }
    before_overruling_.push_back(judged);
    if (mark.overruling) {
      judged = decided(mark.overruling->overruled_to_met);
      result.before_overruling = result.outcome;
      result.overruling = mark.overruling;
      result.outcome = outcome_of(judged.as_measured);
    }
    judged_.push_back(judged);
  }

  JudgedItem by_sensor(std::size_t i, ItemResult& result) const {
    const SensorItem& found = sensors_.items[i];
    result.measured = found.as_measured.measured;
    result.set = found.as_measured.set;
    result.at = found.as_measured.at;
    result.outcome = ItemOutcome::NotMeasured;
    if (!found.as_measured.won.is_known() || found.as_measured.not_applicable) return {};
    const WonShare& range = found.within_uncertainty;
    const ItemOutcome worst = outcome_of(range.worst);
    result.outcome = worst == outcome_of(range.best) ? worst : ItemOutcome::Borderline;
    return {range, found.as_measured.won.worst, true, false};
  }

  /// `share` of an item: what is counted of it, as won.
  template <class Counted, class Share>
  [[nodiscard]] Tally tally(const std::vector<JudgedItem>& items, double quality, Counted&& counted,
                            Share&& share) const {
    std::vector<double> weights;
    std::vector<double> won;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto points = static_cast<double>(scheme_.items[i].points.thousandths());
      weights.push_back(counted(items[i]) ? points : 0.0);
      won.push_back(share(items[i]));
    }
    const auto points = static_cast<double>(scheme_.quality.thousandths());
    weights.push_back(sensors_.quality ? points : 0.0);
    won.push_back(quality);
    const bool is_empty = std::ranges::all_of(weights, [](double each) { return each == 0.0; });
    Tally tally{share_out(is_empty ? Points{} : kFullMarks, weights), {}};
    for (std::size_t i = 0; i < won.size(); ++i) {
      tally.lost.push_back(rounded_loss(tally.out_of[i].points() * (1.0 - won[i])));
    }
    return tally;
  }

  [[nodiscard]] double quality_as_measured() const {
    return sensors_.grade.lost ? 1.0 - *sensors_.grade.lost / 100.0 : 0.0;
  }

  void count_points() {
    tally_ = tally(
        judged_, quality_as_measured(), [](const JudgedItem& item) { return item.is_counted; },
        [](const JudgedItem& item) { return item.as_measured; });
    examination_.total = tally_.total();
    for (std::size_t i = 0; i < judged_.size(); ++i) {
      examination_.items[i].out_of = tally_.out_of[i];
      examination_.items[i].points = tally_.out_of[i] - tally_.lost[i];
    }
    examination_.quality_out_of = tally_.out_of.back();
    if (examination_.quality_out_of > Points{}) {
      examination_.quality = tally_.out_of.back() - tally_.lost.back();
    }
  }

  void write_ledger() {
    std::vector<LedgerEntry>& ledger = examination_.ledger;
    write_quality(ledger);
    for (std::size_t i = 0; i < judged_.size(); ++i) {
      if (tally_.lost[i] == Points{}) continue;
      const SchemeItem& item = scheme_.items[i];
      LedgerEntry& entry = ledger.emplace_back();
      entry.rule = "item:" + item.id;
      entry.lost = tally_.lost[i];
      entry.at = examination_.items[i].at;
      entry.measured = examination_.items[i].measured;
      if (entry.measured) entry.limit = missed_limit(item, *entry.measured);
    }
    std::ranges::stable_sort(ledger, [](const LedgerEntry& a, const LedgerEntry& b) {
      return a.at && (!b.at || *a.at < *b.at);
    });
  }

  void write_quality(std::vector<LedgerEntry>& ledger) const {
    const Points lost = tally_.lost.back();
    if (input_.performance.compressions.empty()) {
      if (lost == Points{}) return;
      LedgerEntry& nothing = ledger.emplace_back();
      nothing.rule = rule_name(Rule::CompressionsMissing);
      nothing.lost = lost;
      nothing.measured = 0.0;
      nothing.limit = input_.guideline.compressions_per_cycle;
      return;
    }
    std::vector<double> exact;
    for (const SingleLoss& loss : sensors_.grade.losses) exact.push_back(loss.points);
    const std::vector<Points> shares = share_out(lost, exact);
    for (std::size_t i = 0; i < shares.size(); ++i) {
      if (shares[i] == Points{}) continue;
      const SingleLoss& loss = sensors_.grade.losses[i];
      LedgerEntry& entry = ledger.emplace_back();
      entry.rule = rule_name(loss.rule);
      entry.lost = shares[i];
      entry.at = loss.span.from;
      const bool is_breath = loss.rule == Rule::BreathTooSmall || loss.rule == Rule::BreathTooLarge;
      (is_breath ? entry.breath : entry.compression) = loss.index;
      entry.measured = loss.measured;
      entry.limit = loss.limit;
    }
  }

  /// The limit that the value is on the wrong side of.
  [[nodiscard]] static double missed_limit(const SchemeItem& item, double value) {
    if (item.judge == ItemJudge::Timer) {
      const double at_least_s = static_cast<double>(item.timer.at_least.us()) / 1e6;
      return value < at_least_s ? at_least_s : static_cast<double>(item.timer.at_most.us()) / 1e6;
    }
    const bool above = item.sensor.comparison == Comparator::Within && value > item.sensor.limit;
    return above ? item.sensor.upper : item.sensor.limit;
  }

  void decide() {
    const std::optional<SheetEntry> score = overruled_score(input_.sheet);
    examination_.before_overruling = verdict(before_overruling_, std::nullopt).verdict;
    Decision decision = verdict(judged_, score);
    if (decision.score_was_open) examination_.score_overruling = score;
    examination_.verdict = decision.verdict;
    examination_.because = std::move(decision.because);
  }

  struct Decision {
    Verdict verdict = Verdict::Invalid;
    std::vector<std::string> because;
    bool score_was_open = false;
  };

  [[nodiscard]] Decision verdict(const std::vector<JudgedItem>& items,
                                 const std::optional<SheetEntry>& score) const {
    // A checklist has no recording that could be invalid.
    if (scheme_.measures_cpr && !input_.recording_is_valid) return {Verdict::Invalid, {"quality"}};
    WonShare enough = score_is_enough(items);
    const bool score_was_open = !enough.is_known();
    if (score_was_open && score) enough = decided(score->overruled_to_met).won;

    std::vector<std::string> fails;
    std::vector<std::string> leaves_open;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const SchemeItem& item = scheme_.items[i];
      const WonShare& won = items[i].won;
      if (item.critical && won.best <= 0.0) fails.push_back(item.id);
      const bool may_fail = item.critical && won.worst <= 0.0;
      const bool opens_score =
          !enough.is_known() && item.points > Points{} && items[i].is_undecided;
      if (may_fail || opens_score) leaves_open.push_back(item.id);
    }
    if (enough.best <= 0.0) fails.emplace_back(kWholeScore);
    if (!enough.is_known()) leaves_open.emplace_back(kWholeScore);
    if (!fails.empty()) return {Verdict::Fail, std::move(fails), score_was_open};
    if (!leaves_open.empty()) return {Verdict::Borderline, std::move(leaves_open), score_was_open};
    return {Verdict::Pass, {}, score_was_open};
  }

  /// 1: enough points to pass, at the worst and at the best.
  [[nodiscard]] WonShare score_is_enough(const std::vector<JudgedItem>& items) const {
    if (!scheme_.pass) return WonShare::exactly(1.0);
    const auto counts = [](const JudgedItem& item) { return item.is_counted || item.is_undecided; };
    const WonShare quality = sensors_.quality.value_or(WonShare::exactly(0.0));
    const auto least = tally(items, quality.worst, counts, [](const JudgedItem& item) {
                         return item.won.worst;
                       }).total();
    const auto most = tally(items, quality.best, counts, [](const JudgedItem& item) {
                        return item.won.best;
                      }).total();
    if (!least || !most) return {};
    return {*least >= *scheme_.pass ? 1.0 : 0.0, *most >= *scheme_.pass ? 1.0 : 0.0};
  }

  const ExamInput& input_;
  const Scheme& scheme_;
  SensorJudgement sensors_;
  std::vector<JudgedItem> judged_;
  std::vector<JudgedItem> before_overruling_;
  Tally tally_;
  Examination examination_;
};

constexpr std::array<std::string_view, 6> kOutcomes = {"met",        "missed",    "partly_met",
                                                       "borderline", "undecided", "not_measured"};
constexpr std::array<std::string_view, 4> kVerdicts = {"pass", "fail", "borderline", "invalid"};
static_assert(kOutcomes.size() == static_cast<std::size_t>(ItemOutcome::NotMeasured) + 1);
static_assert(kVerdicts.size() == static_cast<std::size_t>(Verdict::Invalid) + 1);

}  // namespace

std::string_view outcome_name(ItemOutcome outcome) {
  return kOutcomes.at(static_cast<std::size_t>(outcome));
}

std::string_view verdict_name(Verdict verdict) {
  return kVerdicts.at(static_cast<std::size_t>(verdict));
}

Examination examine(const ExamInput& input) { return Examiner(input).examine(); }

}  // namespace sternum
