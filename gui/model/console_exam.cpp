// What the console does with exams: which one is in sight, and whose hands are on it.
#include <algorithm>

#include "gui/locale/exam_sentence.hpp"
#include "gui/model/console.hpp"
#include "gui/locale/overruling_reasons.hpp"

namespace sternum {

namespace {

/// A stored overruling is on disk, and the review worth reading again, after about so long.
constexpr double kReadAgain_s = 0.3;
constexpr int kReadsAgain = 10;

/// Tells one attempt at a seat from the next.
std::string attempt_of(const Seat& seat) {
  return std::to_string(seat.attempt_number) + " " + seat.trainee;
}

}  // namespace

const Seat* Console::examined() const {
  if (screen_ != Screen::Live) return nullptr;
  const Seat* seat = enlarged();
  if (seat == nullptr || !seat->exam || !seat->exam->scheme) return nullptr;
  if (seat->phase == AttemptPhase::Running) return seat;
  if (seat->phase != AttemptPhase::Done) return nullptr;
  const auto away = put_away_.find(seat->manikin.id);
  return away != put_away_.end() && away->second == attempt_of(*seat) ? nullptr : seat;
}

const SeatExam* Console::exam_in_sight() const {
  if (const Seat* seat = examined()) return seat->exam.get();
  if (screen_ == Screen::Review && review_ && review_->review().exam) {
    return review_->review().exam.get();
  }
  return nullptr;
}

const ExamDesk& Console::desk() const {
  const Seat* seat = examined();
  if (seat == nullptr) return review_desk_;
  const auto found = desks_.find(seat->manikin.id);
  static const ExamDesk kEmpty;
  return found == desks_.end() ? kEmpty : found->second.desk;
}

ExamDesk& Console::desk() {
  const Seat* seat = examined();
  return seat != nullptr ? desks_[seat->manikin.id].desk : review_desk_;
}

void Console::update_exams(StationPort& station) {
  exam_choice_.follow(*snapshot_);
  if (now_s_ < checklist_wanted_until_s_) {
    const auto place = std::ranges::find_if(snapshot_->seats, [](const Seat& seat) {
      return !seat.has_manikin && seat.phase != AttemptPhase::Running;
    });
    if (place != snapshot_->seats.end()) {
      checklist_wanted_until_s_ = now_s_;
      enlarge(place->number);
    }
  }
  for (const Seat& seat : snapshot_->seats) {
    if (seat.phase == AttemptPhase::Running) put_away_.erase(seat.manikin.id);
    if (!seat.exam || !seat.exam->scheme) {
      desks_.erase(seat.manikin.id);
      continue;
    }
    SeatDesk& here = desks_[seat.manikin.id];
    if (here.attempt != attempt_of(seat)) here = {attempt_of(seat), {}};
    here.desk.follow(*seat.exam, seat.phase == AttemptPhase::Done, now_s_);
  }
  if (screen_ != Screen::Review || !review_ || !review_->review().exam) return;
  review_desk_.follow(*review_->review().exam, true, now_s_);
  if (read_again_s_ >= 0.0 && now_s_ >= read_again_s_) read_review_again(station);
}

/// The journal is asked until what was entered is in it.
void Console::read_review_again(StationPort& station) {
  const std::size_t before = review_->review().exam->sheet.size();
  --reads_left_;
  read_again_s_ = reads_left_ > 0 ? now_s_ + kReadAgain_s : -1.0;
  auto again = station.review(review_->review().record.id);
  if (!again || !(*again)->exam || (*again)->exam->sheet.size() <= before) return;
  review_.emplace(std::move(*again));
  read_again_s_ = -1.0;
}

void Console::enter(ExamDesk::Entries entries, StationPort& station) {
  const SeatExam* exam = exam_in_sight();
  const bool practice = exam != nullptr && exam->purpose == AttemptPurpose::Practice;
  const bool overrules = std::ranges::any_of(entries, [](const SheetEntry& entry) {
    return entry.kind == SheetEntry::Kind::Overruled;
  });
  if (!entries.empty() && (!practice || overrules) && !may_examine()) return;
  for (SheetEntry& entry : entries) {
    entry.who = examiner_;
    if (const Seat* seat = examined()) {
      station.post(MarkSheet{seat->manikin.id, std::move(entry)});
    } else if (review_) {
      station.post(MarkStoredSheet{review_->review().record.id, std::move(entry)});
      read_again_s_ = now_s_ + kReadAgain_s;
      reads_left_ = kReadsAgain;
    }
  }
}

void Console::press_item(const std::string& item_id, StationPort& station) {
  const SeatExam* exam = exam_in_sight();
  if (exam == nullptr) return;
  // A debrief corrects with a reason; it does not tick.
  if (examined() == nullptr) {
    desk().select(item_id);
    return;
  }
  enter(desk().press(*exam, item_id), station);
}

bool Console::press_letter(char letter, StationPort& station) {
  if (examined() == nullptr) return false;
  const auto item = desk().item_with_letter(letter);
  if (!item) return false;
  press_item(*item, station);
  return true;
}

bool Console::press_digit(int value, StationPort& station) {
  const SeatExam* exam = exam_in_sight();
  if (exam == nullptr) return false;
  if (desk().draft()) {
    const auto reasons = overruling_reasons(language_, desk().draft()->to_met);
    const auto at = static_cast<std::size_t>(value) - 1;
    if (value >= 1 && at < reasons.size()) {
      give_reason(reasons[at], station);
    } else if (at == reasons.size()) {
      desk().draft()->typing = true;
    }
    return true;
  }
  if (!desk().question(*exam)) return false;
  if (value == 1 || value == 2) answer_question(value == 1);
  if (value == 3) do_item_again(station);
  return true;
}

void Console::answer_question(bool met) {
  if (const SeatExam* exam = exam_in_sight()) desk().answer(*exam, met);
}

void Console::do_item_again(StationPort& station) {
  if (const Seat* seat = examined()) enter(desk().do_again(*seat->exam), station);
}

void Console::overrule_selected() {
  if (const SeatExam* exam = exam_in_sight()) desk().overrule(*exam);
}

void Console::give_reason(const std::string& reason, StationPort& station) {
  if (const SeatExam* exam = exam_in_sight()) enter(desk().confirm(*exam, reason), station);
}

void Console::press_in_exam(Shortcut shortcut, StationPort& station) {
  if (shortcut == Shortcut::Overrule) overrule_selected();
  const Seat* seat = examined();
  if (seat == nullptr) return;
  if (shortcut == Shortcut::Undo) enter(desk().undo(), station);
  if (shortcut == Shortcut::EndExam) {
    if (seat->phase == AttemptPhase::Done) {
      next_trainee(*seat);
    } else {
      end(*seat, station);
    }
  }
  if (shortcut == Shortcut::VoidAndRedo) void_and_redo(*seat, station);
}

void Console::retake(const Seat& seat, StationPort& station) {
  if (!seat.exam || seat.phase != AttemptPhase::Done || !may_examine() || !may_start(seat)) return;
  const bool failed = seat.exam->examination && seat.exam->examination->verdict == Verdict::Fail;
  station.post(StartAttempt{seat.manikin.id, seat.trainee, coach_mode_, seat.exam->scheme->id,
                            failed ? AttemptPurpose::Retest : seat.exam->purpose});
}

void Console::void_and_redo(const Seat& seat, StationPort& station) {
  if (seat.phase == AttemptPhase::Done) {
    retake(seat, station);
    return;
  }
  if (!can_end(seat) || !seat.exam) return;
  const bool again = discard_armed(seat);
  discard(seat, station);
  if (!again) return;
  station.post(StartAttempt{seat.manikin.id, seat.trainee, coach_mode_, seat.exam->scheme->id,
                            seat.exam->purpose});
}

void Console::next_trainee(const Seat& seat) {
  if (seat.phase == AttemptPhase::Done) put_away_[seat.manikin.id] = attempt_of(seat);
}

}  // namespace sternum
