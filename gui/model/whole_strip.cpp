#include "gui/model/whole_strip.hpp"

#include <utility>

#include "datasets/recordings/recording_reader.hpp"

namespace sternum {
namespace {

/// Half of what an attempt remembers: what is taken over twice is seen by its time.
constexpr Duration kRemembered = seconds(3600.0);
constexpr Duration kTurn = seconds(1800.0);

AttemptOptions with_long_strip(AttemptOptions options) {
  options.strip_length = kRemembered;
  return options;
}

}  // namespace

WholeStrip::WholeStrip(const Guideline& guideline, AttemptOptions options)
    : attempt_(guideline, with_long_strip(std::move(options))) {}

void WholeStrip::push(const AttemptInput& input) {
  attempt_.push(input);
  if (!taken_at_) taken_at_ = begin_of(input);
  if (end_of(input) - *taken_at_ < kTurn) return;
  take_over();
  taken_at_ = end_of(input);
}

std::vector<StripPoint> WholeStrip::take() {
  take_over();
  return std::move(points_);
}

void WholeStrip::take_over() {
  for (const StripPoint& point : attempt_.snapshot().strip) {
    if (points_.empty() || points_.back().time < point.time) points_.push_back(point);
  }
}

std::vector<StripPoint> whole_strip(const std::vector<AttemptInput>& inputs,
                                    const Guideline& guideline, const AttemptOptions& options) {
  WholeStrip strip(guideline, options);
  for (const AttemptInput& input : inputs) strip.push(input);
  return strip.take();
}

Result<std::vector<StripPoint>> whole_strip(const std::filesystem::path& recording,
                                            const Guideline& guideline, AttemptOptions options) {
  auto reader = RecordingReader::open(recording);
  if (!reader) return tl::unexpected(reader.error());
  options.channels = reader->channels();
  std::optional<WholeStrip> strip;
  std::vector<SampleBatch> batches;
  for (bool more = true; more;) {
    const auto next = reader->next(batches);
    if (!next) return tl::unexpected(next.error());
    more = *next;
    if (!strip) {  // what is remarked on in front of the first row is known now
      if (const auto stiffness = reader->stiffness_n_per_mm(); stiffness && !options.stiffness) {
        options.stiffness = newtons_per_millimetre(*stiffness);
      }
      strip.emplace(guideline, options);
    }
    for (const auto& report : reader->reports().compressions) strip->push(report);
    for (const auto& report : reader->reports().breaths) strip->push(report);
    for (const auto& batch : batches) strip->push(batch);
  }
  return strip->take();
}

}  // namespace sternum
