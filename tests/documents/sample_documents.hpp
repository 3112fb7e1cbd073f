// Reports and certificates with something of everything, and the extremes of them.
#pragma once

#include "datasets/documents/certificate.hpp"
#include "datasets/documents/trainee_report.hpp"

namespace sternum::test {

/// Two minutes of practice: leaning, a long pause, a gap, a shallow end.
[[nodiscard]] TraineeReport practice_report();
/// The same as an exam of a class: one item missed, one overruled.
[[nodiscard]] TraineeReport exam_report();
/// 40 items, 200 lines in the ledger, long names everywhere, many overrulings and findings.
[[nodiscard]] TraineeReport crowded_report();
/// Nobody pressed; nothing came.
[[nodiscard]] TraineeReport empty_report();
/// An exam from a manikin that measures force alone, over a bad radio.
[[nodiscard]] TraineeReport invalid_report();

[[nodiscard]] Certificate sample_certificate();

}  // namespace sternum::test
