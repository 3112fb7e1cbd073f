#include "datasets/exports/result_json.hpp"

#include <nlohmann/json.hpp>
#include <optional>

namespace sternum {
namespace {

// Keys stand in the order in which a person would read them.
using Json = nlohmann::ordered_json;

template <class T, class Unit>
Json or_null(const std::optional<T>& value, Unit unit) {
  return value ? Json(unit(*value)) : Json(nullptr);
}

constexpr auto kPercent = [](double fraction) { return 100.0 * fraction; };
constexpr auto kAsIs = [](double value) { return value; };
constexpr auto kMillimetres = [](Millimetres value) { return value.mm(); };
constexpr auto kMillilitres = [](Millilitres value) { return value.ml(); };
constexpr auto kPerMinute = [](PerMinute value) { return value.per_minute(); };
constexpr auto kSeconds = [](Duration value) { return value.seconds(); };

Json span_json(const TimeSpan& span) {
  return {{"from_us", span.from.us()}, {"to_us", span.to.us()}};
}

Json spans_json(const std::vector<TimeSpan>& spans) {
  Json list = Json::array();
  for (const auto& span : spans) list.push_back(span_json(span));
  return list;
}

Json recording_json(const AttemptResult& result, const std::string& file,
                    const std::vector<ClockEvent>& clock_events) {
  Json channels = Json::array();
  for (const Channel channel : result.channels) channels.push_back(column_name(channel));
  Json events = Json::array();
  for (const auto& event : clock_events) {
    events.push_back({{"line", event.line},
                      {"t_us", event.at.us()},
                      {"what", event.step == ClockStep::Wrapped ? "wrap" : "reboot"}});
  }
  return {{"file", file},
          {"duration_s", result.span.length().seconds()},
          {"channels", std::move(channels)},
          {"gaps", spans_json(result.gaps)},
          {"clock_events", std::move(events)}};
}

Json compressions_json(const std::vector<Compression>& compressions) {
  Json list = Json::array();
  for (const auto& c : compressions) {
    list.push_back({{"onset_us", c.onset.us()},
                    {"peak_us", c.peak.us()},
                    {"release_us", c.release.us()},
                    {"depth_mm", c.depth.mm()},
                    {"residual_mm", or_null(c.residual, kMillimetres)},
                    {"rate_per_min", or_null(c.rate, kPerMinute)}});
  }
  return list;
}

Json breaths_json(const std::vector<Breath>& breaths) {
  Json list = Json::array();
  for (const auto& b : breaths) {
    list.push_back(
        {{"start_us", b.start.us()}, {"end_us", b.end.us()}, {"volume_ml", b.volume.ml()}});
  }
  return list;
}

Json metrics_json(const Metrics& m) {
  return {{"compression_count", m.compression_count},
          {"mean_depth_mm", or_null(m.mean_depth, kMillimetres)},
          {"depth_sd_mm", or_null(m.depth_sd, kMillimetres)},
          {"depth_in_target_pct", or_null(m.depth_in_target, kPercent)},
          {"mean_rate_per_min", or_null(m.mean_rate, kPerMinute)},
          {"rate_in_target_pct", or_null(m.rate_in_target, kPercent)},
          {"full_recoil_pct", or_null(m.full_recoil, kPercent)},
          {"flow_fraction", or_null(m.flow_fraction, kAsIs)},
          {"delivered_per_min", or_null(m.delivered, kPerMinute)},
          {"duty_cycle", or_null(m.duty_cycle, kAsIs)},
          {"longest_pause_s", or_null(m.longest_pause, kSeconds)},
          {"breath_count", m.breath_count},
          {"mean_breath_volume_ml", or_null(m.mean_breath_volume, kMillilitres)},
          {"breath_in_target_pct", or_null(m.breath_in_target, kPercent)},
          {"cycles", m.cycles}};
}

Json score_json(const Score& score, const std::vector<std::string>& sentences) {
  Json reasons = Json::array();
  for (std::size_t i = 0; i < score.reasons.size(); ++i) {
    const LostPoints& lost = score.reasons[i];
    reasons.push_back({{"rule", rule_name(lost.rule)},
                       {"points_lost", lost.points},
                       {"t_us", lost.span.from.us()},
                       {"until_us", lost.span.to.us()},
                       {"missed", lost.missed},
                       {"of", lost.of},
                       {"measured", lost.measured},
                       {"limit", lost.limit},
                       {"text", i < sentences.size() ? sentences[i] : std::string{}}});
  }
  Json not_measured = Json::array();
  for (const Unjudged what : score.not_measured) not_measured.push_back(unjudged_name(what));
  return {{"total", or_null(score.total, kAsIs)},
          {"reasons", std::move(reasons)},
          {"not_measured", std::move(not_measured)}};
}

}  // namespace

std::string result_json(const AttemptResult& result, const std::string& file,
                        const std::vector<ClockEvent>& clock_events,
                        const std::vector<std::string>& sentences) {
  const Json json = {{"recording", recording_json(result, file, clock_events)},
                     {"guideline", {{"id", result.guideline_id}, {"hash", result.guideline_hash}}},
                     {"compressions", compressions_json(result.compressions)},
                     {"breaths", breaths_json(result.breaths)},
                     {"pauses", spans_json(result.pauses)},
                     {"metrics", metrics_json(result.metrics)},
                     {"score", score_json(result.score, sentences)}};
  // A file name may hold bytes that are no UTF-8.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace sternum
