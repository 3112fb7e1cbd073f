#include <algorithm>

#include "gui/locale/exam_sentence.hpp"
#include "gui/locale/quality_sentence.hpp"
#include "gui/model/numbers.hpp"
#include "gui/views/exam_panels.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/gauges.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/quantity.hpp"
#include "gui/widgets/strip_chart.hpp"

namespace sternum {

namespace {

constexpr float kGap = 8.0F;
/// Of a column's height. Lower cards are lines.
constexpr float kMostCards = 0.3F;
constexpr float kLowestCards = kMostCards * kLowExamColumn;
constexpr float kCardLine = 25.0F;
constexpr float kLinesMargin = 5.0F;

int count_cards(const Scheme& scheme) { return scheme.measures_cpr ? 3 : 2; }

/// When the exam is over, the points alone: the verdict has more to say.
int count_lines(const Seat& seat) {
  return seat.phase == AttemptPhase::Done ? 1 : count_cards(*seat.exam->scheme);
}

/// Device time is what measures CPR; a checklist may have no device.
std::string time_words(const Seat& seat) {
  const bool has_device_time = seat.exam->scheme->measures_cpr && seat.live;
  return clock(has_device_time ? seat.live->elapsed : seconds(seat.attempt_s));
}

std::string limit_words(Language language, const Scheme& scheme) {
  if (scheme.length <= Duration{}) return {};
  return filled(tr(language, "limit {}"), clock(scheme.length));
}

std::string cycle_words(Language language, const Seat& seat) {
  const int cycle = seat.live ? seat.live->cycle : 0;
  const int sets = seat.exam->scheme->sets;
  return sets > 0 && cycle <= sets ? filled(tr(language, "Cycle {} of {}"), cycle, sets)
                                   : filled(tr(language, "Cycle {}"), cycle);
}

std::string judged_words(Language language, const ExamSheet& sheet) {
  const Points decided = sheet.points.decided;
  return decided > Points{} ? filled(tr(language, "of {} points judged"), shown_points(decided))
                            : std::string(tr(language, "nothing judged yet"));
}

std::string won_words(const ExamSheet& sheet) {
  return sheet.points.decided > Points{} ? shown_points(sheet.points.won) : kNotMeasured;
}

/// Read from 3 m where there is height for it.
Type number_type(Box box) { return box.h >= 76 ? Type::Number : Type::State; }

/// A narrow card has narrow margins.
Box inside_of(Box card) { return card.inset(card.w >= 120 ? 16 : 8, 10); }

void draw_time_card(const View& view, const Seat& seat, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Scheme& scheme = *seat.exam->scheme;
  draw_panel(canvas, box);
  Box rest = inside_of(box);
  Box head = rest.cut_top(24);
  if (const std::string limit = limit_words(view.language(), scheme); !limit.empty()) {
    canvas.text(head.cut_right(canvas.width(limit, Type::Label), 8), limit, Type::Label, t.tx3);
  }
  const char* label = tr(view.language(), "Time");
  if (canvas.width(label, Type::Label) <= head.w) canvas.text(head, label, Type::Label, t.tx2);
  const std::string words = time_words(seat);
  canvas.text(rest, words,
              canvas.fitting(words, rest.w, {number_type(rest), Type::State, Type::Title}), t.tx1);
}

void draw_cycle_card(const View& view, const Seat& seat, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Guideline& guideline = *guideline_of(view, *seat.exam);
  const LiveSnapshot* live = seat.live.get();
  draw_panel(canvas, box);
  Box rest = inside_of(box);
  canvas.text(rest.cut_top(24), cycle_words(language, seat), Type::Label, t.tx2);
  const int done = live != nullptr ? live->compressions_in_cycle : 0;
  if (guideline.compressions_per_cycle > 0 && rest.h >= 84) {
    draw_cycle(canvas, rest.cut_bottom(44, 4), done, live != nullptr ? live->breaths_in_cycle : 0,
               guideline);
  }
  draw_quantity(canvas, rest, fmt::format("{}", done),
                fmt::format("/ {}", guideline.compressions_per_cycle),
                {.number = Type::State, .unit = Type::Unit, .ink = t.tx1, .unit_ink = t.tx2});
}

void draw_points_card(const View& view, const Seat& seat, const ExamSheet& sheet, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Scheme& scheme = *seat.exam->scheme;
  draw_panel(canvas, box);
  Box rest = inside_of(box);
  const Points decided = sheet.points.decided;
  canvas.text(rest.cut_top(24), judged_words(language, sheet), Type::Label, t.tx2);
  const std::string won = won_words(sheet);
  Type type = decided > Points{} ? number_type(rest) : Type::State;
  if (canvas.width(won, type) > rest.w * 0.66F) type = Type::State;
  const float won_w = canvas.text(rest, won, type, decided > Points{} ? t.tx1 : t.tx3);
  if (!scheme.pass) return;
  // It stands on the sheet, too.
  const std::string words = filled(tr(language, "pass {} / 100"), shown_points(*scheme.pass));
  const float width = canvas.width(words, Type::Label);
  if (won_w + width + 8 > rest.w) return;
  canvas.text({rest.right() - width, rest.bottom() - 22, width, 22}, words, Type::Label, t.tx3);
}

/// The same in a line: the label at the left, the number at the right.
void draw_card_line(const View& view, Box line, const std::string& label,
                    const std::string& number) {
  Canvas& canvas = view.canvas;
  const Box right = line.cut_right(canvas.width(number, Type::Title), 8);
  canvas.text(right, number, Type::Title, view.theme().tx1);
  canvas.text(line, label, Type::Label, view.theme().tx2);
}

void draw_card_lines(const View& view, const Seat& seat, const ExamSheet& sheet, Box box) {
  const Language language = view.language();
  const Scheme& scheme = *seat.exam->scheme;
  draw_panel(view.canvas, box);
  Box rest = box.inset(12, kLinesMargin);
  const int lines = count_lines(seat);
  if (lines > 1) {
    const std::string limit = limit_words(language, scheme);
    draw_card_line(view, rest.cut_top(kCardLine), limit.empty() ? tr(language, "Time") : limit,
                   time_words(seat));
  }
  if (lines > 2) {
    const int done = seat.live ? seat.live->compressions_in_cycle : 0;
    const Guideline& guideline = *guideline_of(view, *seat.exam);
    draw_card_line(view, rest.cut_top(kCardLine), cycle_words(language, seat),
                   fmt::format("{} / {}", done, guideline.compressions_per_cycle));
  }
  draw_card_line(view, rest, judged_words(language, sheet), won_words(sheet));
}

}  // namespace

const Guideline* guideline_of(const View& view, const SeatExam& exam) {
  return exam.guideline ? exam.guideline.get() : view.guideline();
}

float exam_cards_height(const Seat& seat, float column_h) {
  if (column_h < kLowExamColumn) {
    return 2 * kLinesMargin + kCardLine * static_cast<float>(count_lines(seat));
  }
  return std::min(column_h < 640 ? 104.0F : 144.0F, column_h * kMostCards);
}

void draw_exam_cards(const View& view, const Seat& seat, const ExamSheet& sheet, Box box) {
  const int cards = count_cards(*seat.exam->scheme);
  if (box.h < kLowestCards) {
    draw_card_lines(view, seat, sheet, box);
    return;
  }
  draw_time_card(view, seat, box.cell(0, 0, cards, 1, kGap));
  if (cards == 3) draw_cycle_card(view, seat, box.cell(1, 0, cards, 1, kGap));
  draw_points_card(view, seat, sheet, box.cell(cards - 1, 0, cards, 1, kGap));
}

void draw_exam_strip(const View& view, const Seat& seat, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const double uncertainty = seat.exam->scheme->assumed_uncertainty.depth.mm();
  draw_panel(canvas, box);
  Box rest = box.inset(16, 10);
  Box head = rest.cut_top(24, 4);
  canvas.text(head.cut_right(40), tr(language, "mm"), Type::Label, t.tx3, Align::Right);
  if (uncertainty > 0.0) {
    const std::string words = filled(tr(language, "hatched: +/- {} mm measuring error"),
                                     fmt::format("{:g}", uncertainty));
    const float width = canvas.width(words, Type::Label);
    if (width + 160 <= head.w) canvas.text(head.cut_right(width, 8), words, Type::Label, t.tx3);
  }
  canvas.text(head, tr(language, "Depth, last 12 s"), Type::Label, t.tx2);
  Box plot = rest;
  const Box gutter = plot.cut_right(40);
  draw_strip(canvas, plot, seat.live.get(), *guideline_of(view, *seat.exam),
             {.length_s = 12.0,
              .large = plot.h >= 180,
              .silent_s = seat.online ? 0.0 : seat.silent_s,
              .uncertainty_mm = uncertainty});
  draw_depth_axis(canvas, gutter, plot, *guideline_of(view, *seat.exam));
}

void draw_exam_quality(const View& view, const Seat& seat, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  draw_panel(canvas, box);
  Box row = box.inset(16, 0);
  const char* note = tr(language, "invalid is not failed");
  const float note_w = canvas.width(note, Type::Label);
  if (note_w + 360 <= row.w) canvas.text(row.cut_right(note_w, 16), note, Type::Label, t.tx3);

  const Quality* quality =
      seat.phase == AttemptPhase::Done && seat.result ? &seat.result->quality : nullptr;
  const bool bad =
      !seat.online || (quality != nullptr && quality->verdict != QualityVerdict::Valid);
  const Box icon = row.cut_left(22, 10);
  std::string words;
  if (!seat.online) {
    draw_state_icon(canvas, icon, SeatState::NoSignal, t.warn_tx, t.bg1);
    words = filled(tr(language, "no signal for {} s"), whole(seat.silent_s));
  } else if (bad) {
    draw_trouble_icon(canvas, icon, t.warn_tx, t.bg1);
    words = word(language, quality->verdict);
  } else {
    draw_state_icon(canvas, icon, SeatState::Good, t.target, t.bg1);
    words = quality != nullptr ? tr(language, "Data valid") : tr(language, "Signal in order");
  }
  row.cut_left(canvas.text(row, words, Type::LabelBold, bad ? t.warn_tx : t.tx1), 16);
  std::string details;
  if (bad && quality != nullptr && !quality->findings.empty()) {
    details = sentence(language, quality->findings.front());
  } else {
    details = filled(tr(language, "gaps {}"), seat.statistics.gaps) + " · " +
              filled(tr(language, "CRC failures {}"), seat.statistics.crc_failures);
    if (seat.measured_rate_hz > 0.0) details += fmt::format(" · {:.4g} Hz", seat.measured_rate_hz);
  }
  canvas.text(row, details, Type::Label, t.tx2);
}

}  // namespace sternum
