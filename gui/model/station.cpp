#include "gui/model/station.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <ranges>
#include <utility>

#include "gui/model/host_clock.hpp"
#include "gui/model/judged_attempt.hpp"
#include "gui/model/review.hpp"

namespace sternum {
namespace {

constexpr std::size_t kNoticesKept = 20;
/// Places without a manikin leave the low numbers to those with one.
constexpr int kLowestWithoutManikin = 91;

/// Of the console that had this folder before, unless it still has it.
std::set<AttemptId> running_in(const std::filesystem::path& data_folder) {
  std::set<AttemptId> running;
  const auto reader = StationReader::open(data_folder);
  if (!reader) return running;
  // They are the last that were begun: one for each of its manikins at most.
  if (const auto attempts = reader->attempts(AttemptQuery{})) {
    for (const AttemptRecord& attempt : *attempts) {
      if (attempt.state == AttemptState::Running) running.insert(attempt.id);
    }
  }
  return running;
}

}  // namespace

Station::Station(StationOptions options)
    : options_(std::move(options)),
      snapshot_(std::make_shared<const StationSnapshot>()),
      left_running_(running_in(options_.data_folder)),
      journal_(options_.data_folder, options_.journal),
      instructors_(options_.data_folder, options_.pin_cost),
      results_(options_.data_folder),
      usual_folder_(usual_export_folder(options_.data_folder)),
      bridge_(*this, options_.bridge) {}

Station::~Station() { stop(); }

void Station::start() {
  if (analysis_.joinable()) return;
  rules_ = StationRules::load(options_.data_folder);
  for (const Error& trouble : rules_.troubles()) note(trouble);
  // The journal opens the database on its own thread; the seats of known manikins must be there
  // before the first Hello.
  journal_.wait_until_opened();
  instructors_.look();
  if (const auto backup = journal_.status().migration_backup) {
    note({"the station database was brought up to date; what it was before is kept",
          backup->string(), "delete it once everything is found again"});
  }
  if (auto reader = StationReader::open(options_.data_folder)) {
    book_.load(*reader);
    if (const auto open = reader->open_class(); open && *open) {
      class_ = std::make_shared<const ClassRecord>(**open);
    }
    if (auto counts = reader->attempt_counts()) attempts_of_ = std::move(*counts);
    found_interrupted_ = static_cast<int>(std::ranges::count_if(left_running_, [&](AttemptId id) {
      const auto attempt = reader->attempt(id);
      return attempt && attempt->state == AttemptState::Interrupted;
    }));
  }
  analysis_ = std::thread([this] { analyse(); });
  bridge_.start();
}

JournalStatus Station::stop() {
  if (!analysis_.joinable()) return journal_.status();
  bridge_.stop();
  {
    const std::lock_guard lock(inbox_mutex_);
    stopping_ = true;
  }
  inbox_filled_.notify_one();
  analysis_.join();
  journal_.flush(5'000);
  return journal_.status();
}

// --- IO thread ---------------------------------------------------------------------------------

void Station::hand_over(Event event) {
  bool awaited = false;
  {
    const std::lock_guard lock(inbox_mutex_);
    inbox_.push_back(std::move(event));
    awaited = std::exchange(awaited_, false);
  }
  if (awaited) inbox_filled_.notify_one();
}

bool Station::has_room() const {
  const std::lock_guard lock(inbox_mutex_);
  return inbox_.size() < options_.inbox_capacity / 2;
}

void Station::on_manikin(const Hello& hello, const std::string& link) {
  hand_over(Appeared{hello, link});
}

void Station::on_silent(const std::string& id, const std::string& reason) {
  hand_over(WentSilent{id, reason});
}

void Station::on_samples(const std::string& id, const SampleBatch& batch) {
  const std::pair key(id, batch.channel);
  const std::lock_guard lock(inbox_mutex_);
  if (inbox_.size() >= options_.inbox_capacity) {
    ++refused_[id];
    interrupted_.insert(key);
    return;
  }
  auto& samples = std::get<Samples>(inbox_.emplace_back(Samples{id, batch}));
  if (interrupted_.erase(key) != 0)
    samples.batch.flags = samples.batch.flags | BatchFlag::FollowsGap;
}

/// The analysis is woken once for all that came together.
void Station::on_all_told() {
  bool awaited = false;
  {
    const std::lock_guard lock(inbox_mutex_);
    if (!inbox_.empty()) awaited = std::exchange(awaited_, false);
  }
  if (awaited) inbox_filled_.notify_one();
}

void Station::on_status(const std::string& id, const Status& status) {
  hand_over(StatusCame{id, status});
}
void Station::on_touch(const std::string& id) { hand_over(Touched{id}); }
void Station::on_compression(const std::string& id, const ReportedCompression& report) {
  hand_over(Reported{id, report});
}
void Station::on_breath(const std::string& id, const ReportedBreath& report) {
  hand_over(Reported{id, report});
}
void Station::on_conflict(const std::string& id, const std::string&) {
  hand_over(Conflict{id, true});
}
void Station::on_conflict_resolved(const std::string& id) { hand_over(Conflict{id, false}); }
void Station::on_radio(const BleSurvey& survey) { hand_over(Radio{survey}); }
void Station::on_notice(const Error& error) { hand_over(Notice{error}); }

// --- analysis thread ---------------------------------------------------------------------------

void Station::analyse() {
  std::deque<Event> events;
  for (bool stopping = false; !stopping;) {
    {
      std::unique_lock lock(inbox_mutex_);
      if (inbox_.empty()) {
        awaited_ = true;
        inbox_filled_.wait_for(lock, std::chrono::milliseconds(next_look_in_ms()),
                               [&] { return stopping_ || !awaited_; });
        awaited_ = false;
      }
      stopping = stopping_;
      events.swap(inbox_);
    }
    for (auto& event : events) take(event);
    events.clear();
    if (stopping || has_to_publish()) publish();
  }
  for (auto& [id, desk] : desks_) desk.session->end(utc_ms());
}

Station::Desk* Station::desk_of(const std::string& manikin_id) {
  const auto found = desks_.find(manikin_id);
  return found == desks_.end() ? nullptr : &found->second;
}

void Station::take(Event& event) {
  if (auto* samples = std::get_if<Samples>(&event)) {
    if (Desk* desk = desk_of(samples->id)) {
      desk->session->on_batch(samples->batch);
      desk->has_news = true;
      if (desk->check) check_depth(samples->id, *desk, samples->batch);
    }
  } else if (auto* reported = std::get_if<Reported>(&event)) {
    if (Desk* desk = desk_of(reported->id)) {
      std::visit([&](const auto& report) { desk->session->on_report(report); }, reported->report);
      desk->has_news = true;
    }
  } else {
    anything_changed_ = true;
    take_rare(event);
  }
}

void Station::take_rare(Event& event) {
  if (auto* appeared = std::get_if<Appeared>(&event)) {
    take_manikin(*appeared);
  } else if (auto* silent = std::get_if<WentSilent>(&event)) {
    if (Desk* desk = desk_of(silent->id);
        desk != nullptr && (desk->online || !desk->held_by.empty())) {
      lose(*desk, silent->reason);
    }
  } else if (auto* status = std::get_if<StatusCame>(&event)) {
    if (Desk* desk = desk_of(status->id)) desk->status = status->status;
  } else if (auto* touched = std::get_if<Touched>(&event)) {
    if (Desk* desk = desk_of(touched->id)) desk->touched_at_ms = steady_ms();
  } else if (auto* conflict = std::get_if<Conflict>(&event)) {
    if (Desk* desk = desk_of(conflict->id)) desk->conflict = conflict->stands;
  } else if (auto* radio = std::get_if<Radio>(&event)) {
    radio_ = std::make_shared<const BleSurvey>(std::move(radio->survey));
  } else if (auto* notice = std::get_if<Notice>(&event)) {
    note(notice->error);
  } else if (auto* stored = std::get_if<StoredMarking>(&event)) {
    take_marking(*stored);
  } else if (auto* command = std::get_if<Command>(&event)) {
    take_command(*command);
  }
}

void Station::note(const Error& trouble) {
  if (notices_.empty() || notices_.back() != trouble) notices_.push_back(trouble);
  if (notices_.size() > kNoticesKept) notices_.erase(notices_.begin());
}

void Station::open_checklist() {
  std::string id;
  for (int number = 1;; ++number) {
    id = fmt::format("{}{}", kNoManikin, number);
    const Desk* desk = desk_of(id);
    if (desk == nullptr) break;
    if (!desk->session->running()) return;
  }
  Hello nobody;
  nobody.id = id;
  Desk& desk = desks_[id];
  static_cast<void>(book_.seat_for(id, kLowestWithoutManikin));
  SeatSessionOptions session;
  session.has_manikin = false;
  session.guideline_text = rules_.text_of(*options_.guideline);
  desk.session =
      std::make_unique<SeatSession>(nobody, options_.guideline, journal_, std::move(session));
  desk.online = true;
}

void Station::start_attempt(const StartAttempt& start) {
  Desk* desk = desk_of(start.manikin_id);
  // A second click on Start, posted before the first one showed, starts nothing anew.
  if (desk == nullptr || desk->session->running()) return;
  std::optional<ExamRules> exam;
  if (!start.scheme_id.empty()) {
    auto rules = rules_.exam(start.scheme_id);
    if (!rules) return note(rules.error());
    exam = std::move(*rules);
  } else if (start.purpose != AttemptPurpose::Practice) {
    return note({"an exam needs a scheme", start.manikin_id, "choose one, or start practice"});
  }
  if (!desk->session->has_manikin() && !(exam && !exam->scheme->measures_cpr)) {
    return note({"there is no manikin here to measure compressions with", start.manikin_id,
                 "choose a checklist, or a seat with a manikin"});
  }
  // Somebody may have been entered meanwhile.
  if (start.purpose != AttemptPurpose::Practice && !instructors_.state().needed) {
    instructors_.look();
  }
  if (start.purpose != AttemptPurpose::Practice &&
      !let_examine("an instructor has to sign in before an exam")) {
    return;
  }
  desk->check.reset();
  desk->session->begin(start.trainee, utc_ms(), start.coach, std::move(exam), start.purpose,
                       class_ ? std::optional(class_->key) : std::nullopt);
  desk->trainee = start.trainee;
  desk->attempt_number = ++attempts_of_[start.trainee];
}

void Station::keep_class(const ClassRecord& record) {
  class_ = record.state == ClassState::Open ? std::make_shared<const ClassRecord>(record) : nullptr;
  journal_.keep_class(record);
}

/// A seat goes on telling of its last exam; of the others only the journal has to know.
void Station::take_marking(const StoredMarking& stored) {
  for (auto& [id, desk] : desks_) {
    if (desk.session->attempt_id() != stored.attempt) continue;
    if (auto marked = desk.session->mark(stored.marking.entry); !marked) note(marked.error());
    return;
  }
  journal_.mark_stored(stored.attempt, stored.marking);
}

void Station::take_command(const Command& command) {
  instructors_.saw_somebody();
  if (take_sign_in_command(command, utc_ms())) return;
  if (const auto* start = std::get_if<StartAttempt>(&command)) {
    start_attempt(*start);
  } else if (const auto* mark = std::get_if<MarkSheet>(&command)) {
    mark_sheet(*mark);
  } else if (const auto* noted = std::get_if<NoteEvent>(&command)) {
    Desk* desk = desk_of(noted->manikin_id);
    if (desk != nullptr && !coach_mode_of(noted->kind)) {
      desk->session->on_event(noted->kind, utc_ms());
    }
  } else if (const auto* end = std::get_if<EndAttempt>(&command)) {
    if (Desk* desk = desk_of(end->manikin_id)) desk->session->end(utc_ms());
  } else if (const auto* discard = std::get_if<DiscardAttempt>(&command)) {
    if (Desk* desk = desk_of(discard->manikin_id); desk != nullptr && desk->session->running()) {
      desk->session->discard(utc_ms());
      --attempts_of_[desk->trainee];
    }
  } else if (std::holds_alternative<OpenChecklist>(command)) {
    open_checklist();
  } else if (const auto* keep = std::get_if<KeepClass>(&command)) {
    keep_class(keep->record);
  } else {
    take_manikin_command(command);
  }
}

// --- main thread -------------------------------------------------------------------------------

std::shared_ptr<const StationSnapshot> Station::snapshot() const {
  const std::lock_guard lock(snapshot_mutex_);
  return snapshot_;
}

void Station::post(Command command) {
  if (auto* mark = std::get_if<MarkSheet>(&command)) mark->entry.utc_ms = utc_ms();
  if (auto* mark = std::get_if<MarkStoredSheet>(&command)) {
    mark->entry.utc_ms = utc_ms();
    const SignedIn signed_in = snapshot()->signed_in;
    if (!signed_in.may_examine()) {
      return hand_over(
          Notice{{"an instructor has to sign in to change a sheet", {}, "sign in with F2"}});
    }
    if (!signed_in.number.empty()) mark->entry.who = signed_in.number;
    if (auto marked = mark_stored(*mark); !marked) hand_over(Notice{marked.error()});
    return;
  }
  if (const auto* paper = std::get_if<PaperCommand>(&command); paper && !take_paper(*paper)) return;
  hand_over(std::move(command));
}

Result<void> Station::mark_stored(const MarkStoredSheet& mark) {
  const auto found = review(mark.attempt);
  if (!found) return tl::unexpected(found.error());
  if ((*found)->exam == nullptr) {
    return failure(fmt::format("attempt {} was no exam", mark.attempt), {}, "choose an exam");
  }
  if (auto fits = check_entry(mark.entry, *(*found)->exam->scheme); !fits) return fits;
  last_review_ = std::make_shared<const Review>(with_entry(**found, mark.entry));
  hand_over(StoredMarking{mark.attempt, {mark.entry, last_review_->record.verdict}});
  return {};
}

}  // namespace sternum
