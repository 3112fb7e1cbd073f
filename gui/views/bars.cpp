#include "gui/views/bars.hpp"

#include <algorithm>

#include "gui/locale/error_sentence.hpp"
#include "gui/model/manikin_list.hpp"
#include "gui/model/numbers.hpp"
#include "gui/views/exam_view.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"

namespace sternum {

namespace {

constexpr const char* kDot = " · ";

std::string guideline_text(const View& view, const Guideline& guideline, const std::string& hash) {
  const std::string& title =
      view.language() == Language::Chinese ? guideline.title_zh : guideline.title_en;
  return filled(tr(view.language(), "Guideline {}"), title) + kDot + short_hash(hash);
}

std::string checked_text(Language language, const Calibration& check) {
  const std::string day = day_of(check.at_ms);
  return check.who.empty() ? filled(tr(language, "Depth checked {}"), day)
                           : filled(tr(language, "Depth checked {} by {}"), day, check.who);
}

std::string damage_text(const View& view) {
  const Language language = view.language();
  LinkStatistics sum;
  for (const Seat& seat : view.console.station().seats) {
    sum.frames += seat.statistics.frames;
    sum.crc_failures += seat.statistics.crc_failures;
    sum.gaps += seat.statistics.gaps;
  }
  const JournalStatus& journal = view.console.station().journal;
  std::string text = filled(tr(language, "Frames {}"), grouped(sum.frames)) + kDot +
                     filled(tr(language, "CRC failures {}"), grouped(sum.crc_failures)) + kDot +
                     filled(tr(language, "gaps {}"), grouped(sum.gaps)) + kDot;
  if (journal.trouble) return text + tr(language, "not on disk");
  return text + filled(tr(language, "on disk {} s ago"),
                       tenths(static_cast<double>(journal.oldest_waiting_ms) / 1000.0));
}

std::string review_text(const View& view, const ReviewModel& review) {
  const Language language = view.language();
  const Metrics& metrics = review.result().metrics;
  std::string text = filled(tr(language, "{} compressions measured"), metrics.compression_count);
  if (!review.result().gaps.empty()) {
    text = filled(tr(language, "gaps without data {} ({} s)"), review.result().gaps.size(),
                  tenths(review.gap_s())) +
           kDot + text;
  }
  return text;
}

}  // namespace

void draw_footer_bar(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  canvas.fill(box, t.bg1);
  canvas.line({box.x, box.y}, {box.right(), box.y}, t.line);
  Box row = box.inset(16, 0);

  if (const Seat* examined = view.console.examined()) {
    const JournalStatus& journal = view.console.station().journal;
    draw_exam_footer(view, *examined, row,
                     journal.trouble
                         ? std::string(tr(language, "not on disk"))
                         : filled(tr(language, "on disk {} s ago"),
                                  tenths(static_cast<double>(journal.oldest_waiting_ms) / 1000.0)));
    return;
  }
  const ReviewModel* review =
      view.console.screen() == Screen::Review ? view.console.review() : nullptr;
  const std::string right = review != nullptr ? review_text(view, *review) : damage_text(view);
  canvas.text(row.cut_right(canvas.width(right, Type::Label), 24), right, Type::Label, t.tx3);

  if (review != nullptr) {
    std::string left = guideline_text(view, review->guideline(), review->result().guideline_hash);
    if (const auto& exam = review->review().exam) {
      left += "   " + filled(tr(language, "Scheme {}"), exam->scheme->id) + " " +
              exam->scheme->edition + kDot + short_hash(exam->scheme->hash);
    }
    if (const auto& check = review->review().calibration) {
      left += "   " + checked_text(language, *check);
    }
    if (review->review().guideline_changed) {
      left += std::string(kDot) + tr(language, "the guideline file has changed since");
    }
    canvas.text(row, left, Type::Label, t.tx3);
    return;
  }
  if (view.guideline() == nullptr) return;
  const std::string left = guideline_text(view, *view.guideline(), view.guideline()->hash);
  row.cut_left(canvas.text(row, left, Type::Label, t.tx3), 24);
  const bool many = view.console.screen() == Screen::Live && view.console.enlarged() == nullptr &&
                    view.console.station().seats.size() > 1;
  const char* hint = tr(language, "Seats stay put; the bar above is sorted by urgency");
  if (many && canvas.width(hint, Type::Label) <= row.w) canvas.text(row, hint, Type::Label, t.tx3);
}

namespace {

constexpr float kNoticeLine = 19.0F;
constexpr float kLowestNotice = 48.0F;
constexpr int kMostNoticeLines = 4;

constexpr float kBesideNotice = 12.0F;

/// A bar with the sign of trouble and `words`, in as many lines as they need, cut off the bottom of
/// `rest`. Answers the place at its right end for what is `beside_w` wide.
Box draw_notice(const View& view, Box& rest, const std::string& words, float beside_w) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  constexpr float kSign = 20.0F;
  constexpr float kEdges = 2 * 16.0F + 2 * 12.0F + kSign + 10.0F;
  const int lines =
      canvas.lines_of(words, Type::Label, rest.w - kEdges - beside_w, kMostNoticeLines);
  const float height = std::max(kLowestNotice, kNoticeLine * static_cast<float>(lines) + 10);
  const Box box = rest.cut_bottom(height);
  Box row{box.x + 16, box.y, box.w - 32, box.h - 8};
  canvas.fill(row, t.bg1, 6);
  canvas.outline(row, t.warn_ln, 6);
  row = row.inset(12, 0);
  draw_trouble_icon(canvas, row.cut_left(kSign, 10), t.warn_tx, t.bg1);
  const Box beside = row.cut_right(beside_w);
  canvas.paragraph_in_middle(row, words, Type::Label, t.tx1, kNoticeLine);
  return beside;
}

bool notice_button(const View& view, Box& row, const char* id, const char* words) {
  const Box end = row.cut_right(button_width(view.canvas, words), kBesideNotice);
  return button(view.canvas, id, {end.x, row.centre().y - 16, end.w, 32}, words);
}

}  // namespace

