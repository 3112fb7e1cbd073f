// What a recording says beside its columns: read, written, and read back to the same.
#include "datasets/recordings/remark.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "datasets/recordings/recording_writer.hpp"
#include "tests/datasets/samples.hpp"
#include "tests/datasets/scratch_folder.hpp"

namespace sternum {
namespace {

using test::read_whole;
using test::ScratchFolder;
using test::text_of;
using testing::HasSubstr;

SampleBatch batch_of(std::int64_t first_us, std::vector<float> values, BatchFlag flags,
                     std::int64_t period_us = 10'000, Channel channel = Channel::Depth) {
  return {channel, flags, DeviceTime::from_us(first_us), microseconds(period_us),
          std::move(values)};
}

/// A whole file with its reports, in the order in which they come.
struct Story {
  std::vector<SampleBatch> batches;
  std::vector<ReportedCompression> compressions;
  std::vector<ReportedBreath> breaths;
  /// Time of the newest sample that came before each compression report.
  std::vector<std::int64_t> known_us;
  std::optional<double> stiffness;
  std::vector<ClockEvent> clock_events;
  std::string error;
};

Story story_of(const std::filesystem::path& file) {
  Story story;
  auto reader = RecordingReader::open(file);
  if (!reader) {
    story.error = reader.error().message();
    return story;
  }
  std::int64_t newest_us = -1;
  std::vector<SampleBatch> batches;
  for (;;) {
    const auto more = reader->next(batches);
    if (!more) {
      story.error = more.error().message();
      break;
    }
    for (const auto& report : reader->reports().compressions) {
      story.compressions.push_back(report);
      story.known_us.push_back(newest_us);
    }
    const auto& breaths = reader->reports().breaths;
    story.breaths.insert(story.breaths.end(), breaths.begin(), breaths.end());
    for (const auto& batch : batches) newest_us = std::max(newest_us, batch.last().us());
    story.batches.insert(story.batches.end(), batches.begin(), batches.end());
    if (!*more) break;
  }
  story.stiffness = reader->stiffness_n_per_mm();
  story.clock_events = reader->clock_events();
  return story;
}

Story story_of_text(const std::string& text) {
  const ScratchFolder folder;
  const auto file = folder.path() / "a.csv";
  std::ofstream(file, std::ios::binary) << text;
  return story_of(file);
}

TEST(Remark, IsFrozen) {
  const auto text = [](const Remark& remark) {
    std::string line;
    append_remark(remark, line);
    return line;
  };
  EXPECT_EQ(text(SamplesRemark{Channel::Depth, BatchFlag::None, 1}),
            "#@samples,depth_mm,whole,1\n");
  EXPECT_EQ(text(SamplesRemark{Channel::Force, BatchFlag::FollowsGap | BatchFlag::Saturated, 5}),
            "#@samples,force_n,gap+saturated,5\n");
  EXPECT_EQ(text(SamplesRemark{Channel::Depth, BatchFlag::FollowsReboot, 1}),
            "#@samples,depth_mm,reboot,1\n");
  ReportedCompression compression;
  compression.peak = DeviceTime::from_us(1'250'000);
  compression.depth = millimetres(52.5);
  compression.rate = per_minute(static_cast<double>(110.2F));
  EXPECT_EQ(text(compression), "#@compression,1250000,52.5,,110.2,\n");
  compression.residual = millimetres(0.0);
  compression.follows_gap = true;
  EXPECT_EQ(text(compression), "#@compression,1250000,52.5,0,110.2,gap\n");
  ReportedBreath breath;
  breath.start = DeviceTime::from_us(4'250'000);
  breath.duration = seconds(1.0);
  breath.volume = millilitres(550.0);
  EXPECT_EQ(text(breath), "#@breath,4250000,1000000,550,\n");
  EXPECT_EQ(text(StiffnessRemark{6.5F}), "#@stiffness,6.5\n");
}

RC_GTEST_PROP(Remark, ReadsBackToWhatWasWritten, ()) {
  const auto value = [] { return static_cast<float>(*rc::gen::inRange(-30'000, 30'000)) / 7.0F; };
  Remark remark;
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      remark = SamplesRemark{
          *rc::gen::elementOf(std::vector<Channel>(kAllChannels.begin(), kAllChannels.end())),
          static_cast<BatchFlag>(*rc::gen::inRange(0, 8)),
          static_cast<std::uint32_t>(*rc::gen::inRange(1, 1000))};
      break;
    case 1: {
      ReportedCompression report;
      report.peak = DeviceTime::from_us(*rc::gen::inRange<std::int64_t>(-1000, 1LL << 45));
      report.depth = millimetres(static_cast<double>(value()));
      if (*rc::gen::arbitrary<bool>()) report.residual = millimetres(static_cast<double>(value()));
      if (*rc::gen::arbitrary<bool>()) report.rate = per_minute(static_cast<double>(value()));
      report.follows_gap = *rc::gen::arbitrary<bool>();
      remark = report;
      break;
    }
    case 2: {
      ReportedBreath report;
      report.start = DeviceTime::from_us(*rc::gen::inRange<std::int64_t>(0, 1LL << 45));
      report.duration = microseconds(*rc::gen::inRange<std::int64_t>(0, 60'000'000));
      if (*rc::gen::arbitrary<bool>()) report.volume = millilitres(static_cast<double>(value()));
      report.follows_gap = *rc::gen::arbitrary<bool>();
      remark = report;
      break;
    }
    default:
      remark = StiffnessRemark{static_cast<float>(*rc::gen::inRange(1, 10'000)) / 13.0F};
  }
  std::string line;
  append_remark(remark, line);
  RC_ASSERT(is_remark(line));
  line.pop_back();
  const auto read = parse_remark(line);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == remark);
}

TEST(RecordingReader, PassesOverRemarksOfALaterVersionAndOrdinaryComments) {
  const Story story = story_of_text("t_us,depth_mm\n#@weather,rain\n# hello\n0,1\n10000,2\n");
  EXPECT_EQ(story.error, "");
  EXPECT_EQ(story.batches.size(), 1U);
}

TEST(RecordingReader, SaysWhichRemarkItDoesNotUnderstand) {
  const auto error_of = [](const std::string& remark) {
    return story_of_text("t_us,depth_mm\n0,1\n" + remark + "\n10000,2\n").error;
  };
  for (const char* remark :
       {"#@samples,depth_mm,gap,0", "#@samples,depth,gap,1", "#@samples,depth_mm,broken,1",
        "#@compression,1000,,1,2,", "#@compression,x,50,1,2,", "#@breath,1,2,3,hole",
        "#@stiffness,-1", "#@compression,1,2,3,4,5,6,7,8,9,10"}) {
    EXPECT_THAT(error_of(remark),
                testing::AllOf(HasSubstr("a.csv:3"), HasSubstr("cannot be under")))
        << remark;
  }
  EXPECT_THAT(error_of("#@samples,force_n,gap,1"), HasSubstr("force_n, which has no column"));
}

TEST(RecordingReader, BelievesARemarkMoreThanTheStepsInTime) {
  const Story story = story_of_text(
      "t_us,depth_mm\n0,1\n10000,2\n20000,3\n#@samples,depth_mm,whole,1\n2020000,4\n2030000,5\n"
      "#@samples,depth_mm,gap,1\n2040000,6\n2050000,7\n");
  ASSERT_EQ(story.error, "");
  std::vector<std::pair<std::int64_t, BatchFlag>> flags;
  for (const auto& batch : story.batches) flags.emplace_back(batch.first.us(), batch.flags);
  EXPECT_EQ(flags,
            (std::vector<std::pair<std::int64_t, BatchFlag>>{{0, BatchFlag::None},
                                                             {2'020'000, BatchFlag::None},
                                                             {2'030'000, BatchFlag::None},
                                                             {2'040'000, BatchFlag::FollowsGap},
                                                             {2'050'000, BatchFlag::None}}));
}

TEST(RecordingWriter, SaysNothingOfGapsThatTheStepsInTimeTell) {
  const ScratchFolder folder;
  const auto file = folder.path() / "a.csv";
  auto writer = RecordingWriter::create(file, {Channel::Depth});
  ASSERT_TRUE(writer->write(batch_of(0, {1, 2, 3}, BatchFlag::None)).has_value());
  ASSERT_TRUE(writer->write(batch_of(5'000'000, {4, 5}, BatchFlag::FollowsGap)).has_value());
  ASSERT_TRUE(writer->finish().has_value());
  EXPECT_EQ(text_of(file).find('#'), std::string::npos);
  EXPECT_EQ(read_whole(file).batches.back().flags, BatchFlag::FollowsGap);
}

/// Times, values and flags, cut into single samples; the flags of a batch belong to its first one,
/// but `Saturated` to all of them.
struct Flagged {
  Channel channel;
  std::int64_t t_us;
  float value;
  BatchFlag flags;
  friend auto operator<=>(const Flagged&, const Flagged&) = default;
};
void append(const SampleBatch& batch, std::vector<Flagged>& all) {
  for (std::size_t i = 0; i < batch.values.size(); ++i) {
    const bool saturated = has(batch.flags, BatchFlag::Saturated);
    const BatchFlag rest = saturated ? BatchFlag::Saturated : BatchFlag::None;
    all.push_back(
        {batch.channel, batch.time_of(i).us(), batch.values[i], i == 0 ? batch.flags : rest});
  }
}

RC_GTEST_PROP(RecordingWriter, KeepsEveryFlagWhateverTheStepsInTime, ()) {
  const ScratchFolder folder;
  const auto file = folder.path() / "a.csv";
  const std::vector<Channel> channels = {Channel::Depth, Channel::AirwayVolume};
  auto writer = RecordingWriter::create(file, channels);
  std::vector<Flagged> written;
  std::vector<std::int64_t> next_us = {0, 0};
  for (int i = *rc::gen::inRange(1, 40); i > 0; --i) {
    const std::size_t c = next_us[0] <= next_us[1] ? 0 : 1;
    const auto count = static_cast<std::size_t>(*rc::gen::inRange(1, 6));
    const auto period_us = *rc::gen::elementOf(std::vector<std::int64_t>{10'000, 16'000, 30'000});
    const auto flags = static_cast<BatchFlag>(
        *rc::gen::weightedElement<int>({{6, 0}, {2, 1}, {1, 2}, {1, 4}, {1, 5}}));
    SampleBatch batch = batch_of(next_us[c], std::vector<float>(count, 1.5F),
                                 next_us[c] == 0 ? BatchFlag::None : flags, period_us, channels[c]);
    RC_ASSERT(writer->write(batch).has_value());
    append(batch, written);
    next_us[c] = batch.last().us() + *rc::gen::weightedOneOf<std::int64_t>(
                                         {{4, rc::gen::just(period_us)},
                                          {1, rc::gen::inRange<std::int64_t>(1, 700'000)}});
  }
  RC_ASSERT(writer->finish().has_value());
  const auto whole = read_whole(file);
  RC_ASSERT(whole.error == "");
  std::vector<Flagged> read;
  for (const auto& batch : whole.batches) append(batch, read);
  std::ranges::sort(read);
  std::ranges::sort(written);
  RC_ASSERT(read == written);
}

TEST(RecordingWriter, KeepsReportsWhereTheyCame) {
  const ScratchFolder folder;
  const auto file = folder.path() / "a.csv";
  auto writer = RecordingWriter::create(file, {Channel::Depth});
  std::vector<ReportedCompression> reports;
  ASSERT_TRUE(writer->write_stiffness(8.0F).has_value());
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(writer->write(batch_of(i * 100'000, std::vector<float>(10, 1.0F), {})).has_value());
    if (i % 5 != 4) continue;
    ReportedCompression report;
    report.peak = DeviceTime::from_us(i * 100'000 - 150'000);
    report.depth = millimetres(50.0 + i);
    reports.push_back(report);
    ASSERT_TRUE(writer->write(report).has_value());
  }
  ASSERT_TRUE(writer->finish().has_value());
  const Story story = story_of(file);
  EXPECT_EQ(story.error, "");
  EXPECT_EQ(story.compressions, reports);
  EXPECT_EQ(story.stiffness, 8.0);
  ASSERT_EQ(story.known_us.size(), 10U);
  for (std::size_t i = 0; i < story.known_us.size(); ++i) {
    EXPECT_EQ(story.known_us[i], static_cast<std::int64_t>(i * 5 + 4) * 100'000 + 90'000);
  }
}

TEST(RecordingWriter, KeepsReportsAlone) {
  const ScratchFolder folder;
  const auto file = folder.path() / "a.csv";
  auto writer = RecordingWriter::create(file, {});
  ReportedBreath breath;
  breath.start = DeviceTime::from_us(3'000'000);
  breath.duration = seconds(0.9);
  ASSERT_TRUE(writer->write(breath).has_value());
  ASSERT_TRUE(writer->finish().has_value());
  EXPECT_EQ(text_of(file), "t_us\n#@breath,3000000,900000,,\n");
  const Story story = story_of(file);
  EXPECT_EQ(story.error, "");
  ASSERT_EQ(story.breaths.size(), 1U);
  EXPECT_EQ(story.breaths[0], breath);
}

TEST(RecordingReader, TellsARestartThatIsRemarkedOnOnceForAllChannels) {
  const Story story = story_of_text(
      "t_us,depth_mm,airway_volume_ml\n0,1,\n10000,2,7\n"
      "#@samples,depth_mm,reboot,1\n20000,3,\n#@samples,airway_volume_ml,reboot,1\n30000,4,8\n"
      "40000,5,9\n#@samples,depth_mm,reboot,1\n#@samples,airway_volume_ml,reboot,1\n50000,1,2\n");
  EXPECT_EQ(story.error, "");
  ASSERT_EQ(story.clock_events.size(), 2U);
  EXPECT_EQ(story.clock_events[0].at.us(), 20'000);
  EXPECT_EQ(story.clock_events[0].step, ClockStep::Rebooted);
  EXPECT_EQ(story.clock_events[1].at.us(), 50'000);
}

}  // namespace
}  // namespace sternum
