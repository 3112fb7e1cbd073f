// What printing costs: at most 150 ms are wanted for the first page, 15 ms for each further one, 10
// s for a class of 100.
#include <benchmark/benchmark.h>

#include "datasets/documents/certificate.hpp"
#include "datasets/documents/strip_plot.hpp"
#include "datasets/documents/trainee_report.hpp"
#include "gui/model/spoken_documents.hpp"
#include "tests/documents/sample_documents.hpp"

namespace sternum {
namespace {

const SpokenDocuments kWords(Language::Chinese);

/// Fonts and all, once: the next printer of a program finds the files' tables in memory.
void FirstReport(benchmark::State& state) {
  const TraineeReport report = test::practice_report();
  for (auto _ : state) {
    auto printer = DocumentPrinter::create();
    if (!printer) {
      state.SkipWithError("there is no font");
      return;
    }
    benchmark::DoNotOptimize(trainee_report_pdf(*printer, report, kWords));
  }
}
BENCHMARK(FirstReport)->Iterations(1)->Unit(benchmark::kMillisecond);

template <class Print>
void print_on(benchmark::State& state, Print print) {
  auto printer = DocumentPrinter::create();
  if (!printer) {
    state.SkipWithError("there is no font");
    return;
  }
  std::size_t bytes = print(*printer);
  for (auto _ : state) benchmark::DoNotOptimize(bytes = print(*printer));
  state.counters["bytes"] = static_cast<double>(bytes);
}

void FurtherReport(benchmark::State& state, TraineeReport (*make)()) {
  const TraineeReport report = make();
  print_on(state, [&](DocumentPrinter& printer) {
    return trainee_report_pdf(printer, report, kWords).value_or("").size();
  });
}
BENCHMARK_CAPTURE(FurtherReport, practice, test::practice_report)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(FurtherReport, exam, test::exam_report)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(FurtherReport, crowded, test::crowded_report)->Unit(benchmark::kMillisecond);

void FurtherCertificate(benchmark::State& state) {
  const Certificate certificate = test::sample_certificate();
  print_on(state, [&](DocumentPrinter& printer) {
    return certificate_pdf(printer, certificate, kWords).value_or("").size();
  });
}
BENCHMARK(FurtherCertificate)->Unit(benchmark::kMillisecond);

/// A report and a certificate each.
void ClassOfHundred(benchmark::State& state) {
  TraineeReport report = test::exam_report();
  Certificate certificate = test::sample_certificate();
  print_on(state, [&](DocumentPrinter& printer) {
    std::size_t bytes = 0;
    for (int i = 0; i < 100; ++i) {
      certificate.name = report.trainee = "学员" + std::to_string(i);
      bytes += trainee_report_pdf(printer, report, kWords).value_or("").size();
      bytes += certificate_pdf(printer, certificate, kWords).value_or("").size();
    }
    return bytes;
  });
}
BENCHMARK(ClassOfHundred)->Unit(benchmark::kMillisecond);

void Plot(benchmark::State& state, PlotFormat format) {
  const TraineeReport report = test::practice_report();
  print_on(state, [&](DocumentPrinter& printer) {
    const StripPlot plot{"lesson.csv", report.result, report.guideline, report.strip};
    return strip_plot(printer, plot, kWords, format).value_or("").size();
  });
}
BENCHMARK_CAPTURE(Plot, svg, PlotFormat::Svg)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Plot, png, PlotFormat::Png)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Plot, pdf, PlotFormat::Pdf)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sternum
