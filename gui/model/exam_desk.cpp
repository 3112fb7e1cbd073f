#include "gui/model/exam_desk.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/exam/sheet.hpp"

namespace sternum {

namespace {

/// An entry that has not come back by then was not taken.
constexpr double kHeardWithin_s = 2.0;

SheetEntry entry_of(const std::string& item_id, SheetEntry::Kind kind) {
  SheetEntry entry;
  entry.item_id = item_id;
  entry.kind = kind;
  return entry;
}

/// The station fills in when; everything else is the examiner's.
bool is_same(const SheetEntry& posted, const SheetEntry& heard) {
  return posted.item_id == heard.item_id && posted.kind == heard.kind &&
         posted.timed == heard.timed && posted.overruled_to_met == heard.overruled_to_met &&
         posted.reason == heard.reason;
}

/// Entries that make `mark` of an item again, whatever it is by then.
std::vector<SheetEntry> entries_for(const std::string& item_id, const SheetMark& mark) {
  std::vector<SheetEntry> entries;
  SheetEntry base = entry_of(item_id, SheetEntry::Kind::Unticked);
  if (mark.timed_s) {
    base.kind = SheetEntry::Kind::Timed;
    base.timed = microseconds(std::llround(*mark.timed_s * 1e6));
  } else if (mark.met) {
    base.kind = *mark.met ? SheetEntry::Kind::Ticked : SheetEntry::Kind::Missed;
  }
  entries.push_back(std::move(base));
  if (mark.overruling) entries.push_back(*mark.overruling);
  return entries;
}

}  // namespace

void ExamDesk::follow(const SeatExam& exam, bool over, double now_s) {
  now_s_ = now_s;
  over_ = over;
  letters_ = item_letters(exam, std::move(letters_));
  heard_ = std::min(heard_, exam.sheet.size());
  for (; heard_ < exam.sheet.size(); ++heard_) {
    const auto posted = std::ranges::find_if(
        unheard_, [&](const Unheard& one) { return is_same(one.entry, exam.sheet[heard_]); });
    if (posted != unheard_.end()) unheard_.erase(posted);
  }
  std::erase_if(unheard_, [now_s](const Unheard& one) { return now_s > one.until_s; });
  if (draft_ && draft_->item_id != kWholeScore &&
      item_of(*exam.scheme, draft_->item_id) == nullptr) {
    draft_.reset();
  }
}

DeskNotes ExamDesk::notes() const {
  DeskNotes notes;
  notes.letters = letters_;
  for (const Unheard& one : unheard_) notes.unheard.push_back(one.entry);
  for (const auto& [id, since_s] : started_s_) notes.running_s[id] = now_s_ - since_s;
  return notes;
}

ExamDesk::Entries ExamDesk::whole_sheet(const SeatExam& exam) const {
  Entries sheet = exam.sheet;
  for (const Unheard& one : unheard_) sheet.push_back(one.entry);
  return sheet;
}

std::optional<std::string> ExamDesk::item_with_letter(char letter) const {
  const auto found =
      std::ranges::find_if(letters_, [letter](const auto& one) { return one.second == letter; });
  return found == letters_.end() ? std::nullopt : std::optional(found->first);
}

ExamDesk::Entries ExamDesk::enter(const SeatExam& exam, Entries entries) {
  if (entries.empty()) return entries;
  const std::string& id = entries.front().item_id;
  const Entries sheet = whole_sheet(exam);
  Done done{id, false, {}};
  if (const SchemeItem* item = item_of(*exam.scheme, id)) {
    done.back = entries_for(id, read_sheet(sheet, *item));
  } else {
    done.back = entries_for(id, SheetMark{std::nullopt, std::nullopt, overruled_score(sheet)});
  }
  done_.push_back(std::move(done));
  for (const SheetEntry& entry : entries) unheard_.push_back({entry, now_s_ + kHeardWithin_s});
  return entries;
}

ExamDesk::Entries ExamDesk::press(const SeatExam& exam, const std::string& item_id) {
  const SchemeItem* item = item_of(*exam.scheme, item_id);
  if (item == nullptr) return {};
  selected_ = item_id;
  if (!is_by_hand(exam, *item)) return {};
  if (item->judge == ItemJudge::Timer) {
    const auto running = started_s_.find(item_id);
    if (running == started_s_.end()) {
      started_s_[item_id] = now_s_;
      done_.push_back({item_id, true, {}});
      return {};
    }
    SheetEntry timed = entry_of(item_id, SheetEntry::Kind::Timed);
    timed.timed = milliseconds(std::llround((now_s_ - running->second) * 1e3));
    started_s_.erase(running);
    // The start is taken back with what it came to.
    std::erase_if(done_,
                  [&](const Done& one) { return one.is_timer_start && one.item_id == item_id; });
    return enter(exam, {timed});
  }
  const std::optional<bool> met = read_sheet(whole_sheet(exam), *item).met;
  const auto next = !met   ? SheetEntry::Kind::Ticked
                    : *met ? SheetEntry::Kind::Missed
                           : SheetEntry::Kind::Unticked;
  return enter(exam, {entry_of(item_id, next)});
}

ExamDesk::Entries ExamDesk::undo() {
  if (done_.empty()) return {};
  const Done last = std::move(done_.back());
  done_.pop_back();
  selected_ = last.item_id == kWholeScore ? selected_ : std::optional(last.item_id);
  if (last.is_timer_start) {
    started_s_.erase(last.item_id);
    return {};
  }
  for (const SheetEntry& entry : last.back) unheard_.push_back({entry, now_s_ + kHeardWithin_s});
  return last.back;
}

void ExamDesk::select_next(const SeatExam& exam, int by) {
  const std::vector<std::string> ids = exam_sheet(Language::English, exam).ids();
  if (ids.empty()) return;
  const auto found = selected_ ? std::ranges::find(ids, *selected_) : ids.end();
  if (found == ids.end()) {
    selected_ = by > 0 ? ids.front() : ids.back();
    return;
  }
  const auto last = static_cast<std::ptrdiff_t>(ids.size()) - 1;
  selected_ =
      ids[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(found - ids.begin() + by, 0, last))];
}

