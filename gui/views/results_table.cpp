#include <imgui.h>

#include <algorithm>

#include "gui/locale/error_sentence.hpp"
#include "gui/model/numbers.hpp"
#include "gui/views/exam_panels.hpp"
#include "gui/views/results_panels.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/marks.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/text_field.hpp"

namespace sternum {

namespace {

/// From so many units on everybody has one line with all its columns; else two lines.
constexpr float kOneLine = 760.0F;
constexpr float kOneLineRow = 44.0F;
constexpr float kTwoLineRow = 60.0F;
constexpr float kTheory = 76.0F;
constexpr float kScoreField = 30.0F;
constexpr float kHeadsFrom = 300.0F;

struct ResultColumns {
  Box name, practice, exam, theory, time, certificate;
};

ResultColumns result_columns(Box row) {
  row = row.inset(12, 0);
  ResultColumns c;
  if (row.w + 24 >= kOneLine) {
    c.name = row.cut_left(row.w * 0.25F, 12);
    c.practice = row.cut_left(92, 12);
    c.time = row.cut_left(64, 16);
    c.exam = row.cut_left(214, 12);
    c.theory = row.cut_left(kTheory, 16);
    c.certificate = row;
    return c;
  }
  const Box field = row.cut_right(kTheory, 12);
  c.theory = field;
  Box right = row.cut_right(row.w * 0.5F, 12);
  const float margin = std::max(0.0F, (row.h - 52) / 2);
  right = right.inset(0, margin);
  row = row.inset(0, margin);
  c.exam = right.cut_top(26);
  c.certificate = right;
  c.name = row.cut_top(26);
  c.practice = row.cut_left(92, 8);
  c.time = row;
  return c;
}

std::string practice_words(const PracticeDone& done) {
  if (done.attempts == 0) return kNotMeasured;
  return done.best ? fmt::format("{}× · {}", done.attempts, whole(done.best))
                   : fmt::format("{}×", done.attempts);
}

void draw_exam_result(const View& view, Canvas& canvas, Box box, const TraineeResult& trainee) {
  const Theme& t = view.theme();
  const auto verdict = trainee.verdict();
  if (!verdict) {
    canvas.text(box, kNotMeasured, Type::Label, t.tx3);
    return;
  }
  const Box mark = box.cut_left(20, 8);
  draw_verdict_mark(canvas, {mark.x, mark.centre().y - 9, 18, 18}, *verdict, t.bg1);
  const Colour ink = verdict_ink(t, *verdict);
  std::string words = verdict_word(view.language(), *verdict);
  if (const auto score = trainee.practical_score()) words += " · " + whole(score);
  if (trainee.is_retested()) words += fmt::format(" · {}", tr(view.language(), "retest"));
  canvas.text(box, words, Type::LabelBold, ink);
}

/// A score is typed by whoever may; for others the field is a way to sign in.
void draw_theory(const View& view, Canvas& canvas, Box box, const TraineeResult& trainee) {
  ResultsDesk& desk = view.console.results_desk();
  const Box field{box.x, box.centre().y - kScoreField / 2, box.w, kScoreField};
  std::string& text = desk.theory_text(trainee);
  if (!view.console.station().signed_in.may_examine()) {
    if (canvas.click_area("theory locked", field)) {
      static_cast<void>(view.console.may_keep_papers());
    }
    canvas.text(field.inset(8, 0), text.empty() ? kNotMeasured : text, Type::Label,
                text.empty() ? view.theme().tx3 : view.theme().tx1);
    return;
  }
  const std::string before = text;
  const bool entered = text_field(canvas, "theory", field, text,
                                  {.hint = kNotMeasured, .wrong = !ResultsDesk::is_score(text)});
  if (text != before || entered) desk.theory_typed(trainee, entered, view.station);
}

void draw_result_row(const View& view, Canvas& canvas, Box row, const ResultsRow& line) {
  const Theme& t = view.theme();
  ResultsDesk& desk = view.console.results_desk();
  const TraineeResult& trainee = *line.trainee;
  ImGui::PushID(trainee.name.c_str());
  // The score's field lies on it.
  if (canvas.click_area("result", row, true)) desk.choose(trainee.name);
  const bool chosen = desk.chosen() == &line;
  if (chosen || canvas.hovered()) canvas.fill(row, chosen ? t.bg3 : t.bg2, 4);
  if (chosen) canvas.fill({row.x, row.y + 2, 4, row.h - 4}, t.tx1);
  canvas.line({row.x, row.bottom() - 1}, {row.right(), row.bottom() - 1}, t.line);
  const ResultColumns c = result_columns(row);
  const bool came = trainee.was_present();
  Box name = c.name;
  name.cut_left(canvas.text(name, trainee.name, Type::LabelBold, came ? t.tx1 : t.tx3), 12);
  const std::string more = came ? trainee.organisation : std::string(tr(view.language(), "absent"));
  if (name.w > 40) canvas.text(name, more, Type::Label, came ? t.tx2 : t.tx3);
  canvas.text(c.practice, practice_words(line.practice), Type::Label,
              line.practice.attempts > 0 ? t.tx1 : t.tx3);
  const bool pressed = trainee.attempts > 0;
  canvas.text(c.time, pressed ? clock(seconds(trainee.hands_on_s)) : std::string(kNotMeasured),
              Type::Label, pressed ? t.tx1 : t.tx3);
  draw_exam_result(view, canvas, c.exam, trainee);
  draw_theory(view, canvas, c.theory, trainee);
  draw_standing(view, canvas, c.certificate, line);
  ImGui::PopID();
}

void draw_column_heads(const View& view, Box row) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const ResultColumns c = result_columns(row);
  canvas.text({c.theory.x, row.y, c.theory.w, row.h}, tr(language, "Theory"), Type::Label, t.tx3);
  if (row.w < kOneLine) return;
  canvas.text(c.name, tr(language, "Trainee"), Type::Label, t.tx3);
  canvas.text(c.practice, tr(language, "Practice"), Type::Label, t.tx3);
  canvas.text(c.time, tr(language, "Time"), Type::Label, t.tx3);
  canvas.text(c.exam, trc(language, "column", "Exam"), Type::Label, t.tx3);
  canvas.text(c.certificate, tr(language, "Certificate"), Type::Label, t.tx3);
}

void draw_nothing(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const ResultsDesk& desk = view.console.results_desk();
  const auto& trouble = desk.paperwork().book->trouble;
  Box middle{box.x + 16, box.centre().y - 60, box.w - 32, 120};
  if (!desk.has_no_class()) {
    const std::string words =
        trouble ? sentence(language, *trouble) : std::string(tr(language, "One moment …"));
    canvas.paragraph(middle, words, Type::Label, t.tx2, 26);
    return;
  }
  canvas.text(middle.cut_top(48), tr(language, "No class yet"), Type::Title, t.tx1, Align::Centre);
  canvas.text(middle.cut_top(28), tr(language, "Results and certificates are those of a class."),
              Type::Label, t.tx2, Align::Centre);
}

std::string class_title(const ClassRecord& record, ClassId id) {
  std::string title = record.number.empty() ? fmt::format("{}", id) : record.number;
  if (!record.course.empty()) title += " · " + record.course;
  return title;
}

void draw_results_head(const View& view, Box head, const ClassResults& results) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  ResultsDesk& desk = view.console.results_desk();
  if (button_at_right(canvas, "other classes", head, tr(language, "Other classes"))) {
    desk.show_list(true);
  }
  const std::string counts =
      filled(tr(language, "{} people, {} passed, {} certified"), results.trainees.size(),
             results.passed(), static_cast<int>(desk.count(CertificateStanding::Holds)));
  const std::string title = class_title(results.record, results.id);
  const float width = canvas.width(counts, Type::Label);
  if (head.w >= width + canvas.width(title, Type::Title) + 40) {
    canvas.text(head.cut_right(width + 8, 12), counts, Type::Label, t.tx2, Align::Right);
  }
  canvas.text(head, title, Type::Title, t.tx1);
}

}  // namespace

