// A recording as EDF+ and back: the law is that nothing is lost, not a bit and not a microsecond.
#include "datasets/recordings/edf_recording.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "datasets/recordings/recording_writer.hpp"
#include "tests/datasets/samples.hpp"
#include "tests/datasets/scratch_folder.hpp"

namespace sternum {
namespace {

using test::read_whole;
using test::ScratchFolder;
using testing::HasSubstr;

EdfCover cover_at(std::int64_t clock_at_us) {
  EdfCover cover;
  cover.clock_ms = 1'774'699'200'000;
  cover.clock_at = DeviceTime::from_us(clock_at_us);
  cover.recording = "attempt-7";
  cover.manikin_id = "M-7";
  return cover;
}

/// Through the bytes of a file.
std::string there_and_back(const std::string& csv, std::int64_t clock_at_us = 0) {
  const auto file = edf_of_recording(csv, cover_at(clock_at_us), {}, "a.csv");
  if (!file) return file.error().message();
  const auto bytes = edf_bytes(*file);
  if (!bytes) return bytes.error().message();
  const auto parsed = parse_edf(*bytes, "a.edf");
  if (!parsed) return parsed.error().message();
  const auto back = recording_of_edf(*parsed, "a.edf");
  return back ? *back : back.error().message();
}

EdfFile file_of(const std::string& csv) {
  return edf_of_recording(csv, cover_at(0), {}, "a.csv").value();
}

bool has_signal(const EdfFile& file, const std::string& label) {
  return std::ranges::find(file.signals, label, &EdfSignal::label) != file.signals.end();
}

TEST(EdfRecording, OfEveryReferenceRecordingComesBackByteForByte) {
  const ScratchFolder folder;
  int count = 0;
  const auto references =
      std::filesystem::path(STERNUM_SOURCE_DIR) / "datasets/reference/recordings";
  for (const auto& entry : std::filesystem::directory_iterator(references)) {
    if (entry.path().extension() != ".csv") continue;
    ++count;
    auto reader = RecordingReader::open(entry.path());
    ASSERT_TRUE(reader);
    auto writer = RecordingWriter::create(folder.path() / "a.csv", reader->channels());
    ASSERT_TRUE(writer);
    std::vector<SampleBatch> batches;
    for (bool more = true; more;) {
      more = reader->next(batches).value();
      for (const AttemptInput& report : reader->reports().in_order) {
        ASSERT_TRUE(writer->write(report));
      }
      for (const auto& batch : batches) ASSERT_TRUE(writer->write(batch));
    }
    ASSERT_TRUE(writer->finish());
    const std::string csv = test::text_of(folder.path() / "a.csv");
    EXPECT_EQ(there_and_back(csv), csv) << entry.path();

    const auto edf = edf_bytes(file_of(csv));
    ASSERT_TRUE(edf) << edf.error().message();
    const auto file = folder.write("a.edf", *edf);
    EXPECT_EQ(read_whole(file).samples(), read_whole(folder.path() / "a.csv").samples());
  }
  EXPECT_GE(count, 5);
}

TEST(EdfRecording, OfValuesOnADecimalGridIsOneSignalAndNothingElse) {
  std::string csv = "t_us,depth_mm\n";
  for (int i = 0; i < 500; ++i)
    csv += fmt::format("{},{}\n", i * 10'000, static_cast<float>(i) / 10);
  const EdfFile file = file_of(csv);
  ASSERT_EQ(file.signals.size(), 1U);
  EXPECT_EQ(file.signals[0].label, "Depth");
  EXPECT_EQ(file.signals[0].per_record, 100U);
  EXPECT_EQ(file.record_us, 1'000'000);
  EXPECT_EQ(there_and_back(csv), csv);
}

TEST(EdfRecording, OfAnyFloatsKeepsTheirBitsBesideARoundedSignal) {
  const std::string csv =
      "t_us,depth_mm,force_n\n0,0.1234567,-0\n10000,51.609833,3e-40\n20000,-7,3.4e+38\n";
  const EdfFile file = file_of(csv);
  EXPECT_TRUE(has_signal(file, "Bits 31-16 1"));
  EXPECT_TRUE(has_signal(file, "Bits 15-0 2"));
  EXPECT_NEAR(file.signals[0].physical(file.signals[0].samples[1]), 51.61, 0.01);
  EXPECT_EQ(there_and_back(csv), csv);
}

TEST(EdfRecording, OfValuesWhoseGridHasLongerLimitsThanTheFormatCanTellKeepsTheirBits) {
  // -23 - 2155/16384: exactly on a grid that ends at -24.953125, where EDF has 8 characters.
  for (const std::string value : {"-23.13153", "-1007.8125", "1.9530029"}) {
    const std::string csv = "t_us,depth_mm\n0," + value + "\n";
    EXPECT_EQ(there_and_back(csv), csv);
  }
}

TEST(EdfRecording, KeepsTimesThatLieOffEveryGrid) {
  const std::string csv =
      "t_us,depth_mm,airway_volume_ml\n7,0,\n10012,1,\n15555,,400\n20001,2,\n29987,3,401\n";
  EXPECT_TRUE(has_signal(file_of(csv), "Slips 1"));
  EXPECT_EQ(there_and_back(csv), csv);
}

TEST(EdfRecording, TellsHolesOfThePauseOfARadioWithoutMarkingEverySlot) {
  std::string csv = "t_us,depth_mm\n";
  for (int i = 0; i < 1000; ++i) {
    if (i / 100 % 2 == 0) csv += fmt::format("{},{}\n", 5'000'000 + i * 10'000, i % 50);
  }
  const EdfFile file = file_of(csv);
  EXPECT_FALSE(has_signal(file, "Slips 1"));
  EXPECT_EQ(there_and_back(csv), csv);
}

TEST(EdfRecording, LeavesOutRecordsOfAHoleThatIsLong) {
  const std::string csv = "t_us,depth_mm\n0,1\n10000,2\n86400000000,3\n86400010000,4\n";
  const EdfFile file = file_of(csv);
  EXPECT_EQ(file.records_us.size(), 2U);
  EXPECT_EQ(there_and_back(csv), csv);
}

TEST(EdfRecording, OfReportsAloneHasNoSignal) {
  const std::string csv =
      "t_us\n#@stiffness,6.5\n#@compression,1250000,52.5,0.5,110.2,\n#@breath,4250000,1000000,550,"
      "\n";
  EXPECT_EQ(there_and_back(csv, 1'000'000), csv);
}

TEST(EdfRecording, KeepsRemarksWhereTheyStand) {
  const std::string csv =
      "t_us,depth_mm\n#@start,20000\n#@calibrated,,20540\n#@uncertainty,1.5,\n#@event,0,coach_"
      "none\n"
      "0,1\n10000,2\n#@samples,depth_mm,whole,1\n#@compression,10000,52.5,,,gap\n900000,3\n"
      "#@event,910000,shock\n";
  EXPECT_EQ(there_and_back(csv), csv);
}

TEST(EdfRecording, ShowsWhatWasFound) {
  const auto file = edf_of_recording(
      "t_us,depth_mm\n5000,1\n15000,2\n", cover_at(5000),
      {{{DeviceTime::from_us(7'000), DeviceTime::from_us(12'000)}, "Compression"}}, "a.csv");
  ASSERT_TRUE(file);
  const EdfAnnotation expected{2'000, 5'000, "Compression"};
  EXPECT_THAT(file->annotations, testing::Contains(expected));
  EXPECT_EQ(file->starts_at_ms, 1'774'699'200'000);
}

TEST(EdfRecording, RefusesAnotherProgramsFile) {
  EdfFile file = file_of("t_us,depth_mm\n0,1\n");
  file.annotations.clear();
  EXPECT_THAT(recording_of_edf(file, "a.edf").error().message(),
              HasSubstr("a.edf: this EDF+ file holds no recording of this program"));
}

TEST(EdfRecording, NamesASignalThatIsMissing) {
  EdfFile file = file_of("t_us,depth_mm\n0,0.1234567\n");
  std::erase_if(file.signals, [](const EdfSignal& s) { return s.label == "Bits 15-0 1"; });
  EXPECT_THAT(recording_of_edf(file, "a.edf").error().message(), HasSubstr("depth_mm is missing"));
}

RC_GTEST_PROP(EdfRecordingLaw, LosesNothingWhateverWasMeasuredWhen, ()) {
  const auto start_us = *rc::gen::inRange<std::int64_t>(-5'000'000, 1'000'000'000'000);
  const auto is_regular = *rc::gen::arbitrary<bool>();
  const auto is_rounded = *rc::gen::arbitrary<bool>();
  const auto count = *rc::gen::inRange(1, 120);
  std::string csv = "t_us,depth_mm,airway_volume_ml\n";
  std::int64_t t_us = start_us;
  for (int i = 0; i < count; ++i) {
    const auto value = [&] {
      if (is_rounded) return static_cast<float>(*rc::gen::inRange(-300, 900)) / 10.0F;
      return static_cast<float>(*rc::gen::inRange(-2'000'000, 9'000'000)) * 1.37e-5F;
    };
    const int kind = i == 0 ? 0 : *rc::gen::inRange(0, 12);
    if (kind == 3) csv += "#@samples,depth_mm,gap,1\n";
    csv += fmt::format("{},", t_us);
    const bool has_depth = kind != 1;
    if (has_depth) csv += fmt::format("{}", value());
    csv += ',';
    if (!has_depth || kind == 2) csv += fmt::format("{}", value());
    csv += '\n';
    t_us += is_regular ? 10'000 : *rc::gen::inRange<std::int64_t>(2'500, 25'000);
    if (kind == 4) t_us += *rc::gen::inRange<std::int64_t>(0, 100'000'000) / 10'000 * 10'000;
  }
  RC_ASSERT(there_and_back(csv, start_us) == csv);
}

RC_GTEST_PROP(EdfRecordingLaw, LosesNothingOfValuesOnAnyGridAroundAnyMiddle, ()) {
  const double step = *rc::gen::element(1.0, 0.1, 0.01, 0.001, 1e-4, 1e-5, 0.5, 0.125, 1.0 / 64,
                                        1.0 / 1024, 1.0 / 4096, 1.0 / 16'384);
  const auto middle = *rc::gen::inRange(-100'000, 100'000) / *rc::gen::element(1, 10, 1000);
  const auto count = *rc::gen::inRange(1, 20);
  std::string csv = "t_us,depth_mm\n";
  for (int i = 0; i < count; ++i) {
    const double value = middle + step * *rc::gen::inRange(-33'000, 33'000);
    csv += fmt::format("{},{}\n", i * 10'000, static_cast<float>(value));
  }
  RC_ASSERT(there_and_back(csv) == csv);
}

}  // namespace
}  // namespace sternum
