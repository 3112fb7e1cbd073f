#include "gui/model/seat_session.hpp"

#include <algorithm>
#include <utility>

#include "gui/model/judged_attempt.hpp"
#include "gui/model/review.hpp"
#include "gui/model/stillness.hpp"

namespace sternum {
namespace {

/// Long enough for a steady figure, short enough to follow a manikin that slows down.
constexpr Duration kRateWindow = seconds(2.0);

std::vector<Channel> channels_of(const Hello& hello) {
  std::vector<Channel> channels;
  for (const auto& info : hello.channels) channels.push_back(info.channel);
  std::ranges::sort(channels);
  channels.erase(std::ranges::unique(channels).begin(), channels.end());
  return channels;
}

Channel compression_channel(const Hello& hello) {
  const auto channels = channels_of(hello);
  for (const Channel wanted : {Channel::Depth, Channel::Acceleration, Channel::Force}) {
    if (std::ranges::find(channels, wanted) != channels.end()) return wanted;
  }
  return Channel::Depth;
}

}  // namespace

SeatSession::SeatSession(Hello hello, std::shared_ptr<const Guideline> guideline, Journal& journal,
                         SeatSessionOptions options)
    : hello_(std::move(hello)),
      guideline_(std::move(guideline)),
      journal_(journal),
      options_(std::move(options)) {}

AttemptStart SeatSession::attempt_start(const std::string& trainee, std::int64_t started_at_ms,
                                        const Guideline& guideline) const {
  AttemptStart start;
  start.manikin_id = hello_.id;
  start.trainee = trainee;
  start.guideline_id = guideline.id;
  start.guideline_hash = guideline.hash;
  start.started_at_ms = started_at_ms;
  start.start = newest_.value_or(DeviceTime{});
  start.channels = channels_of(hello_);
  if (hello_.stiffness_n_per_mm) {
    start.stiffness_n_per_mm = static_cast<double>(*hello_.stiffness_n_per_mm);
  }
  start.calibrated_on_day = hello_.calibrated_on_day;
  start.uncertainty = stated_uncertainty(hello_);
  return start;
}

AttemptOptions SeatSession::monitor_options() const {
  AttemptOptions options = attempt_options_of(attempt_start({}, 0, *guideline_));
  options.start = newest_;
  return options;
}

void SeatSession::restart_monitor() {
  attempt_.emplace(*guideline_, monitor_options());
  for (const AttemptInput& input : pre_roll_) attempt_->push(input);
  monitor_since_ = newest_;
}

void SeatSession::on_batch(const SampleBatch& batch) {
  if (batch.values.empty()) return;
  measure_rate(batch);
  take(batch);
}

void SeatSession::on_event(AttemptEvent::Kind kind, std::int64_t at_ms) {
  if (phase_ != AttemptPhase::Running) return;
  if (!has_manikin()) {
    const std::int64_t since_ms = std::max<std::int64_t>(0, at_ms - begun_at_ms_);
    take(AttemptEvent{kind, begun_ + milliseconds(since_ms)});
  } else if (newest_) {
    take(AttemptEvent{kind, *newest_});
  }
}

void SeatSession::take(AttemptInput input) {
  if (!attempt_) restart_monitor();

  newest_ = newest_ ? std::max(*newest_, end_of(input)) : end_of(input);
  while (!pre_roll_.empty() && end_of(pre_roll_.front()) < *newest_ - options_.pre_roll) {
    pre_roll_.pop_front();
  }
  // What happened to the last trainee did not happen to the next.
  if (!std::holds_alternative<AttemptEvent>(input)) pre_roll_.push_back(input);

  live_is_stale_ = true;
  if (phase_ == AttemptPhase::Running) {
    if (exam_) exam_->note_input();
    journal_.append(ticket_, input);
  } else if (monitor_since_ && *newest_ - *monitor_since_ > options_.monitor_length) {
    restart_monitor();
    return;
  }
  attempt_->push(input);
}

void SeatSession::begin(const std::string& trainee, std::int64_t started_at_ms, CoachMode coach,
                        std::optional<ExamRules> exam, AttemptPurpose purpose,
                        std::optional<ClassKey> class_key) {
  if (phase_ == AttemptPhase::Running) end(started_at_ms);
  trainee_ = trainee;
  result_.reset();
  unsaved_result_.reset();
  exam_.reset();
  phase_ = AttemptPhase::Running;

  const Guideline& guideline = exam ? *exam->guideline : *guideline_;
  AttemptStart start = attempt_start(trainee, started_at_ms, guideline);
  start.class_key = class_key;
  std::vector<RuleText> rules = options_.guideline_text;
  if (exam) {
    start.purpose = purpose;
    start.scheme_id = exam->scheme->id;
    start.scheme_edition = exam->scheme->edition;
    start.scheme_hash = exam->scheme->hash;
    rules = exam->texts;
    if (purpose != AttemptPurpose::Practice) coach = CoachMode::None;
  }
  begun_ = start.start;
  begun_at_ms_ = started_at_ms;
  attempt_.emplace(guideline, attempt_options_of(start));
  if (exam) exam_.emplace(std::move(*exam), purpose, start.uncertainty);
  if (exam_ && (newest_ || !has_manikin())) exam_->note_input();
  ticket_ = journal_.begin(std::move(start), std::move(rules));
  for (const AttemptInput& input : pre_roll_) {
    journal_.append(ticket_, input);
    attempt_->push(input);
  }
  const AttemptEvent coached{event_kind(coach), newest_.value_or(DeviceTime{})};
  journal_.append(ticket_, coached);
  attempt_->push(coached);
  live_is_stale_ = true;
}

Result<void> SeatSession::mark(const SheetEntry& entry) {
  if (!exam_) {
    return failure("nobody is examined here", hello_.id, "start an exam by a scheme first");
  }
  if (auto fits = check_entry(entry, *exam_->rules().scheme); !fits) return fits;
  exam_->enter(entry);
  SheetMarking marking{entry};
  if (const auto& ended = result_ ? result_ : unsaved_result_) {
    Examination examination = exam_->judge(*ended);
    marking.verdict = examination.verdict;
    if (result_) exam_->show(std::move(examination));
  }
  journal_.mark(ticket_, std::move(marking));
  return {};
}

void SeatSession::examine(std::int64_t now_ms) {
  if (!exam_ || phase_ != AttemptPhase::Running) return;
  exam_->renew(*attempt_, now_ms);
}

void SeatSession::end(std::int64_t ended_at_ms) {
  if (phase_ != AttemptPhase::Running) return;
  look();
  auto result = std::make_shared<const AttemptResult>(attempt_->finish());

  AttemptEnd ended;
  ended.state = AttemptState::Ended;
  ended.ended_at_ms = ended_at_ms;
  if (exam_) {
    const Examination examination = exam_->judge(*result);
    if (examination.total) ended.score = examination.total->points();
    ended.verdict = examination.verdict;
    ended.result_json = told_json(*result, {}, {}, &examination, exam_->rules().scheme.get());
  } else {
    if (result->score.total) ended.score = result->score.total->points();
    ended.result_json = told_json(*result, {}, {});
  }
  journal_.end(ticket_, std::move(ended));

  unsaved_result_ = std::move(result);
  phase_ = AttemptPhase::Done;
  ended_at_ms_ = ended_at_ms;
  restart_monitor();
}

void SeatSession::discard(std::int64_t ended_at_ms) {
  if (phase_ != AttemptPhase::Running) return;
  journal_.end(ticket_, AttemptEnd{AttemptState::Discarded, ended_at_ms, std::nullopt, {}, {}});
  phase_ = AttemptPhase::Idle;
  trainee_.clear();
  exam_.reset();
  restart_monitor();
  live_is_stale_ = true;
}

void SeatSession::settle(const JournalStatus& journal) {
  if (!unsaved_result_) return;
  if (!journal.trouble && !journal_.is_ended(ticket_)) return;
  result_ = std::exchange(unsaved_result_, nullptr);
  if (exam_) exam_->show(exam_->judge(*result_));
}

std::optional<AttemptId> SeatSession::attempt_id() const {
  return phase_ == AttemptPhase::Idle ? std::nullopt : journal_.id_of(ticket_);
}

void SeatSession::measure_rate(const SampleBatch& batch) {
  if (batch.channel != compression_channel(hello_)) return;
  if (!rate_since_ || has(batch.flags, BatchFlag::FollowsReboot)) {
    rate_since_ = batch.first;
    rate_samples_ = 0;
  }
  rate_samples_ += batch.values.size();
  const Duration span = batch.last() - *rate_since_;
  if (span < kRateWindow) return;
  measured_rate_hz_ = static_cast<double>(rate_samples_ - 1) / span.seconds();
  rate_since_ = batch.last();
  rate_samples_ = 1;
}

bool SeatSession::stirs() const {
  if (!live_is_stale_ || !attempt_) return false;
  const Glance now = attempt_->glance(kStillFor);
  return live_ == nullptr || now.found != found_ || now.moved_mm > kStill_mm;
}

void SeatSession::look() {
  auto live = snapshots_.blank();
  attempt_->snapshot(*live);
  live_ = snapshots_.share(std::move(live));
  found_ = attempt_->glance(kStillFor).found;
  live_is_stale_ = false;
}

void SeatSession::describe(Seat& seat, std::int64_t now_ms) {
  if (live_is_stale_ && attempt_) look();
  seat.manikin = hello_;
  seat.has_manikin = has_manikin();
  if (phase_ != AttemptPhase::Idle) {
    const std::int64_t until_ms = phase_ == AttemptPhase::Running ? now_ms : ended_at_ms_;
    seat.attempt_s = static_cast<double>(until_ms - begun_at_ms_) * 1e-3;
  }
  seat.measured_rate_hz = measured_rate_hz_;
  seat.phase = phase_;
  seat.trainee = trainee_;
  seat.live = live_;
  seat.result = result_;
  seat.attempt_id = attempt_id();
  seat.exam = exam_ ? exam_->seen() : nullptr;
}

}  // namespace sternum
