// EDF+ files as values: written, read back, refused when they are damaged.
#include "datasets/recordings/edf_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace sternum {
namespace {

using testing::HasSubstr;

constexpr std::int64_t kNoon_ms = 1'774'699'200'250;  // 2026-03-28 12:00:00.25

EdfFile small_file() {
  EdfFile file;
  file.starts_at_ms = kNoon_ms;
  file.recording = "attempt-7";
  file.equipment = "M-7";
  file.record_us = 1'000'000;
  file.records_us = {0, 1'000'000};
  EdfSignal depth;
  depth.label = "Depth";
  depth.transducer = "depth_mm";
  depth.dimension = "mm";
  depth.physical_min = -3200.0;
  depth.physical_max = 3200.0;
  depth.digital_min = -32000;
  depth.digital_max = 32000;
  depth.per_record = 4;
  depth.samples = {0, 1, -1, 515, 32000, -32000, 7, 8};
  file.signals = {depth};
  file.annotations = {{0, {}, "Begin"}, {250'001, 1'500'000, "Pause"}, {1'999'999, {}, "呼吸"}};
  return file;
}

TEST(EdfFileBytes, AreAsTheFormatSays) {
  const auto bytes = edf_bytes(small_file());
  ASSERT_TRUE(bytes) << bytes.error().message();
  const std::string& b = *bytes;
  EXPECT_EQ(b.substr(0, 8), "0       ");
  EXPECT_EQ(b.substr(8, 8), "X X X X ");
  EXPECT_TRUE(b.substr(88).starts_with("Startdate 28-MAR-2026 attempt-7 X M-7 "));
  EXPECT_EQ(b.substr(168, 16), "28.03.2612.00.00");
  EXPECT_EQ(b.substr(184, 8), "768     ");
  EXPECT_TRUE(b.substr(192).starts_with("EDF+C "));
  EXPECT_EQ(b.substr(236, 20), "2       1       2   ");
  EXPECT_EQ(b.substr(256, 32), "Depth           EDF Annotations ");
  // The first record: four samples, little-endian, and the time of its beginning.
  EXPECT_EQ(b.substr(768, 8), std::string("\0\0\1\0\xff\xff\x03\x02", 8));
  EXPECT_TRUE(
      b.substr(776).starts_with(std::string("+0.25\x14\x14\0+0.25\x14"
                                            "Begin\x14\0",
                                            21)));
}

TEST(EdfFileBytes, AreReadBackToTheSameFile) {
  const EdfFile file = small_file();
  const auto back = parse_edf(*edf_bytes(file), "a.edf");
  ASSERT_TRUE(back) << back.error().message();
  EXPECT_EQ(*back, file);
}

TEST(EdfFileBytes, WithAHoleBetweenRecordsAreEdfPlusD) {
  EdfFile file = small_file();
  file.records_us = {0, 90'000'000};
  file.annotations.pop_back();
  const std::string bytes = *edf_bytes(file);
  EXPECT_TRUE(bytes.substr(192).starts_with("EDF+D "));
  EXPECT_EQ(*parse_edf(bytes, "a.edf"), file);
}

TEST(EdfFileBytes, TakeMoreAnnotationsThanARecordHolds) {
  EdfFile file = small_file();
  for (int i = 0; i < 500; ++i) {
    file.annotations.push_back({1'000 + i, {}, "mark number " + std::to_string(i)});
  }
  const auto back = parse_edf(*edf_bytes(file), "a.edf");
  ASSERT_TRUE(back) << back.error().message();
  EXPECT_EQ(back->annotations.size(), 503U);
}

TEST(EdfFileBytes, AreRefusedForADateThatTheFormatCannotTell) {
  EdfFile file = small_file();
  file.starts_at_ms = 0;
  EXPECT_THAT(edf_bytes(file).error().message(), HasSubstr("1985"));
}

TEST(EdfParser, SaysWhereATruncatedFileEnds) {
  const std::string bytes = *edf_bytes(small_file());
  EXPECT_THAT(parse_edf(bytes.substr(0, bytes.size() - 1), "a.edf").error().message(),
              HasSubstr("a.edf: the file ends early: 1 of 2 records"));
  EXPECT_FALSE(parse_edf(bytes.substr(0, 300), "a.edf"));
  EXPECT_FALSE(parse_edf("", "a.edf"));
}

RC_GTEST_PROP(EdfParserLaw, IsSafeHoweverAFileIsDamaged, ()) {
  std::string bytes = *edf_bytes(small_file());
  const auto hits = *rc::gen::container<std::vector<std::pair<unsigned, unsigned char>>>(
      rc::gen::pair(rc::gen::inRange(0U, 1200U), rc::gen::arbitrary<unsigned char>()));
  for (const auto& [where, what] : hits) bytes[where % bytes.size()] = static_cast<char>(what);
  bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size() + 1));
  const auto parsed = parse_edf(bytes, "a.edf");
  if (parsed) RC_ASSERT(parsed->records_us.size() <= bytes.size());
}

}  // namespace
}  // namespace sternum
