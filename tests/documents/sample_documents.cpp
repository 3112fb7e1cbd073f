#include "tests/documents/sample_documents.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <numbers>

#include "datasets/guidelines/guideline_file.hpp"
#include "datasets/schemes/scheme_file.hpp"
#include "tests/gui/synthetic.hpp"

namespace sternum::test {
namespace {

constexpr std::int64_t kMarch21 = 1'774'075'080'000;  // 2026-03-21 14:38 in Beijing
constexpr std::int64_t kDay_ms = 86'400'000;

template <class T>
T found(Result<T> result) {
  if (!result) std::abort();
  return std::move(*result);
}

/// The depth between the compressions of a result, at 100 Hz: a raised cosine each.
std::vector<StripPoint> trace_of(const AttemptResult& result) {
  std::vector<StripPoint> points;
  DeviceTime at = result.span.from;
  std::size_t next = 0;
  double rest_mm = 0.0;
  for (; at < result.span.to; at = at + milliseconds(10)) {
    while (next < result.compressions.size() && result.compressions[next].release < at) {
      rest_mm = result.compressions[next].residual.value_or(millimetres(0)).mm();
      ++next;
    }
    StripPoint point{at, static_cast<float>(rest_mm), points.empty()};
    bool lost = false;
    for (const TimeSpan& gap : result.gaps) lost = lost || (gap.from < at && at < gap.to);
    if (lost) continue;
    if (!points.empty() && at - points.back().time > milliseconds(15)) point.follows_gap = true;
    if (next < result.compressions.size() && at >= result.compressions[next].onset) {
      const Compression& one = result.compressions[next];
      const bool down = at < one.peak;
      const double share = down ? (at - one.onset).seconds() / (one.peak - one.onset).seconds()
                                : (one.release - at).seconds() / (one.release - one.peak).seconds();
      const double floor = down ? rest_mm : one.residual.value_or(millimetres(0)).mm();
      point.depth_mm = static_cast<float>(floor + (one.depth.mm() - floor) *
                                                      (1 - std::cos(std::numbers::pi * share)) / 2);
    }
    points.push_back(point);
  }
  return points;
}

TraineeReport report_of(const Review& review) {
  TraineeReport report;
  report.number = "2026-012-002-4";
  report.base = "东城培训基地";
  report.class_number = "第 12 期";
  report.course = "救护员班";
  report.trainee = "陈国强";
  report.examiner = "周敏 T-017";
  report.seat = 2;
  report.manikin_id = "SA-0142";
  report.depth_check = ReportedDepthCheck{kMarch21 - 19 * kDay_ms, "T-017"};
  report.began_at_ms = kMarch21;
  report.utc_offset_min = 480;
  report.attempt_number = 4;
  report.guideline = *review.guideline;
  report.result = review.result;
  AttemptResult& result = report.result;
  result.compression_source = CompressionSource::Depth;
  result.breath_source = BreathSource::Volume;
  result.metrics.depth_count = result.metrics.compression_count;
  result.metrics.volume_count = result.metrics.breath_count;
  if (result.measures_depth) report.strip = trace_of(result);
  report.earlier = {{kMarch21 - 7 * kDay_ms, 58.2, false},
                    {kMarch21 - 6 * kDay_ms, 66.9, false},
                    {kMarch21 - kDay_ms, 72.4, false}};
  report.audit_hash = "9c4107aae2d83b105f6c7788990011223344556677889900aabbccddeeff0011";
  return report;
}

SheetEntry entry(std::string id, SheetEntry::Kind kind) {
  SheetEntry made;
  made.item_id = std::move(id);
  made.kind = kind;
  made.who = "T-017";
  made.utc_ms = kMarch21 + 120'000;
  return made;
}

SheetEntry overruling(std::string id, bool met, std::string reason) {
  SheetEntry made = entry(std::move(id), SheetEntry::Kind::Overruled);
  made.overruled_to_met = met;
  made.reason = std::move(reason);
  return made;
}

void examine_by(TraineeReport& report, Scheme scheme, std::vector<SheetEntry> sheet, bool valid) {
  const Performance performance = performance_of(report.result);
  const Guideline guideline = report.guideline;
  Examination examination = examine({scheme, guideline, performance, sheet, valid, {}});
  report.purpose = AttemptPurpose::Exam;
  report.exam = ReportedExam{std::move(scheme), std::move(examination)};
  std::ranges::copy_if(
      sheet, std::back_inserter(report.exam->overrulings),
      [](SheetEntry::Kind kind) { return kind == SheetEntry::Kind::Overruled; }, &SheetEntry::kind);
}

std::vector<SheetEntry> all_but_one(const Scheme& scheme) {
  std::vector<SheetEntry> sheet;
  for (const SchemeItem& item : scheme.items) {
    if (item.judge == ItemJudge::Timer) {
      sheet.push_back(entry(item.id, SheetEntry::Kind::Timed));
      sheet.back().timed = seconds(7.2);
    } else if (item.judge == ItemJudge::Tick) {
      sheet.push_back(entry(
          item.id, item.id == "reassess" ? SheetEntry::Kind::Missed : SheetEntry::Kind::Ticked));
    }
  }
  return sheet;
}

}  // namespace

TraineeReport practice_report() {
  return report_of(eventful_review(4, "陈国强", AttemptState::Ended));
}

TraineeReport exam_report() {
  TraineeReport report = practice_report();
  report.organisation = "第三中学";
  report.place = "二楼大厅";
  report.starts_on = "2026-03-14";
  report.ends_on = "2026-03-21";
  report.qr_payload = "STERNUM1:2026-012-002-4:陈国强:85.7:9c4107aae2d83b10";
  const Scheme scheme = found(find_scheme("rcsc-first-aider"));
  auto sheet = all_but_one(scheme);
  sheet.push_back(overruling("mouth", false, "考官看到没有清除口腔异物"));
  examine_by(report, scheme, sheet, true);
  return report;
}

TraineeReport crowded_report() {
  TraineeReport report = exam_report();
  report.trainee = "阿卜杜热合曼·买买提艾力·吾斯曼江·阿不都克里木";
  report.organisation = "中国人民共和国某某省某某市某某区第一百二十三中学校高中部三年级";
  report.place = "某某区文化活动中心三号楼第二多功能报告厅东侧实训教室";
  report.course = "应急救护员初级培训班（含自动体外除颤器与气道异物梗阻处置）";
  report.base = "某某市红十字会备灾救灾中心应急救护培训东城区第一培训基地";
  report.manikin_id = "SA-0142-with-a-very-long-identifier-0001";
  // Every compression a cycle of its own: as many lines as there can be.
  AttemptResult& result = report.result;
  result.cycles.clear();
  for (std::size_t i = 0; i < result.compressions.size(); ++i) {
    Compression& one = result.compressions[i];
    one.depth = millimetres(44.0 + static_cast<double>(i % 5));
    one.residual = millimetres(6.0);
    result.cycles.push_back({{one.onset, one.release}, static_cast<int>(i), 1, 0, 0});
  }
  Scheme scheme = report.exam->scheme;
  const SchemeItem like = scheme.items.front();
  scheme.items.clear();
  std::vector<SheetEntry> sheet;
  for (int i = 0; i < 40; ++i) {
    SchemeItem item = like;
    item.id = "item-" + std::to_string(i);
    item.title_zh =
        "第 " + std::to_string(i + 1) + " 项：观察现场环境，做好自我防护，并向周围的人说明情况";
    item.title_en = "Item " + std::to_string(i + 1) +
                    ": checks the scene, protects themselves and explains it to everybody around";
    item.points = points(1.25);
    scheme.items.push_back(item);
    sheet.push_back(
        entry(item.id, i % 3 == 0 ? SheetEntry::Kind::Missed : SheetEntry::Kind::Ticked));
    if (i % 4 == 0) {
      sheet.push_back(overruling(item.id, true,
                                 "考官与助教都看到做对了，记录时按错了键，已当场更正并签字确认"));
    }
  }
  examine_by(report, scheme, sheet, true);
  for (int k = 0; k <= static_cast<int>(FindingKind::VolumeDisagrees); ++k) {
    QualityFinding finding;
    finding.kind = static_cast<FindingKind>(k);
    finding.gravity = QualityVerdict::Degraded;
    finding.channel = Channel::Depth;
    finding.count = 3;
    finding.amount = 0.034;
    finding.limit = 0.02;
    result.quality.findings.push_back(finding);
  }
  result.quality.verdict = QualityVerdict::Degraded;
  for (int i = 0; i < 20; ++i) {
    report.earlier.push_back({kMarch21 - kDay_ms / 2, 40.0 + i, i % 2 == 0});
  }
  return report;
}

TraineeReport empty_report() {
  TraineeReport report;
  report.trainee = "贠㛃䶮";
  report.began_at_ms = kMarch21;
  report.utc_offset_min = 480;
  report.guideline = adult_guideline();
  report.result.guideline_id = report.guideline.id;
  report.result.guideline_hash = report.guideline.hash;
  report.result.score.not_measured = {Unjudged::Depth, Unjudged::Breaths};
  return report;
}

TraineeReport invalid_report() {
  TraineeReport report = report_of(poorly_recorded_review(5, "𠮷田健"));
  report.trainee = "𠮷田健";
  const Scheme scheme = found(find_scheme("rcsc-first-aider"));
  examine_by(report, scheme, all_but_one(scheme), false);
  return report;
}

Certificate sample_certificate() {
  Certificate certificate;
  certificate.number = "东城 2026-012-002";
  certificate.name = "陈国强";
  certificate.id_last_four = "513X";
  certificate.course = "救护员";
  certificate.class_number = "第 12 期";
  certificate.base = "东城培训基地";
  certificate.organiser = "东城区红十字会";
  certificate.hours = 16.0;
  certificate.trained_from = "2026-03-14";
  certificate.trained_to = "2026-03-21";
  certificate.theory_score = 92.0;
  certificate.practical_score = 85.7;
  certificate.issued_on = "2026-03-21";
  certificate.valid_until = "2029-03-20";
  certificate.instructor = "周敏 T-017";
  certificate.guideline_id = "adult-rcsc-2021";
  certificate.guideline_hash = "a1f3c9d2e4";
  certificate.scheme_id = "rcsc-first-aider";
  certificate.scheme_edition = "2021";
  certificate.scheme_hash = "7be204aa11";
  certificate.fingerprint = "9c4107aae2d83b10";
  certificate.qr_payload = "STERNUM1";
  // As a signature has them: every byte there is.
  for (int byte = 0; byte < 256; ++byte) certificate.qr_payload += static_cast<char>(byte);
  return certificate;
}

}  // namespace sternum::test
