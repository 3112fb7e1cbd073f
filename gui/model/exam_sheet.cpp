#include "gui/model/exam_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/exam/sheet.hpp"
#include "gui/locale/exam_sentence.hpp"
#include "gui/model/numbers.hpp"

namespace sternum {

namespace {

bool sensors_speak(const SeatExam& exam) {
  if (!exam.examination) return false;
  const Scheme& scheme = *exam.scheme;
  for (std::size_t i = 0; i < exam.examination->items.size() && i < scheme.items.size(); ++i) {
    const bool is_sensor = scheme.items[i].judge == ItemJudge::Sensor;
    if (is_sensor && exam.examination->items[i].measured) return true;
  }
  return exam.examination->quality.has_value();
}

/// Whether the examiner ticks it: no sensor does, or none did when it was ticked.
bool is_decided_by_hand(const SeatExam& exam, const SchemeItem& item, const ItemResult* result) {
  if (item.judge != ItemJudge::Sensor) return true;
  if (result == nullptr || result->measured) return false;
  return result->outcome == ItemOutcome::NotMeasured ||
         std::ranges::any_of(exam.sheet, [&item](const SheetEntry& entry) {
           return entry.item_id == item.id && entry.kind != SheetEntry::Kind::Overruled;
         });
}

std::vector<SheetEntry> whole_sheet(const SeatExam& exam, const DeskNotes& notes) {
  std::vector<SheetEntry> sheet = exam.sheet;
  sheet.insert(sheet.end(), notes.unheard.begin(), notes.unheard.end());
  return sheet;
}

/// What of `out_of` a share of `won` to `counted` is.
Points share_of(Points out_of, Points won, Points counted) {
  if (counted == Points{}) return {};
  return Points::from_thousandths(
      (out_of.thousandths() * won.thousandths() + counted.thousandths() / 2) /
      counted.thousandths());
}

std::string sensor_words(Language language, const SchemeItem& item, const ItemResult& result) {
  if (!result.measured) {
    return result.outcome == ItemOutcome::NotMeasured
               ? std::string(tr(language, "no sensor: the examiner decides"))
               : std::string{};
  }
  std::string words = value_text(language, item, result.measured);
  if (result.set)
    words = fmt::format(fmt::runtime(tr(language, "{} in set {}")), words, *result.set);
  // Who has met it need not be told what was wanted.
  if (result.outcome == ItemOutcome::Met && !result.overruling) return words;
  return fmt::format(fmt::runtime(tr(language, "{}, wanted {}")), words,
                     wanted_text(language, item));
}

std::string timer_words(Language language, const SchemeItem& item, const SheetMark& mark) {
  if (!mark.timed_s) return wanted_text(language, item);
  std::string words = fmt::format(fmt::runtime(tr(language, "timed {} s")), tenths(*mark.timed_s));
  if (mark.met.value_or(true)) return words;
  return fmt::format(fmt::runtime(tr(language, "{}, wanted {}")), words,
                     wanted_text(language, item));
}

void read_mark(ExamRow& row, const SheetMark& mark) {
  if (mark.met) row.outcome = *mark.met ? ItemOutcome::Met : ItemOutcome::Missed;
  if (mark.overruling) {
    row.outcome = mark.overruling->overruled_to_met ? ItemOutcome::Met : ItemOutcome::Missed;
    row.overruled = true;
  }
}

/// What the sheet says goes before what the examination says: it is newer.
ExamRow row_of(Language language, const SeatExam& exam, const SchemeItem& item,
               const std::vector<SheetEntry>& sheet, const DeskNotes& notes) {
  ExamRow row;
  row.id = item.id;
  row.title = title(language, item);
  row.out_of = item.points;
  row.critical = item.critical;
  row.kind = item.judge == ItemJudge::Sensor  ? RowKind::Sensor
             : item.judge == ItemJudge::Timer ? RowKind::Timer
                                              : RowKind::Tick;
  const ItemResult* result = result_of(exam, item.id);
  const SheetMark mark = read_sheet(sheet, item);
  if (is_decided_by_hand(exam, item, result)) {
    const auto letter = notes.letters.find(item.id);
    if (letter != notes.letters.end()) row.key = std::string(1, letter->second);
  }
  switch (row.kind) {
    case RowKind::Tick:
    case RowKind::Quality:
      break;
    case RowKind::Timer:
      row.measured = timer_words(language, item, mark);
      break;
    case RowKind::Sensor:
      row.outcome = result != nullptr ? result->outcome : ItemOutcome::NotMeasured;
      if (result != nullptr) row.measured = sensor_words(language, item, *result);
      break;
  }
  const auto timer = notes.running_s.find(item.id);
  if (timer != notes.running_s.end()) {
    row.timing = true;
    row.measured = fmt::format(fmt::runtime(tr(language, "{} s")), tenths(timer->second));
  }
  const bool by_sensor = row.kind == RowKind::Sensor && !is_decided_by_hand(exam, item, result);
  if (by_sensor && !mark.overruling && result != nullptr && result->before_overruling) {
    row.outcome = *result->before_overruling;
  }
  // Who has a key for it can decide it.
  if (!by_sensor && row.outcome == ItemOutcome::NotMeasured && !row.key.empty()) {
    row.outcome = ItemOutcome::Undecided;
  }
  read_mark(row, by_sensor ? SheetMark{std::nullopt, std::nullopt, mark.overruling} : mark);

  if (row.outcome == ItemOutcome::Met) row.won = row.out_of;
  if (row.outcome == ItemOutcome::PartlyMet && result != nullptr) {
    row.won = share_of(row.out_of, result->points, result->out_of);
  }
  return row;
}

void add(PointsSum& sum, const ExamRow& row) {
  if (row.is_decided()) {
    sum.won += row.won;
    sum.decided += row.out_of;
  } else if (row.outcome != ItemOutcome::NotMeasured) {
    sum.undecided += row.out_of;
  }
}

/// The graded quality of CPR, which is in the points and no item.
ExamSection quality_section(Language language, const SeatExam& exam) {
  ExamSection section;
  section.title = tr(language, "Quality of CPR");
  ExamRow row;
  row.kind = RowKind::Quality;
  row.title = tr(language, "Depth, rate, recoil, pauses and breaths, graded");
  row.out_of = exam.scheme->quality;
  row.outcome = ItemOutcome::NotMeasured;
  if (exam.examination && exam.examination->quality) {
    const Examination& examination = *exam.examination;
    row.won = share_of(row.out_of, *examination.quality, examination.quality_out_of);
    row.outcome = row.won == row.out_of ? ItemOutcome::Met
                  : row.won == Points{} ? ItemOutcome::Missed
                                        : ItemOutcome::PartlyMet;
  }
  section.rows.push_back(std::move(row));
  return section;
}

}  // namespace

const ExamRow* ExamSheet::row(std::string_view id) const {
  for (const ExamSection& section : sections) {
    const auto found = std::ranges::find(section.rows, id, &ExamRow::id);
    if (found != section.rows.end() && !found->id.empty()) return &*found;
  }
  return nullptr;
}

std::vector<std::string> ExamSheet::ids() const {
  std::vector<std::string> ids;
  for (const ExamSection& section : sections) {
    for (const ExamRow& row : section.rows) {
      if (!row.id.empty()) ids.push_back(row.id);
    }
  }
  return ids;
}

ItemLetters item_letters(const SeatExam& exam, ItemLetters kept) {
  const bool speaks = sensors_speak(exam);
  for (const SchemeItem& item : exam.scheme->items) {
    if (kept.contains(item.id) || !is_decided_by_hand(exam, item, result_of(exam, item.id)))
      continue;
    if (item.judge == ItemJudge::Sensor && !speaks) continue;
    for (const char letter : kItemLetters) {
      const bool taken =
          std::ranges::any_of(kept, [letter](const auto& one) { return one.second == letter; });
      if (taken) continue;
      kept[item.id] = letter;
      break;
    }
  }
  return kept;
}

ExamSheet exam_sheet(Language language, const SeatExam& exam, const DeskNotes& notes) {
  const Scheme& scheme = *exam.scheme;
  const std::vector<SheetEntry> sheet = whole_sheet(exam, notes);
  ExamSheet made;
  for (const SchemeSection& heading : scheme.sections) {
    ExamSection section;
    section.title = language == Language::Chinese ? heading.title_zh : heading.title_en;
    for (const SchemeItem& item : scheme.items) {
      if (item.section != heading.id) continue;
      section.rows.push_back(row_of(language, exam, item, sheet, notes));
    }
    if (!section.rows.empty()) made.sections.push_back(std::move(section));
  }
  if (scheme.quality > Points{} && scheme.measures_cpr) {
    made.sections.push_back(quality_section(language, exam));
  }
  for (ExamSection& section : made.sections) {
    for (const ExamRow& row : section.rows) {
      add(section.points, row);
      add(made.points, row);
    }
  }
  return made;
}

const ItemResult* result_of(const SeatExam& exam, std::string_view item_id) {
  if (!exam.examination) return nullptr;
  const auto result = std::ranges::find(exam.examination->items, item_id, &ItemResult::id);
  return result == exam.examination->items.end() ? nullptr : &*result;
}

const SchemeItem* item_of(const Scheme& scheme, std::string_view item_id) {
  const auto item = std::ranges::find(scheme.items, item_id, &SchemeItem::id);
  return item == scheme.items.end() ? nullptr : &*item;
}

bool is_by_hand(const SeatExam& exam, const SchemeItem& item) {
  return is_decided_by_hand(exam, item, result_of(exam, item.id));
}

std::string wanted_text(Language language, const SchemeItem& item) {
  const auto number = [](double value) { return fmt::format("{:g}", value); };
  if (item.judge == ItemJudge::Timer) {
    return fmt::format(
        fmt::runtime(tr(language, "{} s")),
        number(item.timer.at_least.seconds()) + "–" + number(item.timer.at_most.seconds()));
  }
  if (item.judge != ItemJudge::Sensor) return {};
  const SensorRule& rule = item.sensor;
  const std::string_view unit = measure_unit(rule.measure);
  const auto with_unit = [&](const std::string& text) {
    if (unit == "/min") return fmt::format(fmt::runtime(tr(language, "{}/min")), text);
    if (unit == "s") return fmt::format(fmt::runtime(tr(language, "{} s")), text);
    return unit.empty() ? text : fmt::format("{} {}", text, unit);
  };
  const std::string limit = with_unit(number(rule.limit));
  switch (rule.comparison) {
    case Comparator::AtLeast:
      return fmt::format(fmt::runtime(tr(language, "at least {}")), limit);
    case Comparator::MoreThan:
      return fmt::format(fmt::runtime(tr(language, "more than {}")), limit);
    case Comparator::AtMost:
      return fmt::format(fmt::runtime(tr(language, "at most {}")), limit);
    case Comparator::LessThan:
      return fmt::format(fmt::runtime(tr(language, "less than {}")), limit);
    case Comparator::Within:
      return with_unit(number(rule.limit) + "–" + number(rule.upper));
  }
  return {};
}

std::string shown_points(Points points) {
  // Tenths are enough to read; a whole number is written as one.
  const std::string text = fmt::format("{:.1f}", points.points());
  return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

}  // namespace sternum
