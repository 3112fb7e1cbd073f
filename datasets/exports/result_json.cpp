#include "datasets/exports/result_json.hpp"

#include <nlohmann/json.hpp>
#include <optional>

#include "datasets/exports/exam_json.hpp"

namespace sternum {
namespace {

using Json = nlohmann::ordered_json;

/// Divided, not multiplied by 1e-6, so that 12.34 s is not printed as 12.340000000000001.
double seconds_of(Duration duration) { return static_cast<double>(duration.us()) / 1e6; }

template <class T, class Read>
Json or_null(const std::optional<T>& value, Read read) {
  return value ? Json(read(*value)) : Json(nullptr);
}

Json spans_json(const std::vector<TimeSpan>& spans) {
  Json list = Json::array();
  for (const auto& span : spans) {
    list.push_back({{"from_us", span.from.us()}, {"to_us", span.to.us()}});
  }
  return list;
}

Json clock_events_json(const std::vector<ClockEvent>& events) {
  Json list = Json::array();
  for (const auto& event : events) {
    list.push_back({{"line", event.line},
                    {"at_us", event.at.us()},
                    {"event", event.step == ClockStep::Wrapped ? "wrapped" : "rebooted"}});
  }
  return list;
}

Json recording_json(const AttemptResult& result, const std::string& file,
                    const std::vector<ClockEvent>& clock_events) {
  Json channels = Json::array();
  for (const Channel channel : result.channels) channels.push_back(column_name(channel));
  const auto named = [](std::string_view name) {
    return name.empty() ? Json(nullptr) : Json(name);
  };
  return {{"file", file},
          {"duration_s", seconds_of(result.span.length())},
          {"channels", std::move(channels)},
          {"gaps", spans_json(result.gaps)},
          {"clock_events", clock_events_json(clock_events)},
          {"compressions_from", named(source_name(result.compression_source))},
          {"breaths_from", named(source_name(result.breath_source))},
          {"stiffness_n_per_mm",
           or_null(result.depth_from_stiffness,
                   [](NewtonsPerMillimetre stiffness) { return stiffness.n_per_mm(); })}};
}

/// The extras of compression or breath `i`; nothing measured where the list is shorter.
template <class Extras>
Extras extras_at(const std::vector<Extras>& list, std::size_t i) {
  return i < list.size() ? list[i] : Extras{};
}

const auto kInNewtons = [](Newtons force) { return force.n(); };
const auto kInMillimetres = [](Millimetres length) { return length.mm(); };
const auto kAsPerMinute = [](PerMinute rate) { return rate.per_minute(); };
const auto kInDegrees = [](Degrees angle) { return angle.deg(); };
const auto kInMillilitres = [](Millilitres volume) { return volume.ml(); };
const auto kAsPercent = [](double fraction) { return fraction * 100.0; };
const auto kAsNumber = [](double value) { return value; };

Json compressions_json(const AttemptResult& result) {
  const bool seen = result.compression_source != CompressionSource::DeviceReports;
  Json list = Json::array();
  for (std::size_t i = 0; i < result.compressions.size(); ++i) {
    const Compression& c = result.compressions[i];
    const CompressionExtras extras = extras_at(result.compression_extras, i);
    list.push_back(
        {{"onset_us", seen ? Json(c.onset.us()) : Json(nullptr)},
         {"peak_us", c.peak.us()},
         {"release_us", seen ? Json(c.release.us()) : Json(nullptr)},
         {"depth_mm", result.measures_depth ? Json(c.depth.mm()) : Json(nullptr)},
         {"residual_mm", or_null(c.residual, kInMillimetres)},
         {"rate_per_min", or_null(c.rate, kAsPerMinute)},
         {"force_n", or_null(extras.force, kInNewtons)},
         {"residual_force_n", or_null(extras.residual_force, kInNewtons)},
         {"hand_x_mm", or_null(extras.hands, [](HandOffset hands) { return hands.x.mm(); })},
         {"hand_y_mm", or_null(extras.hands, [](HandOffset hands) { return hands.y.mm(); })}});
  }
  return list;
}

Json breaths_json(const AttemptResult& result) {
  Json list = Json::array();
  for (std::size_t i = 0; i < result.breaths.size(); ++i) {
    const Breath& b = result.breaths[i];
    const BreathMarks marks = extras_at(result.breath_marks, i);
    Json wrong = Json::array();
    if (marks.too_small) wrong.push_back("too_small");
    if (marks.too_large) wrong.push_back("too_large");
    if (marks.too_fast) wrong.push_back("too_fast");
    if (marks.during_compression) wrong.push_back("during_compression");
    if (marks.head_not_tilted) wrong.push_back("head_not_tilted");
    list.push_back(
        {{"start_us", b.start.us()},
         {"end_us", b.end.us()},
         {"volume_ml", result.measures_volume ? Json(b.volume.ml()) : Json(nullptr)},
         {"inflation_s", seconds_of(b.inflation())},
         {"head_tilt_deg", or_null(extras_at(result.breath_extras, i).head_tilt, kInDegrees)},
         {"marks", std::move(wrong)}});
  }
  return list;
}

Json metrics_json(const Metrics& m) {
  const auto leaning = [](double full_recoil) { return (1.0 - full_recoil) * 100.0; };
  const auto of = [](int n, int of_m) { return Json{{"n", n}, {"of", of_m}}; };
  return {{"compression_count", m.compression_count},
          {"mean_depth_mm", or_null(m.mean_depth, kInMillimetres)},
          {"depth_sd_mm", or_null(m.depth_sd, kInMillimetres)},
          {"depth_in_target_pct", or_null(m.depth_in_target, kAsPercent)},
          {"mean_rate_per_min", or_null(m.mean_rate, kAsPerMinute)},
          {"rate_in_target_pct", or_null(m.rate_in_target, kAsPercent)},
          {"full_recoil_pct", or_null(m.full_recoil, kAsPercent)},
          {"flow_fraction", or_null(m.flow_fraction, kAsNumber)},
          {"delivered_per_min", or_null(m.delivered, kAsPerMinute)},
          {"duty_cycle", or_null(m.duty_cycle, kAsNumber)},
          {"longest_pause_s", or_null(m.longest_pause, seconds_of)},
          {"breath_count", m.breath_count},
          {"mean_breath_volume_ml", or_null(m.mean_breath_volume, kInMillilitres)},
          {"cycles", m.cycles},
          {"breath_in_target_pct", or_null(m.breath_in_target, kAsPercent)},
          {"leaning_pct", or_null(m.full_recoil, leaning)},
          {"all_in_target_pct", or_null(m.all_in_target, kAsPercent)},
          {"no_flow_fraction", or_null(m.no_flow_fraction, kAsNumber)},
          {"hands_off_s", seconds_of(m.hands_off)},
          {"observed_s", seconds_of(m.observed)},
          {"ventilation_rate_per_min", or_null(m.ventilation_rate, kAsPerMinute)},
          {"mean_inflation_s", or_null(m.mean_inflation, seconds_of)},
          {"breaths_too_small", m.breaths_too_small},
          {"breaths_too_large", m.breaths_too_large},
          {"breaths_too_fast", m.breaths_too_fast},
          {"breaths_during_compression", m.breaths_during_compression},
          {"depth_slope_mm_per_min", or_null(m.fatigue.depth_mm_per_min, kAsNumber)},
          {"rate_slope_per_min_per_min", or_null(m.fatigue.rate_per_min_per_min, kAsNumber)},
          {"mean_force_n", or_null(m.mean_force, kInNewtons)},
          {"mean_residual_force_n", or_null(m.mean_residual_force, kInNewtons)},
          {"mean_hand_offset_mm", or_null(m.mean_hand_offset, kInMillimetres)},
          {"hands_in_target_pct", or_null(m.hands_in_target, kAsPercent)},
          {"mean_head_tilt_deg", or_null(m.mean_head_tilt, kInDegrees)},
          {"head_tilt_in_target_pct", or_null(m.head_tilt_in_target, kAsPercent)},
          {"counts",
           {{"depth", of(m.depth_in_target_count, m.depth_count)},
            {"rate", of(m.rate_in_target_count, m.rate_count)},
            {"recoil", of(m.full_recoil_count, m.residual_count)},
            {"all", of(m.all_in_target_count, m.all_count)},
            {"breath", of(m.breath_in_target_count, m.volume_count)},
            {"hands", of(m.hands_in_target_count, m.hands_count)},
            {"head_tilt", of(m.head_tilt_in_target_count, m.head_tilt_count)},
            {"force", of(m.force_count, m.compression_count)}}}};
}

Json parts_json(const std::vector<PartMetrics>& parts) {
  Json list = Json::array();
  for (const PartMetrics& part : parts) {
    list.push_back({{"from_us", part.span.from.us()},
                    {"to_us", part.span.to.us()},
                    {"metrics", metrics_json(part.metrics)}});
  }
  return list;
}

Json shocks_json(const std::vector<ShockPause>& pauses) {
  Json list = Json::array();
  for (const ShockPause& pause : pauses) {
    list.push_back({{"at_us", pause.shock.us()},
                    {"pre_s", or_null(pause.before, seconds_of)},
                    {"post_s", or_null(pause.after, seconds_of)},
                    {"peri_s", or_null(pause.whole(), seconds_of)}});
  }
  return list;
}

Json coach_json(const AttemptResult& result) {
  Json prompts = Json::array();
  for (const PromptEvent& event : result.prompts) {
    prompts.push_back(
        {{"t_us", event.at.us()}, {"prompt", prompt_name(event.prompt)}, {"value", event.value}});
  }
  return {{"mode", coach_mode_name(result.coach_mode)}, {"prompts", std::move(prompts)}};
}

Json definitions_json(const Definitions& d) {
  return {{"run_gap_s", seconds_of(d.run_gap)},
          {"no_flow_gap_s", seconds_of(d.no_flow_gap)},
          {"duty_cycle", "time_to_peak"},
          {"leaning_threshold_mm", d.leaning_threshold.mm()},
          {"leaning_force_n", or_null(d.leaning_force, kInNewtons)},
          {"window_s", seconds_of(d.window)}};
}

Json quality_json(const Quality& quality, const std::vector<std::string>& sentences) {
  Json findings = Json::array();
  for (std::size_t i = 0; i < quality.findings.size(); ++i) {
    const QualityFinding& f = quality.findings[i];
    findings.push_back({{"kind", finding_name(f.kind)},
                        {"gravity", verdict_name(f.gravity)},
                        {"from_us", f.span.from.us()},
                        {"to_us", f.span.to.us()},
                        {"channel", or_null(f.channel, [](Channel c) { return column_name(c); })},
                        {"count", f.count},
                        {"amount", f.amount},
                        {"limit", f.limit},
                        {"sentence", i < sentences.size() ? sentences[i] : std::string()}});
  }
  return {{"verdict", verdict_name(quality.verdict)}, {"findings", std::move(findings)}};
}

Json score_json(const Score& score, const std::vector<std::string>& sentences) {
  Json reasons = Json::array();
  for (std::size_t i = 0; i < score.reasons.size(); ++i) {
    const LostPoints& lost = score.reasons[i];
    reasons.push_back({{"rule", rule_name(lost.rule)},
                       {"points_lost", lost.points.points()},
                       {"t_us", lost.span.from.us()},
                       {"missed", lost.missed},
                       {"of", lost.of},
                       {"measured", lost.measured},
                       {"limit", lost.limit},
                       {"text", i < sentences.size() ? sentences[i] : std::string()}});
  }
  Json not_measured = Json::array();
  for (const Unjudged what : score.not_measured) not_measured.push_back(unjudged_name(what));
  return {{"total", or_null(score.total, [](Points total) { return total.points(); })},
          {"reasons", std::move(reasons)},
          {"not_measured", std::move(not_measured)}};
}

Json events_json(const std::vector<AttemptEvent>& events) {
  Json list = Json::array();
  for (const AttemptEvent& event : events) {
    if (event_name(event.kind).empty()) continue;
    list.push_back({{"t_us", event.at.us()}, {"event", event_name(event.kind)}});
  }
  return list;
}

Json root_json(const AttemptResult& result, const std::string& file,
               const std::vector<ClockEvent>& clock_events,
               const std::vector<std::string>& sentences,
               const std::vector<std::string>& quality_sentences) {
  return {{"recording", recording_json(result, file, clock_events)},
          {"guideline", {{"id", result.guideline_id}, {"hash", result.guideline_hash}}},
          {"compressions", compressions_json(result)},
          {"breaths", breaths_json(result)},
          {"pauses", spans_json(result.pauses)},
          {"metrics", metrics_json(result.metrics)},
          {"score", score_json(result.score, sentences)},
          {"quality", quality_json(result.quality, quality_sentences)},
          {"cycles", parts_json(result.cycle_metrics)},
          {"windows", parts_json(result.windows)},
          {"shocks", shocks_json(result.shock_pauses)},
          {"definitions", definitions_json(result.definitions)},
          {"coach", coach_json(result)},
          {"events", events_json(result.events)}};
}

/// A file's name may hold any bytes; what is no UTF-8 in it is replaced.
std::string one_line(const Json& root) {
  return root.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string result_json(const AttemptResult& result, const std::string& file,
                        const std::vector<ClockEvent>& clock_events,
                        const std::vector<std::string>& sentences,
                        const std::vector<std::string>& quality_sentences) {
  return one_line(root_json(result, file, clock_events, sentences, quality_sentences));
}

std::string result_json(const AttemptResult& result, const std::string& file,
                        const std::vector<ClockEvent>& clock_events,
                        const std::vector<std::string>& sentences,
                        const std::vector<std::string>& quality_sentences,
                        const SpokenExamination& exam) {
  Json root = root_json(result, file, clock_events, sentences, quality_sentences);
  add_exam(root, exam);
  return one_line(root);
}

}  // namespace sternum
