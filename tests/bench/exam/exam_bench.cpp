// What judging a whole attempt by a scheme costs, ledger and tips included: at most 1 ms is wanted
// for 5 cycles.
#include <benchmark/benchmark.h>

#include "analysis/exam/examination.hpp"
#include "datasets/guidelines/guideline_file.hpp"
#include "datasets/schemes/scheme_file.hpp"
#include "tests/scoring/hand_made.hpp"

namespace sternum {
namespace {

using hand_made::Script;

/// Five cycles of somebody with much to learn: nearly every compression has a line in the ledger.
Script five_cycles() {
  Script script;
  for (int i = 0; i < 150; ++i) {
    script.press(1, {.depth_mm = 44.0 + i % 11, .per_minute = 90.0 + i % 45, .residual_mm = i % 9});
    if (i % 30 == 29) script.breaths_in_pause(11.0, 350, 700);
  }
  return script;
}

void Examine(benchmark::State& state, const char* id) {
  const auto scheme = find_scheme(id);
  const auto guideline = scheme ? find_guideline(scheme->guideline_id) : Result<Guideline>();
  if (!scheme || !guideline) {
    state.SkipWithError("there is no such scheme");
    return;
  }
  const Script script = five_cycles();
  const Performance performance = script.performance();
  const std::vector<SheetEntry> sheet;
  std::size_t lines = 0;
  for (auto _ : state) {
    const Examination exam = examine({*scheme, *guideline, performance, sheet, true, {}});
    lines = exam.ledger.size();
    benchmark::DoNotOptimize(&exam);
  }
  state.counters["ledger_lines"] = static_cast<double>(lines);
}
BENCHMARK_CAPTURE(Examine, sensors_alone, "sensor-2min");
BENCHMARK_CAPTURE(Examine, half_and_half, "rcsc-first-aider");
BENCHMARK_CAPTURE(Examine, many_sensor_items, "aha-bls-adult");
BENCHMARK_CAPTURE(Examine, shares_of_all, "mpotos-70");

}  // namespace
}  // namespace sternum
