#include "datasets/exports/result_json.hpp"

#include <nlohmann/json.hpp>
#include <optional>

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
  return {{"file", file},
          {"duration_s", seconds_of(result.span.length())},
          {"channels", std::move(channels)},
          {"gaps", spans_json(result.gaps)},
          {"clock_events", clock_events_json(clock_events)}};
}

Json compressions_json(const std::vector<Compression>& compressions) {
  Json list = Json::array();
  for (const auto& c : compressions) {
    list.push_back({{"onset_us", c.onset.us()},
                    {"peak_us", c.peak.us()},
                    {"release_us", c.release.us()},
                    {"depth_mm", c.depth.mm()},
                    {"residual_mm", or_null(c.residual, [](Millimetres m) { return m.mm(); })},
                    {"rate_per_min", or_null(c.rate, [](PerMinute r) { return r.per_minute(); })}});
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
  const auto mm = [](Millimetres depth) { return depth.mm(); };
  const auto per_min = [](PerMinute rate) { return rate.per_minute(); };
  const auto percent = [](double fraction) { return fraction * 100.0; };
  const auto fraction = [](double value) { return value; };
  return {{"compression_count", m.compression_count},
          {"mean_depth_mm", or_null(m.mean_depth, mm)},
          {"depth_sd_mm", or_null(m.depth_sd, mm)},
          {"depth_in_target_pct", or_null(m.depth_in_target, percent)},
          {"mean_rate_per_min", or_null(m.mean_rate, per_min)},
          {"rate_in_target_pct", or_null(m.rate_in_target, percent)},
          {"full_recoil_pct", or_null(m.full_recoil, percent)},
          {"flow_fraction", or_null(m.flow_fraction, fraction)},
          {"delivered_per_min", or_null(m.delivered, per_min)},
          {"duty_cycle", or_null(m.duty_cycle, fraction)},
          {"longest_pause_s", or_null(m.longest_pause, seconds_of)},
          {"breath_count", m.breath_count},
          {"mean_breath_volume_ml",
           or_null(m.mean_breath_volume, [](Millilitres volume) { return volume.ml(); })},
          {"cycles", m.cycles}};
}

Json score_json(const Score& score, const std::vector<std::string>& sentences) {
  Json reasons = Json::array();
  for (std::size_t i = 0; i < score.reasons.size(); ++i) {
    const LostPoints& lost = score.reasons[i];
    reasons.push_back({{"rule", rule_name(lost.rule)},
                       {"points_lost", lost.points},
                       {"t_us", lost.span.from.us()},
                       {"missed", lost.missed},
                       {"of", lost.of},
                       {"measured", lost.measured},
                       {"limit", lost.limit},
                       {"text", i < sentences.size() ? sentences[i] : std::string()}});
  }
  Json not_measured = Json::array();
  for (const Unjudged what : score.not_measured) not_measured.push_back(unjudged_name(what));
  return {{"total", or_null(score.total, [](double total) { return total; })},
          {"reasons", std::move(reasons)},
          {"not_measured", std::move(not_measured)}};
}

}  // namespace

std::string result_json(const AttemptResult& result, const std::string& file,
                        const std::vector<ClockEvent>& clock_events,
                        const std::vector<std::string>& sentences) {
  const Json root = {{"recording", recording_json(result, file, clock_events)},
                     {"guideline", {{"id", result.guideline_id}, {"hash", result.guideline_hash}}},
                     {"compressions", compressions_json(result.compressions)},
                     {"breaths", breaths_json(result.breaths)},
                     {"pauses", spans_json(result.pauses)},
                     {"metrics", metrics_json(result.metrics)},
                     {"score", score_json(result.score, sentences)}};
  // A file's name may hold any bytes; what is no UTF-8 in it is replaced.
  return root.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace sternum
