// Which way an examination moves: laws that hold for every attempt, scheme and sheet.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "tests/exam/sheets.hpp"
#include "tests/scoring/random_attempt.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::examined;
using hand_made::lost_in;
using hand_made::missed;
using hand_made::overruled;
using hand_made::random_attempt;
using hand_made::Script;
using hand_made::sensor;
using hand_made::tenths;
using hand_made::tick;
using hand_made::ticked;
using hand_made::timed;
using hand_made::timer;
using hand_made::unticked;

/// A sheet of ticks, times and sensor items of many kinds; the points are whole and add up to 100.
Scheme random_scheme() {
  Scheme scheme = hand_made::scheme_of(0, {});
  scheme.sets = *rc::gen::inRange(0, 4);
  double left = 100.0;
  const auto some_points = [&] {
    const int share = *rc::gen::inRange(0, 16);
    left -= share;
    return static_cast<double>(share);
  };
  const auto is_critical = [] { return *rc::gen::inRange(0, 4) == 0; };
  scheme.items = {tick("call", some_points(), is_critical()),
                  tick("clear", some_points(), is_critical()),
                  timer("breathing", some_points(), 5.0, 10.0)};
  const auto add = [&](const char* id, SensorRule rule, double fade) {
    const int scope = *rc::gen::inRange(0, 3);
    if (rule.measure == Measure::SetDuration || scope == 1) rule.scope = hand_made::set_number(1);
    if (scope == 2) rule.scope = hand_made::kEverySet;
    rule.fade = *rc::gen::arbitrary<bool>() ? fade : 0.0;
    scheme.items.push_back(sensor(id, some_points(), rule, is_critical()));
  };
  add("deep", {.measure = Measure::DeepEnough, .limit = 70.0}, 20.0);
  add("recoil", {.measure = Measure::FullRecoil, .limit = 70.0}, 20.0);
  add("air", {.measure = Measure::BreathInTarget, .limit = 50.0}, 25.0);
  add("pause",
      {.measure = Measure::LongestBreathPause, .comparison = Comparator::AtMost, .limit = 10.0},
      5.0);
  scheme.quality = points(left);
  scheme.pass = points(tenths(50, 95));
  if (*rc::gen::inRange(0, 5) == 0) scheme.pass.reset();
  scheme.assumed_uncertainty = {millimetres(tenths(0, 4)), millilitres(tenths(0, 60))};
  return scheme;
}

std::vector<SheetEntry> random_sheet() {
  std::vector<SheetEntry> sheet;
  const int entries = *rc::gen::inRange(0, 8);
  for (int i = 0; i < entries; ++i) {
    const std::string id = *rc::gen::elementOf(
        std::vector<std::string>{"call", "clear", "breathing", "deep", "recoil", "score"});
    switch (*rc::gen::inRange(0, 5)) {
      case 0:
        sheet.push_back(ticked(id));
        break;
      case 1:
        sheet.push_back(missed(id));
        break;
      case 2:
        sheet.push_back(unticked(id));
        break;
      case 3:
        sheet.push_back(timed(id, tenths(3, 12)));
        break;
      default:
        sheet.push_back(overruled(id, *rc::gen::arbitrary<bool>()));
    }
  }
  return sheet;
}

template <class List>
std::size_t any_index(const List& list) {
  return *rc::gen::inRange<std::size_t>(0, list.size());
}

/// Fail, borderline, pass.
int rank(Verdict verdict) {
  return verdict == Verdict::Fail ? 0 : verdict == Verdict::Borderline ? 1 : 2;
}

/// Neither the points nor the verdict of `later` are below those of `before`.
void never_lower(const Examination& before, const Examination& later) {
  RC_ASSERT(later.total.has_value() == before.total.has_value());
  if (before.total) RC_ASSERT(*later.total >= *before.total);
  RC_ASSERT(rank(later.verdict) >= rank(before.verdict));
}

