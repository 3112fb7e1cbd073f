// A seat's exam and the station's memory of it: what it came to is what it comes to again, by the
// rules of the day, whoever died in between.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "datasets/guidelines/guideline_file.hpp"
#include "gui/model/judged_attempt.hpp"
#include "gui/model/review.hpp"
#include "gui/model/scored_recording.hpp"
#include "gui/model/seat_session.hpp"
#include "gui/model/station.hpp"
#include "tests/station/running_station.hpp"
#include "tests/station/seat_times.hpp"

namespace sternum {
namespace {

using test::kFlush_ms;
using test::kStarted_ms;
using test::TemporaryFolder;

class SeatExamMemory : public ::testing::Test {
 protected:
  SeatExamMemory()
      : guideline_(std::make_shared<const Guideline>(find_guideline(kDefaultGuideline).value())) {
    journal_.emplace(folder_.path());
    hello_.id = "M-1";
    hello_.channels = {{.channel = Channel::Depth, .low = 0, .high = 100, .rate_hz = 100}};
  }

  [[nodiscard]] SeatSession session() { return {hello_, guideline_, *journal_}; }

  /// From `from_s` to `to_s`: compressions of so many mm, two a second and a little less.
  static void press(SeatSession& session, double from_s, double to_s, double mm) {
    SampleBatch batch;
    batch.channel = Channel::Depth;
    batch.period = milliseconds(10);
    for (int i = static_cast<int>(from_s * 100); i < static_cast<int>(to_s * 100); i += 2) {
      batch.first = DeviceTime::from_us(i * std::int64_t{10'000});
      batch.values.clear();
      for (int k = i; k < i + 2; ++k) {
        const double phase = static_cast<double>(k % 54) / 54.0;
        batch.values.push_back(
            static_cast<float>(mm * (0.5 - 0.5 * std::cos(6.283185307179586 * phase))));
      }
      session.on_batch(batch);
    }
  }

  static Seat seat_of(SeatSession& session) {
    Seat seat;
    session.describe(seat, 0);
    return seat;
  }

  Seat ended(SeatSession& session) {
    session.end(kStarted_ms + 60'000);
    EXPECT_TRUE(journal_->flush(kFlush_ms));
    session.settle(journal_->status());
    return seat_of(session);
  }

  [[nodiscard]] Review review_of(AttemptId id) const {
    const auto reader = StationReader::open(folder_.path());
    EXPECT_TRUE(reader.has_value());
    auto review = load_review(*reader, id, *guideline_, folder_.path());
    EXPECT_TRUE(review.has_value());
    return review ? std::move(*review) : Review{};
  }

  TemporaryFolder folder_;
  std::shared_ptr<const Guideline> guideline_;
  std::optional<Journal> journal_;
  Hello hello_;
  StationRules rules_ = StationRules::load({});
};

TEST_F(SeatExamMemory, ComesToTheSameLiveAtTheEndAndAgain) {
  for (const auto& scheme : rules_.schemes()) {
    SeatSession session = this->session();
    press(session, 0.0, 3.0, 0.0);
    session.begin("A", kStarted_ms, CoachMode::Full, *rules_.exam(scheme->id),
                  AttemptPurpose::Exam);
    press(session, 3.0, 40.0, 46.0);
    if (!scheme->items.empty()) {
      const bool taken = session.mark({.item_id = scheme->items.front().id}).has_value();
      EXPECT_TRUE(taken);
    }
    session.examine(0);
    const Seat running = seat_of(session);
    const Seat done = ended(session);
    ASSERT_TRUE(running.exam->examination && done.exam->examination && done.attempt_id);
    EXPECT_EQ(*running.exam->examination, *done.exam->examination) << scheme->id;
    EXPECT_TRUE(done.result->prompts.empty()) << scheme->id;
    const Review review = review_of(*done.attempt_id);
    ASSERT_NE(review.exam, nullptr);
    EXPECT_EQ(review.result, *done.result);
    EXPECT_EQ(*review.exam->examination, *done.exam->examination) << scheme->id;
    EXPECT_EQ(review.record.verdict, done.exam->examination->verdict);
    EXPECT_EQ(review.record.result_json,
              told_json(*done.result, {}, {}, done.exam->examination.get(), scheme.get()));
  }
}

TEST_F(SeatExamMemory, IsRenewedAtMostFourTimesASecondAndAtOnceWhenSomethingIsEntered) {
  SeatSession session = this->session();
  session.begin("A", kStarted_ms, CoachMode::Full, *rules_.exam("rcsc-first-aider"),
                AttemptPurpose::Exam);
  session.examine(0);
  EXPECT_EQ(seat_of(session).exam->examination, nullptr) << "no sample yet";
  press(session, 0.0, 2.0, 50.0);
  session.examine(1000);
  const auto first = seat_of(session).exam->examination;
  ASSERT_NE(first, nullptr);
  press(session, 2.0, 4.0, 50.0);
  session.examine(1249);
  EXPECT_EQ(seat_of(session).exam->examination, first);
  session.examine(1250);
  const auto second = seat_of(session).exam->examination;
  EXPECT_NE(second, first);
  session.examine(9000);
  EXPECT_EQ(seat_of(session).exam->examination, second) << "nothing has happened";
  EXPECT_TRUE(session.mark({.item_id = "response"}));
  session.examine(9001);
  EXPECT_NE(seat_of(session).exam->examination, second);
}

TEST_F(SeatExamMemory, RefusesWhatCannotStandOnTheSheet) {
  SeatSession session = this->session();
  EXPECT_FALSE(session.mark({.item_id = "response"})) << "nobody is examined";
  session.begin("A", kStarted_ms, CoachMode::Full, *rules_.exam("rcsc-first-aider"),
                AttemptPurpose::Exam);
  EXPECT_FALSE(session.mark({.item_id = "sceen"}));
  const SheetEntry without_reason = {.item_id = "scene", .kind = SheetEntry::Kind::Overruled};
  EXPECT_FALSE(session.mark(without_reason));
  EXPECT_TRUE(seat_of(session).exam->sheet.empty());
  session.begin("B", kStarted_ms + 1000);
  EXPECT_EQ(seat_of(session).exam, nullptr) << "practice";
}

TEST_F(SeatExamMemory, TakesTheManikinsWordForItsOwnUncertainty) {
  hello_.channels[0].uncertainty = 6.0F;
  SeatSession session = this->session();
  press(session, 0.0, 3.0, 0.0);
  session.begin("A", kStarted_ms, CoachMode::Full, *rules_.exam("mpotos-70"), AttemptPurpose::Exam);
  press(session, 3.0, 30.0, 46.0);
  const Seat done = ended(session);
  const auto depth_of = [](const SeatExam& exam) {
    return std::ranges::find(exam.examination->items, "depth", &ItemResult::id)->outcome;
  };
  EXPECT_EQ(depth_of(*done.exam), ItemOutcome::Borderline)
      << "46 mm may be 52; within the 2 mm that the scheme assumes they would be too shallow";
  EXPECT_EQ(*review_of(*done.attempt_id).exam->examination, *done.exam->examination);

  hello_.channels[0].uncertainty = 0.0F;
  SeatSession silent = this->session();
  press(silent, 0.0, 3.0, 0.0);
  silent.begin("A", kStarted_ms, CoachMode::Full, *rules_.exam("mpotos-70"), AttemptPurpose::Exam);
  press(silent, 3.0, 30.0, 46.0);
  EXPECT_EQ(depth_of(*ended(silent).exam), ItemOutcome::Missed);
}

TEST_F(SeatExamMemory, IsExplainedByTheFilesOfTheDayAfterTheyHaveChanged) {
  namespace fs = std::filesystem;
  const fs::path built_in = fs::path(STERNUM_SOURCE_DIR) / "datasets";
  for (const char* folder : {"schemes", "guidelines"}) {
    fs::create_directories(folder_.path() / folder);
  }
  const fs::path scheme = folder_.path() / "schemes/mpotos-70.toml";
  const fs::path guideline = folder_.path() / "guidelines/adult-erc-2025.toml";
  fs::copy_file(built_in / "schemes/mpotos-70.toml", scheme);
  fs::copy_file(built_in / "guidelines/adult-erc-2025.toml", guideline);
  std::ofstream(scheme, std::ios::app) << "# as we do it\n";
  std::ofstream(guideline, std::ios::app) << "# as we teach it\n";

  const StationRules ours = StationRules::load(folder_.path());
  ASSERT_TRUE(ours.troubles().empty());
  SeatSession session = this->session();
  press(session, 0.0, 3.0, 0.0);
  session.begin("A", kStarted_ms, CoachMode::Full, *ours.exam("mpotos-70"), AttemptPurpose::Exam);
  press(session, 3.0, 30.0, 52.0);
  const Seat done = ended(session);
  EXPECT_NE(done.exam->scheme->hash, rules_.exam("mpotos-70")->scheme->hash);

  fs::remove(scheme);
  std::ofstream(guideline, std::ios::app) << "# as we teach it today\n";
  const Review review = review_of(*done.attempt_id);
  EXPECT_FALSE(review.guideline_changed);
  EXPECT_FALSE(review.scheme_changed);
  EXPECT_EQ(review.guideline->hash, done.exam->guideline->hash);
  ASSERT_NE(review.exam, nullptr);
  EXPECT_EQ(review.exam->scheme->hash, done.exam->scheme->hash);
  EXPECT_EQ(*review.exam->examination, *done.exam->examination);
}

TEST_F(SeatExamMemory, KeepsTheTicksOfAnExamWhoseConsoleDiedAndExaminesItInReview) {
  AttemptId id = 0;
  {
    SeatSession session = this->session();
    press(session, 0.0, 3.0, 0.0);
    session.begin("A", kStarted_ms, CoachMode::Full, *rules_.exam("rcsc-first-aider"),
                  AttemptPurpose::Exam);
    press(session, 3.0, 25.0, 55.0);
    ASSERT_TRUE(session.mark({.item_id = "response", .who = "I-7", .utc_ms = 5}));
    ASSERT_TRUE(journal_->flush(kFlush_ms));
    id = *session.attempt_id();
  }
  journal_.reset();  // without an end, as when a console dies

  {
    Station station(test::options_for(folder_));
    station.start();
    ASSERT_EQ(station.attempts().size(), 1U);
    const AttemptRecord& record = station.attempts().front();
    EXPECT_EQ(record.state, AttemptState::Interrupted);
    EXPECT_EQ(record.started.scheme_id, "rcsc-first-aider");
    EXPECT_FALSE(record.verdict) << "nobody has judged it yet";
    const auto review = station.review(id);
    ASSERT_TRUE(review);
    ASSERT_NE((*review)->exam, nullptr);
    ASSERT_EQ((*review)->exam->sheet.size(), 1U);
    EXPECT_EQ((*review)->exam->sheet.front().who, "I-7");
    EXPECT_EQ((*review)->exam->examination->items[1].outcome, ItemOutcome::Met);
    station.post(MarkStoredSheet{id, {.item_id = "scene"}});
    EXPECT_EQ((*station.review(id))->exam->sheet.size(), 2U);
    // Enough to be told on the next day.
    ASSERT_TRUE(test::wait_until([&] { return station.attempts().front().verdict.has_value(); }));
  }
  const Review again = review_of(id);
  EXPECT_EQ(again.exam->sheet.size(), 2U);
  EXPECT_EQ(again.record.verdict, again.exam->examination->verdict);
  EXPECT_TRUE(again.record.result_json.empty());
}

TEST(ExamSilence, NobodyIsPromptedOnAnyReferenceRecording) {
  namespace fs = std::filesystem;
  const Guideline guideline = find_guideline(kDefaultGuideline).value();
  int heard = 0;
  int recordings = 0;
  for (const auto& file :
       fs::directory_iterator(fs::path(STERNUM_SOURCE_DIR) / "datasets/reference/recordings")) {
    if (file.path().extension() != ".csv") continue;
    for (const CoachMode mode : {CoachMode::None, CoachMode::Full}) {
      auto reader = RecordingReader::open(file.path());
      ASSERT_TRUE(reader) << reader.error().message();
      AttemptOptions options;
      options.coach.mode = mode;
      const auto result = score_recording(*reader, guideline, std::move(options));
      ASSERT_TRUE(result) << result.error().message();
      if (mode == CoachMode::None) {
        EXPECT_TRUE(result->prompts.empty()) << file.path();
      } else {
        heard += result->prompts.empty() ? 0 : 1;
      }
    }
    ++recordings;
  }
  EXPECT_GT(recordings, 0);
  EXPECT_GT(heard, 0) << "with feedback some of them are prompted";
}

}  // namespace
}  // namespace sternum
