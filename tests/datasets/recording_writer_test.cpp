// What is written is what is read, and nothing half written is left behind.
#include "datasets/recordings/recording_writer.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <set>
#include <string>

#include "tests/datasets/samples.hpp"
#include "tests/datasets/scratch_folder.hpp"

namespace sternum {
namespace {

using test::read_whole;
using test::Sample;
using test::ScratchFolder;
using test::text_of;
using testing::HasSubstr;

SampleBatch batch_of(Channel channel, std::int64_t first_us, std::int64_t period_us,
                     std::vector<float> values) {
  return {channel, BatchFlag::None, DeviceTime::from_us(first_us), microseconds(period_us),
          std::move(values)};
}

TEST(RecordingWriter, MergesChannelsIntoOneRowPerInstant) {
  const ScratchFolder folder;
  const auto file = folder.path() / "a.csv";
  auto writer = RecordingWriter::create(file, {Channel::Depth, Channel::AirwayVolume});
  ASSERT_TRUE(writer.has_value());
  ASSERT_TRUE(writer->write(batch_of(Channel::AirwayVolume, 0, 20'000, {1, 2})).has_value());
  ASSERT_TRUE(
      writer->write(batch_of(Channel::Depth, 0, 10'000, {0.1F, -0.0F, 1e-10F})).has_value());
  EXPECT_FALSE(std::filesystem::exists(file)) << "not before it is finished";
  ASSERT_TRUE(writer->finish().has_value());
  EXPECT_EQ(text_of(file), "t_us,depth_mm,airway_volume_ml\n0,0.1,1\n10000,-0,\n20000,1e-10,2\n");
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "a.csv.partial"));
}

TEST(RecordingWriter, LeavesNothingWhenItDiesUnfinished) {
  const ScratchFolder folder;
  {
    auto writer = RecordingWriter::create(folder.path() / "a.csv", {Channel::Depth});
    ASSERT_TRUE(writer.has_value());
    ASSERT_TRUE(writer->write(batch_of(Channel::Depth, 0, 10'000, {1})).has_value());
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

/// Any channels, any spacing, any finite floats, batches of different channels out of order within
/// a second.
RC_GTEST_PROP(RecordingWriter, WhatIsReadBackIsWhatWasWrittenBitForBit, ()) {
  const auto channels = *rc::gen::suchThat(
      rc::gen::unique<std::vector<Channel>>(
          rc::gen::elementOf(std::vector<Channel>(kAllChannels.begin(), kAllChannels.end()))),
      [](const auto& set) { return !set.empty(); });
  std::vector<std::vector<SampleBatch>> queues;
  for (const Channel channel : channels) {
    auto& queue = queues.emplace_back();
    std::int64_t at_us = *rc::gen::inRange<std::int64_t>(-1000, 200'000);
    for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
      const auto period_us = *rc::gen::inRange<std::int64_t>(1, 30'000);
      const auto values = *rc::gen::nonEmpty(rc::gen::container<std::vector<float>>(
          rc::gen::map(rc::gen::arbitrary<std::uint32_t>(), [](std::uint32_t bits) {
            const auto value = std::bit_cast<float>(bits);
            return std::isfinite(value) ? value : 1.0F;
          })));
      auto cut = values;
      cut.resize(std::min<std::size_t>(cut.size(), 5));
      queue.push_back(batch_of(channel, at_us, period_us, cut));
      at_us = queue.back().last().us() + *rc::gen::inRange<std::int64_t>(1, 100'000);
    }
  }
  // The channel whose queue is furthest behind goes first: never more than a second apart.
  const ScratchFolder folder;
  const auto file = folder.path() / "a.csv";
  auto writer = RecordingWriter::create(file, channels);
  RC_ASSERT(writer.has_value());
  std::vector<Sample> written;
  for (;;) {
    std::vector<SampleBatch>* behind = nullptr;
    for (auto& queue : queues) {
      if (!queue.empty() && (behind == nullptr || queue.front().first < behind->front().first)) {
        behind = &queue;
      }
    }
    if (behind == nullptr) break;
    RC_ASSERT(writer->write(behind->front()).has_value());
    test::append_samples(behind->front(), written);
    behind->erase(behind->begin());
  }
  RC_ASSERT(writer->finish().has_value());

  const auto whole = read_whole(file);
  RC_ASSERT(whole.error == "");
  RC_ASSERT(whole.channels == channels);
  auto read = whole.samples();
  std::ranges::sort(read);
  std::ranges::sort(written);
  RC_ASSERT(read == written);
}

TEST(RecordingWriter, RefusesWhatWouldNotReadBack) {
  const ScratchFolder folder;
  auto writer = RecordingWriter::create(folder.path() / "a.csv", {Channel::Depth, Channel::Force});
  ASSERT_TRUE(writer.has_value());
  ASSERT_TRUE(writer->write(batch_of(Channel::Depth, 5'000'000, 10'000, {1, 2})).has_value());
  const auto error_of = [&](const SampleBatch& batch) {
    const auto written = writer->write(batch);
    return written ? std::string("accepted") : written.error().message();
  };
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THAT(error_of(batch_of(Channel::Depth, 5'010'000, 10'000, {1})),
              HasSubstr("back in time"));
  EXPECT_THAT(error_of(batch_of(Channel::Depth, 6'000'000, 10'000, {nan})),
              HasSubstr("not finite"));
  EXPECT_THAT(error_of(batch_of(Channel::Depth, 6'000'000, 0, {1, 2})), HasSubstr("one instant"));
  EXPECT_THAT(error_of(batch_of(Channel::HeadTilt, 6'000'000, 10, {1})), HasSubstr("no column"));
  EXPECT_EQ(error_of(batch_of(Channel::Depth, 7'000'000, 10'000, {1})), "accepted");
  EXPECT_THAT(error_of(batch_of(Channel::Force, 4'900'000, 10'000, {1})),
              HasSubstr("more than a second after"));
}

TEST(RecordingWriter, SaysWhereItCannotWrite) {
  const ScratchFolder folder;
  const auto nowhere = RecordingWriter::create(folder.path() / "none" / "a.csv", {Channel::Depth});
  ASSERT_FALSE(nowhere.has_value());
  EXPECT_THAT(nowhere.error().message(), HasSubstr("its folder is not there; create the folder"));
  const auto onto_folder = RecordingWriter::create(folder.path(), {Channel::Depth});
  ASSERT_FALSE(onto_folder.has_value());
  EXPECT_THAT(onto_folder.error().message(), HasSubstr("this is a folder"));
}

TEST(RecordingWriter, TellsThatTheDiskIsFull) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full here";
  const ScratchFolder folder;
  std::filesystem::create_symlink("/dev/full", folder.path() / "a.csv.partial");
  auto writer = RecordingWriter::create(folder.path() / "a.csv", {Channel::Depth});
  ASSERT_TRUE(writer.has_value());
  Result<void> written;
  for (int i = 0; i < 20'000 && written; ++i) {
    written = writer->write(batch_of(Channel::Depth, i * 10'000, 10'000, {1.5F}));
  }
  ASSERT_FALSE(written.has_value());
  EXPECT_THAT(written.error().message(), HasSubstr("a.csv: the disk is full; free some space"));
}

}  // namespace
}  // namespace sternum