bool ExamDesk::is_aside(const SeatExam& exam, const std::string& item_id) const {
  const auto aside = aside_.find(item_id);
  if (aside == aside_.end() || over_) return false;
  const ItemResult* result = result_of(exam, item_id);
  return result == nullptr || result->measured == aside->second;
}

std::optional<std::string> ExamDesk::question(const SeatExam& exam) const {
  if (!exam.examination) return std::nullopt;
  const Entries sheet = whole_sheet(exam);
  const auto asks = [&](const ItemResult& result) {
    if (result.outcome != ItemOutcome::Borderline || is_aside(exam, result.id)) return false;
    const SchemeItem* item = item_of(*exam.scheme, result.id);
    return item != nullptr && !read_sheet(sheet, *item).overruling;
  };
  if (selected_) {
    const ItemResult* result = result_of(exam, *selected_);
    if (result != nullptr && asks(*result)) return *selected_;
  }
  for (const ItemResult& result : exam.examination->items) {
    if (asks(result)) return result.id;
  }
  if (over_ && is_open_by_points_alone(*exam.examination) && !overruled_score(sheet)) {
    return std::string(kWholeScore);
  }
  return std::nullopt;
}

void ExamDesk::answer(const SeatExam& exam, bool met) {
  if (const auto asked = question(exam)) draft_ = OverrulingDraft{*asked, met, {}, false};
}

ExamDesk::Entries ExamDesk::do_again(const SeatExam& exam) {
  const auto asked = question(exam);
  if (!asked || over_) return {};
  const ItemResult* result = result_of(exam, *asked);
  aside_[*asked] = result != nullptr ? result->measured : std::nullopt;
  return enter(exam, {entry_of(*asked, SheetEntry::Kind::Unticked)});
}

bool ExamDesk::can_overrule(const SeatExam& exam) const {
  if (!selected_) return false;
  const SchemeItem* item = item_of(*exam.scheme, *selected_);
  const ItemResult* result = result_of(exam, *selected_);
  if (item == nullptr || result == nullptr) return false;
  if (item->judge == ItemJudge::Timer) return read_sheet(whole_sheet(exam), *item).met.has_value();
  return item->judge == ItemJudge::Sensor && !is_by_hand(exam, *item);
}

void ExamDesk::overrule(const SeatExam& exam) {
  if (!can_overrule(exam)) return;
  const bool met = result_of(exam, *selected_)->outcome == ItemOutcome::Met;
  draft_ = OverrulingDraft{*selected_, !met, {}, false};
}

ExamDesk::Entries ExamDesk::confirm(const SeatExam& exam, const std::string& reason) {
  if (!draft_ || reason.empty()) return {};
  SheetEntry entry = entry_of(draft_->item_id, SheetEntry::Kind::Overruled);
  entry.overruled_to_met = draft_->to_met;
  entry.reason = reason;
  draft_.reset();
  return enter(exam, {entry});
}

bool is_open_by_points_alone(const Examination& examination) {
  return examination.verdict == Verdict::Borderline && examination.because.size() == 1 &&
         examination.because.front() == kWholeScore;
}

}  // namespace sternum
