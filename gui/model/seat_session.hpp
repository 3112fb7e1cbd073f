/// The analysis side of one manikin's seat: what it streams, whose attempt it is, what came of it.
///
/// Idle, a monitor attempt keeps the strip and the numbers alive without being stored. `begin`
/// opens a stored attempt that starts at the newest sample and is handed the last seconds before it
/// (a pre-roll), so that the chest's rest is known; every batch, report and event from then on goes
/// to the journal and to the attempt in the same order, which is what makes a replay from the
/// database bit-identical.
///
///   Idle ──begin──▶ Running ──end──▶ Saving ──result on disk, or disk in trouble──▶ Done
///   ──begin──▶ Running
///                      └────discard──▶ Idle
///
/// Lives on the analysis thread. Not thread-safe; never blocks (the journal takes what it is
/// given).
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/attempt/attempt.hpp"
#include "analysis/core/sample_batch.hpp"
#include "datasets/records/journal.hpp"
#include "gui/model/recycled.hpp"
#include "gui/model/session_exam.hpp"
#include "gui/model/station_port.hpp"
#include "gui/model/station_rules.hpp"

namespace sternum {

struct SeatSessionOptions {
  Duration pre_roll = seconds(3.0);
  /// The idle monitor starts afresh after so long, so that an idle hour costs no memory.
  Duration monitor_length = seconds(600.0);
  /// Without one nothing will ever be measured here: checklists alone are gone through.
  bool has_manikin = true;
  /// The file of the session's guideline, kept with what is scored by it.
  std::vector<RuleText> guideline_text{};
};

class SeatSession {
 public:
  SeatSession(Hello hello, std::shared_ptr<const Guideline> guideline, Journal& journal,
              SeatSessionOptions options = {});

  void on_hello(const Hello& hello) { hello_ = hello; }
  void on_batch(const SampleBatch& batch);
  /// What the manikin computed by itself.
  void on_report(const ReportedCompression& report) { take(report); }
  void on_report(const ReportedBreath& report) { take(report); }
  /// Something that no sensor measures happened now; kept only while an attempt runs.
  /// `at_ms` is the time of day, UTC: where no sample tells the time, that since the beginning
  /// does.
  void on_event(AttemptEvent::Kind kind, std::int64_t at_ms);

  /// Ends a running attempt first. `started_at_ms` is the time of day, UTC.
  /// `coach` is stored with the attempt, as an event, so that it is coached the same when it is
  /// analysed again. With `exam` the attempt is examined by those rules, and judged by their
  /// guideline; but for practice nobody is coached then. `class_key`: that it is part of.
  void begin(const std::string& trainee, std::int64_t started_at_ms,
             CoachMode coach = CoachMode::Full, std::optional<ExamRules> exam = {},
             AttemptPurpose purpose = AttemptPurpose::Practice,
             std::optional<ClassKey> class_key = {});
  /// Enters something on the sheet of the running or the last exam; `entry.utc_ms` is set. An error
  /// when there is none, or it has no such item.
  [[nodiscard]] Result<void> mark(const SheetEntry& entry);
  /// Renews what the running exam has come to, when it is due. Any clock that goes forward will do.
  void examine(std::int64_t now_ms);
  void end(std::int64_t ended_at_ms);
  void discard(std::int64_t ended_at_ms);
  /// A result becomes final once the journal has it, or says that it cannot.
  void settle(const JournalStatus& journal);

  [[nodiscard]] bool running() const { return phase_ == AttemptPhase::Running; }
  /// Whether the running or the last attempt is an exam or a retest.
  [[nodiscard]] bool is_exam() const {
    return exam_ && exam_->purpose() != AttemptPurpose::Practice;
  }
  /// Of the running or the last attempt, once it is on disk.
  [[nodiscard]] std::optional<AttemptId> attempt_id() const;
  [[nodiscard]] bool saving() const { return unsaved_result_ != nullptr; }
  [[nodiscard]] bool has_manikin() const { return options_.has_manikin; }
  /// Whether something came that a screen should show at once, even where nobody practises: the
  /// chest moves, or something was found since `describe`.
  [[nodiscard]] bool stirs() const;
  /// Fills in what this session knows of its seat.
  void describe(Seat& seat, std::int64_t now_ms);

 private:
  [[nodiscard]] AttemptStart attempt_start(const std::string& trainee, std::int64_t started_at_ms,
                                           const Guideline& guideline) const;
  [[nodiscard]] AttemptOptions monitor_options() const;
  void restart_monitor();
  void take(AttemptInput input);
  void look();

  Hello hello_;
  std::shared_ptr<const Guideline> guideline_;
  Journal& journal_;
  SeatSessionOptions options_;

  std::deque<AttemptInput> pre_roll_;
  std::optional<DeviceTime> newest_;
  /// The monitor while idle, the trainee's attempt while running.
  std::optional<Attempt> attempt_;
  std::optional<DeviceTime> monitor_since_;
  /// One that is being filled while another is looked at.
  Recycled<LiveSnapshot> snapshots_{2};
  std::shared_ptr<const LiveSnapshot> live_;
  std::size_t found_ = 0;  ///< when `live_` was made
  bool live_is_stale_ = false;

  AttemptPhase phase_ = AttemptPhase::Idle;
  std::string trainee_;
  DeviceTime begun_;
  std::int64_t begun_at_ms_ = 0;
  std::int64_t ended_at_ms_ = 0;
  std::optional<SessionExam> exam_;  ///< that the running or the last attempt is
  AttemptTicket ticket_ = 0;
  std::shared_ptr<const AttemptResult> result_;
  std::shared_ptr<const AttemptResult> unsaved_result_;

  std::size_t rate_samples_ = 0;
  std::optional<DeviceTime> rate_since_;
  double measured_rate_hz_ = 0.0;
  void measure_rate(const SampleBatch& batch);
};

}  // namespace sternum
