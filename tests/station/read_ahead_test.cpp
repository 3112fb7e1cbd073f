// A recording read on a thread of its own: what comes is what the reader alone gives.
#include "datasets/recordings/read_ahead.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using test::TemporaryFolder;

struct ReadStep {
  std::vector<ReportedCompression> compressions;
  std::vector<ReportedBreath> breaths;
  std::vector<SampleBatch> batches;
  std::optional<double> stiffness;
  friend bool operator==(const ReadStep&, const ReadStep&) = default;
};

struct ReadWhole {
  std::vector<ReadStep> steps;
  std::string error;
  friend bool operator==(const ReadWhole&, const ReadWhole&) = default;
};

ReadWhole read_alone(RecordingReader& reader) {
  ReadWhole whole;
  std::vector<SampleBatch> batches;
  for (;;) {
    const auto more = reader.next(batches);
    if (!more) whole.error = more.error().message();
    if (!more || !*more) return whole;
    const RecordedReports& reports = reader.reports();
    whole.steps.push_back(
        {reports.compressions, reports.breaths, batches, reader.stiffness_n_per_mm()});
  }
}

ReadWhole read_aside(RecordingReader& reader) {
  ReadWhole whole;
  ReadAhead ahead(reader);
  for (;;) {
    const auto next = ahead.next();
    if (!next) whole.error = next.error().message();
    if (!next || *next == nullptr) return whole;
    const ReadAhead::Step& step = **next;
    whole.steps.push_back(
        {step.reports.compressions, step.reports.breaths, step.batches, step.stiffness_n_per_mm});
  }
}

/// 100 Hz for `minutes`, with a report every second, a restart every minute and remarks between.
std::string eventful(int minutes) {
  std::string text = "t_us,depth_mm\n#@stiffness,6.5\n";
  for (int minute = 0; minute < minutes; ++minute) {
    for (std::int64_t i = 0; i < 6'000; ++i) {
      const std::int64_t us = i * 10'000;
      if (i % 100 == 99) text += "#@compression," + std::to_string(us - 5'000) + ",52.5,,110,\n";
      if (i % 700 == 699) text += "#@breath," + std::to_string(us - 9'000) + ",1000000,500,\n";
      if (i % 1'500 == 1'499) text += "#@samples,depth_mm,gap,1\n";
      text += std::to_string(us) + ',' + std::to_string(i % 60) + ".125\n";
    }
  }
  return text;
}

std::string written(const TemporaryFolder& folder, const std::string& text) {
  const std::string file = folder / "a.csv";
  std::ofstream(file, std::ios::binary) << text;
  return file;
}

TEST(ReadAhead, GivesEveryStepReportAndClockEventInTheReadersOrder) {
  const TemporaryFolder folder;
  const std::string file = written(folder, eventful(10));
  auto alone = RecordingReader::open(file);
  auto aside = RecordingReader::open(file);
  ASSERT_TRUE(alone.has_value() && aside.has_value());
  const ReadWhole expected = read_alone(*alone);
  ASSERT_EQ(expected.error, "");
  // More than all portions hold, so that they have been handed back and filled again.
  ASSERT_GT(expected.steps.size(), 1'000U);
  EXPECT_TRUE(read_aside(*aside) == expected);
  ASSERT_EQ(aside->clock_events().size(), 9U);
  EXPECT_EQ(aside->clock_events().back().line, alone->clock_events().back().line);
}

TEST(ReadAhead, TellsOfAnErrorBehindWhatStandsInFrontOfIt) {
  const TemporaryFolder folder;
  const std::string file = written(folder, eventful(3) + "oops,1\n" + eventful(3));
  auto alone = RecordingReader::open(file);
  auto aside = RecordingReader::open(file);
  ASSERT_TRUE(alone.has_value() && aside.has_value());
  const ReadWhole expected = read_alone(*alone);
  EXPECT_NE(expected.error.find("a.csv:"), std::string::npos);
  EXPECT_TRUE(read_aside(*aside) == expected);
}

TEST(ReadAhead, GoesOnSayingWhatWasWrongAndThatItIsAtItsEnd) {
  const TemporaryFolder folder;
  auto broken = RecordingReader::open(written(folder, "t_us,depth_mm\nnever,1\n"));
  ASSERT_TRUE(broken.has_value());
  {
    ReadAhead ahead(*broken);
    EXPECT_FALSE(ahead.next().has_value());
    EXPECT_FALSE(ahead.next().has_value());
  }
  auto sound = RecordingReader::open(written(folder, "t_us,depth_mm\n0,1\n10000,2\n"));
  ASSERT_TRUE(sound.has_value());
  ReadAhead ahead(*sound);
  const auto first = ahead.next();
  ASSERT_TRUE(first.has_value() && *first != nullptr);
  for (int again = 0; again < 2; ++again) {
    const auto end = ahead.next();
    ASSERT_TRUE(end.has_value());
    EXPECT_EQ(*end, nullptr);
  }
}

TEST(ReadAhead, MayBeGivenUpAtAnyTime) {
  const TemporaryFolder folder;
  const std::string file = written(folder, eventful(4));
  for (const int steps : {0, 1, 300, 700}) {
    auto reader = RecordingReader::open(file);
    ASSERT_TRUE(reader.has_value());
    ReadAhead ahead(*reader);
    for (int step = 0; step < steps; ++step) ASSERT_TRUE(ahead.next().has_value());
  }
}

}  // namespace
}  // namespace sternum
