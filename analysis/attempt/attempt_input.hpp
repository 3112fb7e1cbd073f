/// Everything an attempt is fed with, as one value: what a station stores, in the order in which it
/// came, so that feeding it again gives the same result.
#pragma once

#include <variant>

#include "analysis/core/device_report.hpp"
#include "analysis/core/sample_batch.hpp"
#include "analysis/scoring/attempt_event.hpp"

namespace sternum {

using AttemptInput = std::variant<SampleBatch, ReportedCompression, ReportedBreath, AttemptEvent>;

/// Nothing of `input` is later than this.
[[nodiscard]] inline DeviceTime end_of(const AttemptInput& input) {
  struct {
    DeviceTime operator()(const SampleBatch& batch) const {
      return batch.values.empty() ? batch.first : batch.last();
    }
    DeviceTime operator()(const ReportedCompression& report) const { return report.peak; }
    DeviceTime operator()(const ReportedBreath& report) const {
      return report.start + report.duration;
    }
    DeviceTime operator()(const AttemptEvent& event) const { return event.at; }
  } end;
  return std::visit(end, input);
}

/// Nothing of `input` is earlier than this.
[[nodiscard]] inline DeviceTime begin_of(const AttemptInput& input) {
  struct {
    DeviceTime operator()(const SampleBatch& batch) const { return batch.first; }
    DeviceTime operator()(const ReportedCompression& report) const { return report.peak; }
    DeviceTime operator()(const ReportedBreath& report) const { return report.start; }
    DeviceTime operator()(const AttemptEvent& event) const { return event.at; }
  } begin;
  return std::visit(begin, input);
}

}  // namespace sternum
