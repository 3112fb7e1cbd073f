// Every kind of document in both languages, to be looked at: print_documents FOLDER [LOGO].
#include <cstdio>
#include <filesystem>
#include <string>

#include "datasets/documents/base_logo.hpp"
#include "datasets/documents/strip_plot.hpp"
#include "gui/model/spoken_documents.hpp"
#include "tests/documents/sample_documents.hpp"

namespace {

using namespace sternum;

int complain(const Error& error) {
  std::fprintf(stderr, "print_documents: %s\n", error.message().c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path folder = argc > 1 ? argv[1] : "build/documents";
  std::filesystem::create_directories(folder);
  auto printer = DocumentPrinter::create();
  if (!printer) return complain(printer.error());
  if (argc > 2) {
    if (const auto kept = keep_base_logo(folder, argv[2]); !kept) return complain(kept.error());
  }
  const auto logo = read_base_logo(folder);
  if (!logo) return complain(logo.error());
  for (const Language language : {Language::Chinese, Language::English}) {
    const SpokenDocuments words(language);
    const std::string ending = language == Language::Chinese ? "-zh" : "-en";
    const auto print = [&](const char* name, TraineeReport report) {
      report.logo = logo->png;
      return write_trainee_report_pdf(*printer, report, words, folder / (name + ending + ".pdf"));
    };
    const TraineeReport exam = test::exam_report();
    Certificate certificate = test::sample_certificate();
    certificate.logo = logo->png;
    for (const auto& printed :
         {print("practice", test::practice_report()), print("exam", exam),
          print("crowded", test::crowded_report()), print("empty", test::empty_report()),
          print("invalid", test::invalid_report()),
          write_certificate_pdf(*printer, certificate, words,
                                folder / ("certificate" + ending + ".pdf"))}) {
      if (!printed) return complain(printed.error());
    }
    const StripPlot plot{"lesson.csv", exam.result, exam.guideline, exam.strip, &*exam.exam};
    for (const char* kind : {".svg", ".png", ".pdf"}) {
      const auto printed =
          write_strip_plot(*printer, plot, words, folder / ("plot" + ending + kind));
      if (!printed) return complain(printed.error());
    }
  }
  return 0;
}
