#include "tests/gui/review_scenes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/gui/synthetic.hpp"

namespace sternum::test {

namespace {

constexpr double kPeriod_s = 0.01;

float depth_of(const Compression& c, DeviceTime at) {
  const bool descends = at < c.peak;
  const double length = (descends ? c.peak - c.onset : c.release - c.peak).seconds();
  const double phase = (descends ? at - c.onset : c.release - at).seconds() / length;
  return static_cast<float>(c.depth.mm() * (1.0 - std::cos(std::numbers::pi * phase)) / 2);
}

Review detailed(AttemptId id, const std::string& trainee, int number) {
  Review review = eventful_review(id, trainee, AttemptState::Ended);
  review.record.number = number;
  review.strip = strip_of(review.result);
  review.result.metrics.fatigue = {-1.8, 2.4};
  const double scores[] = {52, 61, 58, 70, 74, 71, 83, 86};
  for (int i = 0; i < 8; ++i) {
    ProgressPoint point;
    point.attempt = i == 7 ? id : 1000 + i;
    point.number = i + 1;
    point.is_exam = i == 5;
    point.measures.score = scores[i];
    point.measures.mean_depth = millimetres(43.0 + 1.5 * i);
    point.measures.mean_rate = per_minute(128.0 - 2.5 * i);
    point.measures.full_recoil = 0.62 + 0.045 * i;
    review.progress.push_back(point);
  }
  return review;
}

/// Slower, shallower, and with a poorer score.
Review earlier(AttemptId id, const std::string& trainee, int number) {
  Review review = detailed(id, trainee, number);
  for (Compression& compression : review.result.compressions) {
    compression.depth = millimetres(compression.depth.mm() - 6.0);
    if (compression.rate) compression.rate = per_minute(compression.rate->per_minute() - 14.0);
  }
  review.strip = strip_of(review.result);
  review.result.score.total = points(71.0);
  review.result.metrics.depth_in_target = 0.65;
  review.result.metrics.flow_fraction = 0.72;
  return review;
}

Scene scene(std::string name, std::function<void(Console&, StationPort&)> go_there) {
  return {std::move(name), debrief_station, std::move(go_there)};
}

}  // namespace

std::vector<StripPoint> strip_of(const AttemptResult& result) {
  std::vector<StripPoint> strip;
  std::size_t next = 0;
  const auto& compressions = result.compressions;
  const auto count = static_cast<int>(result.span.length().seconds() / kPeriod_s);
  bool gap_before = true;
  for (int i = 0; i < count; ++i) {
    const DeviceTime at = result.span.from + seconds(i * kPeriod_s);
    const bool lost = std::ranges::any_of(
        result.gaps, [at](const TimeSpan& gap) { return gap.from <= at && at < gap.to; });
    if (lost) {
      gap_before = true;
      continue;
    }
    while (next < compressions.size() && compressions[next].release < at) ++next;
    const bool pressed = next < compressions.size() && compressions[next].onset <= at;
    strip.push_back({at, pressed ? depth_of(compressions[next], at) : 0.0F, gap_before});
    gap_before = false;
  }
  return strip;
}

FakeStation debrief_station(Language language) {
  const std::string trainee = language == Language::Chinese ? "陈国强" : "Chen Guoqiang";
  const std::string best = language == Language::Chinese ? "王晓燕" : "Wang Xiaoyan";
  FakeStation station = station_of(6, language);
  const std::int64_t now_ms = station.now.wall_clock_ms;
  station.reviews[7] = std::make_shared<const Review>(detailed(7, trainee, 8));
  station.reviews[2] = std::make_shared<const Review>(earlier(2, trainee, 7));
  station.reviews[5] = std::make_shared<const Review>(earlier(5, best, 1));
  station.records = {
      record(7, trainee, "SA-0142", now_ms - 300'000, AttemptState::Ended, 86.0),
      record(5, best, "SA-0141", now_ms - 600'000, AttemptState::Ended, 96.0),
      record(2, trainee, "SA-0142", now_ms - 900'000, AttemptState::Ended, 71.0),
  };
  station.records[0].number = 8;
  station.records[2].number = 7;
  return station;
}

std::vector<Scene> review_scenes() {
  return {
      scene("review-zoomed",
            [](Console& console, StationPort& station) {
              console.open_review(7, station);
              console.select_reason(2);
            }),
      scene("review-compared",
            [](Console& console, StationPort& station) {
              console.open_review(7, station);
              console.compare_with(2, station);
            }),
      scene("review-compared-zoomed",
            [](Console& console, StationPort& station) {
              console.open_review(7, station);
              console.compare_with(5, station);
              console.review_window().look_at(8.0);
            }),
      scene("review-progress",
            [](Console& console, StationPort& station) {
              console.open_review(7, station);
              console.press(Shortcut::Progress, station);
            }),
  };
}

}  // namespace sternum::test
