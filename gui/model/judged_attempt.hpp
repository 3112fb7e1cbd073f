/// What is said of an attempt's result, live, at its end, and whenever it is looked at again: one
/// way, so that the same result and the same sheet give the same verdict and the same JSON.
///
/// Pure functions; they never block.
#pragma once

#include <string>
#include <vector>

#include "analysis/attempt/attempt_result.hpp"
#include "analysis/core/result.hpp"
#include "analysis/exam/examination.hpp"
#include "analysis/exam/scheme.hpp"
#include "analysis/scoring/guideline.hpp"
#include "datasets/recordings/recording_reader.hpp"
#include "firmware-bridge/protocol/messages.hpp"

namespace sternum {

/// How far the manikin says that depths and breath volumes may be off; at most as far as a scheme
/// may assume, since beyond that nobody could be examined at all.
[[nodiscard]] MeasurementUncertainty stated_uncertainty(const Hello& hello);

/// `stated` counts where depths and volumes were measured by the channels that it was stated of,
/// the scheme's own assumption otherwise. A checklist needs no valid recording.
[[nodiscard]] Examination examination_of(const AttemptResult& result, const Scheme& scheme,
                                         const Guideline& guideline,
                                         const std::vector<SheetEntry>& sheet,
                                         const MeasurementUncertainty& stated);

/// Why `entry` cannot stand on the scheme's sheet: no such item, or an overruling without a reason.
[[nodiscard]] Result<void> check_entry(const SheetEntry& entry, const Scheme& scheme);

/// The result as one line of JSON, with its sentences in English. `examination` and its `scheme`
/// are both there or both null.
[[nodiscard]] std::string told_json(const AttemptResult& result, const std::string& file,
                                    const std::vector<ClockEvent>& clock_events,
                                    const Examination* examination = nullptr,
                                    const Scheme* scheme = nullptr);

}  // namespace sternum
