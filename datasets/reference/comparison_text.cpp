// A comparison with the truth for people and for programs.
#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

#include "datasets/reference/comparison.hpp"

namespace sternum {
namespace {

using Json = nlohmann::ordered_json;

/// Of the times listed in a table.
constexpr std::size_t kMostListed = 10;

std::string percent(const std::optional<double>& share) {
  return share ? fmt::format("{:.2f} %", *share * 100.0) : "none";
}

void add_counts(const char* name, const Agreed& agreed, std::string& text) {
  fmt::format_to(std::back_inserter(text),
                 "{}: {} true, {} found, {} of them true\n"
                 "  sensitivity {}, PPV {}, missed {}, invented {}, excused {}\n",
                 name, agreed.meant, agreed.found, agreed.matched, percent(agreed.sensitivity()),
                 percent(agreed.ppv()), agreed.missed.size(), agreed.invented.size(),
                 agreed.excused);
  const auto list = [&](const char* what, const std::vector<DeviceTime>& times) {
    if (times.empty()) return;
    fmt::format_to(std::back_inserter(text), "  {} at", what);
    for (std::size_t i = 0; i < std::min(times.size(), kMostListed); ++i) {
      fmt::format_to(std::back_inserter(text), " {:.2f}",
                     static_cast<double>(times[i].us()) * 1e-6);
    }
    text += times.size() > kMostListed ? " … s\n" : " s\n";
  };
  list("missed", agreed.missed);
  list("invented", agreed.invented);
}

void add_row(const char* name, const ErrorStatistics& s, std::string& text) {
  if (s.count == 0) return;
  fmt::format_to(std::back_inserter(text), "  {:<14}{:>8}{:>9.3f}{:>+9.3f}{:>9.3f}{:>9.3f}\n", name,
                 s.count, s.mae, s.bias, s.median, s.p95);
}

void add_head(std::string& text) {
  fmt::format_to(std::back_inserter(text), "  {:<14}{:>8}{:>9}{:>9}{:>9}{:>9}\n", "error of",
                 "count", "MAE", "bias", "median", "P95");
}

Json json_of(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json json_of(const Agreed& agreed) {
  Json json = {{"true", agreed.meant},
               {"found", agreed.found},
               {"matched", agreed.matched},
               {"excused", agreed.excused},
               {"sensitivity", json_of(agreed.sensitivity())},
               {"ppv", json_of(agreed.ppv())},
               {"missed_us", Json::array()},
               {"invented_us", Json::array()}};
  for (const DeviceTime time : agreed.missed) json["missed_us"].push_back(time.us());
  for (const DeviceTime time : agreed.invented) json["invented_us"].push_back(time.us());
  return json;
}

Json json_of(const ErrorStatistics& s) {
  if (s.count == 0) return nullptr;
  return {
      {"count", s.count}, {"mae", s.mae}, {"bias", s.bias}, {"median", s.median}, {"p95", s.p95}};
}

}  // namespace

std::string comparison_table(const Comparison& comparison) {
  const Comparison& c = comparison;
  std::string text;
  add_counts("Compressions", c.compressions, text);
  add_head(text);
  add_row("depth mm", c.depth_mm, text);
  add_row("residual mm", c.residual_mm, text);
  add_row("onset ms", c.onset_ms, text);
  add_row("peak ms", c.peak_ms, text);
  add_row("release ms", c.release_ms, text);
  add_row("rate /min", c.rate_per_min, text);
  if (c.doubled_rates > 0) {
    fmt::format_to(std::back_inserter(text), "  {} of {} rates are doubled\n", c.doubled_rates,
                   c.rates);
  }
  if (c.breaths.meant + c.breaths.found + c.breaths.excused == 0) return text;
  add_counts("Breaths", c.breaths, text);
  add_head(text);
  add_row("start ms", c.breath_start_ms, text);
  add_row("end ms", c.breath_end_ms, text);
  add_row("volume ml", c.volume_ml, text);
  return text;
}

std::string comparison_json(const Comparison& comparison) {
  const Comparison& c = comparison;
  Json compressions = json_of(c.compressions);
  compressions["errors"] = {
      {"depth_mm", json_of(c.depth_mm)},     {"residual_mm", json_of(c.residual_mm)},
      {"onset_ms", json_of(c.onset_ms)},     {"peak_ms", json_of(c.peak_ms)},
      {"release_ms", json_of(c.release_ms)}, {"rate_per_min", json_of(c.rate_per_min)}};
  compressions["rates"] = c.rates;
  compressions["doubled_rates"] = c.doubled_rates;
  Json breaths = json_of(c.breaths);
  breaths["errors"] = {{"start_ms", json_of(c.breath_start_ms)},
                       {"end_ms", json_of(c.breath_end_ms)},
                       {"volume_ml", json_of(c.volume_ml)}};
  return Json{{"compressions", std::move(compressions)}, {"breaths", std::move(breaths)}}.dump();
}

}  // namespace sternum
