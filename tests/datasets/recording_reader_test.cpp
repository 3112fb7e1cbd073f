// What a recording may look like, and what is told about one that does not.
#include "datasets/recordings/recording_reader.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <random>
#include <string>

#include "tests/datasets/samples.hpp"
#include "tests/datasets/scratch_folder.hpp"

namespace sternum {
namespace {

using test::read_whole;
using test::ScratchFolder;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class RecordingReaderTest : public testing::Test {
 protected:
  test::WholeRecording read(const std::string& text) const {
    return read_whole(folder_.write("lesson.csv", text));
  }
  std::string error_of(const std::string& text) const {
    const std::string error = read(text).error;
    EXPECT_EQ(error.find('\n'), std::string::npos) << "an error is one line";
    return error;
  }
  /// Rows of one depth sample each, `count` of them from `from_us` on.
  static std::string rows(std::int64_t from_us, std::int64_t step_us, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      text += fmt::format("{},{}\n", from_us + i * step_us, i % 50);
    }
    return text;
  }
  ScratchFolder folder_;
};

TEST_F(RecordingReaderTest, ReadsColumnsInAnyOrderAndLeavesEmptyCellsOut) {
  const auto whole = read("depth_mm,t_us,airway_volume_ml\n1.5,1000,\n,2000,300\n2.5,3000,301\n");
  EXPECT_EQ(whole.error, "");
  EXPECT_THAT(whole.channels, ElementsAre(Channel::Depth, Channel::AirwayVolume));
  ASSERT_EQ(whole.batches.size(), 2U);
  EXPECT_EQ(whole.batches[0], (SampleBatch{Channel::Depth,
                                           BatchFlag::None,
                                           DeviceTime::from_us(1000),
                                           microseconds(2000),
                                           {1.5F, 2.5F}}));
  EXPECT_EQ(whole.batches[1], (SampleBatch{Channel::AirwayVolume,
                                           BatchFlag::None,
                                           DeviceTime::from_us(2000),
                                           microseconds(1000),
                                           {300.0F, 301.0F}}));
}

TEST_F(RecordingReaderTest, TakesByteOrderMarksCarriageReturnsCommentsAndBlankLines) {
  const auto whole = read(
      "\xEF\xBB\xBF# made by hand\r\n\r\nt_us, depth_mm\r\n0,1\r\n# a remark\r\n\r\n10000,2\r\n"
      "20000, 3");
  EXPECT_EQ(whole.error, "");
  ASSERT_EQ(whole.batches.size(), 1U);
  EXPECT_THAT(whole.batches[0].values, ElementsAre(1.0F, 2.0F, 3.0F));
}

TEST_F(RecordingReaderTest, CutsRunsSoThatNoBatchSpansLongerThanAnAttemptWaits) {
  const auto whole = read("t_us,depth_mm\n" + rows(0, 4000, 1000));
  ASSERT_EQ(whole.error, "");
  std::size_t samples = 0;
  DeviceTime last = DeviceTime::from_us(-1);
  for (const auto& batch : whole.batches) {
    EXPECT_LE(batch.last() - batch.first, milliseconds(200));
    EXPECT_GT(batch.first, last);
    last = batch.last();
    samples += batch.values.size();
  }
  EXPECT_EQ(samples, 1000U);
  EXPECT_LT(whole.batches.size(), 50U) << "uniform runs travel together";
}

TEST_F(RecordingReaderTest, KeepsTheTimeOfEverySampleOfAnUnevenRecording) {
  const auto whole = read("t_us,depth_mm\n0,1\n9998,2\n20003,3\n30000,4\n39997,5\n");
  const auto samples = whole.samples();
  ASSERT_EQ(samples.size(), 5U);
  const std::int64_t expected[] = {0, 9998, 20003, 30000, 39997};
  for (std::size_t i = 0; i < samples.size(); ++i) EXPECT_EQ(samples[i].t_us, expected[i]);
  for (const auto& batch : whole.batches) EXPECT_EQ(batch.flags, BatchFlag::None);
}

TEST_F(RecordingReaderTest, MarksWhatFollowsAHole) {
  const auto whole = read("t_us,depth_mm\n" + rows(0, 10'000, 30) + rows(2'000'000, 10'000, 30));
  ASSERT_EQ(whole.error, "");
  int gaps = 0;
  for (const auto& batch : whole.batches) {
    if (!has(batch.flags, BatchFlag::FollowsGap)) continue;
    ++gaps;
    EXPECT_EQ(batch.first.us(), 2'000'000);
  }
  EXPECT_EQ(gaps, 1);
}

TEST_F(RecordingReaderTest, DoesNotCallALostFrameOrASlowManikinAGap) {
  for (const auto& text : {"t_us,depth_mm\n" + rows(0, 10'000, 30) + rows(500'000, 10'000, 30),
                           "t_us,depth_mm\n" + rows(0, 1'000'000, 30)}) {
    for (const auto& batch : read(text).batches) {
      EXPECT_EQ(batch.flags, BatchFlag::None) << batch.first.us();
    }
  }
}

TEST_F(RecordingReaderTest, FindsTheGapOfOneChannelWhileAnotherGoesOn) {
  std::string text = "t_us,depth_mm,airway_volume_ml\n";
  for (int i = 0; i < 200; ++i) {
    text += fmt::format("{},{},{}\n", i * 10'000, i, i < 50 || i >= 150 ? "5" : "");
  }
  for (const auto& batch : read(text).batches) {
    const bool follows_hole =
        batch.channel == Channel::AirwayVolume && batch.first.us() == 1'500'000;
    EXPECT_EQ(batch.flags, follows_hole ? BatchFlag::FollowsGap : BatchFlag::None);
  }
}

TEST_F(RecordingReaderTest, TellsOfARestartAndGoesOn) {
  const auto whole = read("t_us,depth_mm\n" + rows(60'000'000, 10'000, 10) + rows(0, 10'000, 10));
  ASSERT_EQ(whole.error, "");
  ASSERT_EQ(whole.clock_events.size(), 1U);
  EXPECT_EQ(whole.clock_events[0].line, 12U);
  EXPECT_EQ(whole.clock_events[0].step, ClockStep::Rebooted);
  const auto samples = whole.samples();
  ASSERT_EQ(samples.size(), 20U);
  EXPECT_EQ(samples[10].t_us, samples[9].t_us + 1);
  bool marked = false;
  for (const auto& batch : whole.batches) {
    if (has(batch.flags, BatchFlag::FollowsReboot)) {
      EXPECT_EQ(batch.first, whole.clock_events[0].at);
      marked = true;
    }
  }
  EXPECT_TRUE(marked);
}

TEST_F(RecordingReaderTest, GoesThroughAWrapWithoutAHole) {
  const std::int64_t start = (std::int64_t{1} << 32) - 50'000;
  std::string text = "t_us,depth_mm\n";
  for (int i = 0; i < 10; ++i) {
    text += fmt::format("{},{}\n", (start + i * 10'000) & 0xFFFFFFFF, i);
  }
  const auto whole = read(text);
  ASSERT_EQ(whole.error, "");
  ASSERT_EQ(whole.clock_events.size(), 1U);
  EXPECT_EQ(whole.clock_events[0].step, ClockStep::Wrapped);
  ASSERT_EQ(whole.batches.size(), 1U);
  EXPECT_EQ(whole.batches[0].period, milliseconds(10));
  EXPECT_EQ(whole.batches[0].values.size(), 10U);
}

TEST_F(RecordingReaderTest, RefusesTimeThatGoesBackwards) {
  EXPECT_THAT(error_of("t_us,depth_mm\n" + rows(60'000'000, 10'000, 3) + "60005000,1\n"),
              AllOf(HasSubstr("lesson.csv:5: time goes back from 60020000 to 60005000"),
                    HasSubstr("sort the rows")));
  // Two rows in the wrong order early on are no restart, though near zero.
  EXPECT_THAT(error_of("t_us,depth_mm\n0,0\n20000,1\n10000,2\n"), HasSubstr("lesson.csv:4"));
}

TEST_F(RecordingReaderTest, RefusesASecondValueAtTheSameTime) {
  EXPECT_THAT(error_of("t_us,depth_mm\n0,0\n0,0\n"),
              AllOf(HasSubstr("lesson.csv:3"), HasSubstr("second value at the same time")));
}

TEST_F(RecordingReaderTest, RefusesARecordingThatIsNothingButRestarts) {
  std::string text = "t_us,depth_mm\n";
  for (int i = 0; i < 20'100; ++i) text += i % 2 == 0 ? "0,1\n" : "50000000,1\n";
  EXPECT_THAT(error_of(text), HasSubstr("restarted 10000 times"));
}

TEST_F(RecordingReaderTest, SaysWhatIsWrongWithAHeader) {
  EXPECT_THAT(error_of(""), HasSubstr("the file is empty"));
  EXPECT_THAT(error_of("\n\n# nothing\n"), HasSubstr("the file is empty"));
  EXPECT_THAT(error_of("0,1\n1,2\n"), AllOf(HasSubstr("lesson.csv:1"), HasSubstr("t_us,depth_mm")));
  EXPECT_THAT(error_of("t_us,depth\n"), HasSubstr("'depth' is unknown; rename it to depth_mm"));
  EXPECT_THAT(error_of("t_us,Depth_MM\n"), HasSubstr("rename it to depth_mm"));
  EXPECT_THAT(error_of("t_us,volume_ml\n"), HasSubstr("rename it to airway_volume_ml"));
  EXPECT_THAT(error_of("t_us,qqqqqqqq\n"), HasSubstr("columns are t_us, depth_mm, force_n"));
  EXPECT_THAT(error_of("t_us,depth_mm,\n"), HasSubstr("a column has no name"));
  EXPECT_THAT(error_of("t_us,depth_mm,depth_mm\n"), HasSubstr("'depth_mm' stands there twice"));
  EXPECT_THAT(error_of("t_us,depth_mm,t_us\n"), HasSubstr("'t_us' stands there twice"));
  EXPECT_THAT(error_of("t_us\n0\n"), HasSubstr("no column besides t_us"));
  EXPECT_THAT(error_of("t_us;depth_mm\n0;1\n"), HasSubstr("not separated by commas"));
  EXPECT_THAT(error_of("t_us,depth_mm\r0,1\r"), HasSubstr("CR alone"));
  EXPECT_THAT(error_of(std::string("\xFF\xFEt\0_\0", 6)), HasSubstr("not a text file"));
}

TEST_F(RecordingReaderTest, SaysWhatIsWrongWithARow) {
  const std::string head = "t_us,depth_mm\n0,1\n";
  EXPECT_THAT(error_of(head + "1000\n"), AllOf(HasSubstr(":3: "), HasSubstr("fewer cells")));
  EXPECT_THAT(error_of(head + "1000,51,0\n"), AllOf(HasSubstr(":3: "), HasSubstr("more cells")));
  EXPECT_THAT(error_of(head + "1000,deep\n"), HasSubstr("'deep' of depth_mm is not a number"));
  EXPECT_THAT(error_of(head + "1000,nan\n"), HasSubstr("'nan' of depth_mm is not finite"));
  EXPECT_THAT(error_of(head + "1000,-inf\n"), HasSubstr("not finite"));
  EXPECT_THAT(error_of(head + "1000,1e99\n"), HasSubstr("not finite"));
  EXPECT_THAT(error_of(head + ",5\n"), HasSubstr("t_us is empty"));
  EXPECT_THAT(error_of(head + "1000.5,5\n"), HasSubstr("'1000.5' is no whole number"));
  EXPECT_THAT(error_of(head + "99999999999999999999,5\n"), HasSubstr("no whole number"));
  EXPECT_THAT(error_of(head + std::string("1000,\0", 6) + "\n"), HasSubstr("not a number"));
}

TEST_F(RecordingReaderTest, RefusesARecordingWithoutASample) {
  EXPECT_THAT(error_of("t_us,depth_mm\n"), HasSubstr("no sample"));
  EXPECT_THAT(error_of("t_us,depth_mm\n0,\n1000,\n"), HasSubstr("no sample"));
}

TEST_F(RecordingReaderTest, EndsQuicklyOnTenGigabytesOfZeros) {
  const auto file = folder_.write("zeros.csv", "");
  ASSERT_EQ(::truncate(file.c_str(), std::int64_t{10} << 30), 0);
  EXPECT_THAT(read_whole(file).error, AllOf(HasSubstr("zeros.csv:1"), HasSubstr("64 KiB")));
  const auto tail = folder_.write("tail.csv", "t_us,depth_mm\n0,1\n");
  ASSERT_EQ(::truncate(tail.c_str(), std::int64_t{10} << 30), 0);
  EXPECT_THAT(read_whole(tail).error, AllOf(HasSubstr("tail.csv:3"), HasSubstr("64 KiB")));
}

TEST_F(RecordingReaderTest, RefusesALongLineWhereverItLies) {
  const std::string long_comment = "#" + std::string(70'000, 'x') + "\n";
  EXPECT_THAT(error_of("t_us,depth_mm\n0,1\n" + long_comment), HasSubstr(":3: "));
  EXPECT_EQ(error_of("t_us,depth_mm\n0,1\n#" + std::string(60'000, 'x') + "\n" +
                     rows(1000, 1000, 50'000)),
            "");
}

TEST_F(RecordingReaderTest, SaysWhatIsWrongWithAFile) {
  EXPECT_THAT(read_whole(folder_.path() / "none.csv").error, HasSubstr("no such file"));
  EXPECT_THAT(read_whole(folder_.path()).error, HasSubstr("a folder, not a recording"));
}

TEST_F(RecordingReaderTest, SaysThatPermissionIsMissing) {
  constexpr uid_t kNobody = 65534;
  const auto file = folder_.write("secret.csv", "t_us,depth_mm\n0,1\n");
  ASSERT_EQ(::chmod(file.c_str(), 0), 0);
  const bool root = ::geteuid() == 0;  // who may read every file
  if (root) {
    ASSERT_EQ(::seteuid(kNobody), 0);
  }
  const std::string error = read_whole(file).error;
  if (root) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  EXPECT_THAT(error, HasSubstr("no permission"));
}

TEST_F(RecordingReaderTest, GoesOnTellingAnErrorOnceFound) {
  auto reader = RecordingReader::open(folder_.write("bad.csv", "t_us,depth_mm\n0,1\nx,1\n"));
  ASSERT_TRUE(reader.has_value());
  std::vector<SampleBatch> batches;
  const auto first = reader->next(batches);
  const auto second = reader->next(batches);
  ASSERT_FALSE(first.has_value());
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(first.error(), second.error());
  EXPECT_TRUE(batches.empty());
}

/// A recording that is even for a while, and then is not; blanks in front of its values keep the
/// short ways of reading away from it.
std::string uneven(unsigned seed, const char* blanks) {
  std::mt19937 random(seed);
  const auto one_in = [&](unsigned n) { return random() % n == 0; };
  std::string text = "t_us,depth_mm\n";
  std::int64_t us = one_in(2) ? 0 : 99'990'000;
  std::int64_t step_us = 10'000;
  for (int row = 0; row < 400; ++row) {
    if (one_in(60)) step_us = one_in(2) ? 4'000 : 12'345;
    if (one_in(80)) us += 700'000;
    if (one_in(150)) us = 5;  // restarted
    if (one_in(90)) text += one_in(2) ? "# a remark to people\n" : "#@samples,depth_mm,gap,3\n";
    const double mm = static_cast<double>(random() % 120'001) / 1000.0 - 60.0;
    std::string value = one_in(3) ? fmt::format("{:.2f}", mm) : fmt::format("{}", mm);
    if (one_in(20)) value = fmt::format("{:.10f}", mm);
    if (one_in(20)) value = std::to_string(random() % 60);
    if (one_in(50)) value = "";
    text += fmt::format("{},{}{}{}", us, blanks, value, one_in(30) ? "\r\n" : "\n");
    us += step_us;
  }
  return text;
}

TEST_F(RecordingReaderTest, ReadsPlainRowsAsItReadsOthers) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    const auto plain = read(uneven(seed, ""));
    const auto blank = read(uneven(seed, " "));
    ASSERT_EQ(plain.error, blank.error) << seed;
    ASSERT_TRUE(plain.batches == blank.batches) << seed;
    ASSERT_EQ(plain.clock_events.size(), blank.clock_events.size()) << seed;
    for (std::size_t i = 0; i < plain.clock_events.size(); ++i) {
      ASSERT_EQ(plain.clock_events[i].line, blank.clock_events[i].line) << seed;
      ASSERT_EQ(plain.clock_events[i].at, blank.clock_events[i].at) << seed;
    }
  }
}

}  // namespace
}  // namespace sternum
