#include "datasets/documents/report_page.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "datasets/documents/printed_words.hpp"
#include "datasets/documents/qr_symbol.hpp"

namespace sternum::paper {
namespace {

using Field = std::pair<std::string, std::string>;

std::string seat_and_manikin(const ReportSheet& sheet) {
  const TraineeReport& report = sheet.report;
  return joined(
      {report.seat > 0 ? filled(tr(sheet.words, "seat {}"), report.seat) : "", report.manikin_id});
}

std::string purpose_of(const ReportSheet& sheet) {
  switch (sheet.report.purpose) {
    case AttemptPurpose::Exam:
      return tr(sheet.words, "Exam");
    case AttemptPurpose::Retest:
      return tr(sheet.words, "Retest");
    case AttemptPurpose::Practice:
      break;
  }
  return sheet.report.exam ? tr(sheet.words, "Rehearsal") : tr(sheet.words, "Practice");
}

std::string attempt_of(const ReportSheet& sheet) {
  const TraineeReport& report = sheet.report;
  const Duration length = report.result.span.length();
  return joined(
      {purpose_of(sheet),
       report.attempt_number > 0 ? filled(tr(sheet.words, "No. {}"), report.attempt_number) : "",
       length > Duration{} ? clock(length) : "",
       report.interrupted ? tr(sheet.words, "interrupted") : ""});
}

std::string depth_check_of(const ReportSheet& sheet) {
  const auto& check = sheet.report.depth_check;
  if (!check) return tr(sheet.words, "none known");
  return joined({day(check->at_ms, sheet.report.utc_offset_min), check->who});
}

std::string days_of(const TraineeReport& report) {
  if (report.starts_on.empty() || report.starts_on == report.ends_on) return report.ends_on;
  return report.ends_on.empty() ? report.starts_on : report.starts_on + " – " + report.ends_on;
}

/// Column by column.
std::vector<std::vector<Field>> fields_of(const ReportSheet& sheet) {
  const TraineeReport& report = sheet.report;
  const DocumentWords& words = sheet.words;
  const auto& exam = report.exam;
  return {{{tr(words, "Trainee"), report.trainee},
           {report.exam ? tr(words, "Examiner") : tr(words, "Taught by"), report.examiner},
           {tr(words, "Organisation"), report.organisation}},
          {{tr(words, "Date"), day_and_time(report.began_at_ms, report.utc_offset_min)},
           {tr(words, "Attempt"), attempt_of(sheet)},
           {tr(words, "Place"), report.place}},
          {{tr(words, "Manikin"), seat_and_manikin(sheet)},
           {tr(words, "Depth check"), depth_check_of(sheet)},
           {tr(words, "Class"), days_of(report)}},
          {{tr(words, "Guideline"),
            joined({report.result.guideline_id, short_hash(report.result.guideline_hash)})},
           {tr(words, "Scheme"),
            exam ? joined({exam->examination.scheme_id, short_hash(exam->examination.scheme_hash)})
                 : std::string(tr(words, "none: practice"))}}};
}

/// In two lines before anything of it is cut.
void draw_value(Drawing& drawing, const Box& box, const std::string& value) {
  constexpr Type kSmallest{14, true};
  constexpr double kLine = 18.0;
  if (drawing.width(value, kSmallest) <= box.w) {
    drawing.fitted_text(box, value, {face::kStrong}, kSmallest.size);
    return;
  }
  drawing.paragraph({box.x, box.centre().y - kLine, box.w, 2 * kLine}, value, {kSmallest}, kLine,
                    2);
}

void draw_check(Drawing& drawing, const Box& box) {
  const auto at = [&box](double x, double y) {
    return Point{box.x + x * box.w, box.y + y * box.h};
  };
  const std::array stroke = {at(0.24, 0.53), at(0.43, 0.71), at(0.77, 0.31)};
  drawing.polyline(stroke, ink::kPaper, box.w * 0.12);
}

void draw_cross(Drawing& drawing, const Box& box) {
  const Box in = box.inset(box.w * 0.28, box.h * 0.28);
  drawing.line({in.x, in.y}, {in.right(), in.bottom()}, ink::kPaper, box.w * 0.12);
  drawing.line({in.x, in.bottom()}, {in.right(), in.y}, ink::kPaper, box.w * 0.12);
}

/// A shape of its own for every verdict: it is told without colour, too.
void draw_verdict_mark(Drawing& drawing, const Box& box, VerdictLook look) {
  const Point c = box.centre();
  const double r = box.w / 2;
  switch (look) {
    case VerdictLook::Passed:
      drawing.fill(box, ink::kTarget, 8);
      draw_check(drawing, box);
      return;
    case VerdictLook::NotPassed:
      drawing.fill(box, ink::kStop, 8);
      draw_cross(drawing, box);
      return;
    case VerdictLook::Borderline: {
      const std::array diamond = {Point{c.x, c.y - r}, Point{c.x + r, c.y}, Point{c.x, c.y + r},
                                  Point{c.x - r, c.y}, Point{c.x, c.y - r}};
      const std::array half = {Point{c.x, c.y - r}, Point{c.x, c.y + r}, Point{c.x - r, c.y}};
      drawing.polygon(half, ink::kWarn);
      drawing.polyline(diamond, ink::kWarn, 4);
      return;
    }
    case VerdictLook::Invalid:
      drawing.ring(c, r - 3, ink::kUnit, 6);
      drawing.line({c.x - 0.66 * r, c.y + 0.66 * r}, {c.x + 0.66 * r, c.y - 0.66 * r}, ink::kUnit,
                   6);
      return;
    case VerdictLook::Practice:
      drawing.ring(c, r - 2, ink::kLabel, 4);
      drawing.disc(c, r * 0.35, ink::kLabel);
      return;
  }
}

Ink ink_of(VerdictLook look) {
  switch (look) {
    case VerdictLook::Passed:
      return ink::kTarget;
    case VerdictLook::NotPassed:
      return ink::kStop;
    case VerdictLook::Borderline:
      return ink::kWarn;
    case VerdictLook::Invalid:
    case VerdictLook::Practice:
      break;
  }
  return ink::kUnit;
}

void draw_quality(Drawing& drawing, const ReportSheet& sheet, Box box) {
  const ReportContent& content = sheet.content;
  const VerdictLook look = content.quality_look;
  const std::size_t lines = std::min<std::size_t>(content.quality_lines.size(), 3);
  const double height = 29.0;
  box = {box.x, box.centre().y - (static_cast<double>(lines) + 1) * height / 2, box.w,
         (static_cast<double>(lines) + 1) * height};
  Box head = box.cut_top(height);
  const Box mark = head.cut_left(24, 14);
  const Box square{mark.x, mark.centre().y - 12, 24, 24};
  draw_verdict_mark(drawing, square, look);
  drawing.text(head, content.quality, {face::kStrong});
  for (std::size_t i = 0; i < lines; ++i) {
    drawing.fitted_text(box.cut_top(height), content.quality_lines[i],
                        {{19}, ink::kLabel, Align::Left}, 14);
  }
}

}  // namespace

void draw_heading(Drawing& drawing, const Box& box, std::string_view heading,
                  std::string_view remark) {
  Box rest = box;
  rest.cut_left(drawing.text(box, heading, {face::kHeading}), 20);
  drawing.text(rest, remark, {face::kText, ink::kLabel, Align::Right});
}

Result<void> draw_report_title(Drawing& drawing, const ReportSheet& sheet, const Box& box, int page,
                               int pages) {
  const TraineeReport& report = sheet.report;
  Box rest = box;
  Box right = rest.cut_right(360, 20);
  if (auto drawn = drawing.cut_picture(rest, report.logo, 190, 24); !drawn) return drawn;
  drawing.fitted_text(rest.cut_top(56), tr(sheet.words, "CPR skills report"), {face::kTitle}, 24);
  drawing.fitted_text(rest, joined({report.base, report.class_number, report.course}),
                      {{21}, ink::kLabel}, 15);
  const std::string number =
      report.number.empty() ? "" : filled(tr(sheet.words, "Report {}"), report.number);
  drawing.fitted_text(right.cut_top(56), number, {face::kStrong, ink::kText, Align::Right}, 12);
  drawing.text(right, filled(tr(sheet.words, "page {} of {}"), page, pages),
               {face::kText, ink::kLabel, Align::Right});
  return {};
}

int field_rows(const TraineeReport& report) {
  const bool third =
      !report.organisation.empty() || !report.place.empty() || !days_of(report).empty();
  return third ? 3 : 2;
}

void draw_fields(Drawing& drawing, const ReportSheet& sheet, const Box& box) {
  constexpr std::array kShares = {0.2, 0.265, 0.27, 0.265};
  constexpr double kRow = 40.0;
  double x = box.x;
  std::size_t column = 0;
  for (const auto& fields : fields_of(sheet)) {
    const double width = box.w * kShares[column++];
    double label_w = 0.0;
    for (const auto& [label, value] : fields) {
      if (!value.empty()) label_w = std::max(label_w, drawing.width(label, face::kText));
    }
    double y = box.y;
    for (const auto& [label, value] : fields) {
      Box row{x, y, width - 16, kRow};
      y += kRow;
      if (value.empty()) continue;
      drawing.text(row.cut_left(label_w, 14), label, {face::kText, ink::kLabel});
      draw_value(drawing, row, value);
    }
    x += width;
  }
}

void draw_verdict(Drawing& drawing, const ReportSheet& sheet, const Box& box) {
  const ReportContent& content = sheet.content;
  drawing.fill(box, ink::kGround, 10);
  drawing.fill({box.x, box.y, 8, box.h}, ink_of(content.look));
  Box rest = box.inset(42, 0);
  Box quality = rest.cut_right(330, 24);
  draw_quality(drawing, sheet, quality);
  drawing.line({quality.x - 26, box.y + 20}, {quality.x - 26, box.bottom() - 20}, ink::kLine, 1.5);
  const Box mark = rest.cut_left(58, 28);
  draw_verdict_mark(drawing, {mark.x, mark.centre().y - 29, 58, 58}, content.look);

  constexpr Type kBig{118, true};
  const double total_w = drawing.width(content.total, kBig);
  Box score = rest.cut_right(total_w + 116, 20);
  drawing.text(score.cut_left(total_w, 20), content.total, {kBig});
  Box beside = score.inset(0, 24);
  drawing.fitted_text(beside.cut_top(beside.h / 2), content.pass_mark, {{19}, ink::kLabel}, 12);
  drawing.text(beside, "/ 100", {{28}, ink::kLabel});
  drawing.fitted_text(rest, content.verdict, {face::kTitle}, 22);
}

void draw_strip(Drawing& drawing, const ReportSheet& sheet, const Box& box) {
  const TraineeReport& report = sheet.report;
  std::vector<ChartMark> marks;
  for (const LedgerLine& line : sheet.content.ledger) {
    if (line.span) marks.push_back({line.number, *line.span});
  }
  const DepthChart chart({report.result, report.guideline, report.strip, marks}, sheet.words);
  Box rest = box;
  Box head = rest.cut_top(40, 6);
  const char* heading = tr(sheet.words, "Depth throughout");
  head.cut_left(drawing.text(head, heading, {face::kHeading}), 20);
  TimeSpan shown = report.result.span;
  if (shown.length() < seconds(1.0)) {
    drawing.fill(rest, ink::kGround);
    drawing.text(rest, tr(sheet.words, "nothing was recorded"),
                 {face::kText, ink::kUnit, Align::Centre});
    return;
  }
  chart.draw_legend(drawing, head);
  chart.draw(drawing, rest, shown);
}

void draw_measures(Drawing& drawing, const ReportSheet& sheet, const Box& box) {
  drawing.fitted_text(box, sheet.content.measures, {{18}, ink::kLabel, Align::Left}, 11);
}

void draw_tips(Drawing& drawing, const ReportSheet& sheet, Box box) {
  draw_heading(drawing, box.cut_top(40, 6), tr(sheet.words, "Next time"), "");
  const auto& tips = sheet.content.tips;
  if (tips.empty()) {
    const Box card = box.cut_top(74);
    drawing.fill(card, ink::kGround, 8);
    drawing.text(card.inset(20, 0),
                 sheet.content.total == kNotMeasured ? tr(sheet.words, "Nothing to judge")
                                                     : tr(sheet.words, "No point was lost"),
                 {face::kText, ink::kLabel});
  }
  int number = 0;
  for (const TipLine& tip : tips) {
    const Box card = box.cut_top(74, 8);
    drawing.fill(card, ink::kGround, 8);
    Box rest = card.inset(18, 4);
    drawing.text(rest.cut_left(34, 14), whole(++number), {{36, true}});
    Box head = rest.cut_top(27);
    const double gain_w = drawing.width(tip.gain, face::kStrong);
    drawing.text(head.cut_right(gain_w, 10), tip.gain, {face::kStrong, ink::kTarget});
    drawing.fitted_text(head, tip.title, {face::kStrong}, 14);
    drawing.paragraph(rest, tip.words, {face::kSmall, ink::kLabel}, 19, 2);
  }
}

void draw_progress(Drawing& drawing, const ReportSheet& sheet, Box box) {
  const ReportContent& content = sheet.content;
  const std::string dashed = content.pass ? tr(sheet.words, "dashed: the pass mark") : "";
  draw_heading(drawing, box.cut_top(40, 6), tr(sheet.words, "Attempt by attempt"),
               joined({content.progress_note, dashed}));
  const Box card = box.cut_top(156);
  drawing.fill(card, ink::kGround, 8);
  const Box chart = card.inset(18, 8);
  const double floor = chart.bottom() - 28;
  const double height = floor - chart.y;
  const auto y = [&](double score) { return floor - height * std::clamp(score, 0.0, 100.0) / 100; };
  drawing.line({chart.x, floor}, {chart.right(), floor}, ink::kEdge, 1.5);
  const double slot =
      chart.w / static_cast<double>(std::max<std::size_t>(content.progress.size(), 4));
  const auto column_of = [&](std::size_t index) {
    const double score = content.progress[index].score;
    return Box{chart.x + slot * (static_cast<double>(index) + 0.14), y(score), slot * 0.72,
               floor - y(score)};
  };
  for (std::size_t i = 0; i < content.progress.size(); ++i) {
    const Box column = column_of(i);
    drawing.fill(column, content.progress[i].is_this ? ink::kTarget : ink::kTrack);
    if (!content.progress[i].is_this) drawing.outline(column, ink::kEdge, 1.0);
  }
  if (content.pass) {
    drawing.dashed_line({chart.x, y(*content.pass)}, {chart.right(), y(*content.pass)}, ink::kText,
                        1.5);
  }
  for (std::size_t i = 0; i < content.progress.size(); ++i) {
    const ProgressBar& bar = content.progress[i];
    const Box column = column_of(i);
    // In the bar, below the dashed line where that would run through it; above a low bar.
    double top = column.h >= 32 ? column.y + 2 : column.y - 28;
    if (content.pass && y(*content.pass) > top - 2 && y(*content.pass) < top + 28) {
      top = y(*content.pass) + 2;
    }
    const bool inside = top >= column.y;
    drawing.text({column.x, top, column.w, 28}, tenths(bar.score),
                 {face::kStrong, inside && bar.is_this ? ink::kPaper : ink::kText, Align::Centre});
    drawing.text({column.x - slot * 0.14, floor, slot, 28}, bar.day,
                 {face::kText, ink::kLabel, Align::Centre});
  }
}

Result<void> draw_report_foot(Drawing& drawing, const ReportSheet& sheet, Box box) {
  const TraineeReport& report = sheet.report;
  const DocumentWords& words = sheet.words;
  drawing.line({box.x, box.y}, {box.right(), box.y}, ink::kText, 2);
  box.cut_top(14);
  Box left = box;
  Box right = left.cut_right(500, 24);
  if (!report.qr_payload.empty()) {
    const Box code = left.cut_left(136, 20);
    const Box square{code.x, code.y, 136, 136};
    drawing.outline(square, ink::kEdge, 1.0);
    if (auto drawn = draw_qr(drawing, square, report.qr_payload); !drawn) return drawn;
  }
  const auto line = [&](const std::string& text, const Writing& how) {
    drawing.fitted_text(left.cut_top(34), text, how, 10);
  };
  line(report.qr_payload.empty() ? tr(words, "Judged by")
                                 : tr(words, "To be checked without a network"),
       {face::kStrong});
  const auto rules = [&](const char* what, const std::string& id, const std::string& hash) {
    line(fmt::format("{} {} {}", what, id, hash_groups(hash)), {face::kSmall, ink::kLabel});
  };
  rules(tr(words, "Guideline"), report.result.guideline_id, report.result.guideline_hash);
  if (report.exam) {
    const Examination& examination = report.exam->examination;
    rules(tr(words, "Scheme"), joined({examination.scheme_id, examination.scheme_edition}),
          examination.scheme_hash);
  }
  if (!report.audit_hash.empty()) {
    line(fmt::format("{} {}", tr(words, "Record"), hash_groups(report.audit_hash)),
         {face::kSmall, ink::kLabel});
  }
  for (const char* who :
       {tr(words, "Trainee signs"), tr(words, "Instructor signs"), tr(words, "Date of signing")}) {
    const Box place = right.cut_left(152, 22);
    drawing.fitted_text({place.x, place.y, place.w, 28}, who, {face::kText, ink::kLabel}, 12);
    drawing.line({place.x, place.y + 126}, {place.right(), place.y + 126}, ink::kText, 1.5);
  }
  return {};
}

void draw_purpose_note(Drawing& drawing, const DocumentWords& words, const Box& box) {
  drawing.fitted_text(
      box, tr(words, "For training. No medical claim, and none of equivalence with another score."),
      {face::kSmall, ink::kUnit, Align::Left}, 10);
}

}  // namespace sternum::paper