void draw_results_table(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  ResultsDesk& desk = view.console.results_desk();
  draw_panel(canvas, box);
  Box rest = box.inset(0, 12);
  const ClassInBook* book = desk.shown();
  if (book == nullptr) {
    draw_nothing(view, rest);
    return;
  }
  draw_results_head(view, rest.cut_top(36, 6).inset(16, 0), book->results);
  const bool one_line = rest.w - 8 >= kOneLine;
  const float row = one_line ? kOneLineRow : kTwoLineRow;
  const auto& rows = desk.rows();
  const float height = row * static_cast<float>(rows.size());
  rest = rest.inset(4, 0);
  // A low window has its height for the rows.
  Box head = rest.cut_top(box.h >= kHeadsFrom ? 26.0F : 0.0F, 4);
  canvas.line({head.x, head.bottom() + 2}, {head.right(), head.bottom() + 2}, t.edge);
  if (height > rest.h + 1) head.cut_right(ImGui::GetStyle().ScrollbarSize / canvas.scale());
  if (head.h > 0.0F) draw_column_heads(view, head);
  const ResultsRow* chosen = desk.chosen();
  const Box reveal{0, chosen == nullptr ? 0.0F : row * static_cast<float>(chosen - rows.data()), 1,
                   chosen == nullptr ? 0.0F : row};
  draw_scrolling(canvas, "results", rest, height, reveal, [&](Canvas& inside, Box content) {
    for (const ResultsRow& line : rows) {
      const Box here = content.cut_top(row);
      if (here.bottom() < rest.y || here.y > rest.bottom()) continue;
      draw_result_row(view, inside, here, line);
    }
  });
}

