// A real resuscitation, against the compressions that the defibrillator itself reported. Its depth
// is the output of its own filter, not the truth: the agreement is reported and loosely bounded.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/signal/accuracy.hpp"
#include "tests/signal/detect.hpp"
#include "tests/support/outside_recordings.hpp"

namespace sternum::signal_test {
namespace {

namespace fs = std::filesystem;

struct DeviceCompression {
  double peak_s = 0.0;
  double depth_mm = 0.0;
  bool in_run = false;
};

/// The device stamps a compression about this long after its peak.
constexpr double kStampS = 0.043;

std::vector<std::vector<double>> rows(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);  // the header
  std::vector<std::vector<double>> result;
  while (std::getline(in, line)) {
    std::vector<double> row;
    const char* at = line.c_str();
    for (char* end = nullptr;; at = end + 1) {
      row.push_back(std::strtod(at, &end));
      if (end == at || *end != ',') break;
    }
    result.push_back(row);
  }
  return result;
}

std::vector<DeviceCompression> device_compressions(const fs::path& file) {
  std::vector<DeviceCompression> result;
  for (const auto& row : rows(file)) result.push_back({row[0] * 1e-6 - kStampS, row[1], false});
  for (std::size_t i = 1; i + 1 < result.size(); ++i) {
    result[i].in_run = result[i].peak_s - result[i - 1].peak_s < 1.5 &&
                       result[i + 1].peak_s - result[i].peak_s < 1.5;
  }
  return result;
}

TEST(AccelerationRecording, AgreesWithTheDefibrillatorOnARealPatient) {
  const fs::path folder = test::outside_recordings() / "real/zoll-case";
  if (!fs::exists(folder / "acceleration.csv")) {
    GTEST_SKIP() << folder
                 << " is missing: set STERNUM_DATA_DIR to the folder that has real/zoll-case";
  }
  std::vector<Sample> samples;
  for (const auto& row : rows(folder / "acceleration.csv")) {
    samples.push_back({static_cast<std::int64_t>(row[0]), row[1]});
  }
  const auto device = device_compressions(folder / "device_compressions.csv");
  const auto found = detect_in_acceleration(samples);

  std::vector<bool> agreed(found.size());
  Errors depth_mm;
  Errors rate_per_min;
  int in_runs = 0;
  int in_runs_found = 0;
  const DeviceCompression* previous = nullptr;
  for (std::size_t d = 0; d < device.size(); ++d) {
    std::optional<std::size_t> match;
    double nearest_s = 0.2;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const double away_s =
          std::abs(static_cast<double>(found[i].peak.us()) * 1e-6 - device[d].peak_s);
      if (away_s < nearest_s && !agreed[i]) {
        nearest_s = away_s;
        match = i;
      }
    }
    if (device[d].in_run && device[d].depth_mm >= 30.0) {
      ++in_runs;
      in_runs_found += match ? 1 : 0;
    }
    if (match) {
      agreed[*match] = true;
      depth_mm.add(found[*match].depth.mm() - device[d].depth_mm);
      if (previous != nullptr && found[*match].rate) {
        rate_per_min.add(found[*match].rate->per_minute() -
                         60.0 / (device[d].peak_s - previous->peak_s));
      }
      previous = &device[d];
    } else {
      previous = nullptr;
    }
  }
  const auto agreed_count = std::count(agreed.begin(), agreed.end(), true);
  const double sensitivity = static_cast<double>(in_runs_found) / in_runs;
  const double precision = static_cast<double>(agreed_count) / static_cast<double>(found.size());
  fmt::print(
      "{} compressions; of the device's {} of at least 30 mm in runs {:.2f} % found; PPV {:.2f} %; "
      "depth against the device's: median {:.2f} mm apart, bias {:+.2f}; rate: median {:.2f}, P95 "
      "{:.2f} /min\n",
      found.size(), in_runs, 100.0 * sensitivity, 100.0 * precision, depth_mm.absolute(0.5),
      depth_mm.bias(), rate_per_min.absolute(0.5), rate_per_min.absolute(0.95));
  EXPECT_GT(in_runs, 1000);
  EXPECT_GE(sensitivity, 0.985);
  EXPECT_GE(precision, 0.985);
  EXPECT_LE(depth_mm.absolute(0.5), 3.0);
  EXPECT_LE(rate_per_min.absolute(0.5), 1.2);
  EXPECT_LE(rate_per_min.absolute(0.95), 4.5);
  // Before 5 s the pad is being placed.
  ASSERT_FALSE(found.empty());
  EXPECT_GT(found.front().peak.us(), 5'000'000);
}

}  // namespace
}  // namespace sternum::signal_test
