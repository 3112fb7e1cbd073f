#include "datasets/reference/comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <tuple>

namespace sternum {
namespace {

using TrueCompression = TruthFile::Compression;
using TrueBreath = TruthFile::Breath;

constexpr std::array kCompressionChannels = {Channel::Depth, Channel::Acceleration, Channel::Force};
constexpr std::array kBreathChannels = {Channel::AirwayVolume, Channel::AirwayFlow};

/// Pairs of indices, found and true, that may belong together, and how far apart they are.
struct Candidate {
  std::int64_t apart_us;
  std::size_t found;
  std::size_t meant;
};

/// For each found one the true one that it belongs to.
using Partners = std::vector<std::optional<std::size_t>>;

Partners pair_nearest_first(std::vector<Candidate> candidates, std::size_t found,
                            std::size_t meant) {
  std::ranges::sort(candidates, {},
                    [](const Candidate& c) { return std::tuple(c.apart_us, c.meant, c.found); });
  Partners partners(found);
  std::vector<bool> is_taken(meant);
  for (const Candidate& c : candidates) {
    if (partners[c.found] || is_taken[c.meant]) continue;
    partners[c.found] = c.meant;
    is_taken[c.meant] = true;
  }
  return partners;
}

Partners pair(const std::vector<Compression>& found, const std::vector<TrueCompression>& meant,
              std::int64_t nearness_us) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::int64_t peak_us = found[i].peak.us();
    auto near =
        std::ranges::lower_bound(meant, peak_us - nearness_us, {}, &TrueCompression::peak_us);
    for (; near != meant.end() && near->peak_us <= peak_us + nearness_us; ++near) {
      candidates.push_back(
          {std::abs(near->peak_us - peak_us), i, static_cast<std::size_t>(near - meant.begin())});
    }
  }
  return pair_nearest_first(std::move(candidates), found.size(), meant.size());
}

Partners pair(const std::vector<Breath>& found, const std::vector<TrueBreath>& meant) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (std::size_t k = 0; k < meant.size(); ++k) {
      const bool overlap =
          found[i].start.us() < meant[k].end_us && meant[k].start_us < found[i].end.us();
      if (!overlap) continue;
      candidates.push_back({std::abs(found[i].end.us() - meant[k].end_us), i, k});
    }
  }
  return pair_nearest_first(std::move(candidates), found.size(), meant.size());
}

/// What lay in the dark, on any of some channels that the recording has.
class Dark {
 public:
  Dark(const TruthFile& truth, std::span<const Channel> channels, Duration margin) {
    for (const auto& lost : truth.lost) {
      if (std::ranges::find(channels, lost.channel) == channels.end()) continue;
      spans_.push_back(
          {DeviceTime::from_us(lost.from_us) - margin, DeviceTime::from_us(lost.to_us) + margin});
    }
  }
  [[nodiscard]] bool touches(std::int64_t from_us, std::int64_t to_us) const {
    return std::ranges::any_of(spans_, [&](const TimeSpan& span) {
      return from_us <= span.to.us() && to_us >= span.from.us();
    });
  }

 private:
  std::vector<TimeSpan> spans_;
};

/// Counts; `found_excused(i)` and `meant_excused(k)` say whether one without a partner is excused.
template <class FoundExcused, class MeantExcused>
Agreed count(const Partners& partners, std::size_t meant, FoundExcused found_excused,
             MeantExcused meant_excused) {
  Agreed agreed;
  std::vector<bool> is_found(meant);
  for (std::size_t i = 0; i < partners.size(); ++i) {
    if (partners[i]) {
      is_found[*partners[i]] = true;
      ++agreed.matched;
      continue;
    }
    const std::optional<DeviceTime> invented = found_excused(i);
    if (invented) {
      agreed.invented.push_back(*invented);
    } else {
      ++agreed.excused;
    }
  }
  for (std::size_t k = 0; k < meant; ++k) {
    if (is_found[k]) continue;
    const std::optional<DeviceTime> missed = meant_excused(k);
    if (missed) {
      agreed.missed.push_back(*missed);
    } else {
      ++agreed.excused;
    }
  }
  agreed.found = agreed.matched + agreed.invented.size();
  agreed.meant = agreed.matched + agreed.missed.size();
  return agreed;
}

double milliseconds_between(DeviceTime found, std::int64_t meant_us) {
  return static_cast<double>(found.us() - meant_us) * 1e-3;
}

double true_rate(const std::vector<TrueCompression>& meant, std::size_t k) {
  return 60e6 / static_cast<double>(meant[k].peak_us - meant[k - 1].peak_us);
}