void draw_class_list(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  ResultsDesk& desk = view.console.results_desk();
  draw_panel(canvas, box);
  Box rest = box.inset(4, 12);
  Box head = rest.cut_top(36, 10).inset(12, 0);
  if (button_at_right(canvas, "close classes", head, tr(language, "Back"), {.key = "Esc"})) {
    desk.show_list(false);
  }
  canvas.text(head, tr(language, "Classes of this station"), Type::Title, t.tx1);
  const auto& classes = desk.paperwork().book->classes;
  if (!classes) return;
  const auto count = static_cast<float>(classes->size());
  const auto listed = std::ranges::find(*classes, desk.listed(), &ClassSummary::id);
  const bool any = listed != classes->end();
  const Box reveal{0, kOneLineRow * static_cast<float>(listed - classes->begin()), 1,
                   any ? kOneLineRow : 0.0F};
  ClassId wanted = 0;
  draw_scrolling(
      canvas, "classes", rest, kOneLineRow * count, reveal, [&](Canvas& inside, Box content) {
        for (const ClassSummary& each : *classes) {
          Box row = content.cut_top(kOneLineRow);
          if (row.bottom() < rest.y || row.y > rest.bottom()) continue;
          ImGui::PushID(static_cast<int>(each.id));
          if (inside.click_area("class of list", row)) wanted = each.id;
          ImGui::PopID();
          const bool chosen = desk.listed() == each.id;
          if (chosen || inside.hovered()) inside.fill(row, chosen ? t.bg3 : t.bg2, 4);
          inside.line({row.x, row.bottom() - 1}, {row.right(), row.bottom() - 1}, t.line);
          row = row.inset(12, 0);
          inside.text(row.cut_right(112), filled(tr(language, "{} people"), each.members),
                      Type::Label, t.tx2, Align::Right);
          inside.text(row.cut_right(112, 12), each.record.starts_on, Type::Label, t.tx2);
          const bool is_open = each.record.state == ClassState::Open;
          if (is_open) inside.text(row.cut_right(72, 12), tr(language, "open"), Type::Label, t.tx2);
          inside.text(row, class_title(each.record, each.id), Type::LabelBold, t.tx1);
        }
      });
  if (wanted != 0) desk.choose_class(wanted);
}

}  // namespace sternum
