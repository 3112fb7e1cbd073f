#include "datasets/reference/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include "datasets/guidelines/checked_table.hpp"

namespace sternum {
namespace embedded {
std::string_view reference_manifest();
}  // namespace embedded

namespace {

constexpr Plausible kShare{0.0, 1.0, ""};
constexpr Plausible kError{0.0, 1000.0, ""};
constexpr Plausible kSeed{0.0, 2'000'000'000.0, ""};
constexpr Plausible kDuration{0.0, 1'000'000.0, "s"};
constexpr std::size_t kHashLength = 64;

struct Bar {
  std::string_view key;
  std::optional<double> ReferenceBars::*value;
  Plausible plausible;
};
constexpr std::array kBars = {
    Bar{"least_sensitivity", &ReferenceBars::least_sensitivity, kShare},
    Bar{"least_ppv", &ReferenceBars::least_ppv, kShare},
    Bar{"most_depth_mae_mm", &ReferenceBars::most_depth_mae_mm, kError},
    Bar{"most_depth_bias_mm", &ReferenceBars::most_depth_bias_mm, kError},
    Bar{"most_depth_median_mm", &ReferenceBars::most_depth_median_mm, kError},
    Bar{"most_depth_p95_mm", &ReferenceBars::most_depth_p95_mm, kError},
    Bar{"most_residual_mae_mm", &ReferenceBars::most_residual_mae_mm, kError},
    Bar{"most_peak_mae_ms", &ReferenceBars::most_peak_mae_ms, kError},
    Bar{"most_rate_median_per_min", &ReferenceBars::most_rate_median_per_min, kError},
    Bar{"most_doubled_rates", &ReferenceBars::most_doubled_rates, kShare},
    Bar{"least_breath_sensitivity", &ReferenceBars::least_breath_sensitivity, kShare},
    Bar{"least_breath_ppv", &ReferenceBars::least_breath_ppv, kShare},
    Bar{"most_volume_mae_ml", &ReferenceBars::most_volume_mae_ml, kError},
};

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::string hash_of(const CheckedTable& table, std::string_view key) {
  std::string hash = table.text(key);
  const bool is_hash =
      hash.size() == kHashLength && hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_hash) table.complain(key, "this is no SHA-256", "write 64 lower-case hexadecimal digits");
  return hash;
}

ReferenceBars bars_of(const CheckedTable& table) {
  ReferenceBars bars;
  for (const Bar& bar : kBars) {
    if (table.holds(bar.key)) bars.*bar.value = table.number(bar.key, bar.plausible);
  }
  return bars;
}

ReferenceRecording recording_of(const CheckedTable& table) {
  table.only({"id", "purpose", "arguments", "seed", "duration_s", "recording_sha256",
              "truth_sha256", "committed", "verdict", "findings", "bars"});
  ReferenceRecording recording;
  recording.id = table.text("id");
  recording.purpose = table.text("purpose");
  recording.seed = table.whole_number("seed", kSeed);
  if (table.holds("arguments")) recording.arguments = words_of(table.text("arguments"));
  recording.arguments.insert(recording.arguments.end(), {"--seed", std::to_string(recording.seed)});
  recording.duration_s = table.number("duration_s", kDuration);
  recording.recording_sha256 = hash_of(table, "recording_sha256");
  recording.truth_sha256 = hash_of(table, "truth_sha256");
  if (table.holds("committed")) {
    recording.is_committed = table.one_of("committed", {"yes", "no"}) == "yes";
  }
  if (table.holds("verdict")) {
    recording.verdict = table.one_of("verdict", {"valid", "degraded", "invalid"});
  }
  if (table.holds("findings")) recording.findings = words_of(table.text("findings"));
  if (table.holds("bars")) {
    const CheckedTable bars = table.table("bars");
    recording.bars = bars_of(bars);
  }
  return recording;
}

OutsideRecording outside_of(const CheckedTable& table, const toml::table& raw) {
  table.only({"id", "purpose", "origin", "licence", "files"});
  OutsideRecording outside;
  outside.id = table.text("id");
  outside.purpose = table.text("purpose");
  outside.origin = table.text("origin");
  outside.licence = table.text("licence");
  const CheckedTable files = table.table("files");
  if (const toml::table* const named = raw["files"].as_table()) {
    for (const auto& [path, _] : *named) {
      outside.files.push_back({std::string(path.str()), hash_of(files, path.str())});
    }
  }
  return outside;
}

/// `read(table, raw)` of every table in the list `key`.
template <class Read>
void read_list(const toml::table& root, std::string_view key, Complaint& complaint, Read read) {
  const toml::array* const list = root[key].as_array();
  if (list == nullptr) {
    return complaint.note(root.source(), fmt::format("there is no list [[{}]]", key),
                          "add its tables");
  }
  for (const toml::node& node : *list) {
    if (const toml::table* const one = node.as_table()) read(CheckedTable(*one, complaint), *one);
  }
}

}  // namespace

Result<ReferenceManifest> parse_reference_manifest(std::string_view toml,
                                                   const std::string& origin) {
  toml::table root;
  try {
    root = toml::parse(toml, origin);
  } catch (const toml::parse_error& error) {  // what the library answers to bad input
    const auto& place = error.source().begin;
    return failure(std::string(error.description()),
                   fmt::format("{}:{}:{}", origin, place.line, place.column), "correct the line");
  }
  Complaint complaint(origin);
  CheckedTable(root, complaint).only({"recording", "outside"});
  ReferenceManifest manifest;
  read_list(root, "recording", complaint, [&](const CheckedTable& table, const toml::table&) {
    ReferenceRecording recording = recording_of(table);
    if (std::ranges::find(manifest.recordings, recording.id, &ReferenceRecording::id) !=
        manifest.recordings.end()) {
      table.complain("id", fmt::format("the id '{}' is there twice", recording.id), "rename one");
    }
    manifest.recordings.push_back(std::move(recording));
  });
  read_list(root, "outside", complaint, [&](const CheckedTable& table, const toml::table& raw) {
    manifest.outside.push_back(outside_of(table, raw));
  });
  if (complaint.first()) return tl::unexpected(*complaint.first());
  return manifest;
}

Result<ReferenceManifest> reference_manifest() {
  return parse_reference_manifest(embedded::reference_manifest(),
                                  "datasets/reference/manifest.toml");
}

}  // namespace sternum
