#include "gui/model/seat_session.hpp"

#include <algorithm>
#include <utility>

#include "datasets/exports/result_json.hpp"
#include "gui/locale/locale.hpp"
#include "gui/locale/quality_sentence.hpp"
#include "gui/model/review.hpp"

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

std::string stored_json(const AttemptResult& result) {
  std::vector<std::string> sentences;
  for (const auto& lost : result.score.reasons) {
    sentences.push_back(sentence(Language::English, lost));
  }
  std::vector<std::string> quality_sentences;
  for (const QualityFinding& finding : result.quality.findings) {
    quality_sentences.push_back(sentence(Language::English, finding));
  }
  return result_json(result, {}, {}, sentences, quality_sentences);
}

}  // namespace

SeatSession::SeatSession(Hello hello, std::shared_ptr<const Guideline> guideline, Journal& journal,
                         SeatSessionOptions options)
    : hello_(std::move(hello)),
      guideline_(std::move(guideline)),
      journal_(journal),
      options_(options) {}

AttemptStart SeatSession::attempt_start(const std::string& trainee,
                                        std::int64_t started_at_ms) const {
  AttemptStart start;
  start.manikin_id = hello_.id;
  start.trainee = trainee;
  start.guideline_id = guideline_->id;
  start.guideline_hash = guideline_->hash;
  start.started_at_ms = started_at_ms;
  start.start = newest_.value_or(DeviceTime{});
  start.channels = channels_of(hello_);
  if (hello_.stiffness_n_per_mm) {
    start.stiffness_n_per_mm = static_cast<double>(*hello_.stiffness_n_per_mm);
  }
  start.calibrated_on_day = hello_.calibrated_on_day;
  return start;
}

AttemptOptions SeatSession::monitor_options() const {
  AttemptOptions options = attempt_options_of(attempt_start({}, 0));
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

void SeatSession::on_event(AttemptEvent::Kind kind) {
  if (phase_ == AttemptPhase::Running && newest_) take(AttemptEvent{kind, *newest_});
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
    journal_.append(ticket_, input);
  } else if (monitor_since_ && *newest_ - *monitor_since_ > options_.monitor_length) {
    restart_monitor();
    return;
  }
  attempt_->push(input);
}

void SeatSession::begin(const std::string& trainee, std::int64_t started_at_ms, CoachMode coach) {
  if (phase_ == AttemptPhase::Running) end(started_at_ms);
  trainee_ = trainee;
  result_.reset();
  unsaved_result_.reset();
  phase_ = AttemptPhase::Running;

  AttemptStart start = attempt_start(trainee, started_at_ms);
  attempt_.emplace(*guideline_, attempt_options_of(start));
  ticket_ = journal_.begin(std::move(start));
  for (const AttemptInput& input : pre_roll_) {
    journal_.append(ticket_, input);
    attempt_->push(input);
  }
  const AttemptEvent coached{event_kind(coach), newest_.value_or(DeviceTime{})};
  journal_.append(ticket_, coached);
  attempt_->push(coached);
  live_is_stale_ = true;
}

void SeatSession::end(std::int64_t ended_at_ms) {
  if (phase_ != AttemptPhase::Running) return;
  live_ = std::make_shared<const LiveSnapshot>(attempt_->snapshot());
  live_is_stale_ = false;
  auto result = std::make_shared<const AttemptResult>(attempt_->finish());

  AttemptEnd ended;
  ended.state = AttemptState::Ended;
  ended.ended_at_ms = ended_at_ms;
  if (result->score.total) ended.score = result->score.total->points();
  ended.result_json = stored_json(*result);
  journal_.end(ticket_, std::move(ended));

  unsaved_result_ = std::move(result);
  phase_ = AttemptPhase::Done;
  restart_monitor();
}

void SeatSession::discard(std::int64_t ended_at_ms) {
  if (phase_ != AttemptPhase::Running) return;
  journal_.end(ticket_, AttemptEnd{AttemptState::Discarded, ended_at_ms, std::nullopt, {}});
  phase_ = AttemptPhase::Idle;
  trainee_.clear();
  restart_monitor();
  live_is_stale_ = true;
}

void SeatSession::settle(const JournalStatus& journal) {
  if (!unsaved_result_) return;
  if (journal.trouble || journal_.is_ended(ticket_))
    result_ = std::exchange(unsaved_result_, nullptr);
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

void SeatSession::describe(Seat& seat) {
  if (live_is_stale_ && attempt_) {
    live_ = std::make_shared<const LiveSnapshot>(attempt_->snapshot());
    live_is_stale_ = false;
  }
  seat.manikin = hello_;
  seat.measured_rate_hz = measured_rate_hz_;
  seat.phase = phase_;
  seat.trainee = trainee_;
  seat.live = live_;
  seat.result = result_;
  seat.attempt_id = phase_ == AttemptPhase::Idle ? std::nullopt : journal_.id_of(ticket_);
}

}  // namespace sternum
