#include "tests/gui/exam_scenes.hpp"

#include "datasets/schemes/scheme_file.hpp"
#include "tests/gui/synthetic.hpp"

namespace sternum::test {

namespace {

SchemeItem tick(std::string id, std::string section, std::string zh, std::string en, double worth) {
  SchemeItem item;
  item.id = std::move(id);
  item.section = std::move(section);
  item.title_zh = std::move(zh);
  item.title_en = std::move(en);
  item.points = points(worth);
  return item;
}

SchemeItem critical(SchemeItem item) {
  item.critical = true;
  return item;
}

SchemeItem sensor(SchemeItem item, Measure measure, Comparator comparison, double limit,
                  double upper = 0.0) {
  item.judge = ItemJudge::Sensor;
  item.sensor.measure = measure;
  item.sensor.comparison = comparison;
  item.sensor.limit = limit;
  item.sensor.upper = upper;
  return item;
}

SchemeItem every_set(SchemeItem item) {
  item.sensor.scope.of = Scope::Of::EverySet;
  return item;
}

Scheme shipped(const char* id) {
  auto scheme = find_scheme(id);
  return scheme ? std::move(*scheme) : Scheme{};
}

/// Mean depth is 52.9 mm: within 2 mm of at least 54.
Scheme strict_about_depth() {
  Scheme scheme = first_aider_scheme();
  for (SchemeItem& item : scheme.items) {
    if (item.id != "depth") continue;
    item.title_zh = "平均深度至少 54 mm";
    item.title_en = "Mean depth at least 54 mm";
    item = sensor(item, Measure::MeanDepth, Comparator::AtLeast, 54.0);
  }
  return scheme;
}

std::vector<SheetEntry> begun_sheet() {
  std::vector<SheetEntry> sheet;
  for (const char* id : {"scene", "response", "call"}) {
    sheet.push_back(sheet_entry(id, SheetEntry::Kind::Ticked));
  }
  sheet.push_back(sheet_entry("mouth", SheetEntry::Kind::Missed));
  sheet.push_back(sheet_entry("airway", SheetEntry::Kind::Ticked));
  return sheet;
}

std::vector<SheetEntry> overruled(std::vector<SheetEntry> sheet, const std::string& id, bool met) {
  SheetEntry entry = sheet_entry(id, SheetEntry::Kind::Overruled);
  entry.overruled_to_met = met;
  entry.reason = "The manikin or its sensor was at fault";
  entry.who = "1203";
  entry.utc_ms = 1'772'433'720'000;
  sheet.push_back(entry);
  return sheet;
}

using MakeExam = std::function<std::shared_ptr<const SeatExam>()>;

Scene exam_scene(std::string name, MakeExam make, AttemptPhase phase,
                 std::function<void(Console&, StationPort&)> go_there) {
  return {std::move(name),
          [make, phase](Language language) {
            const char* trainee = language == Language::Chinese ? "陈国强" : "Chen Guoqiang";
            auto station = station_with({examined_seat(2, trainee, make(), phase)});
            station.now.schemes = {std::make_shared<const Scheme>(first_aider_scheme())};
            return station;
          },
          [go_there](Console& console, StationPort& station) {
            console.examiner() = "1203";
            go_there(console, station);
          }};
}

FakeStation class_in_exam(Language language) {
  const Scheme scheme = first_aider_scheme();
  const auto exam = exam_of(scheme, begun_sheet());
  const auto name = [language](const char* zh, const char* en) {
    return std::string(language == Language::Chinese ? zh : en);
  };
  const auto done = AttemptPhase::Done;
  auto station = station_with(
      {examined_seat(1, name("王晓燕", "Wang Xiaoyan"), exam, AttemptPhase::Running),
       examined_seat(2, name("陈国强", "Chen Guoqiang"),
                     exam_of(scheme, filled_sheet(scheme, seconds(7.2))), done),
       examined_seat(3, name("古丽娜尔·艾山", "Gulnar Ehsan"),
                     exam_of(scheme, filled_sheet(scheme, seconds(7.2), "call")), done),
       examined_seat(4, name("贠㛃", "Zhao Min"), exam_of(scheme, {}), done),
       examined_seat(5, name("孙婷", "Sun Ting"), exam_of(scheme, {}, false), done),
       seat(6, name("周洁", "Zhou Jie"), Story::Good)});
  station.now.schemes = {std::make_shared<const Scheme>(scheme)};
  return station;
}

FakeStation with_stored_exam(Language language) {
  auto station = station_of(6, language);
  Review review = *station.reviews[7];
  const Scheme scheme = strict_about_depth();
  review.exam = exam_of(
      scheme, overruled(filled_sheet(scheme, seconds(7.2), "mouth"), "longest-pause", true));
  station.reviews[7] = std::make_shared<const Review>(std::move(review));
  return station;
}

/// Of a checklist that was gone through without a manikin: there is nothing but the sheet.
FakeStation with_stored_checklist(Language language) {
  auto station = station_of(6, language);
  Review review = *station.reviews[7];
  const Scheme scheme = shipped("airway-obstruction");
  review.exam = exam_of(scheme, filled_sheet(scheme, seconds(7.2), "call"));
  AttemptResult nothing;
  nothing.guideline_id = review.result.guideline_id;
  nothing.guideline_hash = review.result.guideline_hash;
  review.result = std::move(nothing);
  review.strip.clear();
  station.reviews[7] = std::make_shared<const Review>(std::move(review));
  return station;
}

/// A place for checklists, free, beside a manikin.
FakeStation with_a_place(Language) {
  Seat place;
  place.number = 91;
  place.manikin.id = "no-manikin-1";
  place.has_manikin = false;
  place.online = true;
  auto station = station_with({seat(1, "Li", Story::Good), place});
  station.now.schemes = {std::make_shared<const Scheme>(shipped("airway-obstruction"))};
  return station;
}

}  // namespace

SheetEntry sheet_entry(const std::string& item_id, SheetEntry::Kind kind) {
  SheetEntry entry;
  entry.item_id = item_id;
  entry.kind = kind;
  return entry;
}

Scheme first_aider_scheme() {
  Scheme scheme;
  scheme.id = "first-aider-100";
  scheme.edition = "3";
  scheme.title_zh = "救护员心肺复苏考核";
  scheme.title_en = "First-aider CPR exam";
  scheme.hash = "7be204aa";
  scheme.guideline_id = adult_guideline().id;
  scheme.sets = 5;
  scheme.length = seconds(180.0);
  scheme.pass = points(80.0);
  scheme.assumed_uncertainty = {millimetres(2.0), millilitres(25.0)};
  scheme.sections = {{"scene", "现场与判断", "Scene and assessment"},
                     {"press", "胸外按压", "Chest compressions"},
                     {"air", "开放气道与人工呼吸", "Airway and breaths"},
                     {"end", "结束", "End"}};
  SchemeItem timer =
      tick("breathing", "scene", "判断呼吸 5–10 秒", "Checks breathing, 5 to 10 s", 10);
  timer.judge = ItemJudge::Timer;
  timer.timer = {seconds(5.0), seconds(10.0)};
  scheme.items = {
      tick("scene", "scene", "环境安全，做好防护", "Scene safe, protects themselves", 5),
      tick("response", "scene", "轻拍重唤，判断反应", "Taps and shouts: response", 5),
      critical(
          tick("call", "scene", "呼救，拨打 120，取 AED", "Calls for help, 120 and an AED", 5)),
      critical(timer),
      every_set(sensor(tick("pace", "press", "每轮 30 次，18 秒内完成",
                            "30 compressions in 15 to 18 s, every set", 10),
                       Measure::SetDuration, Comparator::Within, 15.0, 18.0)),
      critical(sensor(tick("depth", "press", "深度达标至少 60%", "Depth in target, 60% of all", 15),
                      Measure::DepthInTarget, Comparator::AtLeast, 40.0)),
      critical(sensor(tick("recoil", "press", "充分回弹", "Full recoil", 10), Measure::FullRecoil,
                      Comparator::AtLeast, 80.0)),
      sensor(tick("rate", "press", "频率 100–120 次/分", "Mean rate 100–120/min", 10),
             Measure::MeanRate, Comparator::Within, 100.0, 120.0),
      sensor(tick("hands", "press", "按压位置", "Hands in the right place", 5),
             Measure::HandsInPlace, Comparator::AtLeast, 90.0),
      tick("mouth", "air", "清除口腔异物", "Clears the mouth", 3),
      tick("airway", "air", "仰头举颏", "Head tilt, chin lift", 5),
      sensor(tick("volume", "air", "吹气 400–600 ml", "Breaths of 400–600 ml", 7),
             Measure::BreathInTarget, Comparator::AtLeast, 70.0),
      sensor(tick("longest-pause", "air", "中断不超过 10 秒", "No pause longer than 10 s", 5),
             Measure::LongestBreathPause, Comparator::AtMost, 10.0),
      tick("reassess", "end", "重新评估", "Assesses again", 3),
      tick("recovery", "end", "恢复体位与人文关怀", "Recovery position, comfort", 2)};
  return scheme;
}

std::shared_ptr<const SeatExam> exam_of(Scheme scheme, std::vector<SheetEntry> sheet,
                                        bool recording_is_valid) {
  SeatExam exam;
  exam.scheme = std::make_shared<const Scheme>(std::move(scheme));
  exam.sheet = std::move(sheet);
  const Guideline guideline = adult_guideline();
  const AttemptResult result = exam.scheme->measures_cpr
                                   ? eventful_review(7, "", AttemptState::Ended).result
                                   : AttemptResult{};
  Performance performance = performance_of(result);
  performance.measures_breaths = !result.breaths.empty();
  exam.examination =
      std::make_shared<const Examination>(examine({.scheme = *exam.scheme,
                                                   .guideline = guideline,
                                                   .performance = performance,
                                                   .sheet = exam.sheet,
                                                   .recording_is_valid = recording_is_valid,
                                                   .uncertainty = {}}));
  return std::make_shared<const SeatExam>(std::move(exam));
}

std::vector<SheetEntry> filled_sheet(const Scheme& scheme, Duration timed,
                                     const std::string& missed) {
  std::vector<SheetEntry> sheet;
  for (const SchemeItem& item : scheme.items) {
    const bool is_timer = item.judge == ItemJudge::Timer;
    sheet.push_back(sheet_entry(item.id, item.id == missed ? SheetEntry::Kind::Missed
                                         : is_timer        ? SheetEntry::Kind::Timed
                                                           : SheetEntry::Kind::Ticked));
    if (is_timer) sheet.back().timed = timed;
  }
  return sheet;
}

Seat examined_seat(int number, const std::string& trainee, std::shared_ptr<const SeatExam> exam,
                   AttemptPhase phase) {
  const bool done = phase == AttemptPhase::Done;
  Seat made = seat(number, trainee, done ? Story::Done : Story::Good);
  LiveSnapshot live = *made.live;
  live.coach_mode = CoachMode::None;
  live.coached_now = false;
  made.live = exam->scheme->measures_cpr ? std::make_shared<const LiveSnapshot>(live) : nullptr;
  made.exam = std::move(exam);
  return made;
}

std::vector<Scene> exam_scenes() {
  const auto stay = [](Console&, StationPort&) {};
  const auto choose = [](Console& console, StationPort&) {
    console.exam_choice().choose_purpose(AttemptPurpose::Exam, console.station());
  };
  const auto running = AttemptPhase::Running;
  const auto done = AttemptPhase::Done;
  const auto first_aider = [](Duration timed, const char* missed) {
    return [timed, missed] {
      Scheme scheme = first_aider_scheme();
      auto sheet = filled_sheet(scheme, timed, missed);
      return exam_of(std::move(scheme), std::move(sheet));
    };
  };
  return {
      exam_scene(
          "exam-running", [] { return exam_of(first_aider_scheme(), begun_sheet()); }, running,
          [](Console& console, StationPort& station) { console.press_item("breathing", station); }),
      exam_scene(
          "exam-borderline", [] { return exam_of(strict_about_depth(), begun_sheet()); }, running,
          stay),
      exam_scene(
          "exam-reason", [] { return exam_of(strict_about_depth(), begun_sheet()); }, running,
          [](Console& console, StationPort&) { console.answer_question(false); }),
      exam_scene(
          "exam-bls", [] { return exam_of(shipped("aha-bls-adult"), {}); }, running, stay),
      exam_scene(
          "exam-graded", [] { return exam_of(shipped("rcsc-first-aider"), begun_sheet()); },
          running, stay),
      exam_scene("exam-passed", first_aider(seconds(7.2), ""), done, stay),
      exam_scene("exam-failed", first_aider(seconds(3.1), "call"), done, stay),
      exam_scene(
          "exam-undecided", [] { return exam_of(strict_about_depth(), begun_sheet()); }, done,
          stay),
      exam_scene(
          "exam-invalid", [] { return exam_of(first_aider_scheme(), begun_sheet(), false); }, done,
          stay),
      exam_scene(
          "exam-checklist", [] { return exam_of(shipped("airway-obstruction"), {}); }, running,
          stay),
      exam_scene(
          "exam-checklist-aed", [] { return exam_of(shipped("aed"), {}); }, running, stay),
      {"exam-class", class_in_exam, stay},
      {"exam-class-42",
       [](Language language) {
         auto station = class_in_exam(language);
         auto many = station_of(42, language);
         std::copy(station.now.seats.begin(), station.now.seats.end(), many.now.seats.begin());
         return many;
       },
       stay},
      {"aed-alone", with_a_place,
       [](Console& console, StationPort& station) { console.press(Shortcut::Aed, station); }},
      {"exam-place", with_a_place,
       [](Console& console, StationPort& station) {
         console.exam_choice().choose_checklist(*station.snapshot());
         console.enlarge(91);
         console.update(station, 0.1);
       }},
      {"exam-place-beside", with_a_place, stay},
      {"review-checklist", with_stored_checklist,
       [](Console& console, StationPort& station) { console.open_review(7, station); }},
      {"exam-start",
       [](Language) {
         auto station = station_with({seat(1, "", Story::Idle)});
         station.now.schemes = {std::make_shared<const Scheme>(first_aider_scheme())};
         return station;
       },
       choose},
      {"exam-help",
       [](Language language) {
         auto station = class_in_exam(language);
         station.now.seats.resize(1);
         return station;
       },
       [](Console& console, StationPort& station) { console.press(Shortcut::Help, station); }},
      {"review-exam", with_stored_exam,
       [](Console& console, StationPort& station) {
         console.open_review(7, station);
         console.press_item("longest-pause", station);
         console.select_compression(125);
       }},
      {"review-exam-reason", with_stored_exam,
       [](Console& console, StationPort& station) {
         console.open_review(7, station);
         console.press_item("rate", station);
         console.overrule_selected();
       }},
  };
}

}  // namespace sternum::test