RC_GTEST_PROP(ExamLaws, TheLedgerAddsUpToWhatIsLost, ()) {
  const Examination exam = examined(random_scheme(), random_attempt(), random_sheet());
  if (!exam.total) {
    RC_ASSERT(exam.ledger.empty());
    return;
  }
  RC_ASSERT(lost_in(exam.ledger) == kFullMarks - *exam.total);
  for (const LedgerEntry& entry : exam.ledger) RC_ASSERT(entry.lost > Points{});
}

RC_GTEST_PROP(ExamLaws, PointsAreNeverNegativeAndMakeUpTheTotal, ()) {
  const Examination exam = examined(random_scheme(), random_attempt(), random_sheet());
  Points won = exam.quality.value_or(Points{});
  Points out_of = exam.quality_out_of;
  for (const ItemResult& item : exam.items) {
    RC_ASSERT(item.points >= Points{});
    RC_ASSERT(item.points <= item.out_of);
    if (item.outcome == ItemOutcome::Met) RC_ASSERT(item.points == item.out_of);
    if (item.outcome == ItemOutcome::Missed) RC_ASSERT(item.points == Points{});
    won += item.points;
    out_of += item.out_of;
  }
  RC_ASSERT(won == exam.total.value_or(Points{}));
  RC_ASSERT(out_of == (exam.total ? kFullMarks : Points{}));
}

RC_GTEST_PROP(ExamLaws, TheLedgerIsInTheOrderOfTimeAndPointsAtWhatMissed, ()) {
  const Script script = random_attempt();
  const Examination exam = examined(random_scheme(), script, random_sheet());
  for (std::size_t i = 1; i < exam.ledger.size(); ++i) {
    const LedgerEntry& before = exam.ledger[i - 1];
    const LedgerEntry& entry = exam.ledger[i];
    RC_ASSERT(!entry.at || (before.at && *before.at <= *entry.at));
  }
  for (const LedgerEntry& entry : exam.ledger) {
    if (entry.rule == "too_deep") {
      const Compression& c = script.compressions[static_cast<std::size_t>(*entry.compression)];
      RC_ASSERT(c.depth.mm() == *entry.measured);
      RC_ASSERT(c.onset == *entry.at);
    }
    if (entry.rule == "breath_too_small") {
      const Breath& breath = script.breaths[static_cast<std::size_t>(*entry.breath)];
      RC_ASSERT(breath.volume.ml() == *entry.measured);
    }
  }
}

RC_GTEST_PROP(ExamLaws, DeeperWithinTheBandNeverLowersIt, ()) {
  const Scheme scheme = random_scheme();
  const auto sheet = random_sheet();
  Script script = random_attempt();
  Compression& c = script.compressions[any_index(script.compressions)];
  // Far enough from the upper end that no uncertainty reaches it.
  c.depth = millimetres(tenths(30, 54));
  const Examination before = examined(scheme, script, sheet);
  c.depth = std::max(c.depth, millimetres(tenths(50, 55)));
  never_lower(before, examined(scheme, script, sheet));
}

RC_GTEST_PROP(ExamLaws, OneMoreLeaningCompressionNeverRaisesIt, ()) {
  const Scheme scheme = random_scheme();
  const auto sheet = random_sheet();
  Script script = random_attempt({.recoil = true});
  const Examination before = examined(scheme, script, sheet);
  Compression& c = script.compressions[any_index(script.compressions)];
  c.residual = *c.residual + millimetres(tenths(0, 10));
  never_lower(examined(scheme, script, sheet), before);
}

RC_GTEST_PROP(ExamLaws, ALongerPauseNeverRaisesIt, ()) {
  const Scheme scheme = random_scheme();
  const auto sheet = random_sheet();
  const int count = *rc::gen::inRange(1, 40);
  const double pause_s = tenths(4, 20);
  const auto with_a_pause_of = [&](double s) {
    Script script;
    script.press(count, {.per_minute = 110}).breaths_in_pause(s).press(30, {.per_minute = 110});
    return examined(scheme, script, sheet);
  };
  never_lower(with_a_pause_of(pause_s + tenths(0, 20)), with_a_pause_of(pause_s));
}