void draw_notice_bar(const View& view, Box& rest) {
  const std::vector<Error> notices = view.console.open_notices();
  if (notices.empty()) return;
  Canvas& canvas = view.canvas;
  const std::string words = sentence(view.language(), notices.back());
  const char* dismiss = tr(view.language(), "Dismiss");
  std::string more;
  float beside_w = button_width(canvas, dismiss) + kBesideNotice;
  if (notices.size() > 1) {
    more = filled(tr(view.language(), "and {} more"), notices.size() - 1);
    beside_w += canvas.width(more, Type::Label) + kBesideNotice;
  }
  Box row = draw_notice(view, rest, words, beside_w);
  if (notice_button(view, row, "dismiss", dismiss)) view.console.dismiss_notices();
  if (!more.empty()) {
    canvas.text(row.cut_right(canvas.width(more, Type::Label), kBesideNotice), more, Type::Label,
                view.theme().tx3);
  }
}

void draw_interrupted_bar(const View& view, Box& rest) {
  const Language language = view.language();
  Console& console = view.console;
  const int count = console.interrupted();
  if (count == 0) return;
  const std::string words =
      count == 1 ? std::string(tr(language,
                                  "An attempt was interrupted when the console last stopped; what "
                                  "was recorded is kept"))
                 : filled(tr(language,
                             "{} attempts were interrupted when the console last stopped; what was "
                             "recorded is kept"),
                          count);
  const char* dismiss = tr(language, "Dismiss");
  const char* see = tr(language, "See the list");
  Box row = draw_notice(
      view, rest, words,
      button_width(view.canvas, dismiss) + button_width(view.canvas, see) + 2 * kBesideNotice);
  if (notice_button(view, row, "put away", dismiss)) console.put_interrupted_away();
  if (notice_button(view, row, "see", see)) console.show(Screen::Attempts);
}

void draw_trouble_banner(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Error& trouble = *view.console.station().journal.trouble;
  canvas.fill(box, t.stop);
  Box row = box.inset(16, 0);
  draw_trouble_icon(canvas, row.cut_left(40, 16), t.on_stop, t.stop);
  const char* words = tr(view.language(), "NOT BEING SAVED");
  const Type type = canvas.fitting(words, row.w * 0.4F, {Type::State, Type::Title});
  row.cut_left(canvas.text(row, words, type, t.on_stop), 24);
  const char* what_to_do = tr(view.language(),
                              "Attempts go on and are kept in memory until the disk is "
                              "back. Do not close the window.");
  // Where there is little room, what to do is told whole, and what is wrong if there is any left.
  constexpr float kLine = 21.0F;
  const int most = std::max(1, static_cast<int>(box.h / kLine));
  const int lines = canvas.lines_of(what_to_do, Type::LabelBold, row.w, most);
  const int told = std::min(lines + 1, most);
  row = Box{row.x, row.centre().y - kLine * static_cast<float>(told) / 2, row.w,
            kLine * static_cast<float>(told)};
  const Box top = row.cut_top(kLine * static_cast<float>(lines));
  canvas.paragraph(top, what_to_do, Type::LabelBold, t.on_stop, kLine);
  if (told > lines) canvas.text(row, sentence(view.language(), trouble), Type::Label, t.on_stop);
}

}  // namespace sternum
