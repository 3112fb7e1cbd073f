#include "tests/gui/results_scenes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tests/gui/class_scenes.hpp"
#include "tests/gui/review_scenes.hpp"
#include "tests/gui/synthetic.hpp"

namespace sternum::test {

namespace {

constexpr ClassId kResultsClass = 13;

/// What each of them came to, in the order of the class's list.
struct CameTo {
  std::optional<Verdict> verdict;
  double score = 0.0;
  std::optional<double> theory{};
  int practice = 2;
  bool certified = false;
  bool retest = false;
};

const std::array<CameTo, 12> kCameTo = {{{Verdict::Pass, 92, 88, 3, true},
                                         {Verdict::Pass, 84, 71.5, 2, true, true},
                                         {Verdict::Pass, 90, {}, 4},
                                         {Verdict::Pass, 86, 95},
                                         {Verdict::Pass, 81, 52},
                                         {Verdict::Fail, 61.5, 80},
                                         {Verdict::Borderline, 79.5, 77},
                                         {},
                                         {Verdict::Invalid, 70, 66},
                                         {Verdict::Fail, 40, {}, 1},
                                         {Verdict::Pass, 97, 100, 0},
                                         {{}, 0, {}, 0}}};

ClassInBook book_of(Language language) {
  ClassInBook book;
  ClassRecord record = class_of(language);
  book.results.id = kResultsClass;
  for (std::size_t i = 0; i < record.members.size(); ++i) {
    const CameTo& came = kCameTo[i];
    TraineeResult& trainee = book.results.trainees.emplace_back();
    trainee.name = record.members[i].name;
    trainee.organisation = record.members[i].organisation;
    trainee.absent = record.members[i].absent;
    trainee.attempts = came.practice + (came.verdict ? 1 : 0);
    trainee.hands_on_s = 118.0 * trainee.attempts;
    trainee.outcome.theory_score = came.theory;
    if (came.verdict) {
      trainee.exams.push_back({.attempt = static_cast<AttemptId>(i) + 100,
                               .is_retest = came.retest,
                               .scheme_id = "rcsc-first-aider",
                               .score = came.score,
                               .verdict = *came.verdict});
    }
    if (came.practice > 0)
      book.practice[trainee.name] = {came.practice, std::max(58.0, came.score + 1.0)};
    if (!came.certified) continue;
    trainee.outcome.certificate_number = fmt::format("2026-013-{:03}", i + 1);
    trainee.outcome.certified_on = "2026-03-29";
    trainee.outcome.valid_until = "2029-03-28";
    book.certificates.push_back({.number = trainee.outcome.certificate_number,
                                 .of_class = kResultsClass,
                                 .trainee = trainee.name,
                                 .issued_on = "2026-03-29",
                                 .valid_until = "2029-03-28"});
  }
  book.certificates.push_back({.number = "2026-013-003",
                               .of_class = kResultsClass,
                               .trainee = record.members[2].name,
                               .issued_on = "2026-03-29",
                               .valid_until = "2029-03-28",
                               .revoked_on = "2026-03-30",
                               .revoked_why = "wrong name"});
  record.members.clear();
  book.results.record = record;
  return book;
}

std::vector<ClassSummary> classes_of(Language language) {
  const bool zh = language == Language::Chinese;
  std::vector<ClassSummary> classes;
  for (int i = kResultsClass; i > 0; --i) {
    ClassSummary& summary = classes.emplace_back();
    summary.id = i;
    summary.record = class_of(language);
    summary.record.members.clear();
    summary.record.number = fmt::format(fmt::runtime(zh ? "第 {} 期" : "No. {}"), i);
    summary.record.starts_on = fmt::format("2026-{:02}-{:02}", (i + 3) / 4, 1 + i * 2);
    summary.record.state = i == kResultsClass ? ClassState::Open : ClassState::Closed;
    if (i != kResultsClass) summary.record.key -= i;
    summary.members = i == kResultsClass ? 12 : 8 + i;
  }
  return classes;
}

BookState& book_in(FakeStation& station) {
  auto book = std::make_shared<BookState>(*station.papers.book);
  station.papers.book = book;
  return *book;
}

FakeStation with_nobody_signed_in(Language language) {
  FakeStation station = examined_class(language);
  station.now.signed_in.number.clear();
  return station;
}

FakeStation that_exports(Language language, ExportPhase phase) {
  FakeStation station = examined_class(language);
  station.papers.exports = {.phase = phase,
                            .of_class = kResultsClass,
                            .done = phase == ExportPhase::Done ? 38U : 17U,
                            .of = 38,
                            .folder = station.papers.usual_folder / "class-13"};
  if (phase == ExportPhase::Failed) {
    station.papers.exports.trouble = Error{"the folder cannot be written to (Permission denied)",
                                           "/media/usb/class-13", "choose another one"};
  }
  return station;
}

FakeStation that_issued(Language language) {
  FakeStation station = examined_class(language);
  book_in(station).news = BookNews{BookNews::Kind::Issued, {}, 3, "2026-03-29", "2029-03-28"};
  return station;
}

FakeStation that_could_not(Language language) {
  FakeStation station = examined_class(language);
  book_in(station).trouble = Error{"certificate 2026-013-001 was revoked on 2026-03-30",
                                   "station.sqlite", "there is nothing left to do"};
  return station;
}

FakeStation without_a_class(Language) {
  FakeStation station = station_with({seat(1, "", Story::Idle)});
  book_in(station).classes = std::make_shared<const std::vector<ClassSummary>>();
  return station;
}

FakeStation debrief_with_folder(Language language) {
  FakeStation station = debrief_station(language);
  station.papers.usual_folder = "/home/teacher/Documents/Sternum";
  station.papers.exports = {.phase = ExportPhase::Done,
                            .attempt = 7,
                            .done = 1,
                            .of = 1,
                            .folder = station.papers.usual_folder / "reports"};
  return station;
}

void look_at_results(Console& console, StationPort& station) {
  console.press(Shortcut::Results, station);
  console.update(station, console.now_s());
}

/// Opens the results and chooses the `nth` of the list, from 1.
auto choose_nth(int nth) {
  return [nth](Console& console, StationPort& station) {
    look_at_results(console, station);
    for (int i = 0; i < nth; ++i) console.press(Shortcut::Down, station);
  };
}

}  // namespace

FakeStation examined_class(Language language) {
  FakeStation station = station_with({seat(1, "", Story::Idle), seat(2, "", Story::Idle)});
  station.now.open_class = std::make_shared<const ClassRecord>(class_of(language));
  station.now.signed_in = {.needed = true, .number = "1203", .name = "Zhou Min"};
  station.papers.usual_folder = "/home/teacher/Documents/Sternum";
  BookState& book = book_in(station);
  book.shown = std::make_shared<const ClassInBook>(book_of(language));
  book.classes = std::make_shared<const std::vector<ClassSummary>>(classes_of(language));
  return station;
}

const std::vector<Scene>& results_scenes() {
  static const auto exporting = [](ExportPhase phase) {
    return [phase](Language language) { return that_exports(language, phase); };
  };
  static const auto export_part = [](Console& console, StationPort& station) {
    look_at_results(console, station);
    console.results_desk().choose_part(ResultsPart::Export);
  };
  static const std::vector<Scene> scenes = {
      {"results", examined_class, look_at_results},
      {"results-nobody-signed-in", with_nobody_signed_in, look_at_results},
      {"results-chosen", that_issued, choose_nth(4)},
      {"results-revoke", that_could_not,
       [](Console& console, StationPort& station) {
         choose_nth(1)(console, station);
         console.results_desk().choose_part(ResultsPart::Certificates);
         console.results_desk().reason() = "appeal upheld";
         console.revoke_certificate(station);
       }},
      {"results-classes", examined_class,
       [](Console& console, StationPort& station) {
         look_at_results(console, station);
         console.results_desk().show_list(true);
         console.press(Shortcut::Down, station);
       }},
      {"results-exporting", exporting(ExportPhase::Running), export_part},
      {"results-exported", exporting(ExportPhase::Done), export_part},
      {"results-export-failed", exporting(ExportPhase::Failed), export_part},
      {"results-no-class", without_a_class, look_at_results},
      {"review-report", debrief_with_folder,
       [](Console& console, StationPort& station) {
         console.open_review(7, station);
         console.press(Shortcut::Report, station);
       }},
  };
  return scenes;
}

}  // namespace sternum::test
