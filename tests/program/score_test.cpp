// sternum simulate --out, sternum score: what goes in must come out.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "firmware-bridge/simulator/virtual_manikin.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/outside_recordings.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using nlohmann::json;
using test::Outcome;
using test::TemporaryFolder;

double median(std::vector<double> values) {
  if (values.empty()) return NAN;
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
}

json read_json(const std::string& file) {
  std::ifstream in(file);
  return json::parse(in, nullptr, false);
}

json score_json(const std::string& file) {
  const Outcome outcome = test::run({STERNUM_PROGRAM, "score", file, "--json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  return json::parse(outcome.output, nullptr, false);
}

class EveryProfile : public testing::TestWithParam<TraineeProfile> {};

TEST_P(EveryProfile, IsScoredWithExactlyTheCompressionsAndBreathsThatWereMeant) {
  const TemporaryFolder folder;
  const std::string recording = folder / "attempt.csv";
  const std::string truth_file = folder / "truth.json";
  for (const char* seed : {"1", "2", "3"}) {
    const Outcome made =
        test::run({STERNUM_PROGRAM, "simulate", "--profile", std::string(profile_name(GetParam())),
                   "--seed", seed, "--out", recording, "--truth", truth_file});
    ASSERT_EQ(made.exit_code, 0) << made.errors;
    const json truth = read_json(truth_file);
    const json result = score_json(recording);
    ASSERT_TRUE(truth.is_object() && result.is_object());

    const auto& meant = truth["compressions"];
    const auto& found = result["compressions"];
    ASSERT_GT(meant.size(), 100U);
    ASSERT_EQ(found.size(), meant.size()) << "seed " << seed;
    std::vector<double> depth_errors;
    // A machine holds the chest down for a third of a second: any of that is its deepest moment.
    const double peak_tolerance_us =
        GetParam() == TraineeProfile::Mechanical ? 200'000.0 : 40'000.0;
    for (std::size_t i = 0; i < meant.size(); ++i) {
      EXPECT_NEAR(found[i]["peak_us"].get<double>(), meant[i]["peak_us"].get<double>(),
                  peak_tolerance_us)
          << "compression " << i << ", seed " << seed;
      depth_errors.push_back(
          std::abs(found[i]["depth_mm"].get<double>() - meant[i]["depth_mm"].get<double>()));
    }
    EXPECT_LE(median(depth_errors), 0.3) << "seed " << seed;

    ASSERT_EQ(result["breaths"].size(), truth["breaths"].size()) << "seed " << seed;
    for (std::size_t i = 0; i < truth["breaths"].size(); ++i) {
      EXPECT_NEAR(result["breaths"][i]["volume_ml"].get<double>(),
                  truth["breaths"][i]["volume_ml"].get<double>(), 30.0)
          << "breath " << i << ", seed " << seed;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Score, EveryProfile, testing::ValuesIn(all_profiles()),
                         [](const auto& tested) {
                           std::string name(profile_name(tested.param));
                           std::erase(name, '-');
                           return name;
                         });

TEST(Score, PrintsTheFrozenKeys) {
  const TemporaryFolder folder;
  const std::string recording = folder / "attempt.csv";
  ASSERT_EQ(test::run({STERNUM_PROGRAM, "simulate", "--cycles", "1", "--out", recording}).exit_code,
            0);
  const json result = score_json(recording);
  const auto expect_keys = [](const json& object, const std::vector<std::string>& keys) {
    for (const auto& key : keys) EXPECT_TRUE(object.contains(key)) << key << " is missing";
  };
  expect_keys(result,
              {"recording", "guideline", "compressions", "breaths", "pauses", "metrics", "score"});
  expect_keys(result["recording"], {"file", "duration_s", "channels", "gaps"});
  expect_keys(result["guideline"], {"id", "hash"});
  expect_keys(result["compressions"][0],
              {"onset_us", "peak_us", "release_us", "depth_mm", "residual_mm", "rate_per_min"});
  expect_keys(result["breaths"][0], {"start_us", "end_us", "volume_ml"});
  expect_keys(result["metrics"],
              {"compression_count", "mean_depth_mm", "depth_sd_mm", "depth_in_target_pct",
               "mean_rate_per_min", "rate_in_target_pct", "full_recoil_pct", "flow_fraction",
               "delivered_per_min", "duty_cycle", "longest_pause_s", "breath_count",
               "mean_breath_volume_ml", "cycles"});
  expect_keys(result["score"], {"total", "reasons"});
  EXPECT_EQ(result["compressions"].size(), 30U);
  EXPECT_TRUE(result["compressions"][0]["rate_per_min"].is_null())
      << "the first of a run has no rate";
}

TEST(Score, DoesNotMeasureLeaningFromAcceleration) {
  const TemporaryFolder folder;
  const std::string recording = folder / "attempt.csv";
  ASSERT_EQ(test::run({STERNUM_PROGRAM, "simulate", "--cycles", "2", "--channels", "acceleration_g",
                       "--rate", "250", "--out", recording})
                .exit_code,
            0);
  const json result = score_json(recording);
  EXPECT_EQ(result["compressions"].size(), 60U);
  EXPECT_TRUE(result["metrics"]["full_recoil_pct"].is_null());
  for (const auto& compression : result["compressions"])
    EXPECT_TRUE(compression["residual_mm"].is_null());
}

TEST(Score, DoesNotCountLostTimeAsHandsOff) {
  const TemporaryFolder folder;
  const std::string whole = folder / "whole.csv";
  ASSERT_EQ(test::run({STERNUM_PROGRAM, "simulate", "--profile", "no-breaths", "--channels",
                       "depth_mm", "--out", whole})
                .exit_code,
            0);
  // 3 s in the middle of continuous compressions vanish.
  const std::string cut = folder / "cut.csv";
  std::ifstream in(whole);
  std::ofstream out(cut);
  std::string line;
  while (std::getline(in, line)) {
    const double t_us = std::atof(line.c_str());
    if (t_us > 20e6 && t_us < 23e6) continue;
    out << line << '\n';
  }
  out.close();
  const json before = score_json(whole);
  const json after = score_json(cut);
  ASSERT_EQ(after["recording"]["gaps"].size(), 1U);
  EXPECT_EQ(after["pauses"].size(), before["pauses"].size());
  EXPECT_NEAR(after["metrics"]["flow_fraction"].get<double>(),
              before["metrics"]["flow_fraction"].get<double>(), 0.02);
  for (const auto& compression : after["compressions"]) {
    EXPECT_FALSE(compression["onset_us"].get<double>() < 20e6 &&
                 compression["release_us"].get<double>() > 23e6)
        << "a compression was stretched across the gap";
  }
}

TEST(Score, TellsAPersonWhyPointsWereLost) {
  const TemporaryFolder folder;
  const std::string recording = folder / "attempt.csv";
  ASSERT_EQ(test::run({STERNUM_PROGRAM, "simulate", "--profile", "shallow", "--out", recording})
                .exit_code,
            0);
  const Outcome english = test::run({STERNUM_PROGRAM, "score", recording, "--lang", "en"});
  EXPECT_EQ(english.exit_code, 0);
  EXPECT_NE(english.output.find("shallow"), std::string::npos) << english.output;
  const Outcome chinese = test::run({STERNUM_PROGRAM, "score", recording, "--lang", "zh"});
  EXPECT_NE(chinese.output.find("浅"), std::string::npos) << chinese.output;
}

// --- the real recording --------------------------------------------------------------------------

struct DeviceCompression {
  double t_us = 0.0;
  double depth_mm = 0.0;
  double rate = 0.0;
};

std::vector<DeviceCompression> device_compressions(const std::filesystem::path& file) {
  std::vector<DeviceCompression> rows;
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    DeviceCompression row;
    char comma = 0;
    std::istringstream(line) >> row.t_us >> comma >> row.depth_mm >> comma >> row.rate;
    rows.push_back(row);
  }
  return rows;
}

TEST(Score, AgreesWithADefibrillatorOnARealRecording) {
  const auto folder = test::outside_recordings() / "real/zoll-case";
  if (!std::filesystem::exists(folder / "acceleration.csv")) {
    GTEST_SKIP() << "the real recording is not at " << folder
                 << "; it is not part of the repository";
  }
  const auto device = device_compressions(folder / "device_compressions.csv");
  const json result = score_json((folder / "acceleration.csv").string());
  ASSERT_TRUE(result.is_object());

  // Continuous runs: a compression of at least 30 mm with a neighbour within 1.2 s on both sides.
  // The device's time is about 43 ms after its peak.
  constexpr double kDeviceDelay_us = 43'000.0;
  int wanted = 0;
  int found = 0;
  std::vector<double> differences;
  for (std::size_t i = 1; i + 1 < device.size(); ++i) {
    const bool in_run =
        device[i].t_us - device[i - 1].t_us < 1.2e6 && device[i + 1].t_us - device[i].t_us < 1.2e6;
    if (device[i].depth_mm < 30.0 || !in_run) continue;
    ++wanted;
    double nearest = 150'000.0;
    const json* match = nullptr;
    for (const auto& compression : result["compressions"]) {
      const double distance =
          std::abs(compression["peak_us"].get<double>() - (device[i].t_us - kDeviceDelay_us));
      if (distance < nearest) {
        nearest = distance;
        match = &compression;
      }
    }
    if (match == nullptr) continue;
    ++found;
    differences.push_back(std::abs((*match)["depth_mm"].get<double>() - device[i].depth_mm));
  }
  ASSERT_GT(wanted, 800);
  RecordProperty("sensitivity_percent", std::to_string(100.0 * found / wanted));
  RecordProperty("median_depth_difference_mm", std::to_string(median(differences)));
  EXPECT_GE(static_cast<double>(found) / wanted, 0.98) << found << " of " << wanted;
  EXPECT_LE(median(differences), 3.0);
}

}  // namespace
}  // namespace sternum