RC_GTEST_PROP(ExamLaws, ARateNearerToTheBandNeverLowersIt, ()) {
  const Scheme scheme = random_scheme();
  const auto sheet = random_sheet();
  Script script = random_attempt();
  std::vector<Compression*> rated;
  for (Compression& each : script.compressions) {
    if (each.rate) rated.push_back(&each);
  }
  Compression& c = *rated[any_index(rated)];
  const Examination before = examined(scheme, script, sheet);
  const double target = std::clamp(c.rate->per_minute(), 100.0, 120.0);
  const double share = tenths(0, 10) / 10.0;
  c.rate = per_minute(c.rate->per_minute() + share * (target - c.rate->per_minute()));
  never_lower(before, examined(scheme, script, sheet));
}

RC_GTEST_PROP(ExamLaws, MoreErrorInAVolumeNeverRaisesIt, ()) {
  const Scheme scheme = random_scheme();
  const auto sheet = random_sheet();
  Script script = random_attempt({.breaths = true});
  Breath& breath = script.breaths[any_index(script.breaths)];
  const bool is_small = *rc::gen::arbitrary<bool>();
  // So far out of the middle that shifting by the uncertainty does not turn it round.
  breath.volume = millilitres(is_small ? tenths(100, 430) : tenths(570, 1000));
  const Examination before = examined(scheme, script, sheet);
  breath.volume = breath.volume + millilitres(tenths(0, 90)) * (is_small ? -1.0 : 1.0);
  const Examination after = examined(scheme, script, sheet);
  RC_ASSERT(after.total.has_value() == before.total.has_value());
  RC_ASSERT(after.total.value_or(Points{}) <= before.total.value_or(Points{}));
}

RC_GTEST_PROP(ExamLaws, TickingAnItemNeverLowersIt, ()) {
  const Scheme scheme = random_scheme();
  const Script script = random_attempt();
  auto sheet = random_sheet();
  const std::string id = *rc::gen::elementOf(std::vector<std::string>{"call", "clear"});
  std::erase_if(sheet, [&](const SheetEntry& entry) { return entry.item_id == id; });
  const Examination before = examined(scheme, script, sheet);
  sheet.push_back(ticked(id));
  const Examination after = examined(scheme, script, sheet);
  RC_ASSERT(after.total.value_or(Points{}) >= before.total.value_or(Points{}));
  RC_ASSERT(rank(after.verdict) >= rank(before.verdict));
}

RC_GTEST_PROP(ExamLaws, OverrulingToMetNeverLowersItAndToMissedNeverRaisesIt, ()) {
  const Scheme scheme = random_scheme();
  const Script script = random_attempt();
  auto sheet = random_sheet();
  const std::string id = *rc::gen::elementOf(
      std::vector<std::string>{"call", "breathing", "deep", "recoil", "air", "pause"});
  std::erase_if(sheet, [&](const SheetEntry& entry) { return entry.item_id == id; });
  const Examination before = examined(scheme, script, sheet);
  sheet.push_back(overruled(id, true));
  const Examination met = examined(scheme, script, sheet);
  RC_ASSERT(met.total.value_or(kFullMarks) >= before.total.value_or(Points{}));
  RC_ASSERT(rank(met.verdict) >= rank(before.verdict));
  sheet.back() = overruled(id, false);
  const Examination missed = examined(scheme, script, sheet);
  RC_ASSERT(missed.total.value_or(Points{}) <= before.total.value_or(kFullMarks));
  RC_ASSERT(rank(missed.verdict) <= rank(before.verdict));
}

