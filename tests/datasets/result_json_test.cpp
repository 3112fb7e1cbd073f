// The JSON of a result is frozen: this is the text that others read.
#include "datasets/exports/result_json.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace sternum {
namespace {

DeviceTime at(std::int64_t us) { return DeviceTime::from_us(us); }

AttemptResult small_result() {
  AttemptResult result;
  result.guideline_id = "adult-rcsc-2021";
  result.guideline_hash = "ab12";
  result.span = {at(1'000'000), at(13'340'000)};
  result.channels = {Channel::Depth, Channel::AirwayVolume};
  result.gaps = {{at(2'000'000), at(2'500'000)}};
  result.compressions = {
      {at(3'000'000), at(3'220'000), at(3'500'000), millimetres(52.5), millimetres(0.1), {}},
      {at(3'550'000), at(3'770'000), at(4'050'000), millimetres(48.25), {}, per_minute(109.5)}};
  result.breaths = {{at(5'000'000), at(6'000'000), millilitres(512.5)}};
  result.pauses = {{at(7'000'000), at(9'000'000)}};
  result.metrics.compression_count = 2;
  result.metrics.mean_depth = millimetres(50.375);
  result.metrics.depth_sd = millimetres(3.0);
  result.metrics.depth_in_target = 0.5;
  result.metrics.mean_rate = per_minute(109.5);
  result.metrics.rate_in_target = 1.0;
  result.metrics.full_recoil = 1.0;
  result.metrics.flow_fraction = 0.625;
  result.metrics.delivered = per_minute(60.5);
  result.metrics.duty_cycle = 0.4;
  result.metrics.longest_pause = milliseconds(2340);
  result.metrics.breath_count = 1;
  result.metrics.mean_breath_volume = millilitres(512.5);
  result.metrics.cycles = 1;
  LostPoints lost;
  lost.rule = Rule::TooShallow;
  lost.points = points(1.25);
  lost.span = {at(3'770'000), at(3'770'000)};
  lost.missed = 1;
  lost.of = 2;
  lost.measured = 48.25;
  lost.limit = 50.0;
  result.score.total = points(98.75);
  result.score.reasons = {lost};
  result.score.not_measured = {Unjudged::Recoil};
  result.compression_source = CompressionSource::Depth;
  result.breath_source = BreathSource::Volume;
  result.compression_extras = {
      {newtons(400), newtons(12.5), HandOffset{millimetres(3), millimetres(-4)}}, {}};
  result.breath_extras = {{degrees(25)}};
  result.breath_marks = {{.too_fast = true, .during_compression = true}};
  result.quality.verdict = QualityVerdict::Degraded;
  result.quality.findings = {
      {FindingKind::SamplesLost, QualityVerdict::Degraded, Channel::Depth,
       TimeSpan{at(2'000'000), at(2'500'000)}, 3, 0.0625, 0.02},
      {FindingKind::CalibrationMissing, QualityVerdict::Valid, {}, {}, 1, 0, 365}};
  result.shock_pauses = {{at(8'000'000), milliseconds(1000), {}}};
  result.coach_mode = CoachMode::Fading;
  result.prompts = {{at(4'000'000), Prompt::PressDeeper, 43.5}, {at(6'000'000), Prompt::None, 0.0}};
  result.events = {{AttemptEvent::Kind::CoachFading, at(1'000'000)},
                   {AttemptEvent::Kind::AedAnalysing, at(7'500'000)},
                   {AttemptEvent::Kind::Shock, at(8'000'000)}};
  result.definitions.no_flow_gap = milliseconds(1500);
  result.definitions.leaning_threshold = millimetres(5);
  PartMetrics part;
  part.span = {at(3'000'000), at(9'000'000)};
  part.metrics.compression_count = 2;
  result.cycle_metrics = {part};
  return result;
}

/// The metrics behind the first fourteen when none of them was measured.
std::string unmeasured(const std::string& leaning, int compressions) {
  return R"("breath_in_target_pct":null,"leaning_pct":)" + leaning +
         R"(,"all_in_target_pct":null,"no_flow_fraction":null,"hands_off_s":0.0,)"
         R"("observed_s":0.0,"ventilation_rate_per_min":null,"mean_inflation_s":null,)"
         R"("breaths_too_small":0,"breaths_too_large":0,"breaths_too_fast":0,)"
         R"("breaths_during_compression":0,"depth_slope_mm_per_min":null,)"
         R"("rate_slope_per_min_per_min":null,"mean_force_n":null,"mean_residual_force_n":null,)"
         R"("mean_hand_offset_mm":null,"hands_in_target_pct":null,"mean_head_tilt_deg":null,)"
         R"("head_tilt_in_target_pct":null,"counts":{"depth":{"n":0,"of":0},"rate":{"n":0,"of":0},)"
         R"("recoil":{"n":0,"of":0},"all":{"n":0,"of":0},"breath":{"n":0,"of":0},)"
         R"("hands":{"n":0,"of":0},"head_tilt":{"n":0,"of":0},"force":{"n":0,"of":)" +
         std::to_string(compressions) + "}}";
}

TEST(ResultJson, IsThisTextAndNoOther) {
  const std::vector<ClockEvent> events = {{7, at(2'500'000), ClockStep::Rebooted},
                                          {9, at(2'600'000), ClockStep::Wrapped}};
  const std::string expected =
      R"({"recording":{"file":"lesson.csv","duration_s":12.34,"channels":["depth_mm","airway_volume_ml"],)"
      R"("gaps":[{"from_us":2000000,"to_us":2500000}],)"
      R"("clock_events":[{"line":7,"at_us":2500000,"event":"rebooted"},)"
      R"({"line":9,"at_us":2600000,"event":"wrapped"}],)"
      R"("compressions_from":"depth_mm","breaths_from":"airway_volume_ml",)"
      R"("stiffness_n_per_mm":null},)"
      R"("guideline":{"id":"adult-rcsc-2021","hash":"ab12"},)"
      R"("compressions":[{"onset_us":3000000,"peak_us":3220000,"release_us":3500000,)"
      R"("depth_mm":52.5,"residual_mm":0.1,"rate_per_min":null,)"
      R"("force_n":400.0,"residual_force_n":12.5,"hand_x_mm":3.0,"hand_y_mm":-4.0},)"
      R"({"onset_us":3550000,"peak_us":3770000,"release_us":4050000,)"
      R"("depth_mm":48.25,"residual_mm":null,"rate_per_min":109.5,)"
      R"("force_n":null,"residual_force_n":null,"hand_x_mm":null,"hand_y_mm":null}],)"
      R"("breaths":[{"start_us":5000000,"end_us":6000000,"volume_ml":512.5,)"
      R"("inflation_s":1.0,"head_tilt_deg":25.0,"marks":["too_fast","during_compression"]}],)"
      R"("pauses":[{"from_us":7000000,"to_us":9000000}],)"
      R"("metrics":{"compression_count":2,"mean_depth_mm":50.375,"depth_sd_mm":3.0,)"
      R"("depth_in_target_pct":50.0,"mean_rate_per_min":109.5,"rate_in_target_pct":100.0,)"
      R"("full_recoil_pct":100.0,"flow_fraction":0.625,"delivered_per_min":60.5,)"
      R"("duty_cycle":0.4,"longest_pause_s":2.34,"breath_count":1,)"
      R"("mean_breath_volume_ml":512.5,"cycles":1,)" +
      unmeasured("0.0", 2) +
      R"(},"score":{"total":98.75,"reasons":[{"rule":"too_shallow","points_lost":1.25,)"
      R"("t_us":3770000,"missed":1,"of":2,"measured":48.25,"limit":50.0,)"
      R"("text":"1 of 2 compressions was too shallow"}],"not_measured":["recoil"]},)"
      R"("quality":{"verdict":"degraded","findings":[{"kind":"samples_lost",)"
      R"("gravity":"degraded","from_us":2000000,"to_us":2500000,"channel":"depth_mm","count":3,)"
      R"("amount":0.0625,"limit":0.02,"sentence":"6 % are missing"},)"
      R"({"kind":"calibration_missing","gravity":"valid","from_us":0,"to_us":0,"channel":null,)"
      R"("count":1,"amount":0.0,"limit":365.0,"sentence":""}]},)"
      R"("cycles":[{"from_us":3000000,"to_us":9000000,"metrics":{"compression_count":2,)"
      R"("mean_depth_mm":null,"depth_sd_mm":null,"depth_in_target_pct":null,)"
      R"("mean_rate_per_min":null,"rate_in_target_pct":null,"full_recoil_pct":null,)"
      R"("flow_fraction":null,"delivered_per_min":null,"duty_cycle":null,)"
      R"("longest_pause_s":null,"breath_count":0,"mean_breath_volume_ml":null,"cycles":0,)" +
      unmeasured("null", 2) +
      R"(}}],"windows":[],)"
      R"("shocks":[{"at_us":8000000,"pre_s":1.0,"post_s":null,"peri_s":null}],)"
      R"("definitions":{"run_gap_s":1.0,"no_flow_gap_s":1.5,"duty_cycle":"time_to_peak",)"
      R"("leaning_threshold_mm":5.0,"leaning_force_n":null,"window_s":30.0},)"
      R"("coach":{"mode":"fading","prompts":[{"t_us":4000000,"prompt":"press_deeper","value":43.5},)"
      R"({"t_us":6000000,"prompt":"none","value":0.0}]},)"
      R"("events":[{"t_us":7500000,"event":"aed_analysing"},)"
      R"({"t_us":8000000,"event":"shock"}]})";
  EXPECT_EQ(result_json(small_result(), "lesson.csv", events,
                        {"1 of 2 compressions was too shallow"}, {"6 % are missing"}),
            expected);
}

TEST(ResultJson, WhatADeviceReportedOrForceCannotTellIsNull) {
  AttemptResult result = small_result();
  result.compression_source = CompressionSource::DeviceReports;
  auto json = nlohmann::json::parse(result_json(result, "f", {}, {}));
  EXPECT_EQ(json["recording"]["compressions_from"], "device_reports");
  EXPECT_TRUE(json["compressions"][0]["onset_us"].is_null());
  EXPECT_TRUE(json["compressions"][0]["release_us"].is_null());
  EXPECT_EQ(json["compressions"][0]["peak_us"], 3'220'000);

  result.compression_source = CompressionSource::Force;
  result.measures_depth = false;
  result.measures_volume = false;
  json = nlohmann::json::parse(result_json(result, "f", {}, {}));
  EXPECT_EQ(json["recording"]["compressions_from"], "force_n");
  EXPECT_TRUE(json["compressions"][0]["depth_mm"].is_null());
  EXPECT_EQ(json["compressions"][0]["force_n"], 400.0);
  EXPECT_TRUE(json["breaths"][0]["volume_ml"].is_null());
}

TEST(ResultJson, WhatWasNotMeasuredIsNullAndEveryKeyStaysThere) {
  const auto keys = [](const nlohmann::json& object) {
    std::set<std::string> names;
    for (const auto& [key, value] : object.items()) names.insert(key);
    return names;
  };
  const auto full = nlohmann::json::parse(result_json(small_result(), "f", {}, {""}));
  const auto empty = nlohmann::json::parse(result_json(AttemptResult{}, "f", {}, {}));
  EXPECT_EQ(keys(full), keys(empty));
  for (const char* part :
       {"recording", "guideline", "metrics", "score", "quality", "definitions"}) {
    EXPECT_EQ(keys(full[part]), keys(empty[part])) << part;
  }
  EXPECT_TRUE(empty["score"]["total"].is_null());
  EXPECT_TRUE(empty["metrics"]["full_recoil_pct"].is_null());
  EXPECT_TRUE(empty["metrics"]["mean_breath_volume_ml"].is_null());
  EXPECT_EQ(empty["metrics"]["breath_count"], 0);
}

TEST(ResultJson, NumbersReadBackToTheSameBits) {
  auto result = small_result();
  for (const double depth :
       {0.1 + 0.2, 1.0 / 3.0, 51.999999999999993, std::numeric_limits<double>::denorm_min()}) {
    result.compressions[0].depth = millimetres(depth);
    const auto json = nlohmann::json::parse(result_json(result, "f", {}, {}));
    EXPECT_EQ(json["compressions"][0]["depth_mm"].get<double>(), depth);
  }
}

TEST(ResultJson, IsOneLineWhateverTheFileIsCalled) {
  const std::string json = result_json(small_result(), "a\"b\n\xFF.csv", {}, {});
  EXPECT_EQ(json.find('\n'), std::string::npos);
  EXPECT_TRUE(nlohmann::json::accept(json));
}

}  // namespace
}  // namespace sternum
