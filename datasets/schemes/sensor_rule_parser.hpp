/// Reads what an item judged by sensor asks for, and refuses what cannot be measured or met.
///
/// See SCHEMES.md for the keys. Complaints go to the table's file.
#pragma once

#include "analysis/exam/scheme.hpp"
#include "analysis/scoring/guideline.hpp"
#include "datasets/rule_files/checked_table.hpp"

namespace sternum {

/// `guideline` may be null when the scheme names none that is known: then nothing is held against
/// it. `scheme` knows already how the attempt is run.
[[nodiscard]] SensorRule read_sensor_rule(const CheckedTable& item, const Scheme& scheme,
                                          const Guideline* guideline);

}  // namespace sternum