void compare_compressions(const AttemptResult& result, const TruthFile& truth,
                          const ComparisonOptions& options, Comparison& comparison) {
  const auto& found = result.compressions;
  const auto& meant = truth.compressions;
  const Partners partners = pair(found, meant, options.nearness.us());
  const Dark dark(truth, kCompressionChannels, options.lost_margin);
  comparison.compressions = count(
      partners, meant.size(),
      [&](std::size_t i) {
        const bool excused = dark.touches(found[i].onset.us(), found[i].release.us());
        return excused ? std::nullopt : std::optional(found[i].peak);
      },
      [&](std::size_t k) {
        const bool excused = dark.touches(meant[k].onset_us, meant[k].release_us);
        return excused ? std::nullopt : std::optional(DeviceTime::from_us(meant[k].peak_us));
      });

  std::vector<double> depths, residuals, onsets, peaks, releases, rates;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Compression& c = found[i];
    if (!partners[i]) continue;
    const std::size_t k = *partners[i];
    const TrueCompression& t = meant[k];
    if (result.measures_depth) depths.push_back(c.depth.mm() - t.depth_mm);
    if (c.residual) residuals.push_back(c.residual->mm() - t.residual_mm);
    onsets.push_back(milliseconds_between(c.onset, t.onset_us));
    peaks.push_back(milliseconds_between(c.peak, t.peak_us));
    releases.push_back(milliseconds_between(c.release, t.release_us));
    const bool follows = c.rate && i > 0 && k > 0 && partners[i - 1] == k - 1;
    if (follows) rates.push_back(c.rate->per_minute() - true_rate(meant, k));
  }
  comparison.depth_mm = statistics_of(depths);
  comparison.residual_mm = statistics_of(residuals);
  comparison.onset_ms = statistics_of(onsets);
  comparison.peak_ms = statistics_of(peaks);
  comparison.release_ms = statistics_of(releases);
  comparison.rate_per_min = statistics_of(rates);

  for (const Compression& c : found) {
    if (!c.rate) continue;
    ++comparison.rates;
    // The true interval that the found peak ends, or lies in.
    const auto behind = std::ranges::lower_bound(meant, (c.peak - options.nearness).us(), {},
                                                 &TrueCompression::peak_us);
    if (behind == meant.begin() || behind == meant.end()) continue;
    const double rate = true_rate(meant, static_cast<std::size_t>(behind - meant.begin()));
    if (c.rate->per_minute() > options.doubled * rate) ++comparison.doubled_rates;
  }
}

void compare_breaths(const AttemptResult& result, const TruthFile& truth,
                     const ComparisonOptions& options, Comparison& comparison) {
  const auto& found = result.breaths;
  const auto& meant = truth.breaths;
  const Partners partners = pair(found, meant);
  const Dark dark(truth, kBreathChannels, options.lost_margin);
  comparison.breaths = count(
      partners, meant.size(),
      [&](std::size_t i) {
        const bool excused = dark.touches(found[i].start.us(), found[i].end.us());
        return excused ? std::nullopt : std::optional(found[i].start);
      },
      [&](std::size_t k) {
        const bool excused = meant[k].volume_ml < options.least_volume_ml ||
                             dark.touches(meant[k].start_us, meant[k].end_us);
        return excused ? std::nullopt : std::optional(DeviceTime::from_us(meant[k].start_us));
      });
  std::vector<double> starts, ends, volumes;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!partners[i]) continue;
    const TrueBreath& t = meant[*partners[i]];
    starts.push_back(milliseconds_between(found[i].start, t.start_us));
    ends.push_back(milliseconds_between(found[i].end, t.end_us));
    if (result.measures_volume) volumes.push_back(found[i].volume.ml() - t.volume_ml);
  }
  comparison.breath_start_ms = statistics_of(starts);
  comparison.breath_end_ms = statistics_of(ends);
  comparison.volume_ml = statistics_of(volumes);
}

std::optional<double> share(std::size_t part, std::size_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::optional<double> Agreed::sensitivity() const { return share(matched, meant); }
std::optional<double> Agreed::ppv() const { return share(matched, found); }

ErrorStatistics statistics_of(const std::vector<double>& errors) {
  ErrorStatistics statistics;
  statistics.count = errors.size();
  if (errors.empty()) return statistics;
  std::vector<double> sizes;
  double sum = 0.0;
  double size_sum = 0.0;
  for (const double error : errors) {
    sizes.push_back(std::abs(error));
    sum += error;
    size_sum += std::abs(error);
  }
  const auto n = static_cast<double>(errors.size());
  statistics.bias = sum / n;
  statistics.mae = size_sum / n;
  std::ranges::sort(sizes);
  const auto rank = [&](double share_of_values) {
    return sizes[static_cast<std::size_t>(std::ceil(share_of_values * n)) - 1];
  };
  statistics.median = rank(0.5);
  statistics.p95 = rank(0.95);
  return statistics;
}

Comparison compare_with_truth(const AttemptResult& found, const TruthFile& truth,
                              const ComparisonOptions& options) {
  Comparison comparison;
  compare_compressions(found, truth, options, comparison);
  // Where nothing listens to the airway, nothing is missed.
  if (found.breath_source != BreathSource::None) {
    compare_breaths(found, truth, options, comparison);
  }
  return comparison;
}

}  // namespace sternum