RC_GTEST_PROP(ExamLaws, TheOrderOfEntriesOfDifferentItemsIsIrrelevant, ()) {
  const Scheme scheme = random_scheme();
  const Script script = random_attempt();
  const auto sheet = random_sheet();
  auto by_item = sheet;
  std::ranges::stable_sort(by_item, {}, &SheetEntry::item_id);
  RC_ASSERT(examined(scheme, script, sheet) == examined(scheme, script, by_item));
}

RC_GTEST_PROP(ExamLaws, AnItemOfAChannelThatIsNotThereChangesNoTotal, ()) {
  Scheme scheme = random_scheme();
  const auto sheet = random_sheet();
  Script script = random_attempt();
  const Examination before = examined(scheme, script, sheet);
  // What it is worth is taken from all others alike: they are scaled up again.
  scheme.items.push_back(
      sensor("hands", *rc::gen::inRange(0, 100), {.measure = Measure::HandsInPlace, .limit = 70}));
  const Examination after = examined(scheme, script, sheet);
  RC_ASSERT(after.total == before.total);
  RC_ASSERT(after.verdict == before.verdict);
  RC_ASSERT(after.items.back().outcome == ItemOutcome::NotMeasured);
  RC_ASSERT(after.ledger == before.ledger);
}

RC_GTEST_PROP(ExamLaws, MoreUncertaintyNeverTurnsBorderlineIntoAVerdict, ()) {
  Scheme scheme = random_scheme();
  const Script script = random_attempt();
  auto sheet = random_sheet();
  std::erase_if(sheet, [](const SheetEntry& entry) { return entry.item_id == kWholeScore; });
  const Examination before = examined(scheme, script, sheet);
  scheme.assumed_uncertainty.depth = scheme.assumed_uncertainty.depth + millimetres(tenths(0, 8));
  scheme.assumed_uncertainty.volume =
      scheme.assumed_uncertainty.volume + millilitres(tenths(0, 100));
  const Examination after = examined(scheme, script, sheet);
  RC_ASSERT(after.total == before.total);
  RC_ASSERT(after.verdict == before.verdict || after.verdict == Verdict::Borderline);
}

RC_GTEST_PROP(ExamLaws, AnInvalidRecordingIsNeitherPassedNorFailed, ()) {
  const Examination exam =
      examined(random_scheme(), random_attempt(), random_sheet(), adult(), false);
  RC_ASSERT(exam.verdict == Verdict::Invalid);
}

RC_GTEST_PROP(ExamLaws, MovingTheWholeAttemptInTimeMovesTheLedgerAndNothingElse, ()) {
  const Scheme scheme = random_scheme();
  const auto sheet = random_sheet();
  const Script script = random_attempt();
  const Duration by = seconds(tenths(-1000, 100000));
  Examination expected = examined(scheme, script, sheet);
  for (ItemResult& item : expected.items) {
    if (item.at) item.at = *item.at + by;
  }
  for (LedgerEntry& entry : expected.ledger) {
    if (entry.at) entry.at = *entry.at + by;
  }
  RC_ASSERT(examined(scheme, hand_made::moved(script, by), sheet) == expected);
}

RC_GTEST_PROP(ExamLaws, TipsAreTheCostliestRulesOfTheLedger, ()) {
  const Examination exam = examined(random_scheme(), random_attempt(), random_sheet());
  RC_ASSERT(exam.tips.size() <= 2U);
  RC_ASSERT(exam.tips.empty() == exam.ledger.empty());
  std::vector<Points> costs;
  for (const LedgerEntry& entry : exam.ledger) {
    Points cost;
    for (const LedgerEntry& other : exam.ledger) {
      if (other.rule == entry.rule) cost += other.lost;
    }
    costs.push_back(cost);
  }
  for (const Tip& tip : exam.tips) RC_ASSERT(std::ranges::find(costs, tip.gain) != costs.end());
  if (!exam.tips.empty()) RC_ASSERT(exam.tips.front().gain == std::ranges::max(costs));
}

}  // namespace
}  // namespace sternum
