// A seat's session and the station's memory: what was analysed live is what is analysed again.
#include "gui/model/seat_session.hpp"

#include <gtest/gtest.h>

#include "datasets/guidelines/guideline_file.hpp"
#include "gui/model/review.hpp"
#include "tests/station/seat_times.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using test::kFlush_ms;
using test::kStarted_ms;
using test::TemporaryFolder;

constexpr std::uint32_t kStartedOnDay = 20'514;

class SeatMemory : public ::testing::Test {
 protected:
  SeatMemory()
      : guideline_(std::make_shared<const Guideline>(find_guideline(kDefaultGuideline).value())),
        journal_(folder_.path()) {}

  [[nodiscard]] SeatSession session_of(const Hello& hello) { return {hello, guideline_, journal_}; }

  /// Ends the attempt, waits until it is on disk, and analyses it again from there.
  Review review_of(SeatSession& session, AttemptResult& live) {
    session.end(kStarted_ms + 60'000);
    EXPECT_TRUE(journal_.flush(kFlush_ms));
    session.settle(journal_.status());
    Seat seat;
    session.describe(seat, 0);
    EXPECT_TRUE(seat.result && seat.attempt_id);
    if (!seat.result || !seat.attempt_id) return {};
    live = *seat.result;
    const auto reader = StationReader::open(folder_.path());
    EXPECT_TRUE(reader.has_value());
    auto review = load_review(*reader, *seat.attempt_id, *guideline_, {});
    EXPECT_TRUE(review.has_value());
    return review ? std::move(*review) : Review{};
  }

  TemporaryFolder folder_;
  std::shared_ptr<const Guideline> guideline_;
  Journal journal_;
};

ReportedCompression reported(int i) {
  ReportedCompression report;
  report.peak = DeviceTime::from_us(5'000'000 + i * std::int64_t{545'000});
  report.depth = millimetres(50.0 + i % 7);
  report.residual = millimetres(i % 5);
  report.rate = per_minute(110.0);
  report.follows_gap = i == 25;
  return report;
}

TEST_F(SeatMemory, AManikinThatOnlyReportsIsReviewedAsItWasLive) {
  Hello hello;
  hello.id = "REPORTS-1";
  SeatSession session = session_of(hello);
  for (int i = 0; i < 4; ++i) session.on_report(reported(i));
  session.begin("A", kStarted_ms);
  for (int i = 4; i < 40; ++i) session.on_report(reported(i));
  session.on_event(AttemptEvent::Kind::Shock, 0);
  ReportedBreath breath;
  breath.start = reported(40).peak + seconds(1.0);
  breath.duration = milliseconds(900);
  breath.volume = millilitres(500);
  session.on_report(breath);
  for (int i = 50; i < 60; ++i) session.on_report(reported(i));

  AttemptResult live;
  const Review review = review_of(session, live);
  EXPECT_EQ(review.result, live);
  EXPECT_EQ(live.compression_source, CompressionSource::DeviceReports);
  EXPECT_EQ(live.compressions.size(), 46U) << "what came before the start is pre-roll";
  EXPECT_EQ(live.breaths.size(), 1U);
  EXPECT_EQ(live.gaps.size(), 1U);
  ASSERT_EQ(live.shock_pauses.size(), 1U);
  EXPECT_TRUE(live.shock_pauses[0].whole());
}

TEST_F(SeatMemory, AnAttemptIsReviewedWithTheFeedbackThatItHad) {
  for (const CoachMode mode : kCoachModes) {
    Hello hello;
    hello.id = "REPORTS-2";
    SeatSession session = session_of(hello);
    session.on_report(reported(0));
    session.begin("A", kStarted_ms, mode);
    for (int i = 1; i < 20; ++i) {
      ReportedCompression shallow = reported(i);
      shallow.depth = millimetres(35);
      session.on_report(shallow);
    }
    AttemptResult live;
    const Review review = review_of(session, live);
    EXPECT_EQ(review.result, live);
    EXPECT_EQ(live.coach_mode, mode);
    const bool told = mode == CoachMode::Full || mode == CoachMode::Fading;
    EXPECT_EQ(live.prompts.empty(), !told);
    EXPECT_EQ(review.feedback.attempts_without, mode == CoachMode::None ? 1 : 0);
  }
}

TEST_F(SeatMemory, WhatHappenedToOneTraineeDidNotHappenToTheNext) {
  Hello hello;
  hello.id = "REPORTS-3";
  SeatSession session = session_of(hello);
  session.on_report(reported(0));
  session.begin("A", kStarted_ms, CoachMode::None);
  session.on_event(AttemptEvent::Kind::Shock, 0);
  session.begin("B", kStarted_ms + 1000);
  AttemptResult live;
  const Review review = review_of(session, live);
  EXPECT_EQ(review.result, live);
  EXPECT_TRUE(live.shock_pauses.empty());
  EXPECT_EQ(live.coach_mode, CoachMode::Full);
}

TEST_F(SeatMemory, StiffnessAndCalibrationOfTheHelloAreThereAgain) {
  Hello hello;
  hello.id = "FORCE-1";
  hello.channels = {{.channel = Channel::Force, .low = 0, .high = 1000, .rate_hz = 100}};
  hello.stiffness_n_per_mm = 8.0F;
  hello.calibrated_on_day = kStartedOnDay - 400;
  SeatSession session = session_of(hello);
  SampleBatch batch;
  batch.channel = Channel::Force;
  batch.period = milliseconds(10);
  const auto push = [&](int from, int to) {
    for (int i = from; i < to; i += 2) {
      batch.first = DeviceTime::from_us(i * std::int64_t{10'000});
      batch.values.clear();
      for (int k = i; k < i + 2; ++k) {
        // A triangle of 440 N every 0.54 s, from 4 s on.
        const int in_period = (k - 400) % 54;
        const int rise = in_period < 22 ? in_period : 44 - in_period;
        batch.values.push_back(k < 400 || rise < 0 ? 0.0F : 20.0F * static_cast<float>(rise));
      }
      session.on_batch(batch);
    }
  };
  push(0, 300);
  session.begin("A", kStarted_ms);
  push(300, 2000);
  AttemptResult live;
  const Review review = review_of(session, live);
  EXPECT_EQ(review.result, live);
  EXPECT_EQ(live.compression_source, CompressionSource::Force);
  EXPECT_EQ(live.depth_from_stiffness, newtons_per_millimetre(8.0));
  ASSERT_GT(live.compressions.size(), 25U);
  EXPECT_NEAR(live.compressions[10].depth.mm(), 55.0, 3.0);
  ASSERT_EQ(live.quality.findings.size(), 1U);
  EXPECT_EQ(live.quality.findings[0].kind, FindingKind::CalibrationStale);
  EXPECT_EQ(live.quality.findings[0].amount, 400.0);
}

TEST_F(SeatMemory, ASeatStirsWhenItsChestMovesOrSomethingIsFound) {
  Hello hello;
  hello.id = "DEPTH-1";
  hello.channels = {{.channel = Channel::Depth, .low = 0, .high = 100, .rate_hz = 100}};
  SeatSession session = session_of(hello);
  int sent = 0;
  const auto lie_at = [&](float depth_mm) {
    SampleBatch batch;
    batch.channel = Channel::Depth;
    batch.first = DeviceTime::from_us(sent++ * std::int64_t{10'000});
    batch.period = milliseconds(10);
    batch.values = {depth_mm};
    session.on_batch(batch);
  };
  const auto look = [&] {
    Seat seat;
    session.describe(seat, 0);
    return seat.live;
  };
  EXPECT_FALSE(session.stirs());
  lie_at(0.5F);
  EXPECT_TRUE(session.stirs()) << "nothing has been shown of it yet";
  static_cast<void>(look());
  for (int i = 0; i < 300; ++i) {
    lie_at(i % 2 == 0 ? 0.0F : 1.0F);
    ASSERT_FALSE(session.stirs()) << "a sensor's steps";
  }
  lie_at(6.0F);
  EXPECT_TRUE(session.stirs());
  const auto pressed = look();
  EXPECT_EQ(pressed->strip.back().time.us(), 3'010'000);
  EXPECT_FALSE(session.stirs()) << "it has been shown";
  for (int i = 0; i < 110; ++i) lie_at(0.5F);
  EXPECT_FALSE(session.stirs()) << "that was a second ago";
  EXPECT_EQ(pressed->strip.back().time.us(), 3'010'000) << "who looks at it still has it";
  session.on_report(reported(0));
  EXPECT_FALSE(session.stirs()) << "a report of what samples tell better";
}

TEST_F(SeatMemory, ASeatStirsWithEveryReportOfAManikinThatOnlyReports) {
  Hello hello;
  hello.id = "REPORTS-4";
  SeatSession session = session_of(hello);
  for (int i = 0; i < 3; ++i) {
    session.on_report(reported(i));
    EXPECT_TRUE(session.stirs());
    Seat seat;
    session.describe(seat, 0);
    EXPECT_FALSE(session.stirs());
  }
}

}  // namespace
}  // namespace sternum
