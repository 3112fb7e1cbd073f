#include "analysis/attempt/agreement.hpp"

#include <algorithm>
#include <cmath>

namespace sternum {
namespace {

constexpr Duration kNear = milliseconds(200);
/// What begins or ends within this of a hole, or of the edge of what was seen, may be cut by it.
constexpr Duration kEdge = milliseconds(1000);

Duration distance(DeviceTime a, DeviceTime b) { return a > b ? a - b : b - a; }

/// Whether `time` is well inside what was seen.
bool is_seen(DeviceTime time, TimeSpan seen, std::span<const TimeSpan> gaps) {
  if (time < seen.from + kEdge || time + kEdge > seen.to) return false;
  const auto gap = std::ranges::lower_bound(gaps, time - kEdge, {}, &TimeSpan::to);
  return gap == gaps.end() || gap->from > time + kEdge;
}

/// Walks two ascending lists; pairs what `match` says belongs together, tells `lone` of the rest.
/// `match` answers < 0 when the found one lies before every report left, > 0 when it lies after
/// this report, and 0 for a pair.
template <class Found, class Reported, class Match, class Pair, class LoneFound, class LoneReported>
void pair_up(std::span<const Found> found, std::span<const Reported> reported, Match match,
             Pair pair, LoneFound lone_found, LoneReported lone_reported) {
  std::size_t i = 0;
  std::size_t k = 0;
  while (i < found.size() && k < reported.size()) {
    const int order = match(i, k);
    if (order < 0) {
      lone_found(found[i++]);
    } else if (order > 0) {
      lone_reported(reported[k++]);
    } else {
      pair(found[i++], reported[k++]);
    }
  }
  for (; i < found.size(); ++i) lone_found(found[i]);
  for (; k < reported.size(); ++k) lone_reported(reported[k]);
}

struct Mean {
  int count = 0;
  double sum = 0.0;
  void add(double value) {
    ++count;
    sum += std::abs(value);
  }
  [[nodiscard]] double value() const { return count == 0 ? 0.0 : sum / count; }
};

}  // namespace

Agreement compare(std::span<const Compression> found, std::span<const ReportedCompression> reported,
                  TimeSpan seen, std::span<const TimeSpan> gaps) {
  Agreement agreement;
  Mean depth;
  Mean rate;
  const auto match = [&](std::size_t i, std::size_t k) {
    const Duration apart = distance(found[i].peak, reported[k].peak);
    // The next on either side may be the nearer partner.
    const bool later_report =
        k + 1 < reported.size() && distance(found[i].peak, reported[k + 1].peak) < apart;
    const bool later_found =
        i + 1 < found.size() && distance(found[i + 1].peak, reported[k].peak) < apart;
    if (apart <= kNear && !later_report && !later_found) return 0;
    return found[i].peak < reported[k].peak ? -1 : 1;
  };
  pair_up(
      found, reported, match,
      [&](const Compression& c, const ReportedCompression& r) {
        ++agreement.pairs;
        depth.add((c.depth - r.depth).mm());
        if (c.rate && r.rate) rate.add((*c.rate - *r.rate).per_minute());
      },
      [&](const Compression& c) { agreement.unmatched += is_seen(c.peak, seen, gaps) ? 1 : 0; },
      [&](const ReportedCompression& r) {
        agreement.unmatched += is_seen(r.peak, seen, gaps) ? 1 : 0;
      });
  agreement.values = depth.count;
  agreement.mean_difference = depth.value();
  agreement.rates = rate.count;
  agreement.mean_rate_difference = rate.value();
  return agreement;
}

Agreement compare(std::span<const Breath> found, std::span<const ReportedBreath> reported,
                  TimeSpan seen, std::span<const TimeSpan> gaps) {
  Agreement agreement;
  Mean volume;
  const auto match = [&](std::size_t i, std::size_t k) {
    const DeviceTime reported_end = reported[k].start + reported[k].duration;
    if (found[i].end < reported[k].start) return -1;
    return found[i].start > reported_end ? 1 : 0;
  };
  pair_up(
      found, reported, match,
      [&](const Breath& b, const ReportedBreath& r) {
        ++agreement.pairs;
        if (r.volume) volume.add((b.volume - *r.volume).ml());
      },
      [&](const Breath& b) { agreement.unmatched += is_seen(b.start, seen, gaps) ? 1 : 0; },
      [&](const ReportedBreath& r) {
        agreement.unmatched += is_seen(r.start, seen, gaps) ? 1 : 0;
      });
  agreement.values = volume.count;
  agreement.mean_difference = volume.value();
  return agreement;
}

}  // namespace sternum
