#include "gui/model/console.hpp"

#include <algorithm>

#include "gui/model/names.hpp"

namespace sternum {

namespace {

constexpr double kDiscardArmed_s = 4.0;
/// A start shows in the next snapshot; a second click before that must not start anew.
constexpr double kStarting_s = 2.0;
constexpr double kSecondDigit_s = 1.0;
constexpr double kProposeEvery_s = 0.5;
constexpr int kTempoStep_bpm = 5;

bool contains(const std::vector<Error>& errors, const Error& error) {
  return std::find(errors.begin(), errors.end(), error) != errors.end();
}

const Seat* seat_with_number(const StationSnapshot& station, int number) {
  const auto seat = std::find_if(station.seats.begin(), station.seats.end(),
                                 [number](const Seat& s) { return s.number == number; });
  return seat == station.seats.end() ? nullptr : &*seat;
}

}  // namespace

const std::vector<AttemptRecord> Console::kNoAttempts;

void Console::update(StationPort& station, double now_s) {
  now_s_ = now_s;
  if (auto snapshot = station.snapshot()) snapshot_ = resting_.shown(std::move(snapshot));
  layout_.follow(static_cast<int>(snapshot_->seats.size()));
  attempts_ = &station.attempts();
  // Searching an archive of years is only worth it while somebody looks.
  if (screen_ == Screen::Attempts || !attempt_list_.searching()) attempt_list_.follow(station);

  std::vector<Triage::Observation> observations;
  observations.reserve(snapshot_->seats.size());
  for (const Seat& seat : snapshot_->seats) {
    observations.push_back({seat.number, condition_of(seat)});
    held_.update(seat, now_s);
    if (seat.phase == AttemptPhase::Running) starting_until_s_.erase(seat.manikin.id);
  }
  triage_.update(observations, now_s);

  if (enlarged_ && seat_with_number(*snapshot_, *enlarged_) == nullptr) enlarged_.reset();
  if (armed_ && now_s > armed_->until_s) armed_.reset();
  std::erase_if(starting_until_s_, [now_s](const auto& start) { return now_s > start.second; });
  std::erase_if(dismissed_, [this](const Error& error) {
    return !contains(snapshot_->notices, error) && !contains(notes_, error);
  });
  class_desk_.follow(*snapshot_, *attempts_, station, now_s);
  if (now_s - proposed_s_ >= kProposeEvery_s) {
    propose_names();
    for (const AttemptRecord& attempt : *attempts_) {
      if (attempt.verdict && attempt.started.purpose != AttemptPurpose::Practice) {
        exam_choice_.remember(attempt.id, attempt.started.trainee, attempt.started.scheme_id,
                              *attempt.verdict);
      }
    }
  }
  propose_called();
  follow_signed_in();
  results_desk_.follow(station.paperwork(), class_desk_.record().key, snapshot_->journal.revision,
                       screen_ == Screen::Results, station, now_s);
  update_exams(station);
  aed_.update(*snapshot_, station, now_s);
  projector_.update(*snapshot_);
}

void Console::propose_names() {
  proposed_ = proposed_names(language_, *snapshot_, names_in_use(*snapshot_, *attempts_));
  proposed_s_ = now_s_;
}

void Console::press(Shortcut shortcut, StationPort& station) {
  switch (shortcut) {
    case Shortcut::Back:
      if (help_shown_) {
        help_shown_ = false;
      } else if (sign_in_card_.shown()) {
        sign_in_card_.show(false);
      } else if (report_card_.shown()) {
        report_card_.show(false);
      } else if (projector_.panel_shown()) {
        projector_.show_panel(false);
      } else if (exam_in_sight() != nullptr && desk().draft()) {
        desk().cancel();
      } else if (screen_ == Screen::Review) {
        screen_ = reviewed_from_;
      } else if (screen_ == Screen::Results) {
        press_in_results(shortcut);
      } else if (screen_ == Screen::Setup && class_desk_.import()) {
        class_desk_.drop_import();
      } else if (class_desk_.swap_asked()) {
        class_desk_.drop_choice();
      } else if (screen_ != Screen::Live) {
        screen_ = Screen::Live;
      } else {
        show_all_seats();
      }
      break;
    case Shortcut::Start:
      if (screen_ == Screen::Live) start_all(station);
      break;
    case Shortcut::End:
      if (screen_ == Screen::Live) end_all(station);
      break;
    case Shortcut::Attempts:
      show(Screen::Attempts);
      break;
    case Shortcut::Aed:
      show(Screen::Aed);
      break;
    case Shortcut::Manikins:
      show(Screen::Manikins);
      break;
    case Shortcut::Checklist:
      exam_choice_.choose_checklist(*snapshot_);
      checklist_wanted_until_s_ = now_s_ + kStarting_s;
      station.post(OpenChecklist{});
      break;
    case Shortcut::SignIn:
      sign_in_card_.show(!sign_in_card_.shown());
      break;
    case Shortcut::Projector:
      projector_.want(!projector_.is_wanted());
      break;
    case Shortcut::Language:
      language_ = language_ == Language::Chinese ? Language::English : Language::Chinese;
      propose_names();
      propose_called();
      break;
    case Shortcut::Theme:
      dark_ = !dark_;
      break;
    case Shortcut::Help:
      help_shown_ = !help_shown_;
      break;
    case Shortcut::Metronome:
      set_metronome(metronome_on_ ? std::nullopt : std::optional(tempo_bpm_));
      break;
    case Shortcut::Voice:
      voice_on_ = !voice_on_;
      break;
    case Shortcut::Coach:
      coach_mode_ = kCoachModes[(static_cast<std::size_t>(coach_mode_) + 1) % kCoachModes.size()];
      break;
    case Shortcut::Purpose:
      exam_choice_.next_purpose(*snapshot_);
      break;
    case Shortcut::Scheme:
      exam_choice_.next_scheme(*snapshot_);
      break;
    case Shortcut::Class:
      show(screen_ == Screen::Setup ? Screen::Live : Screen::Setup);
      break;
    case Shortcut::Results:
      if (screen_ != Screen::Results && screen_ != Screen::Review) results_from_ = screen_;
      show(screen_ == Screen::Results ? results_from_ : Screen::Results);
      break;
    case Shortcut::Report:
      if (screen_ == Screen::Review && review_) report_card_.show(!report_card_.shown());
      break;
    case Shortcut::Queue:
    case Shortcut::Next:
    case Shortcut::Skip:
    case Shortcut::Absent:
    case Shortcut::Swap:
      press_in_class(shortcut);
      break;
    case Shortcut::Undo:
      if (exam_in_sight() == nullptr) {
        press_in_class(shortcut);
        break;
      }
      [[fallthrough]];
    case Shortcut::Overrule:
    case Shortcut::VoidAndRedo:
    case Shortcut::EndExam:
      press_in_exam(shortcut, station);
      break;
    case Shortcut::Layout:
      if (screen_ == Screen::Live) {
        show_all_seats();
        layout_.choose_next();
      }
      break;
    case Shortcut::Earlier:
    case Shortcut::Later:
      if (screen_ == Screen::Live) layout_.turn(shortcut == Shortcut::Earlier ? -1 : 1);
      [[fallthrough]];
    case Shortcut::Compare:
    case Shortcut::Progress:
    case Shortcut::ZoomIn:
    case Shortcut::ZoomOut:
    case Shortcut::ZoomAll:
      press_in_review(shortcut, station);
      break;
    case Shortcut::Left:
    case Shortcut::Right: {
      const int by = shortcut == Shortcut::Left ? -1 : 1;
      if (screen_ == Screen::Live && enlarged_) step_seat(by);
      if (screen_ == Screen::Setup) press_in_class(shortcut);
      press_in_review(shortcut, station);
      break;
    }
    case Shortcut::Up:
    case Shortcut::Down: {
      const int by = shortcut == Shortcut::Up ? -1 : 1;
      if (const SeatExam* exam = exam_in_sight()) {
        desk().select_next(*exam, by);
      } else if (screen_ == Screen::Attempts) {
        attempt_list_.select(attempt_list_.selected() + by);
      } else if (screen_ == Screen::Results) {
        press_in_results(shortcut);
      } else if (screen_ == Screen::Manikins) {
        manikin_desk_.step(manikin_rows(language_, *snapshot_), by);
      } else if (screen_ == Screen::Setup || (queue_shown() && !metronome_on_)) {
        class_desk_.choose_next(by);
      } else if (screen_ == Screen::Live && metronome_on_) {
        set_metronome(tempo_bpm_ - by * kTempoStep_bpm);
      }
      break;
    }
    case Shortcut::Enter:
      if (sign_in_card_.shown()) {
        if (!snapshot_->signed_in.number.empty()) sign_out(station);
      } else if (report_card_.shown()) {
        export_report(station);
      } else if (screen_ == Screen::Results) {
        press_in_results(shortcut);
      } else if (examined() != nullptr && desk().selected()) {
        press_item(*desk().selected(), station);
      } else if (screen_ == Screen::Setup) {
        press_in_class(shortcut);
      } else if (const AttemptRecord* chosen = attempt_list_.chosen();
                 screen_ == Screen::Attempts && chosen != nullptr) {
        open_review(chosen->id, station);
      }
      break;
  }
}

void Console::digit(int value) {
  const int two_digits = last_digit_ * 10 + value;
  const bool second = now_s_ - last_digit_s_ < kSecondDigit_s && last_digit_ != 0;
  if (second && seat_with_number(*snapshot_, two_digits) != nullptr) {
    enlarge(two_digits);
    last_digit_ = 0;
    return;
  }
  last_digit_ = value;
  last_digit_s_ = now_s_;
  enlarge(value);
}

const Seat* Console::enlarged() const {
  if (snapshot_->seats.size() == 1) return &snapshot_->seats.front();
  return enlarged_ ? seat_with_number(*snapshot_, *enlarged_) : nullptr;
}

void Console::show(Screen screen) {
  screen_ = screen;
  help_shown_ = false;
  if (screen == Screen::Attempts) interrupted_told_ = true;
  if (screen != Screen::Review) report_card_.show(false);
}

void Console::enlarge(int seat_number) {
  if (seat_with_number(*snapshot_, seat_number) == nullptr) return;
  enlarged_ = seat_number;
  show(Screen::Live);
}

void Console::step_seat(int by) {
  const auto& seats = snapshot_->seats;
  const Seat* seat = enlarged();
  if (seat == nullptr || seats.size() < 2) return;
  const auto count = static_cast<int>(seats.size());
  const int at = static_cast<int>(seat - seats.data());
  enlarged_ = seats[static_cast<std::size_t>(((at + by) % count + count) % count)].number;
}

std::string& Console::typed_name(const Seat& seat) { return typed_[seat.manikin.id]; }

const std::string& Console::proposed_name(const Seat& seat) const {
  static const std::string kNone;
  const auto name = proposed_.find(seat.manikin.id);
  return name == proposed_.end() ? kNone : name->second;
}

std::string Console::name_for(const Seat& seat) const {
  const auto typed = typed_.find(seat.manikin.id);
  const std::string name = typed == typed_.end() ? std::string{} : trimmed(typed->second);
  return name.empty() ? proposed_name(seat) : name;
}

bool Console::can_start(const Seat& seat) {
  return seat.online && seat.phase != AttemptPhase::Running;
}

bool Console::fits_choice(const Seat& seat) const {
  const Scheme* scheme = exam_choice_.scheme();
  return seat.has_manikin || (scheme != nullptr && !scheme->measures_cpr);
}

bool Console::can_end(const Seat& seat) { return seat.phase == AttemptPhase::Running; }

bool Console::may_start(const Seat& seat) {
  if (!can_start(seat) || starting_until_s_.contains(seat.manikin.id)) return false;
  starting_until_s_[seat.manikin.id] = now_s_ + kStarting_s;
  return true;
}

void Console::start(const Seat& seat, StationPort& station) {
  const std::string name = name_for(seat);
  const Scheme* scheme = exam_choice_.scheme();
  const bool exam = scheme != nullptr && exam_choice_.purpose_for(name) != AttemptPurpose::Practice;
  if (name.empty() || (exam && can_start(seat) && !may_examine()) || !may_start(seat)) return;
  station.post(StartAttempt{seat.manikin.id, name, coach_mode_,
                            scheme != nullptr ? scheme->id : std::string{},
                            exam_choice_.purpose_for(name)});
  typed_.erase(seat.manikin.id);
}

void Console::end(const Seat& seat, StationPort& station) {
  if (can_end(seat)) station.post(EndAttempt{seat.manikin.id});
}

void Console::discard(const Seat& seat, StationPort& station) {
  if (!can_end(seat)) return;
  if (discard_armed(seat)) {
    station.post(DiscardAttempt{seat.manikin.id});
    armed_.reset();
  } else {
    armed_ = Armed{seat.manikin.id, now_s_ + kDiscardArmed_s};
  }
}

bool Console::discard_armed(const Seat& seat) const {
  return armed_ && armed_->manikin_id == seat.manikin.id;
}

void Console::start_all(StationPort& station) {
  if (const Seat* seat = enlarged()) {
    start(*seat, station);
    return;
  }
  for (const Seat& seat : snapshot_->seats) {
    if (fits_choice(seat)) start(seat, station);
  }
}

void Console::end_all(StationPort& station) {
  if (const Seat* seat = enlarged()) {
    end(*seat, station);
    return;
  }
  for (const Seat& seat : snapshot_->seats) end(seat, station);
}

bool Console::anyone_can_start() const {
  return std::any_of(snapshot_->seats.begin(), snapshot_->seats.end(), can_start);
}

bool Console::anyone_can_end() const {
  return std::any_of(snapshot_->seats.begin(), snapshot_->seats.end(), can_end);
}

void Console::set_metronome(std::optional<int> bpm) {
  metronome_on_ = bpm.has_value();
  if (bpm) tempo_bpm_ = std::clamp(*bpm, kSlowest_bpm, kFastest_bpm);
}

void Console::note(const Error& trouble) {
  if (!contains(notes_, trouble)) notes_.push_back(trouble);
}

std::vector<Error> Console::open_notices() const {
  std::vector<Error> open;
  for (const std::vector<Error>& notices : {notes_, snapshot_->notices}) {
    for (const Error& notice : notices) {
      if (!contains(dismissed_, notice)) open.push_back(notice);
    }
  }
  return open;
}

void Console::dismiss_notices() {
  dismissed_ = snapshot_->notices;
  dismissed_.insert(dismissed_.end(), notes_.begin(), notes_.end());
}

}  // namespace sternum
