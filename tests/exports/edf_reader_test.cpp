// What a reader that is not ours finds in our EDF+ files: EDFlib, by the maker of EDFbrowser.
#include <edflib.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "datasets/recordings/edf_recording.hpp"
#include "tests/datasets/scratch_folder.hpp"

namespace sternum {
namespace {

using test::ScratchFolder;

/// Closes what it opened.
class EdfLibFile {
 public:
  explicit EdfLibFile(const std::filesystem::path& file) {
    opened_ = edfopen_file_readonly(file.c_str(), &header_, EDFLIB_READ_ALL_ANNOTATIONS) == 0;
  }
  ~EdfLibFile() {
    if (opened_) edfclose_file(header_.handle);
  }
  EdfLibFile(const EdfLibFile&) = delete;
  EdfLibFile& operator=(const EdfLibFile&) = delete;

  [[nodiscard]] bool is_open() const { return opened_; }
  [[nodiscard]] const edf_hdr_struct& header() const { return header_; }
  [[nodiscard]] std::vector<double> signal(int number) const {
    std::vector<double> values(static_cast<std::size_t>(header_.signalparam[number].smp_in_file));
    edfread_physical_samples(header_.handle, number, static_cast<int>(values.size()),
                             values.data());
    return values;
  }
  [[nodiscard]] std::vector<edf_annotation_struct> annotations() const {
    std::vector<edf_annotation_struct> all(static_cast<std::size_t>(header_.annotations_in_file));
    for (std::size_t i = 0; i < all.size(); ++i) {
      edf_get_annotation(header_.handle, static_cast<int>(i), &all[i]);
    }
    return all;
  }

 private:
  edf_hdr_struct header_{};
  bool opened_ = false;
};

TEST(EdfLib, ReadsSamplesTimesAndMarksAsTheyWereRecorded) {
  std::string csv = "t_us,depth_mm,airway_volume_ml\n";
  std::vector<double> depths;
  for (int i = 0; i < 1000; ++i) {
    const float depth =
        std::round(25.0F * (1.0F - std::cos(static_cast<float>(i) / 9.0F)) * 10.0F) / 10.0F;
    depths.push_back(static_cast<double>(depth));
    csv += fmt::format("{},{},{}\n", 3'000'000 + i * 10'000, depth,
                       i % 2 == 0 ? fmt::format("{}", i) : "");
  }
  EdfCover cover;
  cover.clock_ms = 1'774'699'200'250;
  cover.clock_at = DeviceTime::from_us(3'000'000);
  cover.recording = "attempt-7";
  cover.manikin_id = "M-7";
  const auto edf = edf_of_recording(
      csv, cover,
      {{{DeviceTime::from_us(3'500'123), DeviceTime::from_us(4'000'123)}, "Compression"},
       {{DeviceTime::from_us(9'000'000), DeviceTime::from_us(9'000'000)}, "Prompt: press_deeper"}},
      "a.csv");
  ASSERT_TRUE(edf) << edf.error().message();
  const ScratchFolder folder;
  const EdfLibFile file(folder.write("a.edf", edf_bytes(*edf).value()));
  ASSERT_TRUE(file.is_open()) << "EDFlib says " << file.header().filetype;

  const edf_hdr_struct& header = file.header();
  EXPECT_EQ(header.filetype, EDFLIB_FILETYPE_EDFPLUS);
  EXPECT_EQ(header.startdate_year, 2026);
  EXPECT_EQ(header.starttime_hour, 12);
  EXPECT_EQ(header.starttime_subsecond, 2'500'000);
  EXPECT_EQ(header.file_duration, 100'000'000);
  EXPECT_THAT(header.equipment, testing::StartsWith("M-7"));
  EXPECT_THAT(header.patient_name, testing::StartsWith("X"));
  ASSERT_EQ(header.edfsignals, 2);
  EXPECT_THAT(header.signalparam[0].label, testing::StartsWith("Depth"));
  EXPECT_THAT(header.signalparam[0].physdimension, testing::StartsWith("mm"));
  const auto read = file.signal(0);
  ASSERT_EQ(read.size(), depths.size());
  for (std::size_t i = 0; i < read.size(); ++i) ASSERT_NEAR(read[i], depths[i], 1e-5) << i;
  EXPECT_EQ(file.signal(1).size(), 500U);

  int marks = 0;
  for (const auto& annotation : file.annotations()) {
    const std::string text = annotation.annotation;
    if (text == "Compression") {
      ++marks;
      EXPECT_EQ(annotation.onset, 5'001'230);  // units of 100 ns
      EXPECT_EQ(std::string(annotation.duration), "0.5");
    }
    if (text == "Prompt: press_deeper") {
      ++marks;
      EXPECT_EQ(annotation.onset, 60'000'000);
    }
  }
  EXPECT_EQ(marks, 2);
}

TEST(EdfLib, ReadsRecordsWhoseLengthIsNoWholeSecond) {
  std::string csv = "t_us,depth_mm,force_n\n";
  for (int i = 0; i < 400; ++i) {
    csv += fmt::format("{},{},{}\n", i * 16'000, i % 50, static_cast<float>(i) * 1.37e-3F);
  }
  const auto edf = edf_of_recording(csv, {1'774'699'200'000, {}, "a", "m"}, {}, "a.csv");
  ASSERT_TRUE(edf) << edf.error().message();
  const ScratchFolder folder;
  const EdfLibFile file(folder.write("a.edf", edf_bytes(*edf).value()));
  ASSERT_TRUE(file.is_open()) << "EDFlib says " << file.header().filetype;
  const auto read = file.signal(0);
  ASSERT_GE(read.size(), 400U);
  for (std::size_t i = 0; i < 400; ++i) ASSERT_NEAR(read[i], static_cast<double>(i % 50), 1e-5);
}

}  // namespace
}  // namespace sternum
